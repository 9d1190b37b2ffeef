import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Collection, Query, Store, Write } from '#store/index.ts';
import { put, remove, STORES, tasks, type Task } from '../store/support.ts';

describe.each(STORES)('store contract: $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: Store;

  beforeEach(async () => {
    opened = await open([tasks, notes, trusted]);
    store = opened.store;
  });
  afterEach(() => opened.close());

  const given = (...documents: readonly Task[]) => store.commit(documents.map((document) => put(document)));
  const keys = async (query: Query) => (await store.find(tasks, query)).items.map(({ document }) => document.id);
  const all = async (query: Query) => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.find(tasks, { ...query, ...(after !== undefined && { after }) });
      found.push(...page.items.map(({ document }) => document.id));
      after = page.next;
    } while (after !== undefined);
    return found;
  };

  describe('commit', () => {
    it('should give version 1 first and one more with each put', async () => {
      expect(await given({ id: 'a' })).toEqual(new Map([['tasks/a', 1]]));
      expect(await given({ id: 'a', title: 'x' })).toEqual(new Map([['tasks/a', 2]]));
      expect(await store.get(tasks, 'a')).toEqual({ document: { id: 'a', title: 'x' }, version: 2 });
    });

    it('should count the version as told for a put that stands for several', async () => {
      await store.commit([{ ...put({ id: 'a' }, 'absent'), version: 3 }]);
      await store.commit([{ ...put({ id: 'a', title: 'x' }, 3), version: 7 }]);
      expect((await store.get(tasks, 'a'))?.version).toBe(7);
      await expect(store.commit([put({ id: 'a' }, 4)])).rejects.toMatchObject({ details: { found: 7 } });
    });

    it('should replace the whole document', async () => {
      await given({ id: 'a', title: 'x', amount: 1 });
      await given({ id: 'a', amount: 2 });
      expect((await store.get(tasks, 'a'))?.document).toEqual({ id: 'a', amount: 2 });
    });

    it.each([
      ['a version that is not there', put({ id: 'a' }, 1), 'absent'],
      ['an older version', put({ id: 'b' }, 1), 2],
      ['absence of what exists', put({ id: 'b' }, 'absent'), 2],
      ['an older version to delete', remove('b', 1), 2],
      ['something to delete', remove('a', 1), 'absent'],
    ])('should refuse %s', async (_, write, found) => {
      await given({ id: 'b' });
      await given({ id: 'b' });
      await expect(store.commit([write])).rejects.toMatchObject({ code: 'STORE_CONFLICT', details: { found } });
      expect(await store.count(tasks, {})).toBe(1);
    });

    it('should accept the expected version', async () => {
      await store.commit([put({ id: 'a' }, 'absent')]);
      await store.commit([put({ id: 'a' }, 1)]);
      await store.commit([remove('a', 2)]);
      expect(await store.get(tasks, 'a')).toBeUndefined();
    });

    it('should write nothing of a unit of which one write fails', async () => {
      await given({ id: 'a', status: 'open', candidates: ['x'], title: '旧' });
      const unit = [
        put({ id: 'a', status: 'done', candidates: ['y'], title: '新' }),
        put({ id: 'b', status: 'open' }),
        remove('a'),
        put({ id: 'c' }, 7),
      ];
      await expect(store.commit(unit)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
      expect(await keys({})).toEqual(['a']);
      expect(await keys({ where: { status: 'open' } })).toEqual(['a']);
      expect(await keys({ where: { candidates: { has: 'x' } } })).toEqual(['a']);
      expect(await keys({ where: { candidates: { has: 'y' } } })).toEqual([]);
      expect(await keys({ text: '旧' })).toEqual(['a']);
      expect((await store.get(tasks, 'a'))?.version).toBe(1);
    });

    it('should take writes to one key in their order', async () => {
      const versions = await store.commit([
        put({ id: 'a', status: 'one' }, 'absent'),
        put({ id: 'a', status: 'two' }, 1),
        put({ id: 'b' }),
        remove('b'),
      ]);
      expect(versions).toEqual(new Map([['tasks/a', 2]]));
      expect(await keys({ where: { status: 'two' } })).toEqual(['a']);
    });

    it('should delete what is absent without a word', async () => {
      await expect(store.commit([remove('a')])).resolves.toEqual(new Map());
    });

    it('should begin at version 1 again after a delete', async () => {
      await given({ id: 'a' });
      await store.commit([remove('a')]);
      expect(await given({ id: 'a' })).toEqual(new Map([['tasks/a', 1]]));
    });

    it('should write a big unit', async () => {
      await given(...Array.from({ length: 5_000 }, (_, at) => ({ id: `k${at}`, status: 'open', amount: at })));
      expect(await store.count(tasks, { where: { status: 'open' } })).toBe(5_000);
      expect(await store.count(tasks, { where: { amount: { gte: 4_000 } } })).toBe(1_000);
    });

    it('should write to several collections at once', async () => {
      await store.commit([put({ id: 'a' }), { type: 'put', collection: notes, document: { key: 'n', text: '备注' } }]);
      expect((await store.get(notes, 'n'))?.document.text).toBe('备注');
    });

    it('should accept an empty unit', async () => {
      await expect(store.commit([])).resolves.toEqual(new Map());
    });
  });

  describe('adding', () => {
    const add = (id: string, path: readonly string[], by: number): Write => ({
      type: 'add',
      collection: tasks,
      document: { id, title: '计数' },
      numbers: [{ path, by }],
    });

    it('should add to numbers that nobody has read, from 0 where there is none', async () => {
      await store.commit([add('a', ['counts', 'role:sales a.b'], 2), add('a', ['counts', 'other'], 1)]);
      await store.commit([add('a', ['counts', 'role:sales a.b'], 3), add('b', ['amount'], 1)]);
      expect(await store.get(tasks, 'a')).toEqual({
        document: { id: 'a', title: '计数', counts: { 'role:sales a.b': 5, other: 1 } },
        version: 3,
      });
      expect(await keys({ where: { amount: 1 } })).toEqual(['b']);
    });

    it('should take out what comes to 0', async () => {
      await store.commit([add('a', ['amount'], 2), add('a', ['counts', 'x'], 1)]);
      await store.commit([add('a', ['amount'], -2), add('a', ['counts', 'x'], -1)]);
      expect((await store.get(tasks, 'a'))?.document).toEqual({ id: 'a', title: '计数', counts: {} });
      expect(await keys({ where: { amount: { gte: -9 } } })).toEqual([]);
    });
  });

  describe('what is current', () => {
    it('should be as it was last committed, whoever had it before', async () => {
      await given({ id: 'a', title: 'x' }, { id: 'b' });
      const before = await store.current(tasks, ['a', 'b', 'c']);
      await store.commit([put(Object.freeze({ id: 'a', title: 'y' }), 1), remove('b'), put({ id: 'c' })]);
      const after = await store.current(tasks, ['a', 'b', 'c']);
      expect(before.get('a')).toEqual({ document: { id: 'a', title: 'x' }, version: 1 });
      expect(after.get('a')).toEqual({ document: { id: 'a', title: 'y' }, version: 2 });
      expect([...after.keys()].toSorted()).toEqual(['a', 'c']);
    });

    it('should be untouched by a unit that failed', async () => {
      await given({ id: 'a', title: 'x' });
      await store.current(tasks, ['a']);
      await expect(store.commit([put(Object.freeze({ id: 'a', title: 'y' })), put({ id: 'b' }, 7)])).rejects.toThrow();
      expect((await store.current(tasks, ['a'])).get('a')?.document.title).toBe('x');
    });

    it('should be frozen down to its parts, and follow nothing that a writer does afterwards', async () => {
      const own = { id: 'a', candidates: ['x'] };
      await store.commit([put(own)]);
      await store.current(tasks, ['a']);
      await store.commit([put(own)]);
      own.candidates.push('y');
      const stored = (await store.current(tasks, ['a'])).get('a');
      expect(stored?.document.candidates).toEqual(['x']);
      expect(Object.isFrozen(stored?.document.candidates)).toBe(true);
    });
  });

  describe('documents', () => {
    it('should refuse what the schema refuses, naming the place', async () => {
      const wrong = { id: 'a', amount: 'much' } as unknown as Task;
      await expect(store.commit([put({ id: 'b' }), put(wrong)])).rejects.toMatchObject({
        code: 'STORE_INVALID_DOCUMENT',
        details: { collection: 'tasks', key: 'a', place: 'amount' },
      });
      expect(await store.get(tasks, 'b')).toBeUndefined();
    });

    it('should not check the schema of a trusted collection', async () => {
      const document = { key: 'a', text: 7 };
      await store.commit([{ type: 'put', collection: trusted, document }]);
      expect((await store.get(trusted, 'a'))?.document).toEqual(document);
    });

    it.each([{}, { key: '' }, { key: 7 }])('should refuse %j for lack of a key', async (document) => {
      await expect(store.commit([{ type: 'put', collection: trusted, document }])).rejects.toMatchObject({
        code: 'STORE_INVALID_DOCUMENT',
        details: { place: 'key' },
      });
    });

    it('should hold to the declaration it was opened with', async () => {
      const other = { ...tasks, indexes: {}, trusted: true };
      await store.commit([{ type: 'put', collection: other, document: { id: 'a', title: '张三', status: 'open' } }]);
      expect(await keys({ text: '张三' })).toEqual(['a']);
      expect((await store.find(other, { where: { status: 'open' } })).items).toHaveLength(1);
    });

    it('should refuse what JSON cannot hold', async () => {
      const circular: { id: string; self?: unknown } = { id: 'a' };
      circular.self = circular;
      await expect(store.commit([put(circular)])).rejects.toMatchObject({ code: 'STORE_INVALID_DOCUMENT' });
    });

    it('should not share what was put', async () => {
      const document = { id: 'a', status: 'open', candidates: ['x'] };
      await given(document);
      document.candidates.push('y');
      document.status = 'done';
      expect((await store.get(tasks, 'a'))?.document).toEqual({ id: 'a', status: 'open', candidates: ['x'] });
      expect(await keys({ where: { candidates: { has: 'y' } } })).toEqual([]);
      await given({ id: 'a' });
      expect(await store.count(tasks, { where: { status: 'open' } })).toBe(0);
    });

    it('should not share what it hands out', async () => {
      await given({ id: 'a', customer: { name: '张三' }, amount: 1 });
      const handed = [
        (await store.get(tasks, 'a'))?.document,
        (await store.getMany(tasks, ['a'])).get('a')?.document,
        (await store.find(tasks, { where: { amount: 1 } })).items[0]?.document,
      ];
      for (const document of handed) Object.assign(document?.customer ?? {}, { name: 'changed' });
      expect((await store.get(tasks, 'a'))?.document.customer?.name).toBe('张三');
    });

    it('should keep every text, in documents, keys and indexes', async () => {
      const texts = [
        '',
        '张三',
        '𠮷野家',
        '👨‍👩‍👧',
        'é',
        'e\u0301',
        'a\u0000b',
        '"\'\\',
        '%_',
        'ÅÄÖ',
        '\u{10ffff}',
        '\uffff',
      ];
      await given(...texts.map((text) => ({ id: `键${text}`, title: text, status: text })));
      for (const text of texts) {
        expect((await store.get(tasks, `键${text}`))?.document.title).toBe(text);
        expect(await keys({ where: { status: text } })).toEqual([`键${text}`]);
      }
    });

    it('should keep half a character in the body and refuse it where it is indexed', async () => {
      await store.commit([{ type: 'put', collection: notes, document: { key: 'n', text: 'x\ud83d' } }]);
      expect((await store.get(notes, 'n'))?.document.text).toBe('x\ud83d');
      for (const document of [{ id: '\ud83d' }, { id: 'a', status: '\ud83d' }, { id: 'a', candidates: ['\udc00'] }]) {
        await expect(store.commit([put(document)])).rejects.toMatchObject({ code: 'STORE_INVALID_DOCUMENT' });
      }
    });

    it('should treat names of the prototype as any other', async () => {
      const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
      for (const name of names) {
        expect(await store.get(tasks, name)).toBeUndefined();
        const document = JSON.parse(`{"id":"${name}","${name}":{"admin":true}}`) as Task;
        await given(document);
        expect((await store.get(tasks, name))?.document).toEqual(document);
      }
      expect((await store.getMany(tasks, names)).size).toBe(names.length);
      expect(await all({ limit: 1 })).toEqual(names.toSorted());
      expect(Object.prototype).not.toHaveProperty('admin');
    });

    it('should not find by what a document has only from its prototype', async () => {
      const collection: Collection<Note> = {
        ...notes,
        indexes: { byName: { kind: 'ordered', fields: ['constructor.name'] } },
      };
      const other = await open([collection]);
      await other.store.commit([{ type: 'put', collection, document: { key: 'a', text: '' } }]);
      expect(await other.store.count(collection, { where: { 'constructor.name': 'Object' } })).toBe(0);
      await other.close();
    });
  });

  describe('get and scan', () => {
    it('should give those of many keys that exist', async () => {
      await given({ id: 'a' }, { id: 'b' });
      const found = await store.getMany(tasks, ['b', 'c', 'a', 'a']);
      expect([...found.keys()].toSorted()).toEqual(['a', 'b']);
      expect(await store.getMany(tasks, [])).toEqual(new Map());
    });

    it('should scan every document in key order', async () => {
      const documents = Array.from({ length: 1_201 }, (_, at) => ({ id: String(at) }));
      await given(...documents);
      const seen = await Array.fromAsync(store.scan(tasks), ({ document }) => document.id);
      expect(seen).toEqual(documents.map(({ id }) => id).toSorted());
    });
  });

  describe('conditions', () => {
    it('should find by equality, in key order', async () => {
      await given(
        { id: 'c', status: 'open', due: '2026-01-01' },
        { id: 'a', status: 'open' },
        { id: 'b', status: 'done' },
      );
      expect(await keys({ where: { status: 'open' } })).toEqual(['a', 'c']);
      expect(await keys({ where: { status: 'none' } })).toEqual([]);
    });

    it('should follow changes and deletions', async () => {
      await given({ id: 'a', status: 'open' }, { id: 'b', status: 'open' });
      await given({ id: 'a', status: 'done' });
      await store.commit([remove('b')]);
      expect(await keys({ where: { status: 'open' } })).toEqual([]);
      expect(await keys({ where: { status: 'done' } })).toEqual(['a']);
    });

    it('should find one of several values', async () => {
      await given({ id: 'a', status: 'x' }, { id: 'b', status: 'y' }, { id: 'c', status: 'z' });
      expect(await keys({ where: { status: { in: ['z', 'x', 'x', 'q'] } } })).toEqual(['a', 'c']);
      expect(await keys({ where: { status: { in: [] } } })).toEqual([]);
    });

    it('should find ranges of numbers', async () => {
      await given(...[-5, -0.5, 0, 0.1, 1, 2, 10].map((amount, at) => ({ id: `${at}`, amount })));
      expect(await keys({ where: { amount: { gt: 0 } } })).toEqual(['3', '4', '5', '6']);
      expect(await keys({ where: { amount: { gte: -0.5, lt: 1 } } })).toEqual(['1', '2', '3']);
      expect(await keys({ where: { amount: { lte: -0.5 } } })).toEqual(['0', '1']);
      expect(await keys({ where: { amount: { gt: 0, gte: 1 } } })).toEqual(['4', '5', '6']);
      expect(await keys({ where: { amount: { gt: 2, lt: 1 } } })).toEqual([]);
    });

    it('should find ranges of dates after an equality', async () => {
      await given(
        { id: 'a', status: 'open', due: '2026-01-01' },
        { id: 'b', status: 'open', due: '2026-01-02' },
        { id: 'c', status: 'done', due: '2026-01-02' },
        { id: 'd', status: 'open' },
      );
      const where = { status: 'open', due: { lte: '2026-01-02' } };
      expect(await keys({ where, sort: { by: 'due' } })).toEqual(['a', 'b']);
      expect(await keys({ where: { ...where, due: { gt: '2026-01-01' } } })).toEqual(['b']);
    });

    it('should keep types apart', async () => {
      const values = [1, '1', true, 0, '0', false];
      await given(...values.map((value, at) => ({ id: `${at}`, status: value }) as unknown as Task), { id: 'none' });
      for (const [at, value] of values.entries()) {
        expect(await keys({ where: { status: value } })).toEqual([`${at}`]);
      }
      expect(await keys({ where: { status: { gte: 0 } } })).toEqual(['0', '3']);
      expect(await keys({ where: { status: { gte: '' } } })).toEqual(['1', '4']);
      expect(await keys({ where: { status: { lt: '9' } } })).toEqual(['1', '4']);
      expect(await keys({ where: { status: { lt: true } } })).toEqual(['5']);
      expect(await keys({ where: { status: { gte: 0, lt: 'z' } } })).toEqual([]);
    });

    it('should find by booleans and great numbers', async () => {
      await given({ id: 'a', urgent: true, amount: 2 ** 60 }, { id: 'b', urgent: false, amount: 1e21 }, { id: 'c' });
      expect(await keys({ where: { urgent: true } })).toEqual(['a']);
      expect(await keys({ where: { urgent: false } })).toEqual(['b']);
      expect(await keys({ where: { amount: 2 ** 60 } })).toEqual(['a']);
      expect(await keys({ where: { amount: { gte: 1e21 } } })).toEqual(['b']);
    });

    it('should find by fields of objects', async () => {
      await given({ id: 'a', customer: { region: '华东' } }, { id: 'b', customer: { region: '华北' } }, { id: 'c' });
      expect(await keys({ where: { 'customer.region': '华东' } })).toEqual(['a']);
    });

    it('should match absent fields with no condition', async () => {
      await given({ id: 'a', due: null, status: 'open' }, { id: 'b', status: 'open' });
      expect(await keys({ where: { status: 'open', due: { gte: '' } } })).toEqual([]);
      expect(await keys({ where: { status: 'open', due: { lt: '9' } } })).toEqual([]);
    });

    it('should apply conditions that the index does not cover', async () => {
      await given(
        { id: 'a', status: 'open', title: 'x', candidates: ['p'] },
        { id: 'b', status: 'open', title: 'y', candidates: ['p', 'q'] },
        { id: 'c', status: 'done', title: 'y', candidates: ['q'] },
      );
      expect(await keys({ where: { status: 'open', title: 'y' } })).toEqual(['b']);
      expect(await keys({ where: { candidates: { has: 'q' }, status: 'open' } })).toEqual(['b']);
      expect(await keys({ where: { id: { in: ['a', 'b'] }, candidates: { has: 'q' } } })).toEqual(['b']);
    });

    it('should find by key without an index', async () => {
      await given({ id: 'a' }, { id: 'b' }, { id: 'c' });
      expect(await keys({ where: { id: 'b' } })).toEqual(['b']);
      expect(await keys({ where: { id: { in: ['c', 'a', 'x'] } } })).toEqual(['a', 'c']);
      expect(await keys({ where: { id: { gt: 'a' } }, sort: { by: 'id', descending: true } })).toEqual(['c', 'b']);
    });

    it.each<[Query]>([
      [{ where: { title: 'x' } }],
      [{ where: { due: '2026-01-01' } }],
      [{ sort: { by: 'title' } }],
      [{ where: { status: 'open' }, sort: { by: 'title' } }],
      [{ where: { candidates: 'x' } }],
      [{ where: { candidates: { has: 'x' } }, sort: { by: 'title' } }],
    ])('should refuse %j, which no index answers', async (query) => {
      await expect(store.find(tasks, query)).rejects.toMatchObject({
        code: 'STORE_NO_INDEX',
        details: { collection: 'tasks' },
      });
    });

    it('should walk an index in its order and leave out what other conditions exclude', async () => {
      await given({ id: 'a', amount: 2, title: 'x' }, { id: 'b', amount: 1, title: 'x' }, { id: 'c', amount: 3 });
      expect(await keys({ where: { title: 'x' }, sort: { by: 'amount' } })).toEqual(['b', 'a']);
    });

    it.each([
      [{ where: { status: undefined } }],
      [{ where: { status: null } }],
      [{ where: { status: {} } }],
      [{ where: { amount: Number.NaN } }],
      [{ where: { status: { in: [undefined] } } }],
      [{ limit: 0 }],
      [{ limit: 1_001 }],
      [{ after: 'nonsense' }],
    ])('should refuse the wrong query %j', async (query) => {
      await expect(store.find(tasks, query as unknown as Query)).rejects.toMatchObject({ code: 'STORE_INVALID_QUERY' });
    });
  });

  describe('order and pages', () => {
    it('should sort absent, numbers, texts by code point, false, true', async () => {
      const values = [true, '\uffff', '𠮷', 'b', 'B', 3, -1, null, false, '张'];
      const sorted = [null, -1, 3, 'B', 'b', '张', '\uffff', '𠮷', false, true].map((value) => `k${String(value)}`);
      const order = async (descending: boolean) =>
        (await store.find(trusted, { sort: { by: 'text', descending } })).items.map(({ document }) => document.key);
      await store.commit(
        values.map((value) => ({
          type: 'put',
          collection: trusted,
          document: { key: `k${String(value)}`, text: value },
        })),
      );
      expect(await order(false)).toEqual(sorted);
      expect(await order(true)).toEqual(sorted.toReversed());
    });

    it.each([false, true])('should give every document once over pages (descending: %s)', async (descending) => {
      const documents = Array.from({ length: 57 }, (_, at) => ({
        id: `k${at}`,
        status: at % 2 === 0 ? 'open' : 'done',
        ...(at % 5 > 0 && { due: `2026-01-0${at % 5}` }),
        candidates: at % 3 === 0 ? ['p', 'q'] : ['q'],
        title: '华东电子',
      }));
      await given(...documents);
      const sort = { by: 'due', descending };
      const expected = (matches: (document: (typeof documents)[number]) => boolean): readonly string[] => {
        const place = ({ due = '', id }: { due?: string; id: string }) => `${due}/${id}`;
        const sorted = documents.filter(matches).toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
        return (descending ? sorted.toReversed() : sorted).map(({ id }) => id);
      };
      expect(await all({ where: { status: 'open' }, sort, limit: 4 })).toEqual(expected((d) => d.status === 'open'));
      expect(await all({ where: { status: { in: ['open', 'done'] } }, sort, limit: 7 })).toEqual(expected(() => true));
      expect(await all({ where: { candidates: { hasAny: ['p', 'q', 'r'] } }, sort, limit: 3 })).toEqual(
        expected(() => true),
      );
      expect(await all({ where: { candidates: { has: 'p' } }, sort, limit: 3 })).toEqual(
        expected((d) => d.candidates.includes('p')),
      );
      expect(await all({ text: '华东电', sort, limit: 10 })).toEqual(expected(() => true));
      const ranged = { candidates: { hasAny: ['p', 'q'] }, due: { gte: '2026-01-02' } };
      expect(await all({ where: ranged, sort, limit: 10 })).toEqual(expected(({ due = '' }) => due >= '2026-01-02'));
      expect(await all({ where: ranged, sort: { by: 'id', descending }, limit: 10 })).toHaveLength(33);
    });

    it('should give no `next` on the last page', async () => {
      await given({ id: 'a' }, { id: 'b' });
      expect(await store.find(tasks, { limit: 2 })).not.toHaveProperty('next');
      expect(await store.find(tasks, { limit: 1 })).toHaveProperty('next');
      expect(await store.find(tasks, { where: { id: 'x' } })).toEqual({ items: [] });
    });

    it('should neither repeat nor skip when documents come and go between pages', async () => {
      const at = (due: string) => ({ id: due, status: 'open', due });
      await given(at('b'), at('d'), at('f'), at('h'));
      const query: Query = { where: { status: 'open' }, sort: { by: 'due' }, limit: 2 };
      const first = await store.find(tasks, query);
      await given(at('a'), at('c'), at('e'));
      await store.commit([remove('d')]);
      const second = await store.find(tasks, { ...query, limit: 10, after: first.next ?? '' });
      expect(first.items.map(({ document }) => document.id)).toEqual(['b', 'd']);
      expect(second.items.map(({ document }) => document.id)).toEqual(['e', 'f', 'h']);
    });

    it('should refuse a cursor of another order', async () => {
      await given({ id: 'a', amount: 1 }, { id: 'b', amount: 2 });
      const page = await store.find(tasks, { sort: { by: 'amount' }, limit: 1 });
      const after = page.next ?? '';
      await expect(store.find(tasks, { sort: { by: 'amount', descending: true }, after })).rejects.toMatchObject({
        code: 'STORE_INVALID_QUERY',
      });
    });

    it('should page through 50 unless told', async () => {
      await given(...Array.from({ length: 60 }, (_, at) => ({ id: `${at}` })));
      expect((await store.find(tasks, {})).items).toHaveLength(50);
    });
  });

  describe('lists', () => {
    it('should find by an element, and by any of several once', async () => {
      await given(
        { id: 'a', candidates: ['role:finance', 'person:zhang'], due: '2026-01-03' },
        { id: 'b', candidates: ['role:finance', 'role:finance'], due: '2026-01-01' },
        { id: 'c', candidates: [], due: '2026-01-02' },
        { id: 'd' },
      );
      const sort = { by: 'due' };
      expect(await keys({ where: { candidates: { has: 'role:finance' } }, sort })).toEqual(['b', 'a']);
      const both = { hasAny: ['role:finance', 'person:zhang'] };
      expect(await keys({ where: { candidates: both }, sort: { by: 'due', descending: true } })).toEqual(['a', 'b']);
      expect(await store.count(tasks, { where: { candidates: both } })).toBe(2);
      expect(await keys({ where: { candidates: { hasAny: [] } } })).toEqual([]);
    });

    it('should keep the types of elements apart', async () => {
      await given({ id: 'a', candidates: [1] }, { id: 'b', candidates: ['1'] }, { id: 'c', candidates: [true] });
      expect(await keys({ where: { candidates: { has: 1 } } })).toEqual(['a']);
      expect(await keys({ where: { candidates: { has: '1' } } })).toEqual(['b']);
      expect(await keys({ where: { candidates: { has: true } } })).toEqual(['c']);
    });

    it('should follow a change of the sort field alone', async () => {
      await given({ id: 'a', candidates: ['x'], due: '1' }, { id: 'b', candidates: ['x'], due: '2' });
      await given({ id: 'a', candidates: ['x'], due: '3' });
      expect(await keys({ where: { candidates: { has: 'x' } }, sort: { by: 'due' } })).toEqual(['b', 'a']);
    });
  });

  describe('text', () => {
    const company = (id: string, name: string): Task => ({ id, title: `任务${id}`, customer: { name } });

    it('should find a part of a name, Chinese or Latin, in any case and width', async () => {
      await given(
        company('a', '华东电子有限公司'),
        company('b', '张三'),
        company('c', '张三丰'),
        company('d', 'Siemens AG'),
        company('e', 'ＡＢＣ贸易'),
      );
      expect(await keys({ text: '张三' })).toEqual(['b', 'c']);
      expect(await keys({ text: '三' })).toEqual(['b', 'c']);
      expect(await keys({ text: '华东' })).toEqual(['a']);
      expect(await keys({ text: '东电子有' })).toEqual(['a']);
      expect(await keys({ text: 'iemen' })).toEqual(['d']);
      expect(await keys({ text: 'SIEMENS' })).toEqual(['d']);
      expect(await keys({ text: 'abc' })).toEqual(['e']);
      expect(await keys({ text: 'zzz' })).toEqual([]);
    });

    it('should not take scattered grams for the word', async () => {
      await given(company('a', '东电华东'), company('b', 'abxbc'), company('c', '华东电'));
      expect(await keys({ text: '华东电' })).toEqual(['c']);
      expect(await keys({ text: 'abc' })).toEqual([]);
      expect(await store.count(tasks, { text: '华东电' })).toBe(1);
      expect(await store.count(tasks, { text: '东电' })).toBe(2);
    });

    it('should want every word, in any of the fields', async () => {
      await given({ ...company('a', '华东电子'), nickname: '老王' }, company('b', '华东机械'));
      expect(await keys({ text: '华东 老王' })).toEqual(['a']);
      expect(await keys({ text: ' 机械　华东 ' })).toEqual(['b']);
      expect(await keys({ text: '子老' })).toEqual([]);
    });

    it('should hold other conditions beside it', async () => {
      await given({ id: 'a', title: '催款函', status: 'open' }, { id: 'b', title: '催款函', status: 'done' });
      expect(await keys({ text: '催款函', where: { status: 'open' } })).toEqual(['a']);
      expect(await keys({ text: '催', sort: { by: 'status' } })).toEqual(['b', 'a']);
      expect(await store.count(tasks, { text: '催款', where: { status: 'open' } })).toBe(1);
    });

    it('should take a blank text for none', async () => {
      await given({ id: 'a' });
      expect(await keys({ text: '  ' })).toEqual(['a']);
    });

    it('should follow changes of the text', async () => {
      await given(company('a', '张三'));
      await given(company('a', '李四'));
      expect(await keys({ text: '张三' })).toEqual([]);
      expect(await keys({ text: '李四' })).toEqual(['a']);
    });

    it('should refuse a search where no text is indexed', async () => {
      await expect(store.find(notes, { text: 'x' })).rejects.toMatchObject({ code: 'STORE_NO_INDEX' });
    });
  });

  describe('unique', () => {
    const invoice = (id: string, seller?: string, number?: string): Task => ({
      id,
      ...(seller !== undefined && { seller }),
      ...(number !== undefined && { number }),
    });

    it('should refuse the same values twice and name the holder', async () => {
      await given(invoice('a', '甲', '001'));
      await expect(given(invoice('b', '甲', '001'))).rejects.toMatchObject({
        code: 'STORE_DUPLICATE',
        details: { collection: 'tasks', key: 'b', fields: 'seller, number', holder: 'a' },
      });
      expect(await store.get(tasks, 'b')).toBeUndefined();
      await expect(given(invoice('c', '乙', '1'), invoice('d', '乙', '1'))).rejects.toMatchObject({
        code: 'STORE_DUPLICATE',
      });
      expect(await store.get(tasks, 'c')).toBeUndefined();
    });

    it('should allow the same document again, other values and absent ones', async () => {
      await given(invoice('a', '甲', '001'), invoice('b', '甲', '002'), invoice('c', '乙', '001'));
      await given(invoice('a', '甲', '001'));
      await given(invoice('d', '甲'), invoice('e', '甲'), invoice('f'));
      expect(await store.count(tasks, {})).toBe(6);
    });

    it('should allow a value that the unit has freed before', async () => {
      await given(invoice('a', '甲', '001'));
      await store.commit([remove('a'), put(invoice('b', '甲', '001'))]);
      await store.commit([put(invoice('b', '甲', '002')), put(invoice('c', '甲', '001'))]);
      expect(await keys({ where: { seller: '甲', number: '001' } })).toEqual(['c']);
    });
  });

  describe('count and aggregate', () => {
    const ledger: readonly Task[] = [
      { id: 'a', status: 'open', amount: 10, urgent: true },
      { id: 'b', status: 'open', amount: 5, urgent: false },
      { id: 'c', status: 'done', amount: 7 },
      { id: 'd', amount: 1, due: '2026-01-01' },
      { id: 'e', status: 'done' },
    ];

    it('should count', async () => {
      await given(...ledger);
      expect(await store.count(tasks, {})).toBe(5);
      expect(await store.count(tasks, { where: { status: { in: ['open', 'done'] } } })).toBe(4);
      expect(await store.count(tasks, { where: { amount: { gt: 5 } } })).toBe(2);
      await expect(store.count(tasks, { where: { title: 'x' } })).rejects.toMatchObject({ code: 'STORE_NO_INDEX' });
    });

    it('should group, sum and find the least and greatest', async () => {
      await given(...ledger);
      const rows = await store.aggregate(tasks, {
        groupBy: ['status'],
        sum: ['amount'],
        min: ['amount', 'due'],
        max: ['amount'],
      });
      expect(rows).toEqual([
        {
          group: { status: null },
          count: 1,
          sum: { amount: 1 },
          min: { amount: 1, due: '2026-01-01' },
          max: { amount: 1 },
        },
        { group: { status: 'done' }, count: 2, sum: { amount: 7 }, min: { amount: 7, due: null }, max: { amount: 7 } },
        {
          group: { status: 'open' },
          count: 2,
          sum: { amount: 15 },
          min: { amount: 5, due: null },
          max: { amount: 10 },
        },
      ]);
    });

    it('should group by several fields of what matches', async () => {
      await given(...ledger);
      const rows = await store.aggregate(tasks, { where: { status: 'open' }, groupBy: ['status', 'urgent'] });
      expect(rows.map(({ group, count }) => ({ ...group, count }))).toEqual([
        { status: 'open', urgent: false, count: 1 },
        { status: 'open', urgent: true, count: 1 },
      ]);
    });

    it('should add up everything without a field to group by', async () => {
      await given(...ledger);
      expect(await store.aggregate(tasks, { groupBy: [], sum: ['amount'] })).toEqual([
        { group: {}, count: 5, sum: { amount: 23 }, min: {}, max: {} },
      ]);
      expect(await store.aggregate(notes, { groupBy: [], sum: ['text'] })).toEqual([]);
    });

    it('should sum great amounts exactly', async () => {
      const amount = 4_503_599_627_370_495;
      await given({ id: 'a', amount }, { id: 'b', amount }, { id: 'c', amount: 1 });
      expect((await store.aggregate(tasks, { groupBy: [], sum: ['amount'] }))[0]?.sum).toEqual({
        amount: Number.MAX_SAFE_INTEGER,
      });
    });

    it('should refuse to group by what no index holds', async () => {
      await expect(store.aggregate(tasks, { groupBy: ['title'] })).rejects.toMatchObject({ code: 'STORE_NO_INDEX' });
      await expect(store.aggregate(tasks, { groupBy: ['status', 'due', 'amount', 'urgent'] })).rejects.toMatchObject({
        code: 'STORE_INVALID_QUERY',
      });
    });
  });

  it('should refuse everything once closed', async () => {
    const other = await open([tasks]);
    await other.close();
    await expect(other.store.get(tasks, 'a')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(other.store.find(tasks, {})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(other.store.commit([put({ id: 'a' })])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

interface Note {
  readonly key: string;
  readonly text: string;
}

const notes: Collection<Note> = {
  name: 'notes',
  key: 'key',
  schema: z.object({ key: z.string(), text: z.string() }),
  schemaVersion: 1,
  indexes: {},
};

/** Its schema is not asked, so anything can be in `text`. */
const trusted: Collection<Note> = {
  ...notes,
  name: 'trusted',
  trusted: true,
  indexes: { byText: { kind: 'ordered', fields: ['text'] } },
};
