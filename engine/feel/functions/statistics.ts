import { calculate } from '../arithmetic.ts';
import { type Numeric, add, divide, isNumeric, multiply, normalize, power, subtract, toDecimal } from '../numbers.ts';
import { MonthsDuration, TimeDuration } from '../temporal.ts';
import { type FeelValue, describeValue, order } from '../values.ts';
import { type BuiltIn, type Call, defineOverList } from './signature.ts';

export const STATISTIC_FUNCTIONS: readonly BuiltIn[] = [
  defineOverList('count', (_call, list) => list.length),
  defineOverList('min', (call, list) => extreme(call, list, -1)),
  defineOverList('max', (call, list) => extreme(call, list, 1)),
  defineOverList('sum', sum),
  defineOverList('product', (call, list) => fold(call, list, multiply)),
  defineOverList('mean', (call, list) => {
    const total = sum(call, list);
    return isNumeric(total) ? divide(total, list.length) : total;
  }),
  defineOverList('median', median),
  defineOverList('stddev', deviation),
  defineOverList('mode', mode),
];

function numbersOf(call: Call, list: readonly FeelValue[]): readonly Numeric[] | null {
  const odd = list.find((item) => !isNumeric(item));
  return odd === undefined ? list.filter(isNumeric) : call.invalid(`expects numbers, but found ${describeValue(odd)}.`);
}

/** The least or the greatest; null of an empty list. */
function extreme(call: Call, list: readonly FeelValue[], direction: 1 | -1): FeelValue {
  let best = list[0] ?? null;
  for (const item of list) {
    const difference = order(item, best);
    if (difference === undefined)
      return call.invalid(`${describeValue(item)} has no order with ${describeValue(best)}.`);
    if (difference * direction > 0) best = item;
  }
  return best;
}

/** Of numbers or of durations. */
function sum(call: Call, list: readonly FeelValue[]): FeelValue {
  const [first, ...rest] = list;
  if (!(first instanceof MonthsDuration || first instanceof TimeDuration)) return fold(call, list, add);
  let total: FeelValue = first;
  for (const item of rest) total = calculate(call.run, '+', total, item, 0);
  return total;
}

function fold(call: Call, list: readonly FeelValue[], step: (a: Numeric, b: Numeric) => Numeric | null): FeelValue {
  const numbers = numbersOf(call, list);
  const [first, ...rest] = numbers ?? [];
  if (first === undefined) return null;
  let total: Numeric = first;
  for (const item of rest) {
    const next = step(total, item);
    if (next === null) return call.invalid('the result is too large.');
    total = next;
  }
  return total;
}

function median(call: Call, list: readonly FeelValue[]): FeelValue {
  const sorted = numbersOf(call, list)?.toSorted((a, b) => order(a, b) ?? 0);
  const upper = sorted?.[Math.floor(sorted.length / 2)];
  if (sorted === undefined || upper === undefined) return null;
  const lower = sorted[sorted.length / 2 - 1];
  if (sorted.length % 2 === 1 || lower === undefined) return upper;
  return divide(add(lower, upper) ?? 0, 2);
}

/** Of a sample: divided by one less than their number. */
function deviation(call: Call, list: readonly FeelValue[]): FeelValue {
  const numbers = numbersOf(call, list);
  if (numbers === null || numbers.length < 2)
    return numbers === null ? null : call.invalid('expects two or more numbers.');
  const mean = divide(fold(call, numbers, add) as Numeric, numbers.length) ?? 0;
  const squares = numbers.map((item) => power(subtract(item, mean) ?? 0, 2) ?? 0);
  const total = fold(call, squares, add) as Numeric;
  return normalize(toDecimal(divide(total, numbers.length - 1) ?? 0).sqrt());
}

function mode(call: Call, list: readonly FeelValue[]): FeelValue {
  const numbers = numbersOf(call, list);
  if (numbers === null) return null;
  const groups = Map.groupBy(numbers, (item) => toDecimal(item).toString());
  const most = Math.max(0, ...[...groups.values()].map((group) => group.length));
  const modes = [...groups.values()].flatMap((group) =>
    group.length === most && group[0] !== undefined ? [group[0]] : [],
  );
  return modes.toSorted((a, b) => order(a, b) ?? 0);
}
