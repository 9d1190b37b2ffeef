import type { Worker } from '#engine/index.ts';
import { applyGrade } from './credit.apply-grade.ts';
import { createApplyLimit } from './credit.apply-limit.ts';
import { checkPromise } from './credit.check-promise.ts';
import { closeDispute } from './credit.close-dispute.ts';
import { notify } from './credit.notify.ts';
import { openDispute } from './credit.open-dispute.ts';
import { createProfile } from './credit.profile.ts';
import { recordContact } from './credit.record-contact.ts';
import { registerPromise } from './credit.register-promise.ts';
import { saveArchive } from './credit.save-archive.ts';
import { setHold } from './credit.set-hold.ts';
import { createWriteOff } from './credit.write-off.ts';
import type { WorkerParts } from './credit-worker.ts';

/** Every job type of the credit module; to be registered with the engine at the start. */
export function createCreditWorkers(parts: WorkerParts): readonly Worker[] {
  return [
    notify,
    recordContact,
    registerPromise,
    checkPromise,
    setHold,
    openDispute,
    closeDispute,
    createWriteOff(parts),
    createProfile(parts) as Worker,
    saveArchive,
    applyGrade,
    createApplyLimit(parts),
  ];
}
