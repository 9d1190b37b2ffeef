import { fail } from '#errors/index.ts';
import type { Key } from '../records.ts';
import { journal } from './collections.ts';
import type { Scope } from './scope.ts';

/**
 * The running process instance that an element instance belongs to. Keys count up with time and a step takes its journal
 * key before those of what it makes: the last entry before an element instance is the one that made it.
 */
export async function findInstanceOf(scope: Scope, elementInstanceKey: Key): Promise<Key> {
  if ((await scope.instance(elementInstanceKey)) !== undefined) return elementInstanceKey;
  const entry = await scope.draft.lastBefore(journal, elementInstanceKey);
  const live = entry === undefined ? undefined : await scope.instance(entry.processInstanceKey);
  if (live?.state.elements[elementInstanceKey] !== undefined) return live.key;
  return fail('ENGINE_NOT_FOUND', { kind: 'element instance', key: elementInstanceKey });
}
