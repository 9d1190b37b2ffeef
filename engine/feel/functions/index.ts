import { BOOLEAN_FUNCTIONS } from './boolean.ts';
import { CONTEXT_FUNCTIONS } from './context.ts';
import { CONVERSION_FUNCTIONS } from './conversion.ts';
import { LIST_FUNCTIONS } from './list.ts';
import { NUMBER_FUNCTIONS } from './number.ts';
import { RANGE_FUNCTIONS } from './range.ts';
import type { BuiltIn } from './signature.ts';
import { STATISTIC_FUNCTIONS } from './statistics.ts';
import { STRING_FUNCTIONS } from './string.ts';
import { TEMPORAL_FUNCTIONS } from './temporal.ts';

const ALL: readonly BuiltIn[] = [
  ...BOOLEAN_FUNCTIONS,
  ...CONTEXT_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...RANGE_FUNCTIONS,
  ...STATISTIC_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...TEMPORAL_FUNCTIONS,
];

/** Every built-in by its name, its variants in the order in which they are tried. */
export const BUILT_INS: ReadonlyMap<string, readonly BuiltIn[]> = Map.groupBy(ALL, (builtIn) => builtIn.name);

/** Known to Camunda, but another result each time: what is decided must be repeatable. */
export const IMPURE: ReadonlySet<string> = new Set(['uuid', 'random number']);

/** Names with spaces, the longest first. */
export const FUNCTION_PHRASES: readonly string[] = [...BUILT_INS.keys(), ...IMPURE, 'is defined', 'get or else']
  .filter((name) => name.includes(' '))
  .toSorted((a, b) => b.length - a.length);
