import { fail } from '#errors/index.ts';
import type { EngineCommand } from '../gateway.ts';
import { takesMessage } from '../kernel/index.ts';
import type { Key, Variables } from '../records.ts';
import { bufferedMessages, messageStartLocks, messageSubscriptions } from './collections.ts';
import type { BufferedMessage, MessageSubscription } from './documents.ts';
import { channelOf } from './indexing.ts';
import type { LiveInstance } from './instances.ts';
import type { Scope, Task } from './scope.ts';
import { plainVariables } from './variables.ts';

type PublishMessage = Omit<Extract<EngineCommand, { type: 'publishMessage' }>, 'type'>;

interface Message {
  readonly messageKey: Key;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
}

/**
 * Gives the message to one open subscription of each process, oldest first; then starts the processes that begin with it
 * and have not had it; then keeps it until its time to live is over, for those that come (Zeebe: message correlation).
 */
export async function publishMessage(scope: Scope, command: PublishMessage): Promise<Key> {
  const channel = channelOf(command.name, command.correlationKey);
  await refuseDuplicate(scope, channel, command);
  const message: Message = {
    messageKey: scope.nextKey(),
    name: command.name,
    correlationKey: command.correlationKey,
    variables: plainVariables(command.variables),
  };
  const correlated = new Set<string>();
  await correlateToSubscriptions(scope, channel, message, correlated);
  await correlateToStartEvents(scope, message, correlated);
  const timeToLive = command.timeToLive ?? 0;
  if (timeToLive > 0) {
    const expiresAt = new Date(Date.parse(scope.now) + timeToLive).toISOString();
    scope.draft.create(bufferedMessages, {
      ...message,
      channel,
      ...(command.messageId === undefined ? {} : { messageId: command.messageId }),
      expiresAt,
      correlatedProcesses: [...correlated],
    });
  }
  return message.messageKey;
}

/** A subscription has been opened: the oldest message that waits for it and that its process has not had goes to it. */
export async function correlateBuffered(scope: Scope, subscription: MessageSubscription): Promise<Task | undefined> {
  const { bpmnProcessId, processInstanceKey, subscriptionKey } = subscription;
  const message = await takeBuffered(scope, subscription.channel, bpmnProcessId);
  if (message === undefined) return undefined;
  const { messageKey, variables } = message;
  return { processInstanceKey, command: { type: 'correlateMessage', subscriptionKey, messageKey, variables } };
}

/** An instance that a message started has ended: the next message with its correlation key may start another one. */
export async function releaseStartLock(scope: Scope, live: LiveInstance): Promise<void> {
  const { startedByMessage, bpmnProcessId } = live.document ?? {};
  if (startedByMessage === undefined || bpmnProcessId === undefined) return;
  const { correlationKey } = startedByMessage;
  scope.draft.remove(messageStartLocks, lockOf(bpmnProcessId, correlationKey));
  const next = await oldestForStart(scope, bpmnProcessId, correlationKey);
  if (next === undefined) return;
  await take(scope, next.message, bpmnProcessId);
  scope.follow(startTask(scope, next.start, next.message));
}

/** The oldest message that waits for one of the start events of the newest version, whichever that is. */
async function oldestForStart(
  scope: Scope,
  bpmnProcessId: string,
  correlationKey: string,
): Promise<{ readonly start: MessageStart; readonly message: BufferedMessage } | undefined> {
  const definition = scope.parts.definitions.newest(bpmnProcessId);
  if (definition === undefined) return undefined;
  const found = [];
  for (const start of definition.messageStarts) {
    const message = await oldestBuffered(scope, channelOf(start.messageName, correlationKey), bpmnProcessId);
    if (message !== undefined) found.push({ start: { ...definition, ...start }, message });
  }
  return found.toSorted((a, b) => (a.message.messageKey < b.message.messageKey ? -1 : 1))[0];
}

/** An instance that a message started goes on as another process, where only one may run for the correlation key. */
export async function moveStartLock(scope: Scope, live: LiveInstance, bpmnProcessId: string): Promise<void> {
  const { startedByMessage, bpmnProcessId: before } = live.document ?? {};
  if (startedByMessage === undefined || before === undefined || before === bpmnProcessId) return;
  const { correlationKey } = startedByMessage;
  const lock = lockOf(bpmnProcessId, correlationKey);
  if ((await scope.draft.fetch(messageStartLocks, lock)) !== undefined) {
    fail('ENGINE_MIGRATE_CORRELATION_TAKEN', { key: live.key, process: bpmnProcessId, correlationKey });
  }
  scope.draft.remove(messageStartLocks, lockOf(before, correlationKey));
  scope.draft.create(messageStartLocks, { id: lock, processInstanceKey: live.key });
}

async function refuseDuplicate(scope: Scope, channel: string, command: PublishMessage): Promise<void> {
  const { name, correlationKey, messageId } = command;
  if (messageId === undefined) return;
  const kept = await buffered(scope, channel);
  if (kept.every((message) => message.messageId !== messageId)) return;
  fail('ENGINE_DUPLICATE_MESSAGE', { name, correlationKey, messageId });
}

async function correlateToSubscriptions(
  scope: Scope,
  channel: string,
  message: Message,
  correlated: Set<string>,
): Promise<void> {
  const { messageKey, variables } = message;
  for (const { bpmnProcessId, processInstanceKey, subscriptionKey } of await scope.draft.find(
    messageSubscriptions,
    'channel',
    channel,
  )) {
    if (correlated.has(bpmnProcessId)) continue;
    // An earlier one may have ended this one; one whose element is on its way out takes nothing.
    const live = await scope.instance(processInstanceKey);
    if (live === undefined || !takesMessage(live.state, subscriptionKey)) continue;
    correlated.add(bpmnProcessId);
    const command = { type: 'correlateMessage', subscriptionKey, messageKey, variables } as const;
    await scope.execute({ processInstanceKey, command });
  }
}

async function correlateToStartEvents(scope: Scope, message: Message, correlated: Set<string>): Promise<void> {
  for (const start of scope.parts.definitions.startedBy(message.name)) {
    const { bpmnProcessId } = start;
    if (correlated.has(bpmnProcessId)) continue;
    const lock = lockOf(bpmnProcessId, message.correlationKey);
    if (message.correlationKey !== '' && (await scope.draft.fetch(messageStartLocks, lock)) !== undefined) continue;
    correlated.add(bpmnProcessId);
    await scope.execute(startTask(scope, start, message));
  }
}

interface MessageStart {
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: Key;
  readonly startEventId: string;
}

/** One instance of a process runs for a correlation key at a time when messages start it; an empty key bars nothing. */
function startTask(scope: Scope, start: MessageStart, message: Message): Task {
  const { bpmnProcessId, processDefinitionKey, startEventId } = start;
  const { name, correlationKey, variables } = message;
  const processInstanceKey = scope.nextKey();
  const command = {
    type: 'createInstance',
    processInstanceKey,
    processDefinitionKey,
    variables,
    startEventId,
  } as const;
  if (correlationKey === '') return { processInstanceKey, command };
  scope.draft.create(messageStartLocks, { id: lockOf(bpmnProcessId, correlationKey), processInstanceKey });
  return { processInstanceKey, command, beginning: { startedByMessage: { name, correlationKey } } };
}

function lockOf(bpmnProcessId: string, correlationKey: string): string {
  return `${bpmnProcessId}\n${correlationKey}`;
}

/** Messages of the channel that are still kept, oldest first. */
async function buffered(scope: Scope, channel: string): Promise<readonly BufferedMessage[]> {
  if (!scope.parts.messages.mayHold(channel) && !scope.draft.hasChanged(bufferedMessages)) return [];
  const kept = await scope.draft.find(bufferedMessages, 'channel', channel);
  return kept.filter((message) => message.expiresAt > scope.now);
}

/** The oldest message that the process has not had, noted as had. */
async function takeBuffered(scope: Scope, channel: string, process: string): Promise<BufferedMessage | undefined> {
  const message = await oldestBuffered(scope, channel, process);
  if (message !== undefined) await take(scope, message, process);
  return message;
}

/** The oldest message that the process has not had. */
async function oldestBuffered(scope: Scope, channel: string, process: string): Promise<BufferedMessage | undefined> {
  return (await buffered(scope, channel)).find((kept) => !kept.correlatedProcesses.includes(process));
}

async function take(scope: Scope, message: BufferedMessage, process: string): Promise<void> {
  await scope.draft.fetch(bufferedMessages, message.messageKey);
  const correlatedProcesses = [...message.correlatedProcesses, process];
  scope.draft.replace(bufferedMessages, { ...message, correlatedProcesses });
}
