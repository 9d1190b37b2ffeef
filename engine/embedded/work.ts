import { AppError } from '#errors/index.ts';
import type { Work } from '../gateway.ts';
import { perform } from './commands.ts';
import type { Unit } from './loop.ts';

/** A unit of work of the product: what it decides is written, what it asks of the engine is done, or nothing of both. */
export function workUnit<Result>(work: Work<Result>): Unit<Result> {
  return {
    reads: work.reads,
    async run(scope) {
      await scope.draft.load(work.reads);
      const decision = work.decide(scope.draft.documents, scope);
      if (!decision.ok) throw new AppError(decision.rejection);
      const rejection = await scope.draft.write(decision.writes);
      if (rejection !== undefined) throw new AppError(rejection);
      for (const command of decision.commands ?? []) await perform(scope, command);
      return decision.result;
    },
  };
}
