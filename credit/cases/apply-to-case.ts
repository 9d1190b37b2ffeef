import type { EngineEvent, Variables } from '#engine/index.ts';
import type { CaseEndReason, CaseLevel, OverdueCase } from '../collections/overdue-cases.ts';
import { toMinor } from '../deciders/money.ts';

/** Job type of a user task, on both engines. */
export const USER_TASK_JOB = 'io.camunda.zeebe:userTask';

/** The case after an event of its process instance; the same object when nothing of it changed. */
export function applyToCase(overdue: OverdueCase, event: EngineEvent, at: string): OverdueCase {
  switch (event.type) {
    case 'jobCreated':
      return event.jobType === USER_TASK_JOB ? withTask(overdue, event, at) : overdue;
    case 'jobCompleted':
      return withTaskDone(overdue, event.jobKey, at);
    case 'messageSubscriptionCorrelated':
      return withMessage(overdue, event.messageName, event.variables);
    case 'incidentCreated':
      return { ...overdue, hasIncident: true };
    case 'incidentResolved':
      return { ...overdue, hasIncident: false };
    case 'elementCompleted':
      return event.elementType === 'PROCESS' ? ended(overdue, at, 'completed') : overdue;
    case 'elementTerminated':
      return event.elementType === 'PROCESS' ? ended(overdue, at, 'canceled') : overdue;
    default:
      return overdue;
  }
}

const LEVELS: ReadonlySet<string> = new Set<CaseLevel>(['sales', 'finance', 'legal']);

export function isLevel(stepRole: string): stepRole is CaseLevel {
  return LEVELS.has(stepRole);
}

function withTask(overdue: OverdueCase, event: Extract<EngineEvent, { type: 'jobCreated' }>, at: string): OverdueCase {
  const stepRole = event.customHeaders['stepRole'] ?? '';
  const { assignee } = event.userTask ?? {};
  return {
    ...overdue,
    ...(isLevel(stepRole) ? { level: stepRole } : {}),
    tasks: [...overdue.tasks, { stepRole, at, elementId: event.elementId, jobKey: event.jobKey }],
    ...(assignee === undefined ? {} : { ownerId: assignee }),
  };
}

function withTaskDone(overdue: OverdueCase, jobKey: string, at: string): OverdueCase {
  if (!overdue.tasks.some((task) => task.jobKey === jobKey)) return overdue;
  return { ...overdue, tasks: overdue.tasks.map((task) => (task.jobKey === jobKey ? { ...task, doneAt: at } : task)) };
}

function withMessage(overdue: OverdueCase, name: string, variables: Variables): OverdueCase {
  if (name !== 'receivable-settled' && name !== 'receivable-changed') return overdue;
  const { openAmount } = variables;
  const openMinor = typeof openAmount === 'number' ? toMinor(openAmount, overdue.currency) : overdue.openMinor;
  const reason = name === 'receivable-settled' ? reasonOf(variables) : undefined;
  return { ...overdue, openMinor, ...(reason === undefined ? {} : { reason }) };
}

function reasonOf(variables: Variables): CaseEndReason {
  const { settlement } = variables;
  const reason =
    typeof settlement === 'object' && settlement !== null && 'reason' in settlement ? settlement.reason : 'paid';
  return reason === 'written-off' || reason === 'credited' ? reason : 'paid';
}

function ended(overdue: OverdueCase, at: string, reason: CaseEndReason): OverdueCase {
  return { ...overdue, state: 'ended', endedAt: at, reason: overdue.reason ?? reason };
}
