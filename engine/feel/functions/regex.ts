/**
 * Regular expressions as XPath writes them (DMN 1.5, table 75: fn:matches, fn:replace, fn:tokenize), run by RE2: linear in the
 * text whatever the pattern. RE2 knows no look-around and no back-references; a pattern that needs them is refused.
 * `\d`, `\w` and `\s` are those of ASCII, as in Java and so in Zeebe.
 */
import { RE2JS } from 're2js';
import type { Call } from './signature.ts';

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  s: RE2JS.DOTALL,
  m: RE2JS.MULTILINE,
  // Both are seen to when the pattern is translated.
  x: 0,
  q: 0,
};
const MAX_PATTERN = 1000;
const MAX_COMPILED = 200;
const COMPILED = new Map<string, RE2JS>();

/** The blocks of Unicode that patterns of forms and rules name; their number is hundreds, others are refused. */
const BLOCKS: Readonly<Record<string, string>> = {
  BasicLatin: '\\x{0}-\\x{7F}',
  'Latin-1Supplement': '\\x{80}-\\x{FF}',
  'LatinExtended-A': '\\x{100}-\\x{17F}',
  'LatinExtended-B': '\\x{180}-\\x{24F}',
  Greek: '\\x{370}-\\x{3FF}',
  GreekandCoptic: '\\x{370}-\\x{3FF}',
  Cyrillic: '\\x{400}-\\x{4FF}',
  Hebrew: '\\x{590}-\\x{5FF}',
  Arabic: '\\x{600}-\\x{6FF}',
  Thai: '\\x{E00}-\\x{E7F}',
  GeneralPunctuation: '\\x{2000}-\\x{206F}',
  CurrencySymbols: '\\x{20A0}-\\x{20CF}',
  CJKSymbolsandPunctuation: '\\x{3000}-\\x{303F}',
  Hiragana: '\\x{3040}-\\x{309F}',
  Katakana: '\\x{30A0}-\\x{30FF}',
  CJKUnifiedIdeographs: '\\x{4E00}-\\x{9FFF}',
  HangulSyllables: '\\x{AC00}-\\x{D7A3}',
  HalfwidthandFullwidthForms: '\\x{FF00}-\\x{FFEF}',
};
/** First and further signs of a name in XML. */
const NAME_START = '_:\\p{L}';
const NAME_SIGN = '\\-._:·\\p{L}\\p{M}\\p{Nd}';

/** Null, noted, for a pattern or flags that can't be used. Counts the work of running it over the input. */
export function compileRegex(call: Call, input: string, pattern: string, flags = ''): RE2JS | null {
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
    const bit = FLAGS[flag];
    if (bit === undefined) return call.invalid(`there is no flag '${flag}'.`);
    bits |= bit;
  }
  try {
    const translated = flags.includes('q')
      ? RE2JS.quote(pattern)
      : translate(flags.includes('x') ? withoutSpace(pattern) : pattern, flags.includes('s'));
    return RE2JS.compile(translated, bits);
  } catch {
    return call.invalid(`"${pattern}" is no regular expression that can be used here.`);
  }
}

class Untranslatable extends Error {}

/** Flag `x`: white space counts only inside of a class. */
function withoutSpace(pattern: string): string {
  let result = '';
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern.charAt(at);
    if (sign === '[' && !result.endsWith('\\')) {
      const end = endOfClass(pattern, at);
      result += pattern.slice(at, end);
      at = end - 1;
    } else if (sign.trim() !== '') result += sign;
  }
  return result;
}

const PIECE = /\\[pP]\{[^}]*\}|\\[\s\S]?|\[|\.|[^\\[.]+/uy;

/** XPath's spelling in RE2's. Throws Untranslatable for what RE2 has no words for. */
function translate(pattern: string, dotAll: boolean): string {
  let result = '';
  for (let at = 0; at < pattern.length;) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(pattern)?.[0] ?? '';
    const end = piece === '[' ? endOfClass(pattern, at) : at + piece.length;
    if (piece === '[') result += translateClass(pattern.slice(at, end));
    else if (piece === '.') result += dotAll ? '.' : '[^\\n\\r]';
    else result += piece.startsWith('\\') ? outsideClass(piece) : piece;
    at = end;
  }
  return result;
}

/** The place after the `]` that ends the class which begins here. */
function endOfClass(pattern: string, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at++) {
    const sign = pattern.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '[' && (at === start || pattern.charAt(at - 1) === '-')) depth += 1;
    else if (sign === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Untranslatable();
}

function outsideClass(piece: string): string {
  const inside = insideClass(piece);
  return inside.set === undefined ? inside.text : `[${inside.negated ? '^' : ''}${inside.set}]`;
}

/** An escape: as it stands, or as a set of signs that a class can hold. */
function insideClass(piece: string): { readonly text: string; readonly set?: string; readonly negated?: boolean } {
  const sign = piece.charAt(1);
  if (/\d/.test(sign) || sign === '') throw new Untranslatable();
  const negated = sign !== sign.toLowerCase();
  if (sign === 'i' || sign === 'I') return { text: '', set: NAME_START, negated };
  if (sign === 'c' || sign === 'C') return { text: '', set: NAME_SIGN, negated };
  const block = /^\\[pP]\{Is(.*)\}$/.exec(piece)?.[1];
  if (block === undefined) return { text: piece };
  const set = BLOCKS[block];
  if (set === undefined) throw new Untranslatable();
  return { text: '', set, negated };
}

/** `[A-Z-[OI]]` is worked out, as RE2 can't subtract; the signs of both sides must then be told one by one or as ranges. */
function translateClass(text: string): string {
  const subtraction = /^\[(\^?)([\s\S]*)-(\[[\s\S]*\])\]$/.exec(text);
  if (subtraction === null) return text.replaceAll(/\\[pP]\{[^}]*\}|\\[\s\S]/gu, inClass);
  const [, negation = '', kept = '', dropped = ''] = subtraction;
  const [from, less] = [rangesOf(kept), rangesOf(dropped.replace(/^\[|\]$/g, ''))];
  if (negation !== '' || dropped.startsWith('[^')) throw new Untranslatable();
  const rest = less.reduce(without, from);
  if (rest.length === 0) throw new Untranslatable();
  return `[${rest.map(([low, high]) => `\\x{${low.toString(16)}}-\\x{${high.toString(16)}}`).join('')}]`;
}

function inClass(piece: string): string {
  const { text, set, negated } = insideClass(piece);
  if (set === undefined) return text;
  if (negated === true) throw new Untranslatable();
  return set;
}

type Signs = readonly (readonly [number, number])[];

function rangesOf(text: string): Signs {
  const items = text.matchAll(/(\\?[\s\S])(?:-(\\?[\s\S]))?/gu);
  return [...items].map(([, low = '', high = low]) => [signOf(low), signOf(high)] as const);
}

function signOf(text: string): number {
  if (/^\\[a-zA-Z\d]/.test(text)) throw new Untranslatable();
  return text.replace(/^\\/, '').codePointAt(0) ?? 0;
}

function without(signs: Signs, [low, high]: readonly [number, number]): Signs {
  return signs.flatMap(([from, to]) => {
    if (high < from || low > to) return [[from, to] as const];
    const left = from < low ? [[from, low - 1] as const] : [];
    return high < to ? [...left, [high + 1, to] as const] : left;
  });
}
