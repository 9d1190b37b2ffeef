import { stringify } from 'csv-stringify/sync';
import { utils, write } from '@e965/xlsx';
import { escapeFormula } from './formula-text.ts';

/** A cell to write: a text stays a text whatever it begins with, a number is a number. */
export type WritableCell = string | number | null;

/** UTF-8 with a byte order mark and CRLF, which Excel opens with the right letters; cells that begin a formula are made text. */
export function writeCsv(rows: readonly (readonly WritableCell[])[]): Uint8Array {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? escapeFormula(cell) : cell)));
  return Buffer.from(stringify(safe, { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ }), 'utf8');
}

const WIDEST = 48;
const NARROWEST = 8;

/** One sheet; texts are typed as texts, so that nothing in them is ever computed. */
export function writeXlsx(rows: readonly (readonly WritableCell[])[], sheet = 'Sheet1'): Uint8Array {
  const worksheet = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => (cell === '' ? null : cell))));
  const columns = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  worksheet['!cols'] = Array.from({ length: columns }, (_, column) => {
    const widths = rows.slice(0, 200).map((row) => shownWidth(String(row[column] ?? '')));
    return { wch: Math.min(WIDEST, Math.max(NARROWEST, ...widths) + 2) };
  });
  const book = utils.book_new();
  utils.book_append_sheet(book, worksheet, sheet);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

/** Chinese characters take two places. */
function shownWidth(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);
}
