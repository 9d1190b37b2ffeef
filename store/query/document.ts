import { fail } from '#errors/index.ts';
import type { Collection } from '../types.ts';
import { fieldsOf } from './index-entries.ts';
import { elementsAt, scalarAt } from './scalar.ts';
import { gramsAt } from './text.ts';

/** A document ready to be written: its key and its JSON. */
export interface Checked {
  readonly key: string;
  readonly body: string;
}

/** Rejects with STORE_INVALID_DOCUMENT what the schema refuses, what has no key and what no index can hold. */
export function checkDocument(collection: Collection, document: object): Checked {
  const key = keyOf(collection, document);
  const refuse = (place: string, problem: string): never =>
    fail('STORE_INVALID_DOCUMENT', { collection: collection.name, key: key ?? '', place, problem });
  if (key === undefined) return refuse(collection.key, 'the key must be a text that is not empty');
  if (collection.trusted !== true) {
    const result = collection.schema.safeParse(document);
    const issue = result.success ? undefined : result.error.issues[0];
    if (issue !== undefined) refuse(issue.path.map(String).join('.') || collection.key, issue.message);
  }
  const body = toJson(document, refuse);
  // JSON escapes half characters (lone surrogates), which UTF-8 and so a database's index can't hold.
  if (/\\ud[89a-f]/i.test(body)) {
    const place = halfCharacterAt(collection, document, key);
    if (place !== undefined) refuse(place, 'the text holds half a character');
  }
  return { key, body };
}

function keyOf(collection: Collection, document: object): string | undefined {
  const key = scalarAt(document, collection.key);
  return typeof key === 'string' && key !== '' ? key : undefined;
}

function toJson(document: object, refuse: (place: string, problem: string) => never): string {
  try {
    return JSON.stringify(document);
  } catch (error) {
    // Nested too deep, in a circle, or a bigint.
    return refuse('document', error instanceof Error ? error.message : String(error));
  }
}

function halfCharacterAt(collection: Collection, document: object, key: string): string | undefined {
  if (!key.isWellFormed()) return collection.key;
  for (const index of Object.values(collection.indexes)) {
    const texts: readonly (readonly [string, unknown])[] =
      index.kind === 'ordered'
        ? fieldsOf(index).map((field) => [field, scalarAt(document, field)] as const)
        : index.kind === 'each'
          ? [...elementsAt(document, index.of), ...scalarsAt(document, fieldsOf(index))].map((v) => [index.of, v])
          : gramsAt(document, index.of).map((gram) => [index.of.join(', '), gram] as const);
    const found = texts.find(([, value]) => typeof value === 'string' && !value.isWellFormed());
    if (found !== undefined) return found[0];
  }
  return undefined;
}

const scalarsAt = (document: object, fields: readonly string[]) => fields.map((field) => scalarAt(document, field));
