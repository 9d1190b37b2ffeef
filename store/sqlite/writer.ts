import { fail } from '#errors/index.ts';
import type { Write } from '../types.ts';
import { withAdded } from '../query/addition.ts';
import { checkDocument, type Checked } from '../query/document.ts';
import type { Ahead } from './ahead.ts';
import type { Layout } from './layout.ts';
import { idOf, type Recent } from './recent.ts';
import type { Former, Kept, Tables } from './tables.ts';

type Put = Extract<Write, { readonly type: 'put' }>;
type Delete = Extract<Write, { readonly type: 'delete' }>;
type Add = Extract<Write, { readonly type: 'add' }>;

/** What a write came to; no version: the document is gone. */
interface Written {
  readonly key: string;
  readonly version: number | undefined;
}

/** Takes writes inside a transaction that is under way; rejects with STORE_CONFLICT, STORE_DUPLICATE and so on. */
export class Writer {
  readonly #tables: Tables;
  readonly #recent: Recent;
  readonly #ahead: Ahead;

  constructor(tables: Tables, recent: Recent, ahead: Ahead) {
    this.#tables = tables;
    this.#recent = recent;
    this.#ahead = ahead;
  }

  write(layout: Layout, write: Write): Written {
    switch (write.type) {
      case 'put':
        return this.#put(layout, write, checkDocument(layout.collection, write.document));
      case 'delete':
        return this.#delete(layout, write);
      case 'add':
        return this.#add(layout, write);
    }
  }

  #put(layout: Layout, { document, expected, version: given }: Put, { key, body }: Checked): Written {
    const former = this.#expected(layout, key, expected);
    const version = given ?? (former?.version ?? 0) + 1;
    const next = { document, body, version };
    if (layout.collection.behind === true) {
      this.#ahead.note(layout, key, next, former !== undefined);
      this.#recent.note(layout.collection, key, undefined);
      return { key, version };
    }
    if (!this.#tables.change(layout, key, former, next)) return this.#conflict(layout, key, expected);
    this.#recent.note(layout.collection, key, { document, version, size: body.length });
    return { key, version };
  }

  #delete(layout: Layout, { key, expected }: Delete): Written {
    const isBehind = layout.collection.behind === true;
    const isAsked = isBehind || expected !== undefined || layout.side.length > 0;
    const former = isAsked ? this.#expected(layout, key, expected) : undefined;
    if (isAsked && former === undefined) return { key, version: undefined };
    if (isBehind) this.#ahead.note(layout, key, undefined, true);
    else if (!this.#tables.change(layout, key, former, undefined) && isAsked)
      return this.#conflict(layout, key, expected);
    this.#recent.note(layout.collection, key, undefined);
    return { key, version: undefined };
  }

  #add(layout: Layout, { collection, document, numbers }: Add): Written {
    const { key } = checkDocument(layout.collection, document);
    const former = this.#current(layout, key);
    const next = withAdded(former?.document ?? document, numbers);
    const put: Put = { type: 'put', collection, document: next, expected: former?.version ?? 'absent' };
    return this.#put(layout, put, checkDocument(layout.collection, next));
  }

  /**
   * What the writer may take to be there. Where nobody needs the document and its version is given it isn't looked up:
   * the change itself finds out.
   */
  #expected(layout: Layout, key: string, expected: Put['expected']): Former | undefined {
    const isBehind = layout.collection.behind === true;
    if (!isBehind && expected === 'absent') return undefined;
    const isGiven = typeof expected === 'number';
    if (!isBehind && isGiven && layout.side.length === 0) {
      const recent = this.#recent.get(idOf(layout.collection, key));
      return recent?.version === expected ? recent : { version: expected };
    }
    const former = this.#current(layout, key);
    if (expected !== undefined && expected !== (former?.version ?? 'absent'))
      return this.#conflict(layout, key, expected);
    return former;
  }

  #current(layout: Layout, key: string): Pick<Kept, 'document' | 'version'> | undefined {
    const fresh = this.#ahead.get(layout, key);
    if (fresh !== undefined) return fresh.now;
    return this.#recent.get(idOf(layout.collection, key)) ?? this.#tables.read(layout, key);
  }

  #conflict(layout: Layout, key: string, expected: Put['expected']): never {
    const found = (this.#ahead.get(layout, key) ?? { now: this.#tables.read(layout, key) }).now?.version ?? 'absent';
    return fail('STORE_CONFLICT', { collection: layout.collection.name, key, expected, found });
  }
}
