import type { EngineEvent, EngineRecord } from '#engine/index.ts';
import { caseRefs } from '../case-refs.ts';
import { recount } from '../counters.ts';
import { place } from '../place.ts';
import { workItems } from '../work-item.ts';
import type { DescribeElement } from './element-description.ts';
import type { Overlay } from './overlay.ts';

type Migrated = Extract<EngineEvent, { type: 'processInstanceMigrated' }>;

/**
 * The case goes on in another version or process: its open tasks are tasks of the steps they have become, under their names,
 * with the form and the people they were made with.
 */
export function moveCase(
  record: EngineRecord,
  event: Migrated,
  overlay: Overlay,
  describeElement: DescribeElement,
): void {
  const { bpmnProcessId, processDefinitionKey, version: processVersion } = event;
  const known = overlay.get(caseRefs, record.processInstanceKey);
  if (known !== undefined) {
    const rounds = Object.fromEntries(
      Object.entries(known.rounds).map(([elementId, round]) => [event.elements[elementId] ?? elementId, round]),
    );
    overlay.put(caseRefs, record.processInstanceKey, {
      ...known,
      bpmnProcessId,
      processDefinitionKey,
      processVersion,
      rounds,
    });
  }
  for (const { jobKey, elementId } of event.jobs) {
    const item = overlay.get(workItems, jobKey);
    if (item?.state !== 'open') continue;
    const { name = item.name, processName = item.processName } = describeElement(processDefinitionKey, elementId) ?? {};
    const moved = place({
      ...item,
      bpmnProcessId,
      processDefinitionKey,
      processVersion,
      elementId,
      name,
      processName,
    });
    overlay.put(workItems, jobKey, moved);
    overlay.add(recount(item, moved));
  }
}
