import type { ProcessModel } from '../../model/index.ts';
import type { State } from '../state.ts';
import { checkMigration, type MigrationProblem } from './check-migration.ts';
import { proposeMapping, type ElementMapping } from './mapping.ts';

/** What would become of one instance, and why. */
export interface MigrationVerdict {
  readonly verdict: 'MIGRATES' | 'NEEDS_CHOICE' | 'STAYS';
  readonly problems: readonly MigrationProblem[];
  /** What it would be migrated with: the mapping given, over the one that suggests itself. */
  readonly mapping: ElementMapping;
}

/**
 * Says before anything is done whether an instance would go on in the target, needs somebody to say what an element
 * becomes, or stays where it is. Changes nothing.
 */
export function assessMigration(
  source: ProcessModel,
  target: ProcessModel,
  state: State,
  given: ElementMapping = {},
): MigrationVerdict {
  const mapping = { ...proposeMapping(source, target), ...given };
  const problems = explained(source, target, state, mapping);
  const verdict =
    problems.length === 0 ? 'MIGRATES' : problems.every(({ choices }) => choices.length > 0) ? 'NEEDS_CHOICE' : 'STAYS';
  return { verdict, problems, mapping };
}

/** Of an element whose id is there but stands for something else, that is the reason. */
function explained(
  source: ProcessModel,
  target: ProcessModel,
  state: State,
  mapping: ElementMapping,
): readonly MigrationProblem[] {
  const { problems } = checkMigration(source, target, state, mapping);
  const changed = problems.filter(
    ({ elementId, rejection }) => rejection.code === 'KERNEL_MIGRATE_UNMAPPED' && target.elements.has(elementId),
  );
  if (changed.length === 0) return problems;
  const same = Object.fromEntries(changed.map(({ elementId }) => [elementId, elementId]));
  return checkMigration(source, target, state, { ...mapping, ...same }).problems;
}
