import type { EngineEvent } from '#engine/index.ts';
import { workItems } from '../work-item.ts';
import type { Overlay } from './overlay.ts';

type Held = Extract<EngineEvent, { type: 'processInstanceSuspended' | 'processInstanceResumed' }>;

/** The tasks of a case stand still with it, and go on with it, at the version that people saw. */
export function holdWorkItems({ type, jobKeys }: Held, overlay: Overlay): void {
  for (const key of jobKeys) {
    const item = overlay.get(workItems, key);
    if (item?.state !== 'open') continue;
    const { suspended: _, ...going } = item;
    overlay.put(workItems, key, type === 'processInstanceSuspended' ? { ...going, suspended: true } : going);
  }
}
