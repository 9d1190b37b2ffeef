import type { EngineRecord } from '#engine/index.ts';
import { recount } from '../counters.ts';
import { place } from '../place.ts';
import type { WorkItem } from '../work-item.ts';
import { workItems } from '../work-item.ts';
import type { Overlay } from './overlay.ts';

/** Ends the item of a job that has ended. One that an act has ended in the same unit stays as the act left it. */
export function closeWorkItem(
  record: EngineRecord,
  jobKey: string,
  state: Extract<WorkItem['state'], 'completed' | 'canceled'>,
  overlay: Overlay,
): void {
  const item = overlay.get(workItems, jobKey);
  if (item?.state !== 'open') return;
  const closed = place({ ...item, state, endedAt: record.timestamp, version: item.version + 1 });
  overlay.put(workItems, jobKey, closed);
  overlay.add(recount(item, closed));
}
