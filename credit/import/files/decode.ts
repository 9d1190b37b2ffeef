import chardet from 'chardet';
import iconv from 'iconv-lite';
import { fail } from '#errors/index.ts';
import type { Encoding } from './table-types.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  readonly bom: boolean;
}

const BYTE_ORDER_MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** What chardet calls the encodings read here besides Unicode. */
const LEGACY: Readonly<Record<string, Encoding>> = {
  Big5: 'big5',
  GB18030: 'gb18030',
  Shift_JIS: 'shift_jis',
  'windows-1252': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
};

const SAMPLE_BYTES = 64 * 1024;

/**
 * The text of a file whose encoding nobody has told: by byte order mark, else UTF-16 by the place of its zero bytes, else UTF-8
 * where every byte fits, else the Chinese (GB18030, which contains GBK and GB2312) and Western encodings by their letters.
 * What is not text at all is refused with IMPORT_FILE_NOT_TEXT.
 */
export function decodeText(bytes: Uint8Array, file: string): DecodedText {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const body = marked === undefined ? bytes : bytes.subarray(marked[1].length);
  const encoding = marked?.[0] ?? detectEncoding(body);
  const text = decodeAs(body, encoding);
  refuseControlCharacters(text, file);
  return { text, encoding, bom: marked !== undefined };
}

function detectEncoding(bytes: Uint8Array): Encoding {
  const wide = detectWide(bytes);
  if (wide !== undefined) return wide;
  if (isValid(bytes, 'utf-8')) return 'utf-8';
  if (isValid(bytes, 'gb18030') && looksChinese(bytes)) return 'gb18030';
  const guess = chardet.analyse(bytes.subarray(0, SAMPLE_BYTES)).find(({ name }) => LEGACY[name] !== undefined);
  const named = guess === undefined ? undefined : LEGACY[guess.name];
  return named ?? (isValid(bytes, 'gb18030') ? 'gb18030' : 'windows-1252');
}

/** UTF-16 without a mark: digits, separators and line ends have a zero byte, always on the same side. */
function detectWide(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  if (length === 0 || bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const enough = length / 2 / 10;
  if (odd > enough && even < odd / 20) return 'utf-16le';
  return even > enough && odd < even / 20 ? 'utf-16be' : undefined;
}

function isValid(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Chinese text stays within the common characters of GB2312, first byte B0–F7; Western letters read as GBK do not. */
function looksChinese(bytes: Uint8Array): boolean {
  let common = 0;
  let pairs = 0;
  for (let index = 0; index < Math.min(bytes.length, SAMPLE_BYTES); index += 1) {
    const first = bytes[index] ?? 0;
    if (first < 0x80) continue;
    const second = bytes[index + 1] ?? 0;
    pairs += 1;
    if (second >= 0xa1 && ((first >= 0xb0 && first <= 0xf7) || (first >= 0xa1 && first <= 0xa3))) common += 1;
    index += 1;
  }
  return pairs === 0 || common / pairs > 0.85;
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, { stripBOM: false });
}

/** A list has no control characters besides tab and line ends; even one NUL means a program's file, not a list. */
function refuseControlCharacters(text: string, file: string): void {
  // eslint-disable-next-line no-control-regex -- looking for control characters is the purpose
  const found = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.exec(text);
  if (found === null) return;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  fail('IMPORT_FILE_NOT_TEXT', { file, found: `U+${code}`, offset: Buffer.byteLength(text.slice(0, found.index)) + 1 });
}
