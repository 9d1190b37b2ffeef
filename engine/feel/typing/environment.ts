import { RESULTS } from './results.ts';
import { FeelSyntaxError } from '../errors.ts';
import type { Node, TypeName } from '../syntax.ts';
import { type Sink, type Told, pathOf } from './findings.ts';
import {
  ANY,
  BOOLEAN,
  type FeelType,
  NEVER,
  contextOf,
  describeType,
  listOf,
  nullable,
  present,
  simple,
  type SimpleKind,
} from './type.ts';

/** Names that the text itself binds, innermost first. `open`: it may bind more than is known. */
interface Bound {
  readonly parent: Bound | undefined;
  readonly names: Readonly<Record<string, FeelType>>;
  readonly open: boolean;
}

/** What a test has shown of a variable: that it is there, or also of which type. */
export type Facts = readonly (readonly [path: string, type: FeelType | 'present'])[];

export interface TypeEnvironment {
  readonly sink: Sink;
  readonly variables: Readonly<Record<string, FeelType>>;
  /** Variables that are not among these may exist. */
  readonly open: boolean;
  readonly bound: Bound | undefined;
  readonly facts: ReadonlyMap<string, FeelType | 'present'>;
  /** Absence is asked about here. */
  readonly lenient: boolean;
  /** Only a part of the value is read. */
  readonly inPath: boolean;
  /** What `?` is. */
  readonly input: FeelType;
  readonly infer: (node: Node, environment: TypeEnvironment) => FeelType;
}

const without = (
  facts: TypeEnvironment['facts'],
  names: readonly string[],
): ReadonlyMap<string, FeelType | 'present'> =>
  facts.size === 0
    ? facts
    : new Map([...facts].filter(([path]) => !names.some((name) => path === name || path.startsWith(`${name}.`))));

export const bindTypes = (
  environment: TypeEnvironment,
  names: Readonly<Record<string, FeelType>>,
  open = false,
): TypeEnvironment => ({
  ...strictly(environment),
  facts: without(environment.facts, Object.keys(names)),
  bound: { parent: environment.bound, names, open },
});

export const knowing = (environment: TypeEnvironment, facts: Facts): TypeEnvironment =>
  facts.length === 0 ? environment : { ...environment, facts: new Map([...environment.facts, ...facts]) };

export const strictly = (environment: TypeEnvironment): TypeEnvironment =>
  environment.lenient || environment.inPath ? { ...environment, lenient: false, inPath: false } : environment;

export const leniently = (environment: TypeEnvironment): TypeEnvironment => ({
  ...environment,
  lenient: true,
  inPath: false,
});

const boundType = (environment: TypeEnvironment, name: string): FeelType | 'maybe' | undefined => {
  let open = false;
  for (let level = environment.bound; level !== undefined; level = level.parent) {
    if (Object.hasOwn(level.names, name)) return open ? ANY : level.names[name];
    open ||= level.open;
  }
  return open ? 'maybe' : undefined;
};

/** Whether a name stands for a variable that has to be provided. */
export function isFree(node: Node, environment: TypeEnvironment): boolean {
  if (node.type === 'path') return isFree(node.of, environment);
  return node.type === 'name' && boundType(environment, node.name) === undefined;
}

export function isShown(environment: TypeEnvironment, path: string): boolean {
  return [...environment.facts.keys()].some((known) => known === path || known.startsWith(`${path}.`));
}

/** A type as the tests around have narrowed it. */
export function narrowed(environment: TypeEnvironment, path: string | undefined, type: FeelType): FeelType {
  if (path === undefined || environment.facts.size === 0) return type;
  const fact = environment.facts.get(path);
  if (fact !== undefined && fact !== 'present') return fact;
  return isShown(environment, path) ? present(type) : type;
}

export function inferName(node: Node & { type: 'name' }, environment: TypeEnvironment): FeelType {
  const { name } = node;
  const bound = boundType(environment, name);
  if (bound === 'maybe') return narrowed(environment, name, variableType(name, environment) ?? ANY);
  if (bound !== undefined) return narrowed(environment, name, bound);
  const declared = variableType(name, environment);
  if (declared === undefined && !environment.lenient) {
    const result = RESULTS[name];
    if (result !== undefined && Object.hasOwn(RESULTS, name))
      return { kind: 'function', parameters: [], result: typeof result === 'function' ? result([ANY]) : result };
  }
  noteNeed(environment, name, declared ?? ANY, declared !== undefined);
  if (declared !== undefined || environment.open || environment.lenient || isShown(environment, name))
    return narrowed(environment, name, declared ?? ANY);
  environment.sink.tell('UNKNOWN_NAME', node);
  return NEVER;
}

const variableType = (name: string, { variables }: TypeEnvironment): FeelType | undefined =>
  Object.hasOwn(variables, name) ? variables[name] : undefined;

export function noteNeed(environment: TypeEnvironment, path: string, type: FeelType, declared: boolean): void {
  if (environment.inPath) return;
  environment.sink.need(path, type, declared, environment.lenient || isShown(environment, path));
}

/** Tells that a value may be absent or of an unknown type where one of `expected` is needed; gives what it is if it is there. */
export function needed(
  node: Node,
  type: FeelType,
  expected: FeelType | undefined,
  environment: TypeEnvironment,
): FeelType {
  const path = pathOf(node);
  const told: Told = { expected: expected ?? 'a value', found: type };
  if (expected && path !== undefined && type.kind === 'any' && isFree(node, environment))
    environment.sink.expect(path, present(expected));
  // Of what nobody knows, its absence is the smaller trouble.
  if (type.kind === 'any') environment.sink.tell('UNTYPED', node, told);
  else if (type.nullable === true) environment.sink.tell('MAY_BE_NULL', node, told);
  return present(type);
}

/** A condition: true or false, and surely one of them. */
export function condition(node: Node, environment: TypeEnvironment): void {
  environment.sink.deciding(() => inferCondition(node, environment));
}

function inferCondition(node: Node, environment: TypeEnvironment): void {
  const type = environment.infer(node, strictly(environment));
  if (type.kind === 'never') return;
  if (type.kind === 'boolean' || type.kind === 'any' || type.kind === 'null') needed(node, type, BOOLEAN, environment);
  else environment.sink.tell('NOT_BOOLEAN', node, { expected: BOOLEAN, found: describeType(type) });
}

const ALIASES: Readonly<Record<string, SimpleKind>> = {
  dateTime: 'date and time',
  'date time': 'date and time',
  yearMonthDuration: 'years and months duration',
  dayTimeDuration: 'days and time duration',
  Null: 'null',
};
const SIMPLE: ReadonlySet<string> = new Set<SimpleKind>([
  'null',
  'boolean',
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
]);

/**
 * The type that is written; what is declared elsewhere is anything that is there. `open`: a context may have more entries than
 * are written.
 */
export function typeOfName(name: TypeName, open = true): FeelType {
  const type = presentTypeOf(name, open);
  return name.nullable === true ? nullable(type) : type;
}

function presentTypeOf({ name, of, fields }: TypeName, open: boolean): FeelType {
  const kind = ALIASES[name] ?? name;
  if (SIMPLE.has(kind)) return simple(kind as SimpleKind);
  const typeOf = (part: TypeName): FeelType => typeOfName(part, open);
  const inner = of[0] ? typeOf(of[0]) : ANY;
  switch (kind) {
    case 'list':
      return listOf(inner);
    case 'range':
      return { kind: 'range', of: inner };
    case 'context':
      return contextOf(
        Object.fromEntries((fields ?? []).map((field) => [field.name, typeOf(field.type)])),
        open || fields === undefined,
      );
    case 'function': {
      const result = of.at(-1);
      return { kind: 'function', parameters: of.slice(0, -1).map(typeOf), result: result ? typeOf(result) : ANY };
    }
    default:
      if (!open && kind !== 'Any') throw new FeelSyntaxError(`There is no type '${name}'.`, 0);
      return simple('any');
  }
}
