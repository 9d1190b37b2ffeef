import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Collection, openSqliteStore, type Store } from '#store/index.ts';
import { put, remove, tasks, temporaryFolder } from './support.ts';

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly grade?: string;
}

const customers: Collection<Customer> = {
  name: 'customers',
  key: 'id',
  schema: z.looseObject({ id: z.string(), name: z.string() }) as z.ZodType<Customer>,
  schemaVersion: 1,
  indexes: {},
};

const customer = (id: string, name: string, grade?: string) => ({
  type: 'put' as const,
  collection: customers,
  document: { id, name, ...(grade !== undefined && { grade }) },
});

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let open: { close(): Promise<void> }[];

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'data', 'store.db');
  open = [];
});
afterEach(async () => {
  for (const store of open) await store.close();
  folder.remove();
});

async function owner(collections: readonly Collection[], now?: () => number): Promise<Store> {
  const store = await openSqliteStore({ path, collections, ...(now && { now }) });
  open.push(store);
  return store;
}

async function reader(collections: readonly Collection[]) {
  const store = await openSqliteStore({ path, collections, mode: 'reader' });
  open.push(store);
  return store;
}

describe('reopening', () => {
  it('should keep documents, versions and indexes', async () => {
    const first = await owner([tasks]);
    await first.commit([put({ id: 'a', status: 'open', title: '张三', candidates: ['x'] }), put({ id: 'b' })]);
    await first.commit([put({ id: 'a', status: 'done', title: '张三', candidates: ['x'] })]);
    await first.close();
    const second = await owner([tasks]);
    expect((await second.get(tasks, 'a'))?.version).toBe(2);
    expect(await second.count(tasks, { where: { status: 'done' } })).toBe(1);
    expect(await second.count(tasks, { where: { candidates: { has: 'x' } } })).toBe(1);
    expect(await second.count(tasks, { text: '张三' })).toBe(1);
  });

  it('should take over a file whose columns SQLite generated, after a copy of it', async () => {
    const indexed: Collection<Customer> = {
      ...customers,
      indexes: { byGrade: { kind: 'ordered', fields: ['grade'] }, search: { kind: 'text', of: ['name'] } },
    };
    const first = await owner([indexed]);
    await first.commit([customer('a', '张三', 'A'), customer('b', '李四', 'B'), customer('c', '王五')]);
    await first.close();
    const database = new DatabaseSync(path);
    database.exec(`DROP INDEX "customers:byGrade"; ALTER TABLE customers DROP COLUMN "field:grade";
      ALTER TABLE customers ADD COLUMN "field:grade" AS (json_extract(body, '$.grade')) VIRTUAL;
      CREATE INDEX "customers:byGrade" ON customers ("field:grade", key);`);
    database.close();

    const second = await owner([indexed]);
    await second.commit([customer('c', '王五', 'A')]);
    const found = await second.find(indexed, { where: { grade: 'A' } });
    expect(found.items.map(({ document }) => document.id)).toEqual(['a', 'c']);
    expect(await second.count(indexed, { text: '李四' })).toBe(1);
    expect(readdirSync(join(folder.path, 'data')).filter((name) => name.includes('.backup-'))).toHaveLength(1);
  });

  it('should leave one file when closed', async () => {
    const store = await owner([tasks]);
    await store.commit([put({ id: 'a' })]);
    await store.close();
    expect(readdirSync(join(folder.path, 'data'))).toEqual(['store.db']);
  });

  it('should build indexes that are new or declared otherwise, and drop what is not declared', async () => {
    const first = await owner([customers]);
    await first.commit([customer('a', '华东电子', 'A'), customer('b', '张三', 'B'), customer('c', '李四')]);
    await first.close();

    const indexed: Collection<Customer> = {
      ...customers,
      indexes: { byGrade: { kind: 'ordered', fields: ['grade'] }, search: { kind: 'text', of: ['name'] } },
    };
    const second = await owner([indexed]);
    expect(await second.count(indexed, { where: { grade: 'A' } })).toBe(1);
    expect(await second.count(indexed, { text: '张三' })).toBe(1);
    await second.commit([{ type: 'delete', collection: indexed, key: 'b' }]);
    await second.close();

    const changed: Collection<Customer> = { ...customers, indexes: { search: { kind: 'ordered', fields: ['name'] } } };
    const third = await owner([changed]);
    expect(await third.count(changed, { where: { name: '李四' } })).toBe(1);
    await expect(third.count(changed, { text: '李四' })).rejects.toMatchObject({ code: 'STORE_NO_INDEX' });
    await third.close();

    const database = new DatabaseSync(path);
    const objects = database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'customers:%'").all();
    database.close();
    expect(objects.map(({ name }) => name)).toEqual(['customers:search']);
  });

  it('should refuse to make an index unique over twins, naming them, and open without it', async () => {
    const first = await owner([customers]);
    await first.commit([customer('a', '张三'), customer('b', '张三')]);
    await first.close();
    const unique: Collection<Customer> = {
      ...customers,
      indexes: { byName: { kind: 'ordered', fields: ['name'], unique: true } },
    };
    await expect(owner([unique])).rejects.toMatchObject({
      code: 'STORE_DUPLICATE',
      details: { collection: 'customers', key: 'b', holder: 'a' },
    });
    expect(await (await owner([customers])).count(customers, {})).toBe(2);
  });

  it('should name a file that is no database', async () => {
    await (await owner([customers])).close();
    writeFileSync(path, 'this is no database, but long enough to be taken for one'.repeat(100));
    await expect(owner([customers])).rejects.toMatchObject({ code: 'STORE_DAMAGED', details: { path } });
  });
});

describe('schema versions', () => {
  const at = (version: number, migrations: Collection['migrations'] = {}): Collection<Customer> => ({
    ...customers,
    schemaVersion: version,
    migrations,
    indexes: { byGrade: { kind: 'ordered', fields: ['grade'] }, search: { kind: 'text', of: ['name'] } },
  });
  const backups = () => readdirSync(join(folder.path, 'data')).filter((name) => name.includes('.backup-'));
  const rename = { 1: (old: unknown) => ({ ...(old as Customer), name: `${(old as Customer).name}公司` }) };
  const grade = { 2: (old: unknown) => ({ ...(old as Customer), grade: 'C' }) };

  beforeEach(async () => {
    const store = await owner([at(1)]);
    await store.commit(Array.from({ length: 1_100 }, (_, n) => customer(`k${n}`, `客户${n}`, 'A')));
    await store.commit([customer('k0', '客户0', 'A')]);
    await store.close();
  });

  it('should migrate step by step after a copy of the file', async () => {
    const collection = at(3, { ...rename, ...grade });
    const store = await owner([collection]);
    expect(await store.get(collection, 'k0')).toEqual({
      document: { id: 'k0', name: '客户0公司', grade: 'C' },
      version: 2,
    });
    expect(await store.count(collection, { where: { grade: 'C' } })).toBe(1_100);
    expect(await store.count(collection, { where: { grade: 'A' } })).toBe(0);
    expect(await store.count(collection, { text: '公司' })).toBe(1_100);

    const [backup] = backups();
    const copy = new DatabaseSync(join(folder.path, 'data', backup ?? ''), { readOnly: true });
    const row = copy.prepare("SELECT body FROM customers WHERE key = 'k0'").get();
    copy.close();
    expect(row?.['body']).toBe('{"id":"k0","name":"客户0","grade":"A"}');
  });

  it('should neither migrate nor copy what is as declared', async () => {
    await (await owner([at(2, rename)])).close();
    const store = await owner([at(2, rename)]);
    expect((await store.get(at(2), 'k1'))?.document.name).toBe('客户1公司');
    expect(backups()).toHaveLength(1);
  });

  it('should refuse what is newer, naming collection and versions, and change nothing', async () => {
    await (await owner([at(2, rename)])).close();
    const before = statSync(path).mtimeMs;
    await expect(owner([at(1)])).rejects.toMatchObject({
      code: 'STORE_NEWER_SCHEMA',
      details: { collection: 'customers', expected: 1, found: 2 },
    });
    expect(statSync(path).mtimeMs).toBeGreaterThanOrEqual(before);
    expect((await (await owner([at(2, rename)])).get(at(2), 'k1'))?.version).toBe(1);
  });

  it.each<[string, NonNullable<Collection['migrations']>, string]>([
    [
      'throws',
      {
        1: () => {
          throw new Error('no');
        },
      },
      'no',
    ],
    ['is missing', {}, 'there is no such step'],
    ['changes the key', { 1: (old) => ({ ...(old as Customer), id: 'x' }) }, 'it changed the key'],
    ['breaks the schema', { 1: (old) => ({ id: (old as Customer).id }) }, 'name'],
  ])('should leave everything as it was when a step %s', async (_, migrations, problem) => {
    await expect(owner([at(2, migrations)])).rejects.toMatchObject({
      code: 'STORE_MIGRATION_FAILED',
      details: { collection: 'customers', from: 1, to: 2, problem: expect.stringContaining(problem) as unknown },
    });
    const store = await owner([at(1)]);
    expect(await store.count(at(1), { text: '客户' })).toBe(1_100);
    expect((await store.get(at(1), 'k1'))?.document.name).toBe('客户1');
  });

  it('should refuse a reader until the owner has migrated', async () => {
    await expect(reader([at(2, rename)])).rejects.toMatchObject({
      code: 'STORE_NOT_PREPARED',
      details: { expected: 2, found: 1 },
    });
    await owner([at(2, rename)]);
    expect((await (await reader([at(2)])).get(at(2), 'k1'))?.document.name).toBe('客户1公司');
  });
});

describe('ownership', () => {
  let time = 0;
  const clock = () => time;
  beforeEach(() => {
    time = Date.parse('2026-01-01T00:00:00.000Z');
  });

  it('should refuse a second owner, naming the process, and let it in after the first has closed', async () => {
    const first = await owner([tasks], clock);
    await expect(owner([tasks], clock)).rejects.toMatchObject({
      code: 'STORE_OWNED',
      details: { path, pid: process.pid, until: '2026-01-01T00:00:15.000Z' },
    });
    await first.commit([put({ id: 'a' })]);
    await first.close();
    expect(await (await owner([tasks], clock)).count(tasks, {})).toBe(1);
  });

  it('should be renewed by commits', async () => {
    const first = await owner([tasks], clock);
    time += 14_000;
    await first.commit([put({ id: 'a' })]);
    time += 14_000;
    await expect(owner([tasks], clock)).rejects.toMatchObject({ code: 'STORE_OWNED' });
  });

  it('should keep an owner that was frozen and replaced from writing', async () => {
    const frozen = await owner([tasks], clock);
    await frozen.commit([put({ id: 'a' })]);
    time += 15_001;
    const next = await owner([tasks], clock);
    await next.commit([put({ id: 'b' })]);
    await expect(frozen.commit([put({ id: 'c' }), remove('a')])).rejects.toMatchObject({
      code: 'STORE_OWNERSHIP_LOST',
      details: { pid: process.pid },
    });
    await frozen.close();
    await next.commit([put({ id: 'd' })]);
    expect((await next.find(tasks, {})).items.map(({ document }) => document.id)).toEqual(['a', 'b', 'd']);
  });

  it('should let an owner that was replaced read what its successor has written', async () => {
    // given what the first has written to its log alone
    const drafts = { ...tasks, behind: true, indexes: {} };
    const frozen = await owner([drafts], clock);
    await frozen.commit([put({ id: 'a', title: 'old' })]);
    expect((await frozen.current(drafts, ['a', 'c'])).size).toBe(1);
    time += 15_001;
    const next = await owner([drafts], clock);
    await next.commit([put({ id: 'a', title: 'new' }), put({ id: 'c' })]);

    // when it learns that it was replaced
    await expect(frozen.commit([put({ id: 'b' })])).rejects.toMatchObject({ code: 'STORE_OWNERSHIP_LOST' });

    // then
    expect((await frozen.get(drafts, 'a'))?.document.title).toBe('new');
    expect([...(await frozen.current(drafts, ['a', 'c'])).keys()]).toEqual(['a', 'c']);
    await next.commit([remove('a')]);
    expect(await frozen.get(drafts, 'a')).toBeUndefined();
    expect(await frozen.count(drafts, {})).toBe(1);
  });

  it('should let a frozen owner go on that nobody has replaced', async () => {
    const store = await owner([tasks], clock);
    time += 60_000;
    await store.commit([put({ id: 'a' })]);
    expect(await store.count(tasks, {})).toBe(1);
  });

  const leave = async (pid: number, host: string) => {
    const store = await owner([tasks], clock);
    await store.close();
    const database = new DatabaseSync(path);
    const row = [pid, host, time + 15_000] as const;
    database.prepare("INSERT INTO store_lease VALUES (1, 'another', ?, ?, ?)").run(...row);
    database.close();
  };

  it('should take over at once from a process of this host that is dead, or that had our pid', async () => {
    const { hostname } = await import('node:os');
    await leave(process.pid, hostname());
    await (await owner([tasks], clock)).close();
    // Above every pid that Linux and macOS give.
    await leave(2 ** 22 + 1, hostname());
    expect(await (await owner([tasks], clock)).count(tasks, {})).toBe(0);
  });

  it('should wait for the lease of another host to expire', async () => {
    await leave(2 ** 22 + 1, 'elsewhere');
    await expect(owner([tasks], clock)).rejects.toMatchObject({ code: 'STORE_OWNED', details: { host: 'elsewhere' } });
    time += 15_000;
    expect(await (await owner([tasks], clock)).count(tasks, {})).toBe(0);
  });
});

describe('readers', () => {
  it('should see what the owner has committed', async () => {
    const store = await owner([tasks]);
    const beside = await reader([tasks]);
    await store.commit([put({ id: 'a', status: 'open' })]);
    expect(await beside.count(tasks, { where: { status: 'open' } })).toBe(1);
    await store.commit([remove('a')]);
    expect(await beside.get(tasks, 'a')).toBeUndefined();
  });

  it('should be refused where no owner has been', async () => {
    await expect(reader([tasks])).rejects.toMatchObject({ code: 'STORE_NOT_PREPARED' });
    expect(existsSync(path)).toBe(false);
    await (await owner([customers])).close();
    await expect(reader([tasks])).rejects.toMatchObject({
      code: 'STORE_NOT_PREPARED',
      details: { collection: 'tasks' },
    });
  });
});

describe('the write-ahead log', () => {
  it('should stay bounded and lose nothing while much is written', async () => {
    const store = await owner([tasks]);
    let longest = 0;
    for (let n = 0; n < 120; n++) {
      await store.commit([put({ id: `k${n}`, ...filling(n) })]);
      longest = Math.max(longest, statSync(`${path}-wal`).size);
    }
    expect(longest).toBeLessThan(100 * 2 ** 20);
    await store.close();
    expect(statSync(path).size).toBeGreaterThan(120 * 2 ** 20);
    expect(await (await owner([tasks])).count(tasks, {})).toBe(120);
  });
});

/** 1 MB that no index holds. */
const filling = (n: number): object => ({ payload: String(n % 10).repeat(2 ** 20) });

describe('when the database can not be written', () => {
  it('should reject with STORE_UNAVAILABLE while another holds the lock, and go on by itself', async () => {
    const store = await owner([tasks]);
    await store.commit([put({ id: 'a' })]);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.commit([put({ id: 'b' })])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await store.count(tasks, {})).toBe(1);
    other.exec('ROLLBACK');
    other.close();
    await store.commit([put({ id: 'c' })]);
    expect((await store.find(tasks, {})).items.map(({ document }) => document.id)).toEqual(['a', 'c']);
  });

  it('should say so when the folder can not be made', async () => {
    writeFileSync(join(folder.path, 'data'), 'a file where the folder should be');
    await expect(owner([tasks])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
