import type { JournalEntry, ProcessInstance } from './documents.ts';

type Changing = { -readonly [Field in keyof ProcessInstance]: ProcessInstance[Field] };

/** The process instance as lists show it, after the events of one more entry of its journal. Replaying gives the same. */
export function advance(instance: ProcessInstance | undefined, entry: JournalEntry): ProcessInstance {
  const next: Changing = { ...(instance ?? begun(entry)) };
  let isSuspended = next.state === 'suspended';
  for (const event of entry.events) {
    switch (event.type) {
      case 'processInstanceCreated':
        if (event.parentProcessInstanceKey !== undefined)
          next.parentProcessInstanceKey = event.parentProcessInstanceKey;
        if (event.parentElementInstanceKey !== undefined)
          next.parentElementInstanceKey = event.parentElementInstanceKey;
        break;
      case 'messageSubscriptionCreated':
        next.businessKeys = withKey(next.businessKeys, event.correlationKey);
        break;
      case 'incidentCreated':
        next.openIncidents += 1;
        break;
      case 'incidentResolved':
        next.openIncidents -= 1;
        break;
      case 'processInstanceSuspended':
      case 'processInstanceResumed':
        isSuspended = event.type === 'processInstanceSuspended';
        break;
      case 'processInstanceMigrated':
        next.bpmnProcessId = event.bpmnProcessId;
        next.processDefinitionKey = event.processDefinitionKey;
        next.version = event.version;
        break;
      case 'elementCompleted':
      case 'elementTerminated':
        if (event.flowScopeKey !== undefined) break;
        next.state = event.type === 'elementCompleted' ? 'completed' : 'terminated';
        next.endedAt = entry.timestamp;
        break;
      default:
    }
  }
  if (next.endedAt === undefined) next.state = stateOf(next, isSuspended);
  next.position = entry.position + entry.events.length - 1;
  return next;
}

/** Whether lists would show it differently. */
export function isShownDifferently(a: ProcessInstance, b: ProcessInstance): boolean {
  return (
    a.state !== b.state ||
    a.openIncidents !== b.openIncidents ||
    a.businessKeys.length !== b.businessKeys.length ||
    a.processDefinitionKey !== b.processDefinitionKey
  );
}

function stateOf({ openIncidents }: ProcessInstance, isSuspended: boolean): ProcessInstance['state'] {
  if (isSuspended) return 'suspended';
  return openIncidents > 0 ? 'incident' : 'active';
}

function begun(entry: JournalEntry): ProcessInstance {
  return {
    processInstanceKey: entry.processInstanceKey,
    bpmnProcessId: entry.bpmnProcessId,
    processDefinitionKey: entry.processDefinitionKey,
    version: entry.version,
    state: 'active',
    openIncidents: 0,
    startedAt: entry.timestamp,
    businessKeys: [],
    position: 0,
  };
}

export function withKey(keys: readonly string[], key: string): readonly string[] {
  return key === '' || keys.includes(key) ? keys : [...keys, key];
}
