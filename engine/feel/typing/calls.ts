import { BUILT_INS } from '../functions/index.ts';
import { type BuiltIn, accepts, placesOf } from '../functions/signature.ts';
import type { Node } from '../syntax.ts';
import { parseDuration } from '../temporal-text.ts';
import { MonthsDuration } from '../temporal.ts';
import { type TypeEnvironment, bindTypes, condition, leniently, needed, strictly, typeOfName } from './environment.ts';
import { ITEMS, RESULTS } from './results.ts';
import {
  ANY,
  BOOLEAN,
  type FeelType,
  NEVER,
  describeType,
  entryType,
  isDuration,
  itemOf,
  join,
  nullable,
  present,
  simple,
} from './type.ts';

type Call = Node & { type: 'call' };

export function inferCall(node: Call, environment: TypeEnvironment): FeelType {
  const { callee, args } = node;
  const [first, second] = args.values;
  if (callee.type === 'name') {
    if (callee.name === 'is defined' && first) {
      environment.infer(first, leniently(environment));
      return BOOLEAN;
    }
    if (callee.name === 'get or else' && first && second) {
      const value = environment.infer(first, leniently(environment));
      return join(present(value), environment.infer(second, strictly(environment)));
    }
    if (callee.name === 'not' && first && !second) {
      condition(first, environment);
      return BOOLEAN;
    }
    const builtIns = BUILT_INS.get(callee.name);
    if (builtIns) return inferBuiltIn(node, callee.name, builtIns, environment);
  }
  return inferInvocation(node, environment);
}

function inferInvocation(node: Call, environment: TypeEnvironment): FeelType {
  const inner = strictly(environment);
  const callee = inner.infer(node.callee, inner);
  const args = node.args.values.map((value) => inner.infer(value, inner));
  if (callee.kind === 'never' || callee.kind === 'any') return callee.kind === 'any' ? ANY : NEVER;
  if (callee.kind !== 'function') {
    inner.sink.tell('TYPE_CLASH', node.callee, { expected: 'a function', found: callee });
    return NEVER;
  }
  return callee.call && !node.args.names ? callee.call(args) : callee.result;
}

/** What a parameter takes: surely, perhaps (nobody knows), or not. */
type Fit = 'yes' | 'maybe' | 'null' | 'no';

const KINDS: Readonly<Record<string, readonly string[]>> = {
  integer: ['number'],
  'date-time': ['date and time'],
  duration: ['duration', 'years and months duration', 'days and time duration'],
  months: ['duration', 'years and months duration'],
};

function fit(type: FeelType, kind: string, optional: boolean): Fit {
  if (type.kind === 'never' || kind === 'any') return 'yes';
  if (type.kind === 'null') return optional ? 'yes' : 'null';
  if (type.kind !== 'any' && !takes(type, kind)) return 'no';
  if (type.kind === 'any')
    return kind === 'value' || kind === 'list' ? (type.nullable === true ? 'null' : 'yes') : 'maybe';
  return type.nullable === true && !optional ? 'null' : 'yes';
}

function takes(type: FeelType, kind: string): boolean {
  // A single value where a list is wanted is a list of one.
  return kind === 'value' || kind === 'list' || (KINDS[kind] ?? [kind]).includes(type.kind);
}

function inferBuiltIn(node: Call, name: string, builtIns: readonly BuiltIn[], environment: TypeEnvironment): FeelType {
  const candidates = builtIns.filter((builtIn) => accepts(builtIn, node.args));
  const args = inferArguments(node, name, environment);
  const fits = candidates.map((builtIn) => {
    const places = placesOf(builtIn, node.args);
    return args.map((type, index): Fit => {
      const parameter = builtIn.parameters[places[index] ?? index];
      if (builtIn.variadic && args.length === 1) return fit(type, 'list', false);
      return parameter === undefined || builtIn.variadic ? 'yes' : fit(type, parameter.kind, parameter.optional);
    });
  });
  if (!fits.some((all) => all.every((one) => one === 'yes'))) {
    const possible = fits.findIndex((all) => !all.includes('no'));
    if (possible >= 0) tellMissing(node, candidates[possible], fits[possible] ?? [], args, environment);
    else tellClash(node, candidates, args, environment);
  }
  checkItems(node, name, args, environment);
  return resultOf(node, name, args);
}

function tellMissing(
  node: Call,
  builtIn: BuiltIn | undefined,
  fits: readonly Fit[],
  args: readonly FeelType[],
  environment: TypeEnvironment,
): void {
  const places = builtIn ? placesOf(builtIn, node.args) : [];
  for (const [index, one] of fits.entries()) {
    const [value, type] = [node.args.values[index], args[index]];
    if (one === 'yes' || !value || !type) continue;
    const kind = builtIn?.parameters[places[index] ?? index]?.kind ?? 'value';
    const expected = kind === 'value' || kind === 'list' ? undefined : simpleType(kind);
    if (one === 'null' && type.kind === 'any')
      environment.sink.tell('MAY_BE_NULL', value, { expected: kind, found: type });
    else needed(value, type, expected, environment);
  }
}

const simpleType = (kind: string): FeelType =>
  kind === 'integer'
    ? simple('number')
    : kind === 'date-time'
      ? simple('date and time')
      : kind === 'months'
        ? simple('years and months duration')
        : kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'time'
          ? simple(kind)
          : kind === 'duration'
            ? simple('duration')
            : simple('any');

function tellClash(
  node: Call,
  candidates: readonly BuiltIn[],
  args: readonly FeelType[],
  environment: TypeEnvironment,
): void {
  const expected = candidates.map(
    ({ parameters }) =>
      `(${parameters.map(({ name, kind }) => `${name}: ${kind === 'date-time' ? 'date and time' : kind}`).join(', ')})`,
  );
  environment.sink.tell('INVALID_ARGUMENT', node, {
    expected: [...new Set(expected)].join(' / '),
    found: `(${args.map(describeType).join(', ')})`,
  });
}

/** A function that is handed to a built-in gets the items of the list. */
function inferArguments(node: Call, name: string, environment: TypeEnvironment): readonly FeelType[] {
  const inner = strictly(environment);
  const [list, , newItem] = node.args.values;
  return node.args.values.map((value) => {
    const type = inner.infer(value, inner);
    if (type.kind !== 'function' || !type.call || !list || list === value) return type;
    const item = itemOf(inner.sink.muted(() => inner.infer(list, inner)));
    if (name === 'sort') type.call([item, item]);
    if (name === 'list replace') type.call([item, newItem ? inner.infer(newItem, inner) : ANY]);
    return type;
  });
}

function checkItems(node: Call, name: string, args: readonly FeelType[], environment: TypeEnvironment): void {
  const kinds = Object.hasOwn(ITEMS, name) ? ITEMS[name] : undefined;
  if (!kinds) return;
  const items = name === 'string join' || args.length === 1 ? args.slice(0, 1).map(itemOf) : args;
  for (const [index, item] of items.entries()) {
    const value = node.args.values[index];
    if (!value || item.kind === 'never') continue;
    if (item.kind === 'any')
      environment.sink.tell('UNTYPED', value, { expected: `list<${kinds[0] ?? 'Any'}>`, found: item });
    else if (!kinds.includes(item.kind) && item.kind !== 'null')
      environment.sink.tell('TYPE_CLASH', value, {
        expected: `list<${kinds[0] ?? 'Any'}>`,
        found: `list<${describeType(item)}>`,
      });
    else if (item.nullable === true && name !== 'string join')
      environment.sink.tell('MAY_BE_NULL', value, { expected: `list<${kinds[0] ?? 'Any'}>`, found: item });
  }
}

function resultOf(node: Call, name: string, args: readonly FeelType[]): FeelType {
  const [first, second] = node.args.values;
  if (name === 'duration' && first?.type === 'literal' && typeof first.value === 'string') {
    const duration = parseDuration(first.value);
    if (duration)
      return simple(duration instanceof MonthsDuration ? 'years and months duration' : 'days and time duration');
  }
  if (name === 'abs' && args[0]) return isDuration(args[0]) ? present(args[0]) : simple('number');
  if (name === 'get value' && args[0]?.kind === 'context' && second?.type === 'literal')
    return nullable(entryType(args[0], String(second.value)) ?? ANY);
  if (name === 'context put' && args[0]?.kind === 'context' && second?.type === 'literal' && args[2])
    return { ...args[0], nullable: false, entries: { ...args[0].entries, [String(second.value)]: args[2] } };
  const result = Object.hasOwn(RESULTS, name) ? (RESULTS[name] ?? ANY) : ANY;
  return typeof result === 'function' ? result(args) : result;
}

/** A function is looked into where it is called, with the types that it is given; a call of itself gives nothing new. */
export function inferFunction(node: Node & { type: 'function' }, environment: TypeEnvironment): FeelType {
  let active = false;
  const call = (args: readonly FeelType[]): FeelType => {
    if (active) return NEVER;
    active = true;
    const names = node.parameters.map(
      ({ name, type }, index) => [name, type ? typeOfName(type) : (args[index] ?? ANY)] as const,
    );
    const inner = bindTypes(environment, Object.fromEntries(names));
    const result = inner.infer(node.body, inner);
    active = false;
    return result;
  };
  const parameters = node.parameters.map(({ type }) => (type ? typeOfName(type) : ANY));
  const result = environment.sink.muted(() => call(parameters));
  return { kind: 'function', parameters, result, call };
}
