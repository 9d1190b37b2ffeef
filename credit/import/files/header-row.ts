import { looksLikeDate } from './dates.ts';
import { looksLikeNumber } from './amounts.ts';
import { isKnownHeader } from './headers.ts';
import type { TableRow } from './table-types.ts';

const SEARCH_ROWS = 30;

/**
 * Which row holds the headers (index into `rows`): among the first rows the one with most known names, then with most cells, all
 * of them words. Titles, notes and report parameters above it have few cells or numbers.
 */
export function findHeaderRow(rows: readonly TableRow[]): number {
  let best = { index: 0, score: -1 };
  rows.slice(0, SEARCH_ROWS).forEach(({ cells }, index) => {
    const score = headerScore(cells);
    if (score > best.score) best = { index, score };
  });
  return best.index;
}

function headerScore(cells: readonly string[]): number {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return -1;
  const words = filled.filter((cell) => !looksLikeNumber(cell) && !looksLikeDate(cell));
  const known = new Set(filled.filter(isKnownHeader)).size;
  const distinct = new Set(words).size;
  return known * 10 + (words.length === filled.length ? 2 : 0) + distinct / 10;
}
