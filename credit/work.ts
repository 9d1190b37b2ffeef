import type { DecisionContext, Work } from '#engine/index.ts';
import type { DocumentReference } from '#store/index.ts';
import type { Result } from './deciders/draft.ts';
import { Draft } from './deciders/draft.ts';

/** A unit of work from a decider over a draft: its changes and commands are committed when it accepts. */
export function work<Value>(
  reads: readonly DocumentReference[],
  decide: (draft: Draft, context: DecisionContext) => Result<Value>,
): Work<Value> {
  return {
    reads,
    decide(documents, context) {
      const draft = new Draft(documents, context);
      const result = decide(draft, context);
      if (!result.ok) return result;
      return { ok: true, writes: draft.writes(), commands: draft.commands, result: result.value };
    },
  };
}

/** Parts of at most `size`, in order. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
