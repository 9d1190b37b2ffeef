import { type Closure, type Environment, admit } from './closure.ts';
import type { Run } from './run.ts';
import type { Node } from './syntax.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  TimeDuration,
  type Temporal,
  isTemporal,
} from './temporal.ts';
import { FeelRange, type FeelValue, describeValue, entryOf, isContext, isList } from './values.ts';

/** `of.name`: of a context its entry, of a list the entry of each item, of a temporal value or a range its part. */
export function compilePath(node: Node & { type: 'path' }, environment: Environment): Closure {
  const of = environment.compile(node.of, environment);
  const { name, at } = node;
  const quiet = environment.lenient;
  return (run, scope) => readProperty(run, of(run, scope), name, at, quiet);
}

function readProperty(run: Run, value: FeelValue, name: string, at: number, quiet: boolean): FeelValue {
  if (isContext(value)) {
    const entry = entryOf(value, name);
    if (entry !== undefined) return admit(run, entry, at);
  }
  if (isList(value)) {
    run.list(value.length);
    return value.map((item) => readProperty(run, item, name, at, quiet));
  }
  const part = isTemporal(value)
    ? temporalProperty(value, name)
    : value instanceof FeelRange
      ? rangeProperty(value, name)
      : undefined;
  if (part !== undefined) return part;
  return quiet ? null : run.note('UNKNOWN_PROPERTY', `There is no '${name}' in ${describeValue(value)}.`, at);
}

function rangeProperty(range: FeelRange, name: string): FeelValue | undefined {
  switch (name) {
    case 'start':
      return range.low;
    case 'end':
      return range.high;
    case 'start included':
      return range.lowIncluded;
    case 'end included':
      return range.highIncluded;
    default:
      return undefined;
  }
}

/** DMN 1.5, table 65 "Specific semantics of date, time and duration properties". */
function temporalProperty(value: Temporal, name: string): FeelValue | undefined {
  if (value instanceof FeelDate) return dateProperty(value, name);
  if (value instanceof FeelTime) return timeProperty(value, name);
  if (value instanceof FeelDateTime) return dateProperty(value.date, name) ?? timeProperty(value.time, name);
  if (value instanceof MonthsDuration) return monthsProperty(value, name);
  return daysProperty(value, name);
}

function dateProperty(date: FeelDate, name: string): FeelValue | undefined {
  if (name === 'year' || name === 'month' || name === 'day') return date[name];
  return name === 'weekday' ? weekday(date) : undefined;
}

/** Monday 1 to Sunday 7. */
export const weekday = (date: FeelDate): number => ((((date.epochDay + 3) % 7) + 7) % 7) + 1;

function timeProperty(time: FeelTime, name: string): FeelValue | undefined {
  const seconds = Math.floor(time.nanoOfDay / 1_000_000_000);
  switch (name) {
    case 'hour':
      return Math.floor(seconds / 3600);
    case 'minute':
      return Math.floor(seconds / 60) % 60;
    case 'second':
      return seconds % 60;
    case 'time offset':
      return time.zone === undefined ? null : new TimeDuration(BigInt(time.zone.offset) * 1_000_000_000n);
    case 'timezone':
      return time.zone?.name ?? null;
    default:
      return undefined;
  }
}

function monthsProperty(duration: MonthsDuration, name: string): FeelValue | undefined {
  if (name === 'years') return Math.trunc(duration.months / 12) + 0;
  return name === 'months' ? (duration.months % 12) + 0 : undefined;
}

function daysProperty(duration: TimeDuration, name: string): FeelValue | undefined {
  const seconds = duration.seconds;
  switch (name) {
    case 'days':
      return Math.trunc(seconds / 86_400) + 0;
    case 'hours':
      return (Math.trunc(seconds / 3600) % 24) + 0;
    case 'minutes':
      return (Math.trunc(seconds / 60) % 60) + 0;
    case 'seconds':
      return (seconds % 60) + 0;
    default:
      return undefined;
  }
}
