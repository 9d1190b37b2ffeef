import type { Numeric } from '../numbers.ts';
import { type FeelFunction, type FeelValue, describeValue, equal, isList } from '../values.ts';
import { type BuiltIn, type Call, define, defineOverList } from './signature.ts';

type List = readonly FeelValue[];

const same = (a: FeelValue, b: FeelValue): boolean => equal(a, b) === true;
const contains = (list: List, element: FeelValue): boolean => list.some((item) => same(item, element));

export const LIST_FUNCTIONS: readonly BuiltIn[] = [
  define('list contains', ['list: list', 'element: any'], listContains),
  defineOverList('all', (call, list) => allTrue(call, list, false)),
  defineOverList('and', (call, list) => allTrue(call, list, false)),
  defineOverList('or', (call, list) => allTrue(call, list, true)),
  defineOverList('any', (call, list) => allTrue(call, list, true)),
  define('sublist', ['list: list', 'start position: integer', 'length?: integer'], sublist),
  define('is empty', ['list: list'], (_call, list) => list.length === 0),
  {
    name: 'append',
    parameters: [
      { name: 'list', kind: 'list', optional: false },
      { name: 'item', kind: 'any', optional: true },
    ],
    variadic: true,
    invoke: (call, [list = null, ...items]) => (isList(list) ? [...list, ...items] : call.invalid('expects a list.')),
  },
  overLists('concatenate', (lists) => lists.flat(1) as List),
  overLists('union', (lists, call) => distinctValues(call, lists.flat(1) as List)),
  define('insert before', ['list: list', 'position: integer', 'newItem: any'], (call, list, position, item) => {
    const at = place(list, position);
    return at === undefined ? outside(call, position) : list.toSpliced(at, 0, item);
  }),
  define('remove', ['list: list', 'position: integer'], (call, list, position) => {
    const at = place(list, position);
    return at === undefined ? outside(call, position) : list.toSpliced(at, 1);
  }),
  define('list replace', ['list: list', 'position: integer', 'newItem: any'], (call, list, position, item) => {
    const at = place(list, position);
    return at === undefined ? outside(call, position) : list.with(at, item);
  }),
  define('list replace', ['list: list', 'match: function', 'newItem: any'], replaceMatching),
  define('reverse', ['list: list'], (_call, list) => list.toReversed()),
  define('index of', ['list: list', 'match: any'], (_call, list, match) =>
    list.flatMap((item, index) => (same(item, match) ? [index + 1] : [])),
  ),
  define('distinct values', ['list: list'], (call, list) => {
    return distinctValues(call, list);
  }),
  define('duplicate values', ['list: list'], (call, list) => {
    call.run.spend((list.length * list.length) >> 3);
    return distinct(list.filter((item, index) => list.some((other, at) => at !== index && same(item, other))));
  }),
  define('flatten', ['list: list'], (call, list) => flatten(call, list)),
  define('partition', ['list: list', 'size: integer'], (call, list, size) => {
    if (size < 1) return call.invalid('expects a size of 1 or more.');
    return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
  }),
  define('sort', ['list: list', 'precedes: function'], sort),
];

function overLists(name: string, invoke: (lists: readonly List[], call: Call) => FeelValue): BuiltIn {
  return {
    name,
    parameters: [{ name: 'lists', kind: 'list', optional: true }],
    variadic: true,
    invoke: (call, args) => (args.every(isList) ? invoke(args, call) : call.invalid('expects lists.')),
  };
}

/** False, but not to be relied on, where the element could not be among them anyway: null, or of another kind than all. */
function listContains(call: Call, list: List, element: FeelValue): boolean {
  if (contains(list, element)) return true;
  if (list.length > 0 && (element === null || list.every((item) => equal(item, element) === undefined)))
    call.invalid(`${describeValue(element)} can't be compared with what is in the list.`);
  return false;
}

function replaceMatching(call: Call, list: List, match: FeelFunction, newItem: FeelValue): FeelValue {
  if (match.parameters.length !== 2) return call.invalid('expects a function of two values.');
  const verdicts = list.map((item) => match.invoke(call.run, [item, newItem]));
  const odd = verdicts.find((verdict) => typeof verdict !== 'boolean');
  if (odd !== undefined)
    return call.invalid(`expects a function that is true or false, but found ${describeValue(odd)}.`);
  return list.map((item, index) => (verdicts[index] === true ? newItem : item));
}

const outside = (call: Call, position: Numeric): null => call.invalid(`there is no position ${String(position)}.`);

function place(list: List, position: number): number | undefined {
  const at = position > 0 ? position - 1 : list.length + position;
  return position !== 0 && at >= 0 && at < list.length ? at : undefined;
}

/** Three-valued `and` (or, when looking for true, `or`) over a list. */
function allTrue(call: Call, list: List, deciding: boolean): FeelValue {
  if (list.includes(deciding)) return deciding;
  const odd = list.find((item) => typeof item !== 'boolean');
  return odd === undefined ? !deciding : call.invalid(`expects true or false, but found ${describeValue(odd)}.`);
}

function sublist(call: Call, list: List, start: number, length: number | undefined): FeelValue {
  const at = place(list, start);
  if (at === undefined) return outside(call, start);
  if (length !== undefined && (length < 0 || at + length > list.length)) return call.invalid('the list is shorter.');
  return list.slice(at, length === undefined ? undefined : at + length);
}

/** Texts and numbers by a set; anything else is compared with everything kept. */
function distinctValues(call: Call, list: List): List {
  if (list.every((item) => typeof item === 'string' || typeof item === 'number')) return [...new Set(list)];
  call.run.spend((list.length * list.length) >> 4);
  return distinct(list);
}

function distinct(list: List): List {
  const kept: FeelValue[] = [];
  for (const item of list) if (!contains(kept, item)) kept.push(item);
  return kept;
}

function flatten(call: Call, list: List): FeelValue[] {
  return call.run.call(() =>
    list.flatMap((item) => {
      call.run.spend(1);
      return isList(item) ? flatten(call, item) : [item];
    }),
  );
}

/** Stable; a comparison that is not true leaves the order. */
function sort(call: Call, list: List, precedes: FeelFunction): FeelValue {
  const before = (a: FeelValue, b: FeelValue): boolean => precedes.invoke(call.run, [a, b]) === true;
  return list.toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
}
