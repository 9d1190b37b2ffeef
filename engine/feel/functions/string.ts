import { RE2JS } from 're2js';
import type { FeelValue } from '../values.ts';
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

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  s: RE2JS.DOTALL,
  m: RE2JS.MULTILINE,
};
const MAX_PATTERN = 1000;
const MAX_COMPILED = 200;
const COMPILED = new Map<string, RE2JS>();
const MAX_REPLACED = 10_000_000;

/** Linear in the text whatever the pattern: RE2 knows no look-around and no back-references, and refuses them. */
function compileRegex(call: Call, input: string, pattern: string, flags = ''): RE2JS | null {
  if (pattern.length > MAX_PATTERN) return call.invalid(`the pattern is longer than ${MAX_PATTERN} characters.`);
  const key = `${flags}/${pattern}`;
  const states = pattern.length * repeats(pattern);
  call.run.spend((input.length * states) >> 6);
  const known = COMPILED.get(key);
  if (known !== undefined) return known;
  call.run.spend(10 * (states + 1));
  const regex = newRegex(call, pattern, flags);
  if (COMPILED.size >= MAX_COMPILED) COMPILED.clear();
  if (regex !== null) COMPILED.set(key, regex);
  return regex;
}

/** `{n,m}` copies its part of the pattern that many times. */
const repeats = (pattern: string): number =>
  Math.max(1, ...[...pattern.matchAll(/\{(?:\d+,)?(\d{1,4})/g)].map((match) => Number(match[1])));

function newRegex(call: Call, pattern: string, flags: string): RE2JS | null {
  let bits = 0;
  for (const flag of flags) {
    if (flag === 'x') continue;
    const bit = FLAGS[flag];
    if (bit === undefined) return call.invalid(`there is no flag '${flag}'.`);
    bits |= bit;
  }
  try {
    return RE2JS.compile(flags.includes('x') ? pattern.replaceAll(/\s/g, '') : pattern, bits);
  } catch {
    return call.invalid(`"${pattern}" is no regular expression that can be used here.`);
  }
}

/** `$1` and `\1` in the replacement stand for groups. */
function replace(
  call: Call,
  input: string,
  pattern: string,
  replacement: string,
  flags: string | undefined,
): FeelValue {
  const regex = compileRegex(call, input, pattern, flags);
  if (regex === null) return null;
  if ((input.length + 1) * replacement.length > MAX_REPLACED) return call.invalid('the text would be too long.');
  try {
    return regex.matcher(input).replaceAll(replacement);
  } catch {
    return call.invalid(`"${replacement}" is no replacement for "${pattern}".`);
  }
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
