import type { FeelValue } from '../values.ts';
import { compileRegex } from './regex.ts';
import { type BuiltIn, type Call, define } from './signature.ts';

export const STRING_FUNCTIONS: readonly BuiltIn[] = [
  define('substring', ['string: string', 'start position: integer', 'length?: integer'], substring),
  define('string length', ['string: string'], (_call, text) => Array.from(text).length),
  define('upper case', ['string: string'], (_call, text) => text.toUpperCase()),
  define('lower case', ['string: string'], (_call, text) => text.toLowerCase()),
  define('substring before', ['string: string', 'match: string'], (_call, text, match) => {
    const at = text.indexOf(match);
    return at < 0 ? '' : text.slice(0, at);
  }),
  define('substring after', ['string: string', 'match: string'], (_call, text, match) => {
    const at = text.indexOf(match);
    return at < 0 ? '' : text.slice(at + match.length);
  }),
  define('contains', ['string: string', 'match: string'], (_call, text, match) => text.includes(match)),
  define('starts with', ['string: string', 'match: string'], (_call, text, match) => text.startsWith(match)),
  define('ends with', ['string: string', 'match: string'], (_call, text, match) => text.endsWith(match)),
  define('matches', ['input: string', 'pattern: string', 'flags?: string'], (call, input, pattern, flags) => {
    const regex = compileRegex(call, input, pattern, flags);
    return regex === null ? null : regex.matcher(input).find();
  }),
  define('replace', ['input: string', 'pattern: string', 'replacement: string', 'flags?: string'], replace),
  define('split', ['string: string', 'delimiter: string'], (call, text, delimiter) => {
    const regex = compileRegex(call, text, delimiter, undefined);
    return regex === null ? null : regex.split(text, -1);
  }),
  define('extract', ['string: string', 'pattern: string'], extract),
  define('trim', ['string: string'], (_call, text) => text.trim()),
  define('is blank', ['string: string'], (_call, text) => text.trim() === ''),
  define('string join', ['list: list'], (call, list) => join(call, list, '', '', '')),
  define('string join', ['list: list', 'delimiter?: string'], (call, list, delimiter = '') =>
    join(call, list, delimiter, '', ''),
  ),
  define(
    'string join',
    ['list: list', 'delimiter: string', 'prefix: string', 'suffix: string'],
    (call, list, delimiter, prefix, suffix) => join(call, list, delimiter, prefix, suffix),
  ),
  define('to base64', ['value: string'], (_call, text) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(0, 50_000)))),
  ),
];

/** Positions count code points from 1, or from the end when negative. */
function substring(call: Call, text: string, start: number, length: number | undefined): FeelValue {
  if (start === 0) return call.invalid('positions count from 1.');
  if (length !== undefined && length < 0) return call.invalid('expects a length that is not negative.');
  const points = Array.from(text);
  const from = start > 0 ? start - 1 : Math.max(points.length + start, 0);
  return points.slice(from, length === undefined ? undefined : from + length).join('');
}

const MAX_REPLACED = 1_000_000;
const REPLACEMENT = /\$(\d+)|\\([$\\])|[^$\\]+/y;

/** `$1` in the replacement stands for a group and `$0` for all that was found; `\\$` and `\\` for the signs themselves. */
function replace(
  call: Call,
  input: string,
  pattern: string,
  replacement: string,
  flags: string | undefined,
): FeelValue {
  const matcher = compileRegex(call, input, pattern, flags)?.matcher(input);
  if (matcher === undefined) return null;
  const parts = flags?.includes('q') ? [replacement] : replacementParts(replacement, matcher.groupCount());
  if (parts === undefined) return call.invalid(`"${replacement}" is no replacement for "${pattern}".`);
  let result = '';
  let end = 0;
  while (matcher.find()) {
    result += input.slice(end, matcher.start());
    for (const part of parts) result += typeof part === 'string' ? part : (matcher.group(part) ?? '');
    end = matcher.end();
    if (result.length > MAX_REPLACED) return call.invalid('the text would be too long.');
  }
  return result + input.slice(end);
}

/** Texts, and numbers of groups; undefined when it has another `$` or `\\`. */
function replacementParts(replacement: string, groups: number): (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  for (let at = 0; at < replacement.length; at = REPLACEMENT.lastIndex) {
    REPLACEMENT.lastIndex = at;
    const match = REPLACEMENT.exec(replacement);
    if (match === null) return undefined;
    const [text, digits, sign] = match;
    if (digits !== undefined) parts.push(...groupOf(digits, groups));
    else parts.push(sign ?? text);
  }
  return parts;
}

/** As many digits as there are groups for; the rest is text. A group that does not exist is empty. */
function groupOf(digits: string, groups: number): readonly (string | number)[] {
  for (let length = digits.length; length > 1; length--)
    if (Number(digits.slice(0, length)) <= groups) return [Number(digits.slice(0, length)), digits.slice(length)];
  const group = Number(digits.charAt(0));
  return group <= groups ? [group, digits.slice(1)] : [digits.slice(1)];
}

function extract(call: Call, text: string, pattern: string): FeelValue {
  const matcher = compileRegex(call, text, pattern, undefined)?.matcher(text);
  if (matcher === undefined) return null;
  const found: string[] = [];
  while (matcher.find()) {
    found.push(matcher.group() ?? '');
    call.run.grow(found.length);
  }
  return found;
}

function join(call: Call, list: readonly FeelValue[], delimiter: string, prefix: string, suffix: string): FeelValue {
  const texts: string[] = [];
  let length = 0;
  for (const item of list) {
    if (item === null) continue;
    if (typeof item !== 'string') return call.invalid('expects a list of texts.');
    length += item.length + delimiter.length;
    texts.push(item);
  }
  if (length > 1_000_000) return call.invalid('the text would be too long.');
  return `${prefix}${texts.join(delimiter)}${suffix}`;
}
