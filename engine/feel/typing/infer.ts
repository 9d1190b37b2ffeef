import type { Iterator, Node } from '../syntax.ts';
import { parseTemporal } from '../temporal-text.ts';
import { kindOf } from '../values.ts';
import { inferCall, inferFunction } from './calls.ts';
import {
  type TypeEnvironment,
  bindTypes,
  condition,
  inferName,
  isFree,
  narrowed,
  needed,
  noteNeed,
  strictly,
} from './environment.ts';
import { pathOf } from './findings.ts';
import {
  inferArithmetic,
  inferBetween,
  inferComparison,
  inferIf,
  inferIn,
  inferLogic,
  inferNegation,
} from './operators.ts';
import {
  ANY,
  BOOLEAN,
  type FeelType,
  NEVER,
  NULL,
  NUMBER,
  STRING,
  type SimpleKind,
  comparable,
  contextOf,
  entryType,
  itemOf,
  join,
  listOf,
  nullable,
  present,
  simple,
} from './type.ts';

/** The type of a piece of FEEL; what can't be shown to be right is told to the sink. */
export function infer(node: Node, environment: TypeEnvironment): FeelType {
  environment.sink.step();
  switch (node.type) {
    case 'literal':
      return node.value === null ? NULL : simple(kindOf(node.value) as SimpleKind);
    case 'temporal':
      return simple(kindOf(parseTemporal(node.text) ?? null) as SimpleKind);
    case 'name':
      return inferName(node, environment);
    case 'input':
      return environment.input;
    case 'list':
      return listOf(node.items.map((item) => infer(item, strictly(environment))).reduce(join, NEVER));
    case 'context':
      return inferContext(node, environment);
    case 'range':
      return inferRange(node, environment);
    case 'path':
      return inferPath(node, environment);
    case 'filter':
      return inferFilter(node, environment);
    case 'call':
      return inferCall(node, environment);
    case 'function':
      return inferFunction(node, environment);
    case 'if':
      return inferIf(node, environment);
    case 'for':
      return inferFor(node, environment);
    case 'some':
    case 'every':
      condition(node.body, inferIterators(node.iterators, environment));
      return BOOLEAN;
    case 'logic':
      return inferLogic(node, environment);
    case 'comparison':
      return inferComparison(node, environment);
    case 'arithmetic':
      return inferArithmetic(node, environment);
    case 'negation':
      return inferNegation(node, environment);
    case 'between':
      return inferBetween(node, environment);
    case 'in':
      return inferIn(node, environment);
    case 'instanceOf':
      infer(node.of, { ...environment, lenient: true, inPath: false });
      return BOOLEAN;
  }
}

function inferContext(node: Node & { type: 'context' }, environment: TypeEnvironment): FeelType {
  const entries: Record<string, FeelType> = {};
  for (const { key, value } of node.entries) {
    // A function sees itself; what it gives by calling itself is nothing new.
    const self = value.type === 'function' ? { [key]: NEVER } : {};
    const type = infer(value, bindTypes(environment, { ...entries, ...self }));
    Object.defineProperty(entries, key, { value: type, enumerable: true, configurable: true, writable: true });
  }
  return contextOf(entries);
}

function inferRange(node: Node & { type: 'range' }, environment: TypeEnvironment): FeelType {
  const inner = strictly(environment);
  const ends = [node.low, node.high].flatMap((end) => (end ? [[end, infer(end, inner)] as const] : []));
  const [low, high] = ends.map(([end, type]) => needed(end, type, undefined, inner));
  if (low && high && comparable(low, high) === 'no')
    inner.sink.tell('TYPE_CLASH', node, { expected: low, found: high });
  return { kind: 'range', of: join(low ?? NEVER, high ?? NEVER) };
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  date: ['year', 'month', 'day', 'weekday'],
  time: ['hour', 'minute', 'second'],
  'date and time': ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second'],
  'years and months duration': ['years', 'months'],
  'days and time duration': ['days', 'hours', 'minutes', 'seconds'],
  duration: ['years', 'months', 'days', 'hours', 'minutes', 'seconds'],
};

function inferPath(node: Node & { type: 'path' }, environment: TypeEnvironment): FeelType {
  const of = infer(node.of, { ...environment, inPath: true });
  const path = pathOf(node);
  const free = path !== undefined && isFree(node, environment);
  if (of.nullable === true && of.kind !== 'any' && !environment.lenient)
    environment.sink.tell('MAY_BE_NULL', node.of, { expected: 'context', found: of });
  // Where any variable may be read, what it is follows from its use.
  const guessed = of.kind === 'any' && !environment.lenient && !(free && environment.open);
  if (guessed) environment.sink.tell('UNTYPED', node.of, { expected: 'context', found: of });
  const type = guessed ? NEVER : partOf(node, present(of), environment);
  if (free) noteNeed(environment, path, type, of.kind !== 'any');
  return narrowed(environment, path, environment.lenient && of.nullable === true ? nullable(type) : type);
}

function partOf(node: Node & { type: 'path' }, of: FeelType, environment: TypeEnvironment): FeelType {
  const part = propertyType(of, node.name);
  if (part !== undefined) return part;
  if (environment.lenient) return NULL;
  environment.sink.tell('UNKNOWN_PROPERTY', node, { found: of });
  return NEVER;
}

function propertyType(of: FeelType, name: string): FeelType | undefined {
  if (of.kind === 'any' || of.kind === 'never') return of.kind === 'any' ? ANY : NEVER;
  if (of.kind === 'context') return entryType(of, name);
  if (of.kind === 'list') {
    const part = propertyType(present(of.of), name);
    return part && listOf(part);
  }
  if (of.kind === 'range') {
    if (name === 'start' || name === 'end') return nullable(of.of);
    return name === 'start included' || name === 'end included' ? BOOLEAN : undefined;
  }
  if (PARTS[of.kind]?.includes(name)) return NUMBER;
  if (of.kind !== 'time' && of.kind !== 'date and time') return undefined;
  if (name === 'time offset') return nullable(simple('days and time duration'));
  return name === 'timezone' ? nullable(STRING) : undefined;
}

function inferFilter(node: Node & { type: 'filter' }, environment: TypeEnvironment): FeelType {
  const inner = strictly(environment);
  const of = needed(node.of, infer(node.of, inner), undefined, inner);
  const item = itemOf(of);
  const names = { ...(item.kind === 'context' ? item.entries : {}), item };
  const bound = bindTypes(inner, names, item.kind === 'any' || (item.kind === 'context' && item.open));
  const by = infer(node.by, bound);
  if (by.kind === 'number') return nullable(item);
  if (by.kind === 'boolean' && by.nullable !== true) return listOf(item);
  if (by.kind === 'never') return listOf(item);
  if (by.kind === 'any' || by.kind === 'boolean' || by.kind === 'null') needed(node.by, by, BOOLEAN, bound);
  else inner.sink.tell('NOT_BOOLEAN', node.by, { expected: BOOLEAN, found: by });
  return by.kind === 'any' ? ANY : listOf(item);
}

function inferFor(node: Node & { type: 'for' }, environment: TypeEnvironment): FeelType {
  const inner = inferIterators(node.iterators, bindTypes(environment, { partial: listOf(NEVER) }));
  const result = environment.sink.muted(() => infer(node.body, inner));
  // What was found so far is of the kind that is found now.
  return listOf(infer(node.body, bindTypes(inner, { partial: listOf(result) })));
}

function inferIterators(iterators: readonly Iterator[], environment: TypeEnvironment): TypeEnvironment {
  let inner = strictly(environment);
  for (const iterator of iterators) inner = bindTypes(inner, { [iterator.name]: roundOf(iterator, inner) });
  return inner;
}

function roundOf(iterator: Iterator, environment: TypeEnvironment): FeelType {
  const over = needed(iterator.over, infer(iterator.over, environment), iterator.to && NUMBER, environment);
  if (iterator.to) {
    const to = needed(iterator.to, infer(iterator.to, environment), NUMBER, environment);
    if (comparable(over, to) === 'no') environment.sink.tell('TYPE_CLASH', iterator.to, { expected: over, found: to });
    return over.kind === 'any' ? to : over;
  }
  if (over.kind === 'list') return over.of;
  if (over.kind === 'range') return present(over.of);
  if (over.kind === 'any' || over.kind === 'never') return over.kind === 'any' ? ANY : NEVER;
  environment.sink.tell('TYPE_CLASH', iterator.over, { expected: 'list', found: over });
  return NEVER;
}
