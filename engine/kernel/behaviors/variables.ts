import type { Key, Variables } from '../../records.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance, State } from '../state.ts';

const NONE: Variables = Object.freeze({});

/** Everything visible from an element: its own variables hide those of the scopes around it. Not to be written to. */
export function visibleVariables(state: State, instance: ElementInstance): Variables {
  const scopes: Variables[] = [];
  for (let at: ElementInstance | undefined = instance; at !== undefined; at = parentOf(state, at)) {
    if (at.variables !== undefined) scopes.push(at.variables);
  }
  const [first, ...others] = scopes;
  if (first === undefined) return NONE;
  return others.length === 0 ? first : Object.assign({}, ...scopes.toReversed());
}

/** Sets variables in the element's own scope. */
export function setLocal(execution: Execution, instance: ElementInstance, variables: Variables): void {
  if (isEmpty(variables)) return;
  execution.emit({ type: 'variablesSet', v: 1, scopeKey: instance.key, variables });
}

/**
 * Sets each variable where it is defined, looking from this scope outward; what is defined nowhere becomes a variable of
 * the process (Zeebe: "propagation").
 */
export function propagate(execution: Execution, from: ElementInstance, variables: Variables): void {
  const byScope = new Map<Key, Record<string, unknown>>();
  for (const name of Object.keys(variables)) {
    const { key } = homeOf(execution.state, from, name);
    const found = byScope.get(key) ?? {};
    found[name] = variables[name];
    byScope.set(key, found);
  }
  for (const [scopeKey, found] of byScope) execution.emit({ type: 'variablesSet', v: 1, scopeKey, variables: found });
}

/** Keeps what an element was answered until its output mappings have read it. */
export function setResult(execution: Execution, instance: ElementInstance, variables: Variables): void {
  if (isEmpty(variables)) return;
  const { key: elementInstanceKey, elementId } = instance;
  execution.emit({ type: 'elementResultSet', v: 1, elementInstanceKey, elementId, variables });
}

export function parentOf(state: State, instance: ElementInstance): ElementInstance | undefined {
  return instance.scopeKey === undefined ? undefined : state.elements[instance.scopeKey];
}

function homeOf(state: State, from: ElementInstance, name: string): ElementInstance {
  let at = from;
  for (;;) {
    if (at.variables !== undefined && Object.hasOwn(at.variables, name)) return at;
    const parent = parentOf(state, at);
    if (parent === undefined) return at;
    at = parent;
  }
}

function isEmpty(variables: Variables): boolean {
  return Object.keys(variables).length === 0;
}
