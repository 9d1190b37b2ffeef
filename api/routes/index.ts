import type { Handlers } from '../http.ts';
import type { Services } from '../services.ts';
import { administrationHandlers } from './administration.ts';
import { boardHandlers } from './board.ts';
import { caseHandlers } from './cases.ts';
import { customerHandlers } from './customers.ts';
import { exportHandlers } from './exports.ts';
import { importHandlers } from './imports.ts';
import { noticeHandlers } from './notices.ts';
import { operationHandlers } from './operations.ts';
import { receivableHandlers } from './receivables.ts';
import { sessionHandlers } from './session.ts';
import { studioHandlers } from './studio.ts';
import { taskHandlers } from './tasks.ts';

/** Every operation of the contract over these services. */
export function handlersOf(services: Services): Handlers {
  const lists = {
    ...taskHandlers(services),
    ...boardHandlers(services),
    ...customerHandlers(services),
    ...receivableHandlers(services),
  };
  return {
    ...sessionHandlers(services),
    ...noticeHandlers(services),
    ...caseHandlers(services),
    ...operationHandlers(services),
    ...lists,
    ...exportHandlers(services, lists),
    ...importHandlers(services),
    ...studioHandlers(services),
    ...administrationHandlers(services),
  };
}
