import type { DecisionContext, EngineCommand } from '#engine/index.ts';
import type { Rejection } from '#errors/index.ts';
import type { Collection, DocumentReference, Documents, Stored, Write } from '#store/index.ts';

/** Collections of one document type stand where the store's own types ask for any: the key is a field of it all the same. */
export function untyped<T extends object>(collection: Collection<T>): Collection {
  return collection as unknown as Collection;
}

export function reference<T extends object>(collection: Collection<T>, key: string): DocumentReference {
  return { collection: untyped(collection), key };
}

interface Change {
  readonly collection: Collection;
  readonly key: string;
  /** Version found before the first change; undefined: there was none. */
  readonly found: number | undefined;
  document: object | undefined;
}

/**
 * What one unit of work will have changed: reads see the changes made so far, each document is written once. Lets small
 * deciders be put together into one unit.
 */
export class Draft {
  readonly context: DecisionContext;
  /** As they were before the unit. */
  readonly documents: Documents;
  readonly #changes = new Map<string, Change>();
  readonly #commands: EngineCommand[] = [];
  readonly #extra: Write[] = [];

  constructor(documents: Documents, context: DecisionContext) {
    this.documents = documents;
    this.context = context;
  }

  read<T extends object>(collection: Collection<T>, key: string): T | undefined {
    const change = this.#changes.get(`${collection.name}/${key}`);
    if (change !== undefined) return change.document as T | undefined;
    return this.documents.get(collection, key)?.document;
  }

  put<T extends object>(collection: Collection<T>, document: T): T {
    const key = keyOf(collection, document);
    this.#change(collection, key).document = document;
    return document;
  }

  /** A document under a key made for it in this unit, which nothing can have had before. */
  create<T extends object>(collection: Collection<T>, document: T): T {
    const key = keyOf(collection, document);
    const change = { collection: untyped(collection), key, found: undefined, document };
    this.#changes.set(`${collection.name}/${key}`, change);
    return document;
  }

  delete<T extends object>(collection: Collection<T>, key: string): void {
    this.#change(collection, key).document = undefined;
  }

  /** A write another module has made; it is not seen by reads of this draft. */
  add(write: Write): void {
    this.#extra.push(write);
  }

  /** Asks the engine for something in the same unit. */
  send(command: EngineCommand): void {
    this.#commands.push(command);
  }

  get commands(): readonly EngineCommand[] {
    return this.#commands;
  }

  /** Every write with the version it was decided on. */
  writes(): readonly Write[] {
    return [...[...this.#changes.values()].flatMap(toWrite), ...this.#extra];
  }

  #change<T extends object>(collection: Collection<T>, key: string): Change {
    const place = `${collection.name}/${key}`;
    const known = this.#changes.get(place);
    if (known !== undefined) return known;
    const stored: Stored<T> | undefined = this.documents.get(collection, key);
    const change: Change = { collection: untyped(collection), key, found: stored?.version, document: undefined };
    this.#changes.set(place, change);
    return change;
  }
}

function keyOf<T extends object>(collection: Collection<T>, document: T): string {
  return String((document as Readonly<Record<string, unknown>>)[collection.key]);
}

function toWrite({ collection, key, found, document }: Change): readonly Write[] {
  if (document !== undefined) return [{ type: 'put', collection, document, expected: found ?? 'absent' }];
  return found === undefined ? [] : [{ type: 'delete', collection, key, expected: found }];
}

/** A value, or why not. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection };

export const accepted = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (rejection: Rejection): Result<never> => ({ ok: false, rejection });
