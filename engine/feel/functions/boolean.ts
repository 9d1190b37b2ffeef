import { isTemporal } from '../temporal.ts';
import { type FeelValue, equal, kindOf } from '../values.ts';
import { type BuiltIn, define } from './signature.ts';

export const BOOLEAN_FUNCTIONS: readonly BuiltIn[] = [
  define('not', ['negand: any'], (call, negand) =>
    typeof negand === 'boolean' ? !negand : negand === null ? null : call.invalid('expects true or false.'),
  ),
  define('is', ['value1: any', 'value2: any'], (_call, a, b) => identical(a, b)),
  define('is', ['value1: any'], (_call, a) => a === null),
  define('is', ['value2: any'], (_call, b) => b === null),
  define('assert', ['value: any', 'condition: any'], (call, value, condition) =>
    condition === true ? value : call.invalid('the condition is not fulfilled.'),
  ),
  define('assert', ['value: any', 'condition: any', 'cause: string'], (call, value, condition, cause) =>
    condition === true ? value : call.invalid(cause),
  ),
];

/** Same kind, same value; times also with the same zone. */
const identical = (a: FeelValue, b: FeelValue): boolean =>
  kindOf(a) === kindOf(b) &&
  equal(a, b) === true &&
  (!isTemporal(a) || !isTemporal(b) || a.toString() === b.toString());
