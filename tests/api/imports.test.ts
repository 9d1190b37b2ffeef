import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importHandlers } from '#api/routes/imports.ts';
import { changeImport, receivables } from '#credit/index.ts';
import { readTable, writeXlsx } from '#credit/import/files/index.ts';
import { openCompany, type Office } from './harness.ts';
import { bring, cellsOf, csvOf, ended, HEADINGS, post, upload } from './import-files.ts';

let office: Office;
let fei: Awaited<ReturnType<Office['as']>>;
beforeEach(async () => {
  office = await openCompany();
  fei = await office.as('fei');
});
afterEach(() => office.close());

const binary = (agent: typeof fei, path: string) =>
  agent
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });

describe('uploading a receivables file', () => {
  it('should guess encoding and columns of a GBK file and post nothing yet', async () => {
    const preview = await upload(fei, csvOf([{ invoice: 'F-1' }, { invoice: 'F-2', due: '不知道' }], 'gbk'));
    expect(preview).toMatchObject({
      import: { fileName: 'march.csv', state: 'mapping', encoding: 'gb18030', kind: 'csv', rows: 2, done: 0 },
      headers: HEADINGS,
      mapping: {
        invoiceNumber: 0,
        customerId: 1,
        customerName: 2,
        invoiceDate: 3,
        dueDate: 4,
        amount: 5,
        paidAmount: 7,
      },
      dateFormat: 'YYYY-M-D',
      dateAmbiguous: false,
      problems: [],
      counts: { ok: 1, rejected: 1 },
    });
    expect(preview.rows[0]).toMatchObject({ line: 2, ok: true, values: { amount: '1200.00', dueDate: '2026-04-15' } });
    expect(preview.rows[1]).toMatchObject({
      line: 3,
      ok: false,
      values: { dueDate: '不知道' },
      problems: [{ field: 'dueDate', column: '到期日', value: '不知道' }],
    });
    expect(await office.services.store.count(receivables, {})).toBe(0);
  });

  it('should refuse what is no table with a remedy and keep nothing', async () => {
    const answer = await fei.post('/api/v1/imports').attach('file', Buffer.from('%PDF-1.7\n\0\0\0binary'), 'a.pdf');
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/^IMPORT_FILE_/), remedy: expect.any(String) });
    const list = await fei.get('/api/v1/imports');
    expect(list.body.items).toEqual([]);
  });

  it('should refuse 50 MB and a request without a file', async () => {
    const large = await fei.post('/api/v1/imports').attach('file', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'), 'a.csv');
    expect([large.status, large.body.code]).toEqual([413, 'API_TOO_LARGE']);
    const none = await fei.post('/api/v1/imports').field('name', 'x');
    expect([none.status, none.body.code]).toEqual([422, 'API_UNREADABLE']);
  });

  it('should let only finance and administrators import', async () => {
    const ana = await office.as('ana');
    for (const answer of [await ana.get('/api/v1/imports'), await ana.get('/api/v1/imports/template')]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'API_FORBIDDEN']);
    }
    expect((await request(office.app).get('/api/v1/imports')).status).toBe(401);
  });

  it('should give a template that it reads itself', async () => {
    const { body } = await binary(fei, '/api/v1/imports/template?format=xlsx');
    const preview = await upload(fei, body as Buffer, 'template.xlsx');
    expect(preview).toMatchObject({ problems: [], counts: { ok: 2, rejected: 0 } });
  });
});

describe('correcting the columns', () => {
  const ambiguous = Buffer.from('no,cust,due,amt\nA1,K1,03/04/2026,10\nA2,K1,05/06/2026,20\n');

  it('should ask for the date format where dates can be read in two ways', async () => {
    const preview = await upload(fei, ambiguous);
    expect(preview).toMatchObject({ dateAmbiguous: true, dateFormat: null });
    expect(preview.problems.map((problem) => problem.field)).toContain('dueDate');
    const refused = await fei.post(`/api/v1/imports/${preview.import.id}/start`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ path: 'dueDate' }));
    const corrected = await fei
      .put(`/api/v1/imports/${preview.import.id}/mapping`)
      .send({ mapping: { invoiceNumber: 0, customerId: 1, dueDate: 2, amount: 3 }, dateFormat: 'D/M/YYYY' });
    expect(corrected.body).toMatchObject({ dateAmbiguous: false, problems: [], dateFormat: 'D/M/YYYY' });
    expect(corrected.body.rows[0].values.dueDate).toBe('2026-04-03');
  });

  it('should take a column out and say which field then has none', async () => {
    const { import: found, mapping } = await upload(fei, csvOf([{ invoice: 'F-1' }]));
    const { amount: _amount, ...rest } = mapping;
    const answer = await fei.put(`/api/v1/imports/${found.id}/mapping`).send({ mapping: rest });
    expect(answer.body.mapping).not.toHaveProperty('amount');
    expect(answer.body.problems).toMatchObject([{ field: 'amount' }]);
  });

  it('should refuse columns and formats that do not exist, and change nothing', async () => {
    const { import: found } = await upload(fei, csvOf([{ invoice: 'F-1' }]));
    const path = `/api/v1/imports/${found.id}/mapping`;
    const column = await fei.put(path).send({ mapping: { amount: 40 } });
    const format = await fei.put(path).send({ dateFormat: 'day first' });
    expect([column.body.code, format.body.code]).toEqual(['IMPORT_COLUMN_NOT_FOUND', 'IMPORT_DATE_FORMAT_UNKNOWN']);
    const again = await fei.get(`/api/v1/imports/${found.id}/preview`);
    expect(again.body).toMatchObject({ problems: [], counts: { ok: 1 } });
  });

  it('should save a mapping under a name and apply it to another file', async () => {
    const first = await upload(fei, ambiguous);
    await fei.put(`/api/v1/imports/${first.import.id}/mapping`).send({
      mapping: { invoiceNumber: 0, customerName: 1, dueDate: 2, amount: 3 },
      dateFormat: 'M/D/YYYY',
      saveAs: 'ERP',
    });
    const second = await upload(fei, Buffer.from('amt,due,cust,no\n10,03/04/2026,甲公司,B1\n'));
    expect(second.savedMappings).toMatchObject([{ name: 'ERP' }]);
    const applied = await fei
      .put(`/api/v1/imports/${second.import.id}/mapping`)
      .send({ savedMappingId: second.savedMappings[0]?.id });
    expect(applied.body).toMatchObject({
      mapping: { invoiceNumber: 3, customerName: 2, dueDate: 1, amount: 0 },
      dateFormat: 'M/D/YYYY',
      rows: [{ ok: true, values: { dueDate: '2026-03-04' } }],
    });
  });
});

describe('posting an import', () => {
  it('should post a workbook and show it in the list', async () => {
    const bytes = Buffer.from(writeXlsx([[...HEADINGS], cellsOf({ invoice: 'X-1' }), cellsOf({ invoice: 'X-2' })]));
    const { import: found } = await upload(fei, bytes, '三月.xlsx');
    expect(await post(fei, found.id)).toMatchObject({
      state: 'finished',
      done: 2,
      posted: 2,
      rejected: 0,
      mayUndo: true,
    });
    const list = await fei.get('/api/v1/imports');
    expect(list.body.items).toMatchObject([{ fileName: '三月.xlsx', posted: 2, by: { id: 'fei', name: '小飞' } }]);
    const shown = await fei.get('/api/v1/receivables');
    expect(shown.body).toMatchObject({ total: 2, totalOpenMinor: 240_000, currency: 'CNY' });
  });

  it('should change nothing when the same file comes again, and post what a later one says is paid', async () => {
    await bring(fei, [{ invoice: 'F-1' }, { invoice: 'F-2' }]);
    expect(await bring(fei, [{ invoice: 'F-1' }, { invoice: 'F-2' }])).toMatchObject({ posted: 0, unchanged: 2 });
    const later = await bring(fei, [{ invoice: 'F-1', paid: '200.00' }, { invoice: 'F-2' }], 'april.csv');
    expect(later).toMatchObject({ posted: 0, payments: 1, unchanged: 1, rejected: 0 });
    const { body } = await fei.get('/api/v1/receivables?text=F-1');
    expect(body.items).toMatchObject([{ openMinor: 100_000 }]);
  });

  it('should report rejected rows with their cells, place, reason and remedy', async () => {
    const state = await bring(fei, [
      { invoice: 'F-1' },
      { invoice: '=cmd()', due: '明天' },
      { invoice: 'F-1', amount: '7' },
    ]);
    expect(state).toMatchObject({ posted: 1, rejected: 2 });
    const { body } = await binary(fei, `/api/v1/imports/${state.id}/rejected?format=csv`);
    expect((body as Buffer).toString('utf8')).toContain("'=cmd()");
    const table = readTable(body as Buffer, 'rejected.csv');
    expect(table.headers.slice(0, HEADINGS.length)).toEqual(HEADINGS);
    expect(table.rows.map((row) => [row.cells[0], row.cells[HEADINGS.length]])).toEqual([
      ['=cmd()', '3'],
      ['F-1', '4'],
    ]);
    expect(table.rows[1]?.cells.at(-2)).toContain('F-1');
  });

  it('should stop between two units and go on where it was', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => ({ invoice: `F-${index}`, customer: `K${index % 50}` }));
    const { import: found } = await upload(fei, csvOf(lines));
    await fei.post(`/api/v1/imports/${found.id}/start`);
    const stopped = await fei.post(`/api/v1/imports/${found.id}/stop`);
    expect(stopped.body.state).toBe('stopped');
    expect(stopped.body.done).toBeLessThan(3_000);
    expect(await post(fei, found.id)).toMatchObject({ state: 'finished', done: 3_000, posted: 3_000, unchanged: 0 });
  });

  it('should go on after a restart with what was running', async () => {
    const { import: found } = await upload(fei, csvOf([{ invoice: 'F-1' }]));
    // The program ended right after the start.
    await changeImport(office.services.credit(), found.id, ['mapping'], (one) => ({ ...one, state: 'running' }));
    importHandlers(office.services);
    expect(await ended(fei, found.id)).toMatchObject({ state: 'finished', posted: 1 });
  });

  it('should forget the file once it is posted, and say so', async () => {
    const { id } = await bring(fei, [{ invoice: 'F-1' }]);
    const preview = await fei.get(`/api/v1/imports/${id}/preview`);
    expect([preview.status, preview.body.code]).toEqual([404, 'IMPORT_FILE_GONE']);
  });

  it('should push the topic of the import and what it changed', async () => {
    const topics: string[] = [];
    office.services.onPush((pushed) => topics.push(...pushed));
    const { id } = await bring(fei, [{ invoice: 'F-1' }]);
    expect(topics).toEqual(expect.arrayContaining([`import:${id}`, 'receivables', 'customers']));
  });
});

describe('undoing an import', () => {
  it('should take back what was posted', async () => {
    const { id } = await bring(fei, [{ invoice: 'F-1' }, { invoice: 'F-2' }]);
    const undone = await fei.post(`/api/v1/imports/${id}/undo`);
    expect(undone.body).toMatchObject({ state: 'undone', mayUndo: false });
    expect((await fei.get('/api/v1/receivables')).body.total).toBe(0);
  });

  it('should refuse when a payment builds on it, naming the invoice', async () => {
    const { id } = await bring(fei, [{ invoice: 'F-1' }]);
    const { body } = await fei.get('/api/v1/receivables');
    await fei.post(`/api/v1/receivables/${body.items[0].id}/payments`).send({ date: '2026-03-02', amountMinor: 100 });
    const refused = await fei.post(`/api/v1/imports/${id}/undo`);
    expect([refused.status, refused.body.code]).toEqual([409, 'CREDIT_IMPORT_HAS_PAYMENTS']);
    expect(refused.body.detail).toContain('F-1');
    expect((await fei.get(`/api/v1/imports/${id}`)).body).toMatchObject({ state: 'finished', mayUndo: false });
  });
});
