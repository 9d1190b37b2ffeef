import type { EngineEvent, EngineRecord, Variables } from '#engine/index.ts';
import { caseRefs } from '../case-refs.ts';
import { readReferences } from './business-references.ts';
import type { Overlay } from './overlay.ts';

/** Remembers what a new instance is about; a called one begins with what its caller is about. */
export function openCase(
  record: EngineRecord,
  event: Extract<EngineEvent, { type: 'processInstanceCreated' }>,
  overlay: Overlay,
): void {
  const { processInstanceKey, bpmnProcessId, processDefinitionKey, version, timestamp } = record;
  const parentKey = event.parentProcessInstanceKey ?? null;
  const parent = parentKey === null ? undefined : overlay.get(caseRefs, parentKey);
  overlay.put(caseRefs, processInstanceKey, {
    ...readReferences(event.variables, parent),
    processInstanceKey,
    caseKey: parent?.caseKey ?? parentKey ?? processInstanceKey,
    parentProcessInstanceKey: parentKey,
    bpmnProcessId,
    processDefinitionKey,
    processVersion: version,
    startedAt: timestamp,
    rounds: {},
  });
}

/** Takes up what changed: part of it paid, another amount asked for. Tasks already made keep what they were made with. */
export function updateCase(record: EngineRecord, variables: Variables, overlay: Overlay): void {
  const known = overlay.get(caseRefs, record.processInstanceKey);
  if (known === undefined) return;
  const after = { ...known, ...readReferences(variables, known) };
  if (JSON.stringify(after) !== JSON.stringify(known)) overlay.put(caseRefs, record.processInstanceKey, after);
}
