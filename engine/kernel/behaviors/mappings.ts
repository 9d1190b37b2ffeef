import type { Expression, Mapping, ModelElement } from '../../model/index.ts';
import type { ElementType, Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { evaluate, type Read } from './expressions.ts';
import { isInner } from './multi-instance.ts';
import { parentOf, propagate, setLocal, visibleVariables } from './variables.ts';

/** What these were given is for their start event, not an answer. */
const HANDS_ON = new Set<ElementType>(['PROCESS', 'EVENT_SUB_PROCESS']);

/** What has happened already, or stands around what is mapped. */
const TAKES_NO_INPUTS = new Set<ElementType>([
  'START_EVENT',
  'BOUNDARY_EVENT',
  'MULTI_INSTANCE_BODY',
  'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
]);

/** `zeebe:input`: each becomes a local variable of the element; a later one sees the earlier ones. */
export function applyInputs(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
): Failure | undefined {
  if (element.inputs.length === 0 || TAKES_NO_INPUTS.has(instance.type)) return undefined;
  const visible = visibleVariables(execution.state, instance);
  const mapped = map(execution, element.inputs, visible, {});
  if (!mapped.ok) return mapped.failure;
  setLocal(execution, instance, mapped.variables);
  return undefined;
}

/**
 * `zeebe:output`: each is set in the scope around the element and propagated; a target `a.b` is merged into the `a` there
 * is. Without output mappings what the element was answered is propagated from its own scope.
 */
export function applyOutputs(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
): Failure | undefined {
  const result = HANDS_ON.has(element.type) ? undefined : instance.result;
  if (instance.type === 'MULTI_INSTANCE_BODY' || instance.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE')
    return undefined;
  if (element.outputs.length > 0) return mapOutputs(execution, element, instance, result);
  if (result !== undefined) propagate(execution, instance, result);
  else if (instance.variables !== undefined && isTriggered(execution, element)) {
    propagate(execution, scopeOf(execution, instance), instance.variables);
  }
  return undefined;
}

function mapOutputs(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
  result: Variables | undefined,
): Failure | undefined {
  const visible = visibleVariables(execution.state, instance);
  const base = result === undefined ? visible : { ...visible, ...result };
  const mapped = map(execution, element.outputs, base, base);
  if (!mapped.ok) return mapped.failure;
  propagate(execution, isInner(execution, instance) ? instance : scopeOf(execution, instance), mapped.variables);
  return undefined;
}

type Mapped = { readonly ok: true; readonly variables: Variables } | { readonly ok: false; readonly failure: Failure };

/**
 * Evaluates the mappings as Zeebe does, as one FEEL context: an entry sees those before it, and inside a nested target
 * those before it in the same object. `existing`: what nested targets are merged into.
 */
function map(execution: Execution, mappings: readonly Mapping[], base: Variables, existing: Variables): Mapped {
  return evaluateTargets(execution, targetsOf(mappings, 0), base, existing);
}

/** First name of the target → its source, or the mappings of an object under that name. */
type Targets = ReadonlyMap<string, Expression | readonly Mapping[]>;

function targetsOf(mappings: readonly Mapping[], depth: number): Targets {
  const targets = new Map<string, Expression | readonly Mapping[]>();
  for (const mapping of mappings) {
    const name = mapping.target[depth] ?? '';
    const before = targets.get(name);
    if (mapping.target.length === depth + 1) targets.set(name, mapping.source);
    else targets.set(name, [...(isNested(before) ? before : []), mapping]);
  }
  return targets;
}

function evaluateTargets(
  execution: Execution,
  targets: Targets,
  base: Variables,
  existing: Variables,
  depth = 0,
): Mapped {
  const seen: Record<string, unknown> = { ...base };
  const variables: Record<string, unknown> = {};
  for (const [name, target] of targets) {
    const before = Object.hasOwn(existing, name) ? existing[name] : undefined;
    const outcome = isNested(target)
      ? evaluateObject(execution, target, seen, isObject(before) ? before : {}, depth + 1)
      : evaluate(execution, target, seen, 'IO_MAPPING_ERROR');
    if (!outcome.ok) return outcome;
    variables[name] = outcome.value;
    seen[name] = outcome.value;
  }
  return { ok: true, variables };
}

function evaluateObject(
  execution: Execution,
  mappings: readonly Mapping[],
  base: Variables,
  before: Variables,
  depth: number,
): Read<unknown> {
  const inner = evaluateTargets(execution, targetsOf(mappings, depth), base, before, depth);
  return inner.ok ? { ok: true, value: { ...before, ...inner.variables } } : inner;
}

function isNested(target: Expression | readonly Mapping[] | undefined): target is readonly Mapping[] {
  return Array.isArray(target);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Events whose variables were made local when they fired, instead of being an answer. */
function isTriggered(execution: Execution, element: ModelElement): boolean {
  if (element.type === 'BOUNDARY_EVENT' || element.type === 'START_EVENT') return true;
  const [flow] = element.incoming;
  return flow !== undefined && execution.element(flow.sourceId).type === 'EVENT_BASED_GATEWAY';
}

function scopeOf(execution: Execution, instance: ElementInstance): ElementInstance {
  return parentOf(execution.state, instance) ?? instance;
}
