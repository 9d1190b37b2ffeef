import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collections } from '#api/services.ts';
import { publishShipped } from '#api/studio/publish.ts';
import { customers } from '#credit/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { type Office, openCompany, PASSWORD } from '../api/harness.ts';
import { csv, type Desk, openDesk } from './support.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

const HEADERS = ['invoice number', 'customer name', 'invoice date', 'due date', 'amount', 'open amount'];
const ROWS = [
  ['F-1', '杭州远航贸易有限公司', '2026-01-05', '2026-02-04', '100.00', '100.00'],
  ['F-2', '杭州远航贸易有限公司', '2026-01-05', '2026-02-04', '50.00', '0'],
  ['F-3', '', '2026-01-05', '2026-02-04', '50.00', '0'],
];
const ledger = (rows = ROWS): string => csv([HEADERS, ...rows]);

describe('xinliu import receivables into a data folder', () => {
  const run = (...options: string[]) =>
    desk.run(['import', 'receivables', 'list.csv', '--data', 'data', '--json', '--lang', 'en', ...options]);

  it('should post the rows and list those it rejects', async () => {
    desk.put('list.csv', ledger());
    const ran = await run();
    expect(ran.exit).toBe(0);
    expect(ran.document).toEqual({
      importId: expect.stringMatching(/^\d+$/),
      rows: 3,
      posted: 2,
      unchanged: 0,
      payments: 0,
      rejected: 1,
      rejectedRows: [{ line: 4, columns: 'customer name', message: expect.any(String), remedy: expect.any(String) }],
    });
    expect(ran.err).toContain('line 4');
  });

  it('should change nothing the second time, and post what is paid beyond what is known', async () => {
    desk.put('list.csv', ledger(ROWS.slice(0, 2)));
    await run();
    expect((await run()).document).toMatchObject({ posted: 0, unchanged: 2, payments: 0 });
    desk.put('list.csv', ledger([[...(ROWS[0] ?? []).slice(0, 5), '40.00']]));
    expect((await run()).document).toMatchObject({ posted: 0, unchanged: 0, payments: 1 });
  });

  it('should leave nothing behind when the file is wrong', async () => {
    desk.put('list.csv', '');
    expect(await run()).toMatchObject({ exit: 1, document: { error: { code: 'IMPORT_FILE_EMPTY' } } });
    expect(existsSync(join(desk.folder, 'data'))).toBe(false);
  });

  it('should say so when another process owns the data and no server answers', async () => {
    desk.put('list.csv', ledger());
    await run();
    const owner = await openSqliteStore({ path: join(desk.folder, 'data', 'xinliu.db'), collections });
    const closed = createServer();
    const port = await listen(closed);
    await new Promise((done) => closed.close(done));
    const ran = await desk.run(['import', 'receivables', 'list.csv', '--data', 'data', '--json'], {
      PORT: String(port),
    });
    await owner.close();
    expect(ran).toMatchObject({ exit: 1, document: { error: { code: 'CLI_SERVER_UNREACHABLE' } } });
  });
});

describe('xinliu import receivables through a running server', () => {
  let office: Office;
  let server: Server;
  let address: string;

  beforeEach(async () => {
    office = await openCompany();
    await publishShipped(office.services);
    server = createServer(office.app);
    address = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await office.close();
  });

  const run = (...options: string[]) => {
    const file = desk.put('list.csv', ledger());
    return desk.run(['import', 'receivables', file, '--json', '--lang', 'en', '--server', address, ...options]);
  };
  const signedIn = ['--login', 'fei', '--password', PASSWORD];

  it('should go the way of the wizard and report the same as into a folder', async () => {
    const through = await run(...signedIn);
    const direct = await desk.run(['import', 'receivables', 'list.csv', '--data', 'data', '--json', '--lang', 'en']);
    expect(through.exit).toBe(0);
    expect(through.document).toEqual({ ...direct.document, importId: expect.any(String) });
    expect((await run(...signedIn)).document).toMatchObject({ posted: 0, unchanged: 2, rejected: 1 });
  });

  it('should send the columns and dates a person named', async () => {
    const ran = await run(...signedIn, '--map', 'openAmount=', 'customerName=1', '--date-format', 'D/M/YYYY');
    expect(ran).toMatchObject({ exit: 1, document: { error: { code: 'IMPORT_COLUMN_MISSING' } } });
    const named = await run(...signedIn, '--map', 'customerName=', 'customerId=customer name');
    expect(named.document).toMatchObject({ posted: 2, rejected: 1 });
    expect(await office.services.store.count(customers, {})).toBe(1);
  });

  it('should take login and password from the environment', async () => {
    desk.put('list.csv', ledger());
    const environment = { XINLIU_SERVER: address, XINLIU_LOGIN: 'fei', XINLIU_PASSWORD: PASSWORD };
    const ran = await desk.run(['import', 'receivables', 'list.csv', '--json'], environment);
    expect(ran.document).toMatchObject({ posted: 2 });
  });

  it('should ask for a sign-in', async () => {
    expect(await run()).toMatchObject({ exit: 1, document: { error: { code: 'CLI_SIGN_IN_NEEDED' } } });
  });

  it('should pass on what the server refuses, in its words', async () => {
    const wrong = await run('--login', 'fei', '--password', 'wrong');
    expect(wrong).toMatchObject({ exit: 1, document: { error: { code: expect.stringMatching(/^ORG_/) } } });
    const notAllowed = await run('--login', 'ana', '--password', PASSWORD);
    expect(notAllowed).toMatchObject({ exit: 1, document: { error: { code: 'API_FORBIDDEN' } } });
  });

  it('should say so when something else answers', async () => {
    const other = createServer((_request, response) => void response.end('<html>'));
    const port = await listen(other);
    const ran = await run('--server', `http://127.0.0.1:${port}`, ...signedIn);
    other.closeAllConnections();
    other.close();
    expect(ran).toMatchObject({ exit: 1, document: { error: { code: 'CLI_SERVER_ANSWER' } } });
  });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
