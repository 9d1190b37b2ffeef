import type { Language } from '#errors/index.ts';
import type { RowProblem } from './row.ts';
import type { DownloadFormat } from './template.ts';
import { writeCsv, writeXlsx } from './write-table.ts';

export interface RejectedRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly problems: readonly Pick<RowProblem, 'column' | 'message' | 'remedy'>[];
}

const WORDS = {
  'zh-CN': {
    line: '原文件行号',
    place: '问题列',
    reason: '拒绝原因',
    remedy: '处理办法',
    sheet: '被拒绝的行',
    joint: '；',
  },
  en: {
    line: 'Line in file',
    place: 'Columns',
    reason: 'Reason',
    remedy: 'Remedy',
    sheet: 'Rejected rows',
    joint: '; ',
  },
} as const;

/**
 * The rejected rows with their original cells, and behind them the place, the reason and the remedy: corrected in place, the file can be
 * imported again as it is.
 */
export function rejectedReport(
  headers: readonly string[],
  rows: readonly RejectedRow[],
  format: DownloadFormat,
  language: Language,
): Uint8Array {
  const words = WORDS[language];
  const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), headers.length);
  const padded = (cells: readonly string[]): string[] =>
    Array.from({ length: width }, (_, index) => cells[index] ?? '');
  const joined = (texts: readonly string[]): string =>
    [...new Set(texts.filter((text) => text !== ''))].join(words.joint);
  const table = [
    [...padded(headers), words.line, words.place, words.reason, words.remedy],
    ...rows.map(({ rowNumber, cells, problems }) => [
      ...padded(cells),
      rowNumber,
      joined(problems.map(({ column }) => column)),
      joined(problems.map(({ message }) => message[language])),
      joined(problems.map(({ remedy }) => remedy[language])),
    ]),
  ];
  return format === 'csv' ? writeCsv(table) : writeXlsx(table, words.sheet);
}
