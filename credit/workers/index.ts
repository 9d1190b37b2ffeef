import type { Worker } from '#engine/index.ts';
import { applyGrade } from './credit.apply-grade.ts';
import { createApplyLimit } from './credit.apply-limit.ts';
import { checkPromise } from './credit.check-promise.ts';
import { createCloseDispute } from './credit.close-dispute.ts';
import { notify } from './credit.notify.ts';
import { createOpenDispute } from './credit.open-dispute.ts';
import { createProfile } from './credit.profile.ts';
import { createRecordContact } from './credit.record-contact.ts';
import { createRegisterPromise } from './credit.register-promise.ts';
import { saveArchive } from './credit.save-archive.ts';
import { setHold } from './credit.set-hold.ts';
import { createWriteOff } from './credit.write-off.ts';
import type { WorkerParts } from './credit-worker.ts';

/** Every job type of the credit module; to be registered with the engine at the start. */
export function createCreditWorkers(parts: WorkerParts): readonly Worker[] {
  return [
    notify,
    createRecordContact(parts) as Worker,
    createRegisterPromise(parts) as Worker,
    checkPromise,
    setHold,
    createOpenDispute(parts) as Worker,
    createCloseDispute(parts) as Worker,
    createWriteOff(parts),
    createProfile(parts) as Worker,
    saveArchive,
    applyGrade,
    createApplyLimit(parts),
  ];
}
