import type { Field } from './fields.ts';
import { FIELDS } from './fields.ts';
import { CHINESE_PHRASES } from './header-phrases-chinese.ts';
import { ENGLISH_PHRASES } from './header-phrases-english.ts';
import { EUROPEAN_PHRASES } from './header-phrases-european.ts';
import { isOfOtherSubject } from './other-subject.ts';

/** A header as words: `customerID`, `CUSTOMER_ID`, `Customer Id` and `客户 ID` come out alike, accents are left out. */
interface Header {
  readonly words: readonly string[];
  readonly compact: string;
}

const SHORT_WORDS: Readonly<Record<string, string>> = {
  no: 'number',
  num: 'number',
  nr: 'number',
  nbr: 'number',
  ref: 'reference',
  numb: 'number',
  '#': 'number',
  cust: 'customer',
  client: 'customer',
  buyer: 'customer',
  debtor: 'customer',
  amt: 'amount',
  amnt: 'amount',
  inv: 'invoice',
  doc: 'document',
  dt: 'date',
  dte: 'date',
  curr: 'currency',
  cur: 'currency',
  ccy: 'currency',
  orig: 'original',
  trx: 'transaction',
  txn: 'transaction',
  trans: 'transaction',
  pmt: 'payment',
  pymt: 'payment',
  acct: 'account',
  bal: 'balance',
  outstd: 'outstanding',
  rcvd: 'received',
};
const FILLERS: ReadonlySet<string> = new Set(['the', 'of', 'in', 'on', 'is', 'for', 'a']);
const CJK = /[\u3400-\u9fff]/;

function parseHeader(text: string): Header {
  const spaced = text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFC')
    .replaceAll(/[([【].*?[)\]】]/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([\u3400-\u9fff])([A-Za-z])/g, '$1 $2')
    .replaceAll(/([A-Za-z])([\u3400-\u9fff])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('#', ' number ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const words = spaced.split(' ').filter((word) => word !== '');
  return { words: words.map((word) => SHORT_WORDS[word] ?? word), compact: words.join('') };
}

interface Phrase extends Header {
  readonly weight: number;
  readonly chinese: boolean;
}

const phrases = new Map<Field, readonly Phrase[]>(
  FIELDS.map((field) => [
    field,
    Object.entries({ ...EUROPEAN_PHRASES[field], ...ENGLISH_PHRASES[field], ...CHINESE_PHRASES[field] }).map(
      ([text, weight]) => ({
        ...parseHeader(text),
        weight,
        chinese: CJK.test(text),
      }),
    ),
  ]),
);

/** How well a header names a field, 0 to 1. Typing mistakes of one letter in long words are forgiven. */
export function headerScore(header: string, field: Field): number {
  const parsed = parseHeader(header);
  if (parsed.words.length === 0) return 0;
  const known = phrases.get(field) ?? [];
  const exact = known.find(({ compact }) => compact === parsed.compact);
  if (exact !== undefined) return exact.weight;
  return isOfOtherSubject(parsed.words.join(' '), field)
    ? 0
    : Math.max(0, ...known.map((phrase) => phraseScore(parsed, phrase)));
}

export function isKnownHeader(header: string): boolean {
  return header.length <= 60 && FIELDS.some((field) => headerScore(header, field) >= 0.6);
}

function phraseScore(header: Header, phrase: Phrase): number {
  return phrase.weight * (phrase.chinese ? chineseMatch(header, phrase) : wordMatch(header, phrase));
}

/** 客户名称 within 购货客户名称. A bilingual header counts by its Chinese part. */
function chineseMatch({ words }: Header, { compact }: Phrase): number {
  const parts = words.filter((word) => CJK.test(word));
  if (parts.includes(compact)) return 0.97;
  const part = parts.find((word) => word.includes(compact) && !word.startsWith('不含'));
  return part === undefined ? 0 : 0.92 * Math.sqrt(compact.length / part.length);
}

function wordMatch(header: Header, phrase: Phrase): number {
  const words = header.words.filter((word) => !CJK.test(word) && !FILLERS.has(word));
  const wanted = phrase.words.filter((word) => !FILLERS.has(word));
  if (wanted.length === 0 || !wanted.every((word) => words.some((found) => sameWord(word, found)))) return 0;
  return words.length === wanted.length ? 0.97 : 0.9 * Math.sqrt(wanted.length / words.length);
}

function sameWord(a: string, b: string): boolean {
  return a === b || `${a}s` === b || (a.length >= 6 && b.length >= 6 && isOneMistakeAway(a, b));
}

/** One letter wrong, missing, added or two neighbours swapped. */
function isOneMistakeAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
