import { AppError, fail, reject } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import { evaluateDecision, parseDecisions } from '../dmn/index.ts';
import type { EvaluateOutcome } from '../dmn/index.ts';
import type { Resource } from '../gateway.ts';
import { parseProcesses } from '../model/index.ts';
import type { ModelProblem, ProcessModel } from '../model/index.ts';
import type { Key, Variables } from '../records.ts';
import { deployedResources } from './collections.ts';
import type { ResourceKind } from './documents.ts';

/** One decision of a file, ready to be evaluated with those it requires. */
export interface DecisionModel {
  readonly dmnDecisionId: string;
  readonly name: string;
  readonly versionTag?: string;
  evaluate(variables: Variables, now: string): EvaluateOutcome;
}

/** What a file defines. */
export interface ReadResource {
  readonly kind: ResourceKind;
  readonly processes: readonly ProcessModel[];
  readonly decisions: readonly DecisionModel[];
  readonly formId?: string;
  /** Files of the deployment that it imports. */
  readonly imports: readonly Resource[];
}

/** Refused with MODEL_INVALID; `problems` says all that is wrong, each with element id, text and remedy. */
export class DeploymentRefused extends AppError {
  readonly problems: readonly ModelProblem[];

  constructor(resource: string, problems: readonly ModelProblem[]) {
    const [first] = problems;
    const details = {
      resource,
      count: problems.length,
      element: first?.elementId ?? '',
      first: first?.message.en ?? '',
    };
    super(reject('MODEL_INVALID', details));
    this.name = 'DeploymentRefused';
    this.problems = problems;
  }
}

/** Reads a file strictly, by the ending of its name; `others` are deployed with it. */
export async function readResource(resource: Resource, others: readonly Resource[]): Promise<ReadResource> {
  const kind = kindOf(resource.name);
  const formId = kind === 'form' ? formIdOf(resource) : undefined;
  const { decisions, imports } = kind === 'dmn' ? await readDecisions(resource, others) : NO_DECISIONS;
  return {
    kind,
    processes: kind === 'bpmn' ? await readProcesses(resource) : [],
    decisions,
    imports,
    ...(formId === undefined ? {} : { formId }),
  };
}

export async function readProcesses(resource: Resource): Promise<readonly ProcessModel[]> {
  const outcome = await parseProcesses(resource);
  if (!outcome.ok) throw new DeploymentRefused(resource.name, outcome.problems);
  return outcome.processes;
}

const NO_DECISIONS = { decisions: [], imports: [] } as const;

/** The decisions of a file, with those of `others` that it imports. */
export async function readDecisions(
  resource: Resource,
  others: readonly Resource[],
): Promise<Pick<ReadResource, 'decisions' | 'imports'>> {
  const outcome = await parseDecisions(
    resource,
    others.filter((other) => other !== resource && kindOf(other.name) === 'dmn'),
  );
  if (!outcome.ok) throw new DeploymentRefused(resource.name, outcome.problems);
  const { definitions } = outcome;
  const decisions = [...definitions.decisions.values()].map(({ id, name, versionTag }): DecisionModel => ({
    dmnDecisionId: id,
    name,
    ...(versionTag === undefined ? {} : { versionTag }),
    evaluate: (variables, now) => evaluateDecision(definitions, id, variables, { now }),
  }));
  return { decisions, imports: definitions.imports };
}

/** A deployed file with those it imports, to be read again. */
export async function storedResource(
  store: StoreReader,
  key: Key,
): Promise<Resource & { readonly imports: readonly Resource[] }> {
  const stored = await store.get(deployedResources, key);
  if (stored === undefined) fail('ENGINE_NOT_FOUND', { kind: 'resource', key });
  const { resourceName: name, content, imports = [] } = stored.document;
  return { name, content, imports };
}

function kindOf(name: string): ResourceKind {
  if (name.endsWith('.bpmn')) return 'bpmn';
  if (name.endsWith('.dmn')) return 'dmn';
  return name.endsWith('.form') || name.endsWith('.form.json') ? 'form' : fail('ENGINE_UNKNOWN_RESOURCE', { name });
}

/** The `id` the file gives itself, else its name without folder and ending. */
function formIdOf({ name, content }: Resource): string {
  let form: unknown;
  try {
    form = JSON.parse(content);
  } catch (error) {
    return fail('ENGINE_INVALID_FORM', { name, problem: error instanceof Error ? error.message : String(error) });
  }
  if (typeof form === 'object' && form !== null && 'id' in form && typeof form.id === 'string') return form.id;
  return (name.split('/').at(-1) ?? name).replace(/\.form(?:\.json)?$/, '');
}
