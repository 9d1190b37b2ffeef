import { FeelRange, type FeelValue, describeValue, order } from '../values.ts';
import { parseRange } from './range-text.ts';
import { type BuiltIn, type Call, define } from './signature.ts';

/**
 * DMN 1.5, 10.3.4.8 "Range functions". A point is a range of one value, and an end is a place with a side: a start that is
 * excluded lies just above its value, an end that is excluded just below.
 */
interface End {
  readonly value: FeelValue;
  readonly side: -1 | 0 | 1;
  /** Open to that side: before or after every value. */
  readonly infinite?: -1 | 1;
}

interface Span {
  readonly start: End;
  readonly end: End;
  readonly point: boolean;
}

type Relation = (a: Span, b: Span) => boolean | undefined;

class NoOrder extends Error {}

const BEFORE_ALL: End = { value: null, side: 0, infinite: -1 };
const AFTER_ALL: End = { value: null, side: 0, infinite: 1 };

const spanOf = (value: FeelValue): Span =>
  value instanceof FeelRange
    ? {
        start: value.low === null ? BEFORE_ALL : { value: value.low, side: value.lowIncluded ? 0 : 1 },
        end: value.high === null ? AFTER_ALL : { value: value.high, side: value.highIncluded ? 0 : -1 },
        point: false,
      }
    : { start: { value, side: 0 }, end: { value, side: 0 }, point: true };

function compareEnds(a: End, b: End): number {
  if (a.infinite !== undefined || b.infinite !== undefined) return (a.infinite ?? 0) - (b.infinite ?? 0);
  const difference = order(a.value, b.value);
  if (difference === undefined) throw new NoOrder();
  return difference === 0 ? a.side - b.side : difference;
}

const before: Relation = (a, b) => compareEnds(a.end, b.start) < 0;
const meets: Relation = (a, b) => a.end.side === 0 && b.start.side === 0 && compareEnds(a.end, b.start) === 0;
const coincides: Relation = (a, b) => compareEnds(a.start, b.start) === 0 && compareEnds(a.end, b.end) === 0;
const includes: Relation = (a, b) => compareEnds(a.start, b.start) <= 0 && compareEnds(a.end, b.end) >= 0;
const overlaps: Relation = (a, b) => compareEnds(a.start, b.end) <= 0 && compareEnds(b.start, a.end) <= 0;
const overlapsBefore: Relation = (a, b) =>
  compareEnds(a.start, b.start) < 0 && compareEnds(a.end, b.start) >= 0 && compareEnds(a.end, b.end) <= 0;
const finishes: Relation = (a, b) => compareEnds(a.end, b.end) === 0 && compareEnds(a.start, b.start) >= 0;
const starts: Relation = (a, b) => compareEnds(a.start, b.start) === 0 && compareEnds(a.end, b.end) <= 0;
const inverse =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

export const RANGE_FUNCTIONS: readonly BuiltIn[] = [
  define('range', ['from: string'], (call, from) => {
    call.run.spend(from.length);
    return parseRange(from) ?? call.invalid(`${describeValue(from)} is no range.`);
  }),
  relate('before', before),
  relate('after', inverse(before)),
  relate('meets', meets),
  relate('met by', inverse(meets)),
  relate('overlaps', overlaps),
  relate('overlaps before', overlapsBefore),
  relate('overlaps after', inverse(overlapsBefore)),
  relate('finishes', finishes),
  relate('finished by', inverse(finishes)),
  relate('includes', includes),
  relate('during', inverse(includes)),
  relate('starts', starts),
  relate('started by', inverse(starts)),
  relate('coincides', coincides),
];

function relate(name: string, relation: Relation): BuiltIn {
  return define(name, ['a: value', 'b: value'], (call: Call, a, b) => {
    if ([a, b].some((value) => value instanceof FeelRange && value.form === 'unequal'))
      return call.invalid('(!= …) is no stretch between two ends.');
    try {
      return relation(spanOf(a), spanOf(b)) ?? null;
    } catch (error) {
      if (error instanceof NoOrder) return call.invalid(`${describeValue(a)} and ${describeValue(b)} have no order.`);
      throw error;
    }
  });
}
