import type { Collection, Index } from '../types.ts';
import { fieldsOf } from '../query/index-entries.ts';
import { GRAMS_VERSION } from '../query/text.ts';
import { named, quote, raw, type Sql } from './sql.ts';

type OrderedIndex = Extract<Index, { readonly kind: 'ordered' }>;
type SideIndex = Exclude<Index, OrderedIndex>;

/**
 * Where a collection lies: a table `<name>` with a column for each field of its `ordered` indexes, which the writer fills
 * (columns that SQLite generates from the JSON cost it a parse each, for the row before and after), and a side table for
 * each list index.
 */
export interface Layout {
  readonly collection: Collection;
  readonly table: Sql;
  /** Field → column name. */
  readonly columns: ReadonlyMap<string, string>;
  readonly ordered: readonly { readonly name: string; readonly index: OrderedIndex }[];
  readonly side: readonly { readonly name: string; readonly index: SideIndex; readonly table: Sql }[];
  /** The text of a statement, made once. */
  readonly statement: (name: string, make: () => string) => string;
}

const COLLECTION_NAME = /^(?!sqlite|store_)[a-z][\w.-]*$/i;
const FIELD_NAME = /^[^"'\\]+$/;

const layouts = new WeakMap<object, Layout>();

/** Throws on a declaration that can't be laid out: that is a bug in the program. */
export function layoutOf(collection: Collection): Layout {
  const known = layouts.get(collection);
  if (known !== undefined) return known;
  const { name, indexes } = collection;
  if (!COLLECTION_NAME.test(name)) throw new Error(`'${name}' can't be the name of a collection`);
  const entries = Object.entries(indexes);
  if (collection.behind === true && entries.some(([, index]) => index.kind === 'ordered' && index.unique === true)) {
    throw new Error(`'${name}' is written behind and can't have a unique index`);
  }
  const ordered = entries.flatMap(([indexName, index]) =>
    index.kind === 'ordered' ? [{ name: indexName, index }] : [],
  );
  const side = entries.flatMap(([indexName, index]) =>
    index.kind === 'ordered' ? [] : [{ name: indexName, index, table: named(indexTable(name, indexName)) }],
  );
  const fields = new Set(
    ordered
      .flatMap(({ index }) => [...fieldsOf(index), ...Object.keys(index.only ?? {})])
      .filter((field) => field !== collection.key),
  );
  const columns = new Map([...fields].map((field) => [field, `field:${field}`]));
  if (new Set([...fields].map((field) => field.toLowerCase())).size !== fields.size) {
    throw new Error(`Two indexed fields of '${name}' differ only in case`);
  }
  const layout: Layout = { collection, table: named(name), columns, ordered, side, statement: remembered() };
  layouts.set(collection, layout);
  return layout;
}

function remembered(): Layout['statement'] {
  const texts = new Map<string, string>();
  return (name, make) => {
    let text = texts.get(name);
    if (text === undefined) texts.set(name, (text = make()));
    return text;
  };
}

/** The column of a side table that carries a field. */
export const carried = (field: string): string => `also:${field}`;

/** The name of the SQLite index, or of the side table, of a declared index. */
export const indexTable = (collection: string, index: string): string => `${collection}:${index}`;

/** The value of a field as an index holds it; `alias` names the collection's table in the query. */
export function column(layout: Layout, field: string, alias = 't'): Sql {
  if (field === layout.collection.key) return raw(`${alias}.key`);
  const name = layout.columns.get(field);
  return raw(name === undefined ? `(${scalarExpression(field, `${alias}.body`)})` : `${alias}.${quote(name)}`);
}

/** A path into the JSON as an SQL text. */
export function jsonPath(field: string): string {
  if (!FIELD_NAME.test(field)) throw new Error(`'${field}' can't be the path of a field`);
  return `'$${field
    .split('.')
    .map((step) => `."${step}"`)
    .join('')}'`;
}

/** As `toScalar`: integers as reals, since JavaScript has only those and 2^60 is written with other last digits. */
export function scalarExpression(field: string, body: string): string {
  const path = jsonPath(field);
  return `CASE json_type(${body}, ${path}) WHEN 'text' THEN json_extract(${body}, ${path}) WHEN 'integer' THEN CAST(json_extract(${body}, ${path}) AS REAL) WHEN 'real' THEN json_extract(${body}, ${path}) WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' END`;
}

/** What has to be equal for a built index to be still the declared one. */
export function declarationOf(index: Index): string {
  return JSON.stringify(index.kind === 'text' ? { ...index, grams: GRAMS_VERSION } : index);
}
