import type { IncidentRecord } from '../gateway.ts';
import type { State } from '../kernel/index.ts';
import type { EngineEvent, Key } from '../records.ts';
import { incidents, jobs, messageSubscriptions } from './collections.ts';
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
      default:
    }
  }
  return subscribed.filter(({ subscriptionKey }) => state.subscriptions[subscriptionKey] !== undefined);
}

async function updateJob(draft: Draft, entry: JournalEntry, state: State, key: Key, retryAt?: string): Promise<void> {
  const stored = await draft.fetch(jobs, key);
  const job = state.jobs[key];
  if (stored === undefined || job === undefined) return;
  const isAvailable = job.status === 'ACTIVATABLE' && job.retries > 0;
  const availableAt = isAvailable ? (retryAt ?? entry.timestamp) : NEVER;
  draft.replace(jobs, { ...stored.document, retries: job.retries, availableAt });
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
