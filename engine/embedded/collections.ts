import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import type { EngineEvent, IncidentType, Variables } from '../records.ts';
import { signalSubscriptions } from './signal-subscriptions.ts';
import type {
  BufferedMessage,
  DecisionDefinition,
  DeployedResource,
  FormDefinition,
  Incident,
  IndexMark,
  Job,
  KeyBlock,
  MessageStartLock,
  MessageSubscription,
  ProcessDefinition,
  ProcessInstance,
  Snapshot,
  Timer,
} from './documents.ts';
import type { ElementRow, PackedEntry, PackedEvent } from './packing.ts';

const key = z.string().min(1);
const instant = z.string();
const count = z.int();
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const variables = z.custom<Variables>(isObject);
const list = <T>() => z.custom<readonly T[]>((value) => Array.isArray(value));
const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type);

const keysById = z.record(z.string(), key);

const versioned = {
  version: count,
  resourceKey: key,
  resourceName: z.string(),
  checksum: z.string(),
  deployedAt: instant,
  deletedAt: optional(instant),
};

export const keyBlocks: Collection<KeyBlock> = {
  name: 'engine-key-blocks',
  key: 'id',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({ id: z.literal('keys'), next: count }),
  indexes: {},
};

export const deployedResources: Collection<DeployedResource> = {
  name: 'engine-resources',
  key: 'resourceKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    resourceKey: key,
    deploymentKey: key,
    kind: z.enum(['bpmn', 'dmn', 'form']),
    resourceName: z.string(),
    checksum: z.string(),
    content: z.string(),
    imports: z.array(z.object({ name: z.string(), content: z.string() })).optional(),
    deployedAt: instant,
  }),
  indexes: { byDeployment: { kind: 'ordered', fields: ['deploymentKey'] } },
};

export const processDefinitions: Collection<ProcessDefinition> = {
  name: 'engine-process-definitions',
  key: 'processDefinitionKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    processDefinitionKey: key,
    bpmnProcessId: z.string(),
    name: optional(z.string()),
    versionTag: optional(z.string()),
    deployedWith: optional(z.object({ processes: keysById, decisions: keysById })),
    messageStarts: z.array(z.object({ messageName: z.string(), startEventId: z.string() })),
    ...versioned,
  }),
  indexes: { byProcess: { kind: 'ordered', fields: ['bpmnProcessId', 'version'], unique: true } },
};

export const decisionDefinitions: Collection<DecisionDefinition> = {
  name: 'engine-decision-definitions',
  key: 'decisionKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    decisionKey: key,
    dmnDecisionId: z.string(),
    name: optional(z.string()),
    versionTag: optional(z.string()),
    ...versioned,
  }),
  indexes: { byDecision: { kind: 'ordered', fields: ['dmnDecisionId', 'version'], unique: true } },
};

export const formDefinitions: Collection<FormDefinition> = {
  name: 'engine-form-definitions',
  key: 'formKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({ formKey: key, formId: z.string(), ...versioned }),
  indexes: { byForm: { kind: 'ordered', fields: ['formId', 'version'], unique: true } },
};

export const processInstances: Collection<ProcessInstance> = {
  name: 'engine-process-instances',
  key: 'processInstanceKey',
  trusted: true,
  // Most are begun and ended within minutes.
  behind: true,
  schemaVersion: 1,
  schema: z.object({
    processInstanceKey: key,
    bpmnProcessId: z.string(),
    processDefinitionKey: key,
    version: count,
    state: z.enum(['active', 'incident', 'suspended', 'completed', 'terminated']),
    openIncidents: count,
    startedAt: instant,
    endedAt: optional(instant),
    parentProcessInstanceKey: optional(key),
    parentElementInstanceKey: optional(key),
    businessKeys: z.array(z.string()),
    startedByMessage: optional(z.object({ name: z.string(), correlationKey: z.string() })),
    position: count,
  }),
  indexes: {
    byProcess: { kind: 'ordered', fields: ['bpmnProcessId', 'state', 'startedAt'] },
    byState: { kind: 'ordered', fields: ['state', 'startedAt'] },
    byDefinition: { kind: 'ordered', fields: ['processDefinitionKey', 'state'] },
    byParent: { kind: 'ordered', fields: ['parentProcessInstanceKey'], sparse: true },
    byBusinessKey: { kind: 'each', of: 'businessKeys', sort: 'startedAt' },
  },
};

// Apart from the instance, and without an index: it is rewritten often.
export const snapshots: Collection<Snapshot> = {
  name: 'engine-snapshots',
  key: 'processInstanceKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    processInstanceKey: key,
    position: count,
    version: count,
    state: z.string(),
  }),
  indexes: {},
};

export const journal: Collection<PackedEntry> = {
  name: 'engine-journal',
  key: 'journalKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    journalKey: key,
    processInstanceKey: key,
    position: count,
    timestamp: instant,
    bpmnProcessId: z.string(),
    processDefinitionKey: key,
    version: count,
    elements: optional(list<ElementRow>()),
    events: list<PackedEvent | EngineEvent>(),
  }),
  indexes: {
    byInstance: { kind: 'ordered', fields: ['processInstanceKey', 'position'] },
  },
};

export const indexMarks: Collection<IndexMark> = {
  name: 'engine-index-marks',
  key: 'id',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({ id: z.literal('derived'), after: z.string() }),
  indexes: {},
};

export const jobs: Collection<Job> = {
  name: 'engine-jobs',
  key: 'jobKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    jobKey: key,
    type: z.string(),
    processInstanceKey: key,
    elementId: z.string(),
    elementInstanceKey: key,
    retries: count,
    availableAt: instant,
  }),
  indexes: { byAvailability: { kind: 'ordered', fields: ['type', 'availableAt'] } },
};

export const timers: Collection<Timer> = {
  name: 'engine-timers',
  key: 'timerKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    timerKey: key,
    dueAt: instant,
    processInstanceKey: optional(key),
    processDefinitionKey: optional(key),
    startEventId: optional(z.string()),
    repetitionsLeft: optional(count),
    interval: optional(z.string()),
  }),
  indexes: {
    byDueAt: { kind: 'ordered', fields: ['dueAt'] },
    byDefinition: { kind: 'ordered', fields: ['processDefinitionKey'] },
  },
};

export const messageSubscriptions: Collection<MessageSubscription> = {
  name: 'engine-message-subscriptions',
  key: 'subscriptionKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    subscriptionKey: key,
    channel: z.string(),
    messageName: z.string(),
    correlationKey: z.string(),
    processInstanceKey: key,
    bpmnProcessId: z.string(),
    elementId: z.string(),
    elementInstanceKey: key,
  }),
  indexes: { byChannel: { kind: 'ordered', fields: ['channel'] } },
};

export const bufferedMessages: Collection<BufferedMessage> = {
  name: 'engine-messages',
  key: 'messageKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    messageKey: key,
    channel: z.string(),
    name: z.string(),
    correlationKey: z.string(),
    messageId: optional(z.string()),
    variables,
    expiresAt: instant,
    correlatedProcesses: z.array(z.string()),
  }),
  indexes: {
    byChannel: { kind: 'ordered', fields: ['channel'] },
    byExpiry: { kind: 'ordered', fields: ['expiresAt'] },
  },
};

export const messageStartLocks: Collection<MessageStartLock> = {
  name: 'engine-message-start-locks',
  key: 'id',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({ id: z.string(), processInstanceKey: key }),
  indexes: {},
};

export const incidents: Collection<Incident> = {
  name: 'engine-incidents',
  key: 'incidentKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    incidentKey: key,
    processInstanceKey: key,
    bpmnProcessId: z.string(),
    elementId: z.string(),
    elementInstanceKey: key,
    type: z.custom<IncidentType>((value) => typeof value === 'string'),
    errorMessage: z.string(),
    jobKey: optional(key),
    createdAt: instant,
  }),
  indexes: {
    byInstance: { kind: 'ordered', fields: ['processInstanceKey'] },
    byProcess: { kind: 'ordered', fields: ['bpmnProcessId', 'createdAt'] },
    byTime: { kind: 'ordered', fields: ['createdAt'] },
  },
};

/** Everything the embedded engine keeps: a store for it is opened with these among its collections. */
export const engineCollections: readonly Collection[] = [
  keyBlocks,
  deployedResources,
  processDefinitions,
  decisionDefinitions,
  formDefinitions,
  processInstances,
  snapshots,
  journal,
  indexMarks,
  jobs,
  timers,
  messageSubscriptions,
  bufferedMessages,
  messageStartLocks,
  signalSubscriptions,
  incidents,
];
