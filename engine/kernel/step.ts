import type { Rejection } from '#errors/index.ts';
import type { ProcessModel } from '../model/index.ts';
import { activateAdHocElements } from './commands/ad-hoc.ts';
import { completeCallActivity, escalateCallActivity, failCallActivity } from './commands/call-activity.ts';
import { createInstance } from './commands/create-instance.ts';
import { correlateMessage, triggerSignal, triggerTimer } from './commands/events.ts';
import { completeJob, failJob, throwJobError, updateJobRetries } from './commands/jobs.ts';
import { migrateInstance } from './commands/migrate-instance.ts';
import { modifyInstance } from './commands/modify-instance.ts';
import { cancelInstance, resolveIncident, setVariables } from './commands/operate.ts';
import { holdOrRefuse, isStopped, resumeInstance, suspendInstance } from './commands/suspend-instance.ts';
import { BEHAVIORS } from './elements/index.ts';
import { Execution } from './execution.ts';
import { runToQuiet } from './run-to-quiet.ts';
import type { State } from './state.ts';
import type { KernelCommand, KernelContext, Outcome } from './types.ts';

/**
 * Decides what a command does to one process instance and everything that follows from it, until nothing is left to do
 * without waiting. `state` is a private draft: the events are applied to it as they are emitted. A rejection has changed
 * nothing. A throw is a bug: the draft is worthless then.
 */
export function step(model: ProcessModel, state: State, command: KernelCommand, context: KernelContext): Outcome {
  const execution = new Execution(model, state, context, BEHAVIORS);
  const rejection = (isStopped(execution, command) ? holdOrRefuse : handle)(execution, command);
  if (rejection !== undefined) return { ok: false, rejection };
  runToQuiet(execution);
  return { ok: true, events: execution.events, effects: execution.effects };
}

function handle(execution: Execution, command: KernelCommand): Rejection | undefined {
  switch (command.type) {
    case 'createInstance':
      return createInstance(execution, command);
    case 'completeJob':
      return completeJob(execution, command);
    case 'activateAdHocElements':
      return activateAdHocElements(execution, command);
    case 'failJob':
      return failJob(execution, command);
    case 'throwError':
      return throwJobError(execution, command);
    case 'updateJobRetries':
      return updateJobRetries(execution, command);
    case 'triggerTimer':
      return triggerTimer(execution, command);
    case 'correlateMessage':
      return correlateMessage(execution, command);
    case 'triggerSignal':
      return triggerSignal(execution, command);
    case 'setVariables':
      return setVariables(execution, command);
    case 'resolveIncident':
      return resolveIncident(execution, command);
    case 'cancelInstance':
      return cancelInstance(execution, command);
    case 'suspendInstance':
      return suspendInstance(execution, command);
    case 'resumeInstance':
      return resumeInstance(execution, command);
    case 'modifyInstance':
      return modifyInstance(execution, command);
    case 'migrateInstance':
      return migrateInstance(execution, command);
    case 'completeCallActivity':
      return completeCallActivity(execution, command);
    case 'failCallActivity':
      return failCallActivity(execution, command);
    case 'escalateCallActivity':
      return escalateCallActivity(execution, command);
    default:
      return assertNever(command);
  }
}

function assertNever(command: never): never {
  throw new TypeError(`Unhandled command ${JSON.stringify(command)}`);
}
