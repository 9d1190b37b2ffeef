import { fail } from '#errors/index.ts';
import type { EngineEvent } from '../records.ts';

/** Newest version of every event that this program writes. A new shape of an event raises it and adds its upcaster here. */
const NEWEST = 1;

/** An event as this program knows it, from one as it was journaled by this program or an older one. */
export function upcast(event: EngineEvent): EngineEvent {
  const found: number = event.v;
  return found === NEWEST ? event : fail('ENGINE_EVENT_TOO_NEW', { type: event.type, found, known: NEWEST });
}
