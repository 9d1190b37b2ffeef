/**
 * How a journal entry lies in the store. Nine of ten events are turns of the lifecycle of a few elements: written out they
 * repeat the same keys and names, 2.3 KB a step; packed it is a quarter. What has no short form is kept as it is, so a new
 * event needs nothing here. A code never changes its meaning.
 */
import { fail } from '#errors/index.ts';
import type { ElementType, EngineEvent, Key, Variables } from '../records.ts';
import type { JournalEntry } from './documents.ts';

/** A key as its distance from the key of the entry; one that is no such number is kept as it is. */
type PackedKey = number | Key;

/** An element instance that events of the entry are about: key, element id, type, flow scope. */
export type ElementRow = readonly [PackedKey, string, ElementType?, PackedKey?];

/** A code, and what the event of that code needs. All are of version 1: one of another gets another code. */
export type PackedEvent = readonly [code: number, ...values: unknown[]];

export interface PackedEntry extends Omit<JournalEntry, 'events'> {
  readonly elements?: readonly ElementRow[];
  readonly events: readonly (PackedEvent | EngineEvent)[];
}

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;
type LifecycleEvent = Extract<EngineEvent, { elementType: ElementType }>;
type JobProperties = Omit<EventOf<'jobCreated'>, 'type' | 'v' | 'jobKey' | 'elementInstanceKey' | 'elementId'>;

/** The place in this list is the code. */
const LIFECYCLE = [
  'elementActivating',
  'elementActivated',
  'elementCompleting',
  'elementCompleted',
  'elementTerminating',
  'elementTerminated',
] as const;
const FLOW = 6;
const VARIABLES = 7;
const JOB_CREATED = 8;
const JOB_COMPLETED = 9;

export function pack(entry: JournalEntry): PackedEntry {
  const { journalKey, processInstanceKey, position, timestamp, bpmnProcessId, processDefinitionKey, version } = entry;
  const table = new ElementTable(journalKey);
  const events = entry.events.map((event) => packEvent(event, table));
  return {
    journalKey,
    processInstanceKey,
    position,
    timestamp,
    bpmnProcessId,
    processDefinitionKey,
    version,
    elements: table.rows,
    events,
  };
}

/** The entry as it was; also of one that was stored before entries were packed. */
export function unpack({ elements = [], ...entry }: PackedEntry): JournalEntry {
  const keys = new Keys(entry.journalKey);
  const events = entry.events.map((event) => (isPacked(event) ? unpackEvent(event, elements, keys) : event));
  return { ...entry, events };
}

class Keys {
  readonly #base: number;

  constructor(base: Key) {
    this.#base = Number(base);
  }

  pack(key: Key): PackedKey {
    const distance = Number(key) - this.#base;
    return String(this.#base + distance) === key ? distance : key;
  }

  unpack(key: PackedKey): Key {
    return typeof key === 'number' ? String(this.#base + key) : key;
  }
}

class ElementTable {
  readonly keys: Keys;
  readonly rows: [PackedKey, string, ElementType?, PackedKey?][] = [];
  readonly #places = new Map<Key, number>();

  constructor(base: Key) {
    this.keys = new Keys(base);
  }

  /** Place of the row; undefined when the row is about something else. */
  placeOf(event: { readonly elementInstanceKey: Key; readonly elementId: string }): number | undefined {
    const known = this.#places.get(event.elementInstanceKey);
    if (known !== undefined) return this.rows[known]?.[1] === event.elementId ? known : undefined;
    this.#places.set(event.elementInstanceKey, this.rows.length);
    return this.rows.push([this.keys.pack(event.elementInstanceKey), event.elementId]) - 1;
  }

  /** The same, of a row that says type and flow scope too. */
  fullPlaceOf(event: LifecycleEvent): number | undefined {
    const place = this.placeOf(event);
    const row = place === undefined ? undefined : this.rows[place];
    if (row === undefined) return undefined;
    const scope = event.flowScopeKey === undefined ? undefined : this.keys.pack(event.flowScopeKey);
    if (row[2] === undefined) {
      row[2] = event.elementType;
      if (scope !== undefined) row[3] = scope;
    }
    return row[2] === event.elementType && row[3] === scope ? place : undefined;
  }
}

function packEvent(event: EngineEvent, table: ElementTable): PackedEvent | EngineEvent {
  switch (event.type) {
    case 'elementActivating':
    case 'elementActivated':
    case 'elementCompleting':
    case 'elementCompleted':
    case 'elementTerminating':
    case 'elementTerminated': {
      const place = table.fullPlaceOf(event);
      if (place === undefined) return event;
      const code = LIFECYCLE.indexOf(event.type);
      const extras = extrasOf(event);
      return extras === undefined ? [code, place] : [code, place, extras];
    }
    case 'sequenceFlowTaken': {
      const scope = table.keys.pack(event.flowScopeKey);
      return event.waitsAtJoin ? [FLOW, event.flowId, scope, 1] : [FLOW, event.flowId, scope];
    }
    case 'variablesSet':
      return [VARIABLES, table.keys.pack(event.scopeKey), event.variables];
    case 'jobCreated': {
      const place = table.placeOf(event);
      const { type: _type, v: _v, elementInstanceKey: _key, elementId: _id, jobKey, ...rest } = event;
      return place === undefined ? event : [JOB_CREATED, place, table.keys.pack(jobKey), rest];
    }
    case 'jobCompleted': {
      // Few jobs decide something besides their answer.
      const place = event.completionConditionFulfilled ? undefined : table.placeOf(event);
      return place === undefined ? event : [JOB_COMPLETED, place, table.keys.pack(event.jobKey), event.variables];
    }
    default:
      return event;
  }
}

const PLAIN_FIELDS = 6;

/** What few turns of the lifecycle say besides where they happen. */
function extrasOf(event: LifecycleEvent): object | undefined {
  const plain = event.flowScopeKey === undefined ? PLAIN_FIELDS - 1 : PLAIN_FIELDS;
  if (Object.keys(event).length === plain) return undefined;
  const {
    type: _type,
    v: _v,
    elementInstanceKey: _key,
    elementId: _id,
    elementType: _of,
    flowScopeKey: _in,
    ...extras
  } = event;
  return extras;
}

function isPacked(event: PackedEvent | EngineEvent): event is PackedEvent {
  return Array.isArray(event);
}

/** What was packed under a code has the shape of that code: nobody else writes the journal. */
function unpackEvent([code, ...values]: PackedEvent, elements: readonly ElementRow[], keys: Keys): EngineEvent {
  switch (code) {
    case FLOW: {
      const [flowId, scope, waits] = values as [string, PackedKey, 1?];
      const taken = { type: 'sequenceFlowTaken', v: 1, flowId, flowScopeKey: keys.unpack(scope) } as const;
      return waits === undefined ? taken : { ...taken, waitsAtJoin: true };
    }
    case VARIABLES: {
      const [scope, variables] = values as [PackedKey, Variables];
      return { type: 'variablesSet', v: 1, scopeKey: keys.unpack(scope), variables };
    }
    case JOB_CREATED: {
      const [place, job, rest] = values as [number, PackedKey, JobProperties];
      return { type: 'jobCreated', v: 1, jobKey: keys.unpack(job), ...elementAt(elements, place, keys), ...rest };
    }
    case JOB_COMPLETED: {
      const [place, job, variables] = values as [number, PackedKey, Variables];
      return { type: 'jobCompleted', v: 1, jobKey: keys.unpack(job), ...elementAt(elements, place, keys), variables };
    }
    default: {
      const type = LIFECYCLE[code] ?? fail('ENGINE_EVENT_TOO_NEW', { type: '?', found: code, known: JOB_COMPLETED });
      const [place, extras] = values as [number, object?];
      const [, , elementType = 'PROCESS', scope] = elements[place] ?? [];
      const event = { type, v: 1, ...elementAt(elements, place, keys), elementType, ...extras } as const;
      return scope === undefined ? event : { ...event, flowScopeKey: keys.unpack(scope) };
    }
  }
}

function elementAt(elements: readonly ElementRow[], place: number, keys: Keys) {
  const [key = '', elementId = ''] = elements[place] ?? [];
  return { elementInstanceKey: keys.unpack(key), elementId };
}
