import type { JobDefinition, UserTaskDefinition } from '../../model/index.ts';
import type { ListenerRef, UserTaskProperties, Variables } from '../../records.ts';
import type { Execution } from '../execution.ts';
import { isPriority, parseInstant } from '../../model/index.ts';
import type { ElementInstance } from '../state.ts';
import { evaluate, readOptionalText, readText, readTexts, refuse, type Read } from './expressions.ts';
import type { Expression } from '../../model/index.ts';
import { visibleVariables } from './variables.ts';

export interface JobProperties {
  readonly type: string;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly userTask?: UserTaskProperties;
}

/** Type, retries and, of a user task, who may act: evaluated when the job is about to be made. */
export function evaluateJob(
  execution: Execution,
  instance: ElementInstance,
  job: JobDefinition,
  task?: UserTaskDefinition,
): Read<JobProperties> {
  const variables = visibleVariables(execution.state, instance);
  const type = readText(execution, job.type, variables, 'job type');
  if (!type.ok) return type;
  const retries = readRetries(execution, job.retries, variables);
  if (!retries.ok) return retries;
  const properties = { type: type.value, retries: retries.value, headers: job.headers };
  if (task === undefined) return { ok: true, value: properties };
  const userTask = evaluateUserTask(execution, task, variables);
  return userTask.ok ? { ok: true, value: { ...properties, userTask: userTask.value } } : userTask;
}

export function createJob(
  execution: Execution,
  instance: ElementInstance,
  properties: JobProperties,
  purpose: { readonly listener?: ListenerRef; readonly kind?: 'AD_HOC_SUB_PROCESS' } = {},
): void {
  execution.emit({
    type: 'jobCreated',
    v: 1,
    jobKey: execution.context.nextKey(),
    jobType: properties.type,
    retries: properties.retries,
    customHeaders: properties.headers,
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
    ...(properties.userTask === undefined ? {} : { userTask: properties.userTask }),
    ...purpose,
  });
}

export function cancelJob(execution: Execution, instance: ElementInstance): void {
  const { jobKey, key: elementInstanceKey, elementId } = instance;
  if (jobKey === undefined) return;
  execution.emit({ type: 'jobCanceled', v: 1, jobKey, elementInstanceKey, elementId });
}

function readRetries(execution: Execution, expression: Expression, variables: Variables): Read<number> {
  const outcome = evaluate(execution, expression, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const retries = typeof outcome.value === 'number' ? outcome.value : Number(outcome.value ?? Number.NaN);
  if (Number.isInteger(retries) && retries >= 0) return { ok: true, value: retries };
  return refuse('EXTRACT_VALUE_ERROR', `Expected retries '${expression.source}' to give a whole number from 0 up.`);
}

function evaluateUserTask(
  execution: Execution,
  task: UserTaskDefinition,
  variables: Variables,
): Read<UserTaskProperties> {
  const assignee = readOptionalText(execution, task.assignee, variables, 'assignee');
  if (!assignee.ok) return assignee;
  const candidateGroups = readTexts(execution, task.candidateGroups, variables, 'candidate groups');
  if (!candidateGroups.ok) return candidateGroups;
  const candidateUsers = readTexts(execution, task.candidateUsers, variables, 'candidate users');
  if (!candidateUsers.ok) return candidateUsers;
  const dueDate = readInstant(execution, task.dueDate, variables, 'due date');
  if (!dueDate.ok) return dueDate;
  const followUpDate = readInstant(execution, task.followUpDate, variables, 'follow-up date');
  if (!followUpDate.ok) return followUpDate;
  const formKey = readOptionalText(execution, task.formKey, variables, 'form key');
  if (!formKey.ok) return formKey;
  const priority = readPriority(execution, task.priority, variables);
  if (!priority.ok) return priority;
  return {
    ok: true,
    value: {
      candidateGroups: candidateGroups.value,
      candidateUsers: candidateUsers.value,
      ...optional('assignee', assignee.value),
      ...optional('dueDate', dueDate.value),
      ...optional('followUpDate', followUpDate.value),
      ...optional('formKey', formKey.value),
      ...(priority.value === undefined ? {} : { priority: priority.value }),
    },
  };
}

function readPriority(
  execution: Execution,
  expression: Expression | undefined,
  variables: Variables,
): Read<number | undefined> {
  if (expression === undefined) return { ok: true, value: undefined };
  const outcome = evaluate(execution, expression, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const value = expression.isStatic ? Number(expression.source) : outcome.value;
  if (isPriority(value)) return { ok: true, value };
  const message = `Expected priority '${expression.source}' to give a whole number from 0 to 100, but found ${JSON.stringify(outcome.value)}.`;
  return refuse('EXTRACT_VALUE_ERROR', message);
}

function optional<Name extends string>(name: Name, value: string | undefined): { readonly [K in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]: string });
}

function readInstant(
  execution: Execution,
  expression: Expression | undefined,
  variables: Variables,
  what: string,
): Read<string | undefined> {
  const text = readOptionalText(execution, expression, variables, what);
  if (!text.ok || text.value === undefined) return text;
  const instant = parseInstant(text.value);
  if (instant !== undefined) return { ok: true, value: instant };
  return refuse(
    'EXTRACT_VALUE_ERROR',
    `Expected ${what} '${expression?.source}' to give a date and time with a zone, but found '${text.value}'.`,
  );
}
