import { ProblemLog } from './problems.ts';
import type { Binding, Expression, ModelElement, ModelProblem, ProcessModel } from './types.ts';

/** Ids of what is deployed together. */
export interface DeployedTogether {
  readonly processes: ReadonlySet<string>;
  readonly decisions: ReadonlySet<string>;
}

/** A call that means the version deployed together with its caller finds it among the files; else nobody ever could. */
export function checkBindings(models: readonly ProcessModel[], together: DeployedTogether): readonly ModelProblem[] {
  return models.flatMap((model) => {
    const log = new ProblemLog(model.resourceName);
    for (const element of model.elements.values()) {
      const { calledElement, decision } = element;
      check(element, calledElement?.binding, calledElement?.processId, together.processes, log);
      check(element, decision?.binding, decision?.decisionId, together.decisions, log);
    }
    return log.problems;
  });
}

/** For messages: which version was looked for; empty for the newest. */
export function describeBinding(binding: Binding): string {
  if (binding.type === 'latest') return '';
  return binding.type === 'deployment' ? ' of the same deployment' : ` with version tag '${binding.versionTag}'`;
}

/** Whether a call of the process means what is deployed together with it. */
export function isBoundToDeployment({ elements }: ProcessModel): boolean {
  return bindingsOf([...elements.values()]).some(({ type }) => type === 'deployment');
}

/** Version tags by which the process calls decisions. */
export function decisionTagsOf({ elements }: ProcessModel): ReadonlySet<string> {
  const bindings = [...elements.values()].flatMap(({ decision }) => (decision === undefined ? [] : [decision.binding]));
  return new Set(bindings.flatMap((binding) => (binding.type === 'versionTag' ? [binding.versionTag] : [])));
}

function bindingsOf(elements: readonly ModelElement[]): readonly Binding[] {
  return elements.flatMap(({ calledElement, decision }) =>
    [calledElement?.binding, decision?.binding].filter((binding) => binding !== undefined),
  );
}

function check(
  { id, name }: ModelElement,
  binding: Binding | undefined,
  called: Expression | undefined,
  together: ReadonlySet<string>,
  log: ProblemLog,
): void {
  if (binding?.type !== 'deployment' || called === undefined || !called.isStatic || together.has(called.source)) return;
  log.addAt('MODEL_BINDING_MISSING', id, name, { called: called.source });
}
