import type { SQLInputValue } from 'node:sqlite';
import type { Scalar } from '../types.ts';

/** A piece of SQL with the values of its placeholders. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

const isSql = (part: Sql | SQLInputValue): part is Sql => typeof part === 'object' && part !== null && 'text' in part;

/** Pieces are put in as they are, everything else becomes a placeholder. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SQLInputValue)[]): Sql {
  const pieces = parts.map((part) => (isSql(part) ? part : { text: '?', values: [part] }));
  return {
    text: strings.reduce((text, string, at) => text + (pieces[at - 1]?.text ?? '') + string),
    values: pieces.flatMap((piece) => piece.values),
  };
}

export const raw = (text: string): Sql => ({ text, values: [] });

/** A name as SQL writes it. */
export const named = (name: string): Sql => raw(quote(name));

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function join(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map((piece) => piece.text).join(separator),
    values: pieces.flatMap((piece) => piece.values),
  };
}

/** All of them, true when there is none. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('TRUE') : join(conditions, ' AND ');

const FALSE = Uint8Array.of(0);
const TRUE = Uint8Array.of(1);

/** Booleans are held as blobs: SQLite has none, they must not equal 0 and 1, and blobs sort after texts. */
export function bind(value: Scalar): SQLInputValue {
  return typeof value === 'boolean' ? (value ? TRUE : FALSE) : value;
}

/** The value as SQL writes it, as `bind` gives it. */
export function literal(value: Scalar): Sql {
  if (typeof value === 'boolean') return raw(value ? "x'01'" : "x'00'");
  if (typeof value === 'string') return raw(`'${value.replaceAll("'", "''")}'`);
  return raw(Number.isInteger(value) ? `${value}.0` : String(value));
}

export function unbind(value: unknown): Scalar | null {
  if (value instanceof Uint8Array) return value[0] === 1;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** Stands for absent where SQLite allows no NULL, in the key of a side table: lower than every number JSON has. */
export const ABSENT = Number.NEGATIVE_INFINITY;
