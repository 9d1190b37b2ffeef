import {
  ANY,
  BOOLEAN,
  type FeelType,
  NUMBER,
  STRING,
  contextOf,
  itemOf,
  join,
  listOf,
  nullable,
  simple,
} from './type.ts';

type Result = FeelType | ((args: readonly FeelType[]) => FeelType);

const first = (args: readonly FeelType[]): FeelType => args[0] ?? ANY;
/** A list of the same items. */
const sameList = (args: readonly FeelType[]): FeelType => listOf(itemOf(first(args)));
const widened = (args: readonly FeelType[]): FeelType =>
  listOf(args.slice(1).reduce((all, item) => join(all, item), itemOf(first(args))));
/** Of an empty list there is none. */
const ofItems = (args: readonly FeelType[]): FeelType =>
  args.length === 1 ? nullable(itemOf(first(args))) : args.reduce(join);
const numberOfItems = (args: readonly FeelType[]): FeelType => (args.length === 1 ? nullable(NUMBER) : NUMBER);
const openContext = (args: readonly FeelType[]): FeelType => {
  const context = first(args);
  return contextOf(context.kind === 'context' ? context.entries : {}, true);
};
const deepItem = (type: FeelType): FeelType => (type.kind === 'list' ? deepItem(type.of) : type);
const allItems = (args: readonly FeelType[]): FeelType => listOf(args.map(itemOf).reduce(join, simple('never')));

/**
 * What a call of a built-in gives. A call that has no result says so in a diagnostic; it is `nullable` only where it gives null
 * and says nothing.
 */
export const RESULTS: Readonly<Record<string, Result>> = {
  not: BOOLEAN,
  is: BOOLEAN,
  assert: first,
  'get value': ANY,
  'get entries': listOf(contextOf({ key: STRING, value: ANY })),
  'context put': openContext,
  put: openContext,
  'context merge': contextOf({}, true),
  'put all': contextOf({}, true),
  context: contextOf({}, true),
  date: simple('date'),
  time: simple('time'),
  'date and time': simple('date and time'),
  duration: simple('duration'),
  'years and months duration': simple('years and months duration'),
  number: NUMBER,
  string: ([from]) => (from?.nullable === true ? nullable(STRING) : STRING),
  'list contains': BOOLEAN,
  all: BOOLEAN,
  and: BOOLEAN,
  or: BOOLEAN,
  any: BOOLEAN,
  sublist: sameList,
  'is empty': BOOLEAN,
  append: widened,
  concatenate: allItems,
  union: allItems,
  'insert before': (args) => widened([first(args), args[2] ?? ANY]),
  remove: sameList,
  'list replace': (args) => widened([first(args), args[2] ?? ANY]),
  reverse: sameList,
  'index of': listOf(NUMBER),
  'distinct values': sameList,
  'duplicate values': sameList,
  flatten: (args) => listOf(deepItem(first(args))),
  partition: (args) => listOf(sameList(args)),
  sort: sameList,
  decimal: NUMBER,
  floor: NUMBER,
  ceiling: NUMBER,
  'round up': NUMBER,
  'round down': NUMBER,
  'round half up': NUMBER,
  'round half down': NUMBER,
  abs: first,
  modulo: NUMBER,
  sqrt: NUMBER,
  log: NUMBER,
  exp: NUMBER,
  odd: BOOLEAN,
  even: BOOLEAN,
  range: { kind: 'range', of: ANY },
  before: BOOLEAN,
  after: BOOLEAN,
  meets: BOOLEAN,
  'met by': BOOLEAN,
  overlaps: BOOLEAN,
  'overlaps before': BOOLEAN,
  'overlaps after': BOOLEAN,
  finishes: BOOLEAN,
  'finished by': BOOLEAN,
  includes: BOOLEAN,
  during: BOOLEAN,
  starts: BOOLEAN,
  'started by': BOOLEAN,
  coincides: BOOLEAN,
  count: NUMBER,
  min: ofItems,
  max: ofItems,
  sum: ofItems,
  product: numberOfItems,
  mean: ofItems,
  median: numberOfItems,
  stddev: NUMBER,
  mode: listOf(NUMBER),
  substring: STRING,
  'string length': NUMBER,
  'upper case': STRING,
  'lower case': STRING,
  'substring before': STRING,
  'substring after': STRING,
  contains: BOOLEAN,
  'starts with': BOOLEAN,
  'ends with': BOOLEAN,
  matches: BOOLEAN,
  replace: STRING,
  split: listOf(STRING),
  extract: listOf(STRING),
  trim: STRING,
  'is blank': BOOLEAN,
  'string join': STRING,
  'to base64': STRING,
  now: simple('date and time'),
  today: simple('date'),
  'day of week': STRING,
  'day of year': NUMBER,
  'month of year': STRING,
  'week of year': NUMBER,
  'last day of month': simple('date'),
};

const ORDERED = [
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'duration',
  'years and months duration',
  'days and time duration',
];
const DURATIONS = ['duration', 'years and months duration', 'days and time duration'];

/** Kinds of items that a built-in over a list works with. */
export const ITEMS: Readonly<Record<string, readonly string[]>> = {
  min: ORDERED,
  max: ORDERED,
  sum: ['number', ...DURATIONS],
  product: ['number'],
  mean: ['number', ...DURATIONS],
  median: ['number'],
  stddev: ['number'],
  mode: ['number'],
  all: ['boolean'],
  and: ['boolean'],
  any: ['boolean'],
  or: ['boolean'],
  'string join': ['string'],
};
