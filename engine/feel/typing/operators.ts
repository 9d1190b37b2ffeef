import type { Arithmetic, Node, Test } from '../syntax.ts';
import { type TypeEnvironment, condition, isFree, knowing, leniently, needed, strictly } from './environment.ts';
import { factsOf } from './facts.ts';
import { pathOf } from './findings.ts';
import {
  BOOLEAN,
  type FeelType,
  NEVER,
  NUMBER,
  STRING,
  comparable,
  isDuration,
  itemOf,
  join,
  present,
  simple,
} from './type.ts';

const isNull = (node: Node): boolean => node.type === 'literal' && node.value === null;
const ORDERED: ReadonlySet<string> = new Set(['number', 'string', 'date', 'time', 'date and time', 'never', 'any']);

export function inferComparison(node: Node & { type: 'comparison' }, environment: TypeEnvironment): FeelType {
  const equality = node.operator === '=' || node.operator === '!=';
  if (equality && (isNull(node.left) || isNull(node.right))) {
    environment.infer(node.left, leniently(environment));
    environment.infer(node.right, leniently(environment));
    return BOOLEAN;
  }
  const [left, right] = [node.left, node.right].map((side) => environment.infer(side, strictly(environment)));
  compare(node, [node.left, left ?? NEVER], [node.right, right ?? NEVER], !equality, environment);
  return BOOLEAN;
}

type Side = readonly [node: Node, type: FeelType];

/** Tells what keeps two values from being compared. */
function compare(at: Node, left: Side, right: Side, ordered: boolean, environment: TypeEnvironment): void {
  const a = needed(left[0], left[1], known(right[1]), environment);
  const b = needed(right[0], right[1], known(left[1]), environment);
  if (comparable(a, b) === 'no') {
    const odd = pathOf(left[0]) === undefined && pathOf(right[0]) !== undefined ? right : left;
    const other = odd === left ? b : a;
    environment.sink.tell('TYPE_CLASH', odd[0], { expected: other, found: present(odd[1]) });
  } else if (ordered && !ORDERED.has(a.kind) && !isDuration(a)) {
    environment.sink.tell('TYPE_CLASH', at, { expected: 'values that have an order', found: a });
  }
}

const known = (type: FeelType): FeelType | undefined => (type.kind === 'any' ? undefined : present(type));

export function inferBetween(node: Node & { type: 'between' }, environment: TypeEnvironment): FeelType {
  const inner = strictly(environment);
  const [of, low, high] = [node.of, node.low, node.high].map((part) => inner.infer(part, inner));
  compare(node, [node.of, of ?? NEVER], [node.low, low ?? NEVER], true, inner);
  compare(node, [node.of, of ?? NEVER], [node.high, high ?? NEVER], true, inner);
  return BOOLEAN;
}

export function inferLogic(node: Node & { type: 'logic' }, environment: TypeEnvironment): FeelType {
  condition(node.left, environment);
  condition(node.right, knowing(environment, factsOf(node.left, node.operator === 'and')));
  return BOOLEAN;
}

export function inferIf(node: Node & { type: 'if' }, environment: TypeEnvironment): FeelType {
  condition(node.condition, environment);
  const branch = (part: Node, outcome: boolean): FeelType =>
    environment.infer(part, knowing(strictly(environment), factsOf(node.condition, outcome)));
  return join(branch(node.then, true), branch(node.else, false));
}

export function inferArithmetic(node: Node & { type: 'arithmetic' }, environment: TypeEnvironment): FeelType {
  const inner = strictly(environment);
  const [left, right] = [inner.infer(node.left, inner), inner.infer(node.right, inner)];
  const a = needed(node.left, left, wanted(node.operator, right), inner);
  const b = needed(node.right, right, wanted(node.operator, left), inner);
  if (a.kind === 'never' || b.kind === 'never') return a.kind === 'never' ? b : a;
  if (a.kind === 'any' || b.kind === 'any') return wanted(node.operator, a.kind === 'any' ? b : a) ?? simple('any');
  const result = calculated(node.operator, a, b);
  if (result !== undefined) return result;
  const odd = a.kind === 'number' ? node.right : node.left;
  inner.sink.tell('TYPE_CLASH', odd, { expected: odd === node.right ? a : b, found: odd === node.right ? b : a });
  return NEVER;
}

/** What stands beside a number or a text must be one, too. */
const wanted = (operator: Arithmetic, beside: FeelType): FeelType | undefined =>
  operator === '**' || beside.kind === 'number'
    ? NUMBER
    : beside.kind === 'string' && operator === '+'
      ? STRING
      : undefined;

const isDay = (type: FeelType): boolean => type.kind === 'date' || type.kind === 'date and time';

/** The kind of a result; undefined where there is none. */
function calculated(operator: Arithmetic, a: FeelType, b: FeelType): FeelType | undefined {
  if (a.kind === 'number' && b.kind === 'number') return NUMBER;
  switch (operator) {
    case '+':
      return a.kind === 'string' && b.kind === 'string'
        ? STRING
        : (moved(a, b) ?? (isDuration(a) ? moved(b, a) : undefined));
    case '-':
      if ((isDay(a) && isDay(b)) || (a.kind === 'time' && b.kind === 'time')) return simple('days and time duration');
      return moved(a, b);
    case '*':
      if (isDuration(a) && b.kind === 'number') return a;
      return isDuration(b) && a.kind === 'number' ? b : undefined;
    case '/':
      if (isDuration(a) && b.kind === 'number') return a;
      return isDuration(a) && comparable(a, b) === 'yes' ? NUMBER : undefined;
    case '**':
      return undefined;
  }
}

/** A date, a time or a duration moved by a duration. */
function moved(a: FeelType, by: FeelType): FeelType | undefined {
  if (!isDuration(by)) return undefined;
  if (isDay(a)) return a;
  if (a.kind === 'time') return by.kind === 'years and months duration' ? undefined : a;
  return isDuration(a) && comparable(a, by) === 'yes' ? (a.kind === 'duration' ? by : a) : undefined;
}

export function inferNegation(node: Node & { type: 'negation' }, environment: TypeEnvironment): FeelType {
  const type = needed(node.of, environment.infer(node.of, strictly(environment)), NUMBER, environment);
  if (type.kind === 'any') return NUMBER;
  if (type.kind === 'never' || type.kind === 'number' || isDuration(type)) return type;
  environment.sink.tell('TYPE_CLASH', node.of, { expected: NUMBER, found: type });
  return NEVER;
}

export function inferIn(node: Node & { type: 'in' }, environment: TypeEnvironment): FeelType {
  const inner = strictly(environment);
  const type = inner.infer(node.of, inner);
  inferTests(node.tests, [node.of, type], inner);
  return BOOLEAN;
}

/** Tells what keeps a value from being tested; `-` and `null` take anything. */
export function inferTests(tests: readonly Test[], input: Side, environment: TypeEnvironment): void {
  for (const test of tests) {
    if (test.type === 'not') inferTests(test.tests, input, environment);
    else if (test.type === 'compare') {
      const bound = environment.infer(test.with, strictly(environment));
      compare(test.with, input, [test.with, bound], test.operator !== '=' && test.operator !== '!=', environment);
    } else if (test.type === 'value' && !isNull(test.value)) inferValueTest(test.value, input, environment);
  }
}

function inferValueTest(node: Node, input: Side, environment: TypeEnvironment): void {
  const asked = { ...strictly(environment), input: input[1] };
  const type = asked.infer(node, asked);
  // What is true or false itself is no value to be equal to, unless the input is one, too.
  if (node.type !== 'literal' && type.kind === 'boolean' && input[1].kind !== 'boolean') return;
  const wantedType = type.kind === 'range' || (type.kind === 'list' && input[1].kind !== 'list') ? itemsOf(type) : type;
  if (!isFree(node, environment) || type.kind !== 'any') compare(node, input, [node, wantedType], false, environment);
  else needed(node, type, known(input[1]), environment);
}

function itemsOf(type: FeelType): FeelType {
  const item = type.kind === 'range' ? type.of : itemOf(type);
  // An end that is open, an item that is null: neither keeps a value from being tested.
  return item.kind === 'range' ? itemsOf(item) : present(item);
}
