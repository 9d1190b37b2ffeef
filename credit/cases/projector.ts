import type { EngineRecord, Projector } from '#engine/index.ts';
import type { Documents, Write } from '#store/index.ts';
import type { OverdueCase } from '../collections/overdue-cases.ts';
import { overdueCases } from '../collections/overdue-cases.ts';
import { receivables } from '../collections/receivables.ts';
import { reference, untyped } from '../deciders/draft.ts';
import { applyToCase } from './apply-to-case.ts';
import { caseFromStart, startedReceivable } from './case-from-start.ts';

const TOUCHING: ReadonlySet<string> = new Set([
  'processInstanceCreated',
  'jobCreated',
  'jobCompleted',
  'messageSubscriptionCorrelated',
  'incidentCreated',
  'incidentResolved',
]);

/** Whether a record can change what is shown of a case; most records of a process can't. */
function touches({ event }: EngineRecord): boolean {
  if (event.type === 'elementCompleted' || event.type === 'elementTerminated') return event.elementType === 'PROCESS';
  return TOUCHING.has(event.type);
}

/**
 * Keeps `overdueCases` inside every unit: a case begins with a process instance of the overdue process that was started
 * for a receivable, its level is the step role of its newest user task, and it ends with the instance.
 */
export function createCaseProjector(isOverdueProcess: (bpmnProcessId: string) => boolean): Projector {
  const concerned = (records: readonly EngineRecord[]): readonly EngineRecord[] =>
    records.filter((record) => isOverdueProcess(record.bpmnProcessId) && touches(record));
  return {
    name: 'overdue-cases',
    reads(records) {
      const relevant = concerned(records);
      const keys = new Set(relevant.map((record) => record.processInstanceKey));
      const started = relevant.flatMap((record) => startedReceivable(record.event) ?? []);
      return [
        ...[...keys].map((key) => reference(overdueCases, key)),
        ...started.map((id) => reference(receivables, id)),
      ];
    },
    project(records, documents) {
      const changed = new Map<string, OverdueCase>();
      for (const record of concerned(records)) project(record, documents, changed);
      return [...changed.values()].map((document): Write => ({
        type: 'put',
        collection: untyped(overdueCases),
        document,
      }));
    },
  };
}

function project(record: EngineRecord, documents: Documents, changed: Map<string, OverdueCase>): void {
  const key = record.processInstanceKey;
  const before = changed.get(key) ?? documents.get(overdueCases, key)?.document;
  const after =
    before === undefined ? caseFromStart(record, documents) : applyToCase(before, record.event, record.timestamp);
  if (after !== undefined && after !== before) changed.set(key, after);
}
