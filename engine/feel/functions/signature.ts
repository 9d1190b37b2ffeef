import { ZONE_COST } from '../arithmetic.ts';
import { isNumeric } from '../numbers.ts';
import type { Run } from '../run.ts';
import type { Arguments } from '../syntax.ts';
import { FeelDate, FeelDateTime, FeelTime, MonthsDuration, TimeDuration } from '../temporal.ts';
import {
  FeelFunction,
  FeelRange,
  type FeelContext,
  type FeelValue,
  describeValue,
  isContext,
  isList,
} from '../values.ts';

/** What a built-in may do besides computing: count its work, and say why it has no result. */
export interface Call {
  readonly run: Run;
  readonly name: string;
  /** Notes why there is no result; gives null. */
  invalid(reason: string): null;
}

interface Kinds {
  any: FeelValue;
  value: Exclude<FeelValue, null>;
  boolean: boolean;
  string: string;
  number: number | Extract<FeelValue, { toSignificantDigits: unknown }>;
  integer: number;
  list: readonly FeelValue[];
  context: FeelContext;
  function: FeelFunction;
  range: FeelRange;
  date: FeelDate;
  time: FeelTime;
  'date-time': FeelDateTime;
  duration: MonthsDuration | TimeDuration;
  months: MonthsDuration;
}
type KindName = keyof Kinds;

const PREDICATES: { readonly [Name in KindName]: (value: FeelValue) => boolean } = {
  any: () => true,
  value: (value) => value !== null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: isNumeric,
  integer: (value) => isNumeric(value) && wholeOf(value) !== undefined,
  list: isList,
  context: isContext,
  function: (value) => value instanceof FeelFunction,
  range: (value) => value instanceof FeelRange,
  date: (value) => value instanceof FeelDate,
  time: (value) => value instanceof FeelTime,
  'date-time': (value) => value instanceof FeelDateTime,
  duration: (value) => value instanceof MonthsDuration || value instanceof TimeDuration,
  months: (value) => value instanceof MonthsDuration,
};

/** The whole part of a number, where a position or a count is wanted; undefined when it is too large to be one. */
function wholeOf(value: FeelValue): number | undefined {
  if (!isNumeric(value)) return undefined;
  const whole = typeof value === 'number' ? Math.trunc(value) + 0 : value.trunc().toNumber();
  return Number.isSafeInteger(whole) ? whole : undefined;
}

/**
 * DMN 1.5, 10.3.2.9.4 "Type conversions", for the parameters of built-ins: a single value where a list is wanted is a list of
 * one, a list of one where a single value is wanted is that value. Undefined where there is no conversion.
 */
function convert(value: FeelValue, kind: KindName): FeelValue | undefined {
  if (kind === 'list') return value === null || isList(value) ? undefined : [value];
  const only = isList(value) && value.length === 1 ? value[0] : undefined;
  return only !== undefined && only !== null && PREDICATES[kind](only) ? only : undefined;
}

interface Parameter {
  readonly name: string;
  readonly kind: KindName;
  /** May be left out, or null. */
  readonly optional: boolean;
}

/** One way to call a function by a name; there may be several. */
export interface BuiltIn {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Takes any number of values, the last parameter standing for all of them: handed over as one list. */
  readonly variadic: boolean;
  readonly invoke: (call: Call, args: readonly FeelValue[]) => FeelValue;
}

type Argument<Text extends string> = Text extends `${string}: ${infer Kind extends KindName}`
  ? Text extends `${string}?: ${string}`
    ? Kinds[Kind] | undefined
    : Kinds[Kind]
  : never;
type ArgumentsOf<Texts extends readonly string[]> = { [Index in keyof Texts]: Argument<Texts[Index]> };

/** Declares a built-in; parameters are written `name: kind` or `name?: kind`. Others than these never reach `invoke`. */
export function define<const Texts extends readonly string[]>(
  name: string,
  parameters: Texts,
  invoke: (call: Call, ...args: ArgumentsOf<Texts>) => FeelValue,
): BuiltIn {
  return {
    name,
    parameters: parameters.map(parseParameter),
    variadic: false,
    // The kinds are checked against the parameters before the call.
    invoke: (call, args) => invoke(call, ...(args as ArgumentsOf<Texts>)),
  };
}

/** Declares a built-in over a list that may also be given as single values: `sum([1, 2])`, `sum(1, 2)`. */
export function defineOverList(
  name: string,
  invoke: (call: Call, list: readonly FeelValue[]) => FeelValue,
  parameter = 'list',
): BuiltIn {
  return {
    name,
    parameters: [{ name: parameter, kind: 'any', optional: false }],
    variadic: true,
    invoke: (call, args) => invoke(call, args.length === 1 && isList(args[0]) ? args[0] : args),
  };
}

function parseParameter(text: string): Parameter {
  const [name = '', kind = ''] = text.split(': ');
  return { name: name.replace('?', ''), kind: kind as KindName, optional: name.endsWith('?') };
}

/** Whether a built-in can take that many values, or values of these names. */
export function accepts(builtIn: BuiltIn, args: Arguments): boolean {
  if (args.names) {
    const given = args.names;
    const required = builtIn.parameters.filter((parameter) => !parameter.optional);
    return (
      given.every((name) => builtIn.parameters.some((parameter) => parameter.name === name)) &&
      required.every((parameter) => given.includes(parameter.name)) &&
      new Set(given).size === given.length
    );
  }
  return takesCount(builtIn, args.values.length);
}

export function takesCount(builtIn: BuiltIn, count: number): boolean {
  const required = builtIn.parameters.filter((parameter) => !parameter.optional).length;
  return count >= required && (builtIn.variadic || count <= builtIn.parameters.length);
}

/** For each value the parameter it belongs to. */
export const placesOf = (builtIn: BuiltIn, args: Arguments): readonly number[] =>
  args.names?.map((name) => builtIn.parameters.findIndex((parameter) => parameter.name === name)) ??
  args.values.map((_, index) => index);

export interface PlacedBuiltIn {
  readonly builtIn: BuiltIn;
  /** For each given value the index of its parameter. */
  readonly places: readonly number[];
}

/** Runs the first candidate whose parameters take these values; else notes why none does. */
export function invokeBuiltIn(
  run: Run,
  name: string,
  at: number,
  candidates: readonly PlacedBuiltIn[],
  values: readonly FeelValue[],
): FeelValue {
  for (const [builtIn, args] of fitting(candidates, values)) {
    for (const arg of args)
      if (isList(arg) || typeof arg === 'string') run.spend(isList(arg) ? arg.length : arg.length >> 6);
    const call: Call = {
      run,
      name,
      invalid: (reason) => run.note('INVALID_ARGUMENT', `${name}: ${reason}`, at),
    };
    const result = builtIn.invoke(call, args);
    if (typeof result === 'string') return run.text(result);
    if (isList(result)) run.list(result.length);
    if (result instanceof FeelDateTime && result.time.zone?.name !== undefined) run.spend(ZONE_COST);
    return result;
  }
  const given = values.map(describeValue).join(', ');
  const code = values.includes(null) ? 'NULL_OPERAND' : 'INVALID_ARGUMENT';
  return run.note(code, `${name} can't work with (${given}).`, at);
}

/** The candidates that take these values as they are, then those that take them converted. */
function* fitting(
  candidates: readonly PlacedBuiltIn[],
  values: readonly FeelValue[],
): Generator<readonly [BuiltIn, readonly FeelValue[]]> {
  for (const converting of [false, true]) {
    for (const { builtIn, places } of candidates) {
      const args = arrange(builtIn, places, values, converting);
      if (args !== undefined) yield [builtIn, args];
    }
  }
}

function arrange(
  builtIn: BuiltIn,
  places: readonly number[],
  values: readonly FeelValue[],
  converting: boolean,
): readonly FeelValue[] | undefined {
  if (builtIn.variadic) return values.length === 1 && values[0] === null ? undefined : values;
  const args: FeelValue[] = [];
  for (const [index, value] of values.entries()) {
    const place = places[index] ?? index;
    const parameter = builtIn.parameters[place];
    if (parameter === undefined) return undefined;
    if (value === null && parameter.optional) continue;
    const fits = PREDICATES[parameter.kind](value);
    const arg = fits ? value : converting ? convert(value, parameter.kind) : undefined;
    if (arg === undefined) return undefined;
    args[place] = parameter.kind === 'integer' ? (wholeOf(arg) ?? null) : arg;
  }
  return args;
}
