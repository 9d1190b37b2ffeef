import type { IncidentRecord } from '../gateway.ts';
import type { State } from '../kernel/index.ts';
import type { EngineEvent, Key } from '../records.ts';
import { incidents, jobs, messageSubscriptions, timers } from './collections.ts';
import { derivedChange } from './derived.ts';
import { NEVER } from './documents.ts';
import type { JournalEntry, MessageSubscription } from './documents.ts';
import type { Draft } from './group.ts';
import { signalSubscriptions } from './signal-subscriptions.ts';

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

/** One text for message name and correlation key: the name can't hold the line break that parts them. */
export function channelOf(messageName: string, correlationKey: string): string {
  return `${messageName}\n${correlationKey}`;
}

/** Events that only jobs and timers can follow from. */
const PLAIN: ReadonlySet<EngineEvent['type']> = new Set([
  'processInstanceCreated',
  'elementActivating',
  'elementActivated',
  'elementCompleting',
  'elementCompleted',
  'sequenceFlowTaken',
  'variablesSet',
  'elementResultSet',
  'decisionEvaluated',
  'jobCreated',
  'jobCompleted',
  'timerCreated',
  'timerTriggered',
  'timerCanceled',
]);

/** Does what `index` does where that needs nothing to be read, as after most steps. False: nothing was done. */
export function deriveAll(draft: Draft, entry: JournalEntry, state: State): boolean {
  if (state.suspended || !entry.events.every(({ type }) => PLAIN.has(type))) return false;
  for (const event of entry.events) {
    const change = derivedChange(entry, event);
    if (change !== undefined) draft.derive(change);
  }
  return true;
}

/**
 * Keeps the documents that jobs, timers, subscriptions and incidents are found by in step with the events of one entry.
 * `state` is the state after them. Returns the subscriptions that are new, for messages that wait already.
 */
export async function index(draft: Draft, entry: JournalEntry, state: State): Promise<readonly MessageSubscription[]> {
  const subscribed: MessageSubscription[] = [];
  for (const event of entry.events) {
    const change = derivedChange(entry, event);
    if (change !== undefined) {
      draft.derive(change);
      continue;
    }
    switch (event.type) {
      case 'jobFailed':
      case 'jobErrorThrown':
      case 'jobRetriesUpdated':
        await updateJob(draft, entry, state, event.jobKey, event.type === 'jobFailed' ? event.retryAt : undefined);
        break;
      case 'messageSubscriptionCreated':
        subscribed.push(createSubscription(draft, entry, event));
        break;
      case 'messageSubscriptionCorrelated':
        if (state.subscriptions[event.subscriptionKey] === undefined) {
          draft.remove(messageSubscriptions, event.subscriptionKey);
        }
        break;
      case 'messageSubscriptionDeleted':
        draft.remove(messageSubscriptions, event.subscriptionKey);
        break;
      case 'signalSubscriptionCreated': {
        const { subscriptionKey, signalName } = event;
        const { processInstanceKey } = entry;
        draft.create(signalSubscriptions, { subscriptionKey, signalName, processInstanceKey });
        break;
      }
      case 'signalSubscriptionTriggered':
        if (state.signals[event.subscriptionKey] === undefined) {
          draft.remove(signalSubscriptions, event.subscriptionKey);
        }
        break;
      case 'signalSubscriptionDeleted':
        draft.remove(signalSubscriptions, event.subscriptionKey);
        break;
      case 'incidentCreated':
        draft.create(incidents, incidentOf(entry, event));
        break;
      case 'incidentResolved':
        await resolveIncident(draft, entry, state, event.incidentKey);
        break;
      case 'processInstanceResumed':
        await goOn(draft, entry, state);
        break;
      case 'triggerHeld':
        if (event.interrupting) closeHeld(draft, event);
        break;
      case 'processInstanceMigrated':
        await move(draft, entry, state);
        break;
      default:
    }
  }
  if (state.suspended && entry.events.some(isToStand)) await stand(draft, entry, state);
  return subscribed.filter(({ subscriptionKey }) => state.subscriptions[subscriptionKey] !== undefined);
}

async function updateJob(draft: Draft, entry: JournalEntry, state: State, key: Key, retryAt?: string): Promise<void> {
  const stored = await draft.fetch(jobs, key);
  const job = state.jobs[key];
  if (stored === undefined || job === undefined) return;
  const isAvailable = job.status === 'ACTIVATABLE' && job.retries > 0 && state.suspended === undefined;
  const availableAt = isAvailable ? (retryAt ?? entry.timestamp) : NEVER;
  draft.replace(jobs, { ...stored.document, retries: job.retries, availableAt });
}

/** What the migration of a suspended instance opens stands still with it. */
function isToStand(event: EngineEvent): boolean {
  return event.type === 'processInstanceSuspended' || youngKeyOf(event) !== undefined;
}

/** No job is handed out and no timer fires; subscriptions stay, what comes is held. */
async function stand(draft: Draft, entry: JournalEntry, state: State): Promise<void> {
  for (const timerKey of Object.keys(state.timers)) await postpone(draft, timerKey, NEVER);
  for (const jobKey of Object.keys(state.jobs)) await updateJob(draft, entry, state, jobKey);
}

/** What was made by what came with the resumption is found by its own event. */
async function goOn(draft: Draft, entry: JournalEntry, state: State): Promise<void> {
  const young = new Set(entry.events.flatMap((event) => youngKeyOf(event) ?? []));
  for (const { key, dueAt } of Object.values(state.timers)) if (!young.has(key)) await postpone(draft, key, dueAt);
  for (const jobKey of Object.keys(state.jobs)) {
    if (!young.has(jobKey)) await updateJob(draft, entry, state, jobKey);
  }
}

async function postpone(draft: Draft, timerKey: Key, dueAt: string): Promise<void> {
  const timer = (await draft.fetch(timers, timerKey))?.document;
  if (timer !== undefined && timer.dueAt !== dueAt) draft.replace(timers, { ...timer, dueAt });
}

function youngKeyOf(event: EngineEvent): Key | undefined {
  if (event.type === 'timerCreated') return event.timerKey;
  return event.type === 'jobCreated' ? event.jobKey : undefined;
}

/** It has got the one thing that it waits for. */
function closeHeld(draft: Draft, { messageKey, subscriptionKey }: EventOf<'triggerHeld'>): void {
  if (messageKey === undefined) draft.remove(signalSubscriptions, subscriptionKey);
  else draft.remove(messageSubscriptions, subscriptionKey);
}

/** Jobs, messages and incidents are found under the elements and the process that they belong to now. */
async function move(draft: Draft, entry: JournalEntry, state: State): Promise<void> {
  const { bpmnProcessId } = entry;
  const elementOf = (key: Key): string => state.elements[key]?.elementId ?? '';
  for (const { key, elementInstanceKey } of Object.values(state.jobs)) {
    const job = (await draft.fetch(jobs, key))?.document;
    if (job !== undefined) draft.replace(jobs, { ...job, elementId: elementOf(elementInstanceKey) });
  }
  for (const { key, elementInstanceKey } of Object.values(state.subscriptions)) {
    const subscription = (await draft.fetch(messageSubscriptions, key))?.document;
    if (subscription === undefined) continue;
    const elementId = elementOf(elementInstanceKey);
    draft.replace(messageSubscriptions, { ...subscription, bpmnProcessId, elementId });
  }
  for (const { key, elementInstanceKey } of Object.values(state.incidents)) {
    const incident = (await draft.fetch(incidents, key))?.document;
    if (incident === undefined) continue;
    draft.replace(incidents, { ...incident, bpmnProcessId, elementId: elementOf(elementInstanceKey) });
  }
}

function createSubscription(
  draft: Draft,
  entry: JournalEntry,
  event: EventOf<'messageSubscriptionCreated'>,
): MessageSubscription {
  const { subscriptionKey, messageName, correlationKey, elementId, elementInstanceKey } = event;
  const { processInstanceKey, bpmnProcessId } = entry;
  const subscription: MessageSubscription = {
    subscriptionKey,
    channel: channelOf(messageName, correlationKey),
    messageName,
    correlationKey,
    processInstanceKey,
    bpmnProcessId,
    elementId,
    elementInstanceKey,
  };
  draft.create(messageSubscriptions, subscription);
  return subscription;
}

function incidentOf(entry: JournalEntry, event: EventOf<'incidentCreated'>): IncidentRecord {
  return {
    incidentKey: event.incidentKey,
    processInstanceKey: entry.processInstanceKey,
    bpmnProcessId: entry.bpmnProcessId,
    elementId: event.elementId,
    elementInstanceKey: event.elementInstanceKey,
    type: event.incidentType,
    errorMessage: event.errorMessage,
    ...(event.jobKey === undefined ? {} : { jobKey: event.jobKey }),
    createdAt: entry.timestamp,
  };
}

/** The job that the incident was about may be handed out again. */
async function resolveIncident(draft: Draft, entry: JournalEntry, state: State, key: Key): Promise<void> {
  const stored = await draft.fetch(incidents, key);
  const jobKey = stored?.document.jobKey;
  draft.remove(incidents, key);
  if (jobKey !== undefined) await updateJob(draft, entry, state, jobKey);
}
