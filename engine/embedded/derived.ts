import type { Collection } from '#store/index.ts';
import type { EngineEvent, Key } from '../records.ts';
import { jobs, timers } from './collections.ts';
import { NEVER } from './documents.ts';
import type { JournalEntry } from './documents.ts';

/** A document that an event alone makes or ends, so that it can be made again from the journal. */
export interface DerivedChange {
  readonly collection: Collection;
  readonly key: Key;
  /** Undefined: it is gone. */
  readonly document: object | undefined;
}

/** The document that jobs or timers are found by, as the event leaves it; undefined when it touches none. */
export function derivedChange(entry: JournalEntry, event: EngineEvent): DerivedChange | undefined {
  switch (event.type) {
    case 'jobCreated': {
      const { jobKey, jobType: type, elementId, elementInstanceKey, retries } = event;
      const { processInstanceKey } = entry;
      const availableAt = retries > 0 ? entry.timestamp : NEVER;
      const document = { jobKey, type, processInstanceKey, elementId, elementInstanceKey, retries, availableAt };
      return { collection: jobs, key: jobKey, document };
    }
    case 'jobCompleted':
    case 'jobCanceled':
      return { collection: jobs, key: event.jobKey, document: undefined };
    case 'timerCreated': {
      const { timerKey, dueAt } = event;
      const document = { timerKey, dueAt, processInstanceKey: entry.processInstanceKey };
      return { collection: timers, key: timerKey, document };
    }
    case 'timerTriggered':
    case 'timerCanceled':
      return { collection: timers, key: event.timerKey, document: undefined };
    default:
      return undefined;
  }
}

/** Whether documents of the collection may be younger than the store says. */
export const isDerived = (collection: Collection): boolean =>
  collection.name === jobs.name || collection.name === timers.name;
