import type { Run, Scope } from './run.ts';
import type { Node } from './syntax.ts';
import { type FeelValue, describeValue, entryOf, kindOf } from './values.ts';

/** A compiled piece of FEEL. */
export type Closure = (run: Run, scope: Scope | undefined) => FeelValue;

/** Names that the text around a piece binds. `open`: it may bind more than is known (the entries of a filtered item). */
interface Bindings {
  readonly parent: Bindings | undefined;
  readonly names: ReadonlySet<string>;
  readonly open: boolean;
}

/** What compiling a piece needs to know of the text around it. */
export interface Environment {
  readonly bindings: Bindings | undefined;
  /** Collects the names that variables must provide. */
  readonly free: Set<string>;
  /** Told when the piece reads `?`. */
  readonly sawInput: () => void;
  /** Absence is asked about here (`x = null`, `is defined(x)`): it needs no note. */
  readonly lenient: boolean;
  /** Names of variables that may hold functions to call. */
  readonly callable: ReadonlySet<string>;
  /** Types that are declared outside, for `instance of`. */
  readonly types: ReadonlyMap<string, (value: FeelValue) => boolean>;
  /** A built-in as a value. */
  readonly builtIn: (name: string, at: number) => FeelValue | undefined;
  readonly compile: (node: Node, environment: Environment) => Closure;
}

export const bind = (environment: Environment, names: readonly string[], open = false): Environment => ({
  ...environment,
  lenient: false,
  bindings: { parent: environment.bindings, names: new Set(names), open },
});

export const strict = (environment: Environment): Environment =>
  environment.lenient ? { ...environment, lenient: false } : environment;

export const lenient = (environment: Environment): Environment => ({ ...environment, lenient: true });

/** Whether the text itself binds a name: surely, perhaps, or not. */
export function bindingOf(environment: Environment, name: string): 'bound' | 'maybe' | 'free' {
  let open = false;
  for (let at = environment.bindings; at !== undefined; at = at.parent) {
    if (at.names.has(name)) return open ? 'maybe' : 'bound';
    open ||= at.open;
  }
  return open ? 'maybe' : 'free';
}

/** A value from outside, as far as it is plain data. */
export function admit(run: Run, value: unknown, at: number): FeelValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value === null || value === undefined) return null;
  if (kindOf(value) === 'unsupported')
    return run.note('INVALID_VALUE', `Expected plain data, but found ${describeValue(value)}.`, at);
  return value as FeelValue;
}

export function compileName(name: string, at: number, environment: Environment): Closure {
  const binding = bindingOf(environment, name);
  if (binding === 'free') environment.free.add(name);
  const builtIn = environment.lenient ? null : environment.builtIn(name, at);
  const absent =
    builtIn === undefined
      ? (run: Run): null => run.note('UNKNOWN_NAME', `There is no variable '${name}'.`, at)
      : (): FeelValue => builtIn;
  const fromVariables = (run: Run): FeelValue => {
    if (!Object.hasOwn(run.variables, name)) return absent(run);
    const value = run.variables[name];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return value === undefined ? absent(run) : admit(run, value, at);
  };
  if (binding === 'free') return fromVariables;
  return (run, scope) => {
    for (let level = scope; level !== undefined; level = level.parent) {
      const value = entryOf(level.entries, name);
      if (value !== undefined) return admit(run, value, at);
    }
    return fromVariables(run);
  };
}

/** What a unary test is asked about; null outside of one. */
export function compileInput(environment: Environment): Closure {
  environment.sawInput();
  return (_run, scope) => {
    for (let level = scope; level !== undefined; level = level.parent) {
      const value = entryOf(level.entries, '?');
      if (value !== undefined) return value;
    }
    return null;
  };
}

/** A scope in which one name is bound. */
export const within = (parent: Scope | undefined, name: string, value: FeelValue): Scope => ({
  parent,
  entries: { [name]: value },
});

/** Sets an own entry, whatever its key. */
export function put(entries: Record<string, FeelValue>, key: string, value: FeelValue): void {
  if (key === '__proto__')
    Object.defineProperty(entries, key, { value, enumerable: true, configurable: true, writable: true });
  else entries[key] = value;
}
