import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeXlsx } from '#credit/import/files/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import { csv, type Desk, gbk, openDesk, utf16 } from './support.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

const replay = (file: string, ...options: string[]) =>
  desk.run(['replay', 'receivables', file, '--json', '--lang', 'en', ...options]);

const shipped = (name: string): string => {
  const found = shippedProcesses()
    .flatMap(({ resources }) => resources)
    .find((resource) => resource.name === name);
  return found?.content ?? '';
};

const ENGLISH = csv([
  ['invoice', 'customer', 'issued', 'due', 'amount', 'settled'],
  // Due on the 1st: sales on the 8th, finance on the 16th, legal on the 31st.
  ['F-1', 'K-1', '2026-02-01', '2026-03-01', '100.00', '2026-03-08'],
  ['F-2', 'K-1', '2026-02-01', '2026-03-01', '100.00', '2026-03-09'],
  ['F-3', 'K-2', '2026-02-01', '2026-03-01', '100.00', '2026-03-14'],
  ['F-4', 'K-2', '2026-02-01', '2026-03-01', '100.00', '2026-04-01'],
  ['F-5', 'K-2', '2026-02-01', '2026-03-01', '100.00', '2026-03-01'],
]);
const COLUMNS = ['--map', 'invoiceNumber=invoice', '--map', 'customerId=customer', '--map', 'settledDate=settled'];

describe('xinliu replay receivables', () => {
  it('should print the figures as one JSON document and nothing else', async () => {
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS);
    expect(ran.exit).toBe(0);
    expect(ran.document).toEqual({
      invoices: 5,
      rejected: 0,
      cases: 4,
      cured: { beforeAnyTask: 1, afterTask: 3 },
      open: 0,
      tasks: { sales: 3, finance: 1, legal: 1 },
      seconds: expect.any(Number),
    });
    expect(ran.err).toContain('dueDate=due');
  });

  it('should take several columns behind one --map, and the file behind them', async () => {
    const file = desk.put('list.csv', ENGLISH);
    const ran = await desk.run([
      'replay',
      'receivables',
      '--json',
      '--map',
      'invoiceNumber=invoice',
      'customerId=2',
      'settledDate=',
      file,
    ]);
    expect(ran.document).toMatchObject({ invoices: 5, cases: 0 });
  });

  it('should stop at the day asked for', async () => {
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS, '--as-of', '2026-03-16');
    expect(ran.document).toMatchObject({ cases: 4, open: 1, tasks: { sales: 3, finance: 1, legal: 0 } });
  });

  it('should tell each case in a line of its own', async () => {
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS, '--details', 'cases.jsonl');
    expect(ran.exit).toBe(0);
    const lines = readFileSync(join(desk.folder, 'cases.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      invoiceNumber: 'F-2',
      opened: '2026-03-02T00:00:00.000+08:00',
      levels: [{ level: 'sales', at: '2026-03-08T09:00:00.000+08:00' }],
      ended: '2026-03-09T00:00:00.000+08:00',
      reason: 'paid',
    });
  });

  it('should follow the days of another table', async () => {
    const table = desk.put(
      'my-days.dmn',
      shipped('escalation-levels.dmn').replaceAll('<text>15</text>', '<text>10</text>'),
    );
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS, '--dmn', table);
    expect(ran.document).toMatchObject({ tasks: { sales: 3, finance: 2, legal: 1 } });
  });

  it('should open the process of another drawing', async () => {
    const drawing = desk.put(
      'mine.bpmn',
      shipped('overdue-escalation.bpmn')
        .replaceAll('id="overdue-escalation"', 'id="my-overdue"')
        .replaceAll('bpmnElement="overdue-escalation"', 'bpmnElement="my-overdue"'),
    );
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS, '--process', drawing);
    expect(ran.document).toMatchObject({ cases: 4, tasks: { sales: 3, finance: 1, legal: 1 } });
  });

  it('should refuse figures of a process in which cases got stuck, naming element and cause', async () => {
    const drawing = desk.put(
      'mine.bpmn',
      shipped('overdue-escalation.bpmn').replaceAll('receivable.dueDate', 'receivable.noSuchDate'),
    );
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS, '--process', drawing);
    expect(ran.exit).toBe(1);
    expect(ran.document).toMatchObject({
      cases: 4,
      incidents: [{ process: 'overdue-escalation', element: expect.any(String), count: 4 }],
    });
    expect(ran.err).toMatch(/4 incidents in the process.*\n {2}\S+ ×4: .*noSuchDate/);
  });

  it('should say what is odd about rows it takes, and list those that the ledger rejects', async () => {
    const file = desk.put(
      'list.csv',
      csv([
        ['invoice number', 'customer id', 'invoice date', 'due date', 'amount', 'paid amount', 'paid on'],
        ['F-1', 'K-1', '2026-02-10', '2026-02-01', '100.00', '', ''],
        ['F-2', 'K-1', '2026-02-12', '2026-02-02', '100.00', '', ''],
        ['F-3', 'K-1', '2026-02-01', '2026-03-01', '100.00', '120.00', '2026-03-01'],
        ['F-4', 'K-1', '2026-02-01', '2026-03-01', '0.00', '', ''],
      ]),
    );
    const ran = await replay(file);
    expect(ran.document).toMatchObject({ invoices: 3, rejected: 1, cases: 2 });
    expect(ran.err).toContain('2 rows taken, but worth a look, such as line 2: The due date 2026-02-01 lies before');
    expect(ran.err).toContain('1 row taken, but worth a look, such as line 4: Paid amount: 120.00 paid');
    expect(ran.err).toMatch(/1 row was rejected:\n {2}line 5 +Expected an amount other than 0 for invoice F-4/);
  });

  it('should refuse a drawing that can not be deployed, with every problem', async () => {
    const drawing = desk.put('mine.bpmn', shipped('overdue-escalation.bpmn').replace('</bpmn:definitions>', ''));
    const ran = await replay(desk.put('list.csv', ENGLISH), ...COLUMNS, '--process', drawing);
    expect(ran.exit).toBe(1);
    expect(ran.document).toMatchObject({
      error: { code: 'MODEL_INVALID', problems: [{ file: 'mine.bpmn', code: expect.stringMatching(/^MODEL_/) }] },
    });
  });
});

describe('ledgers as other systems write them', () => {
  const CHINESE = csv([
    ['应收账款明细表'],
    [
      '序号',
      '客户名称',
      '发票号码',
      '开票日期',
      '到期日期',
      '应收金额',
      '已收金额',
      '未收金额',
      '核销日期',
      '是否有争议',
    ],
    [
      '1',
      '杭州远航贸易有限公司',
      'INV-1',
      '2025/1/5',
      '2025/2/4',
      '"¥12,345.60"',
      '"12,345.60"',
      '0',
      '2025/2/20',
      '否',
    ],
    ['2', '宁波东方机电有限公司', 'INV-2', '2025/1/6', '2025/2/5', '"8,000.00"', '"3,000.00"', '"5,000.00"', '', '否'],
    ['3', '宁波东方机电有限公司', 'INV-3', '2025/1/6', '2025/2/5', '"100,000"', '0', '"100,000"', '', '是'],
    ['4', '杭州远航贸易有限公司', 'CN-1', '2025/1/9', '2025/2/9', '-500.00', '', '', '', ''],
    ['5', '苏州恒远机电有限公司', 'INV-5', '2025/13/5', '2025/2/4', '99', '', '', '', ''],
    ['合计', '', '', '', '', '"121,999"', '', '', '', ''],
  ]);
  const chineseFigures = {
    invoices: 4,
    rejected: 2,
    cases: 3,
    cured: { beforeAnyTask: 0, afterTask: 1 },
    open: 2,
    tasks: { sales: 3, finance: 3, legal: 2 },
  };

  it('should read Chinese headers in GBK, open items, partial payments and credit notes', async () => {
    const ran = await replay(desk.put('台账.csv', gbk(CHINESE)), '--as-of', '2025-06-30');
    expect(ran.document).toMatchObject(chineseFigures);
  });

  it('should list the rejected rows on stderr with place and remedy', async () => {
    const file = desk.put('台账.csv', gbk(CHINESE));
    const ran = await desk.run(['replay', 'receivables', file, '--as-of', '2025-06-30']);
    expect(ran.err).toMatch(/2 行被拒绝：\n {2}第 7 行 +开票日期 .*2025\/13\/5.*\n {2}第 8 行 .*合计/);
    expect(ran.out).toMatch(/逾期案件 +3\n/);
  });

  it('should read the same from a workbook', async () => {
    const rows = CHINESE.split('\r\n').map((line) =>
      [...line.matchAll(/("[^"]*"|[^,]*)(,|$)/g)].map(([, cell = '']) => cell.replaceAll('"', '')),
    );
    const ran = await replay(desk.put('台账.xlsx', writeXlsx(rows, 'Sheet1')), '--as-of', '2025-06-30');
    expect(ran.document).toMatchObject(chineseFigures);
  });

  it('should read semicolons, decimal commas, points in dates, UTF-16', async () => {
    const list = csv(
      [
        ['Invoice No', 'Customer', 'Invoice date', 'Due date', 'Amount', 'Open amount', 'Clearing date'],
        ['A-1', 'Müller GmbH', '03.01.2025', '02.02.2025', '1.234,50', '0,00', '20.02.2025'],
        ['A-2', 'Straße AG', '13.01.2025', '12.02.2025', '10.000,00', '10.000,00', ''],
        ['A-3', 'Straße AG', '14.01.2025', '13.02.2025', '2.000,00', '500,00', ''],
      ],
      ';',
    );
    const ran = await replay(desk.put('op.csv', utf16(list)), '--as-of', '2025-02-25', '--zone', 'Europe/Berlin');
    expect(ran.document).toMatchObject({
      invoices: 3,
      rejected: 0,
      cases: 3,
      cured: { beforeAnyTask: 0, afterTask: 1 },
      open: 2,
      tasks: { sales: 3, finance: 1 },
    });
  });

  const AMBIGUOUS = csv([
    ['invoice number', 'customer id', 'due date', 'amount', 'settled date'],
    ['1', 'K-1', '03/04/2026', '10.00', '01/05/2026'],
    ['2', 'K-1', '05/04/2026', '10.00', '02/05/2026'],
  ]);

  it('should ask for the form of dates that can be read in two ways', async () => {
    const ran = await replay(desk.put('list.csv', AMBIGUOUS));
    expect(ran.exit).toBe(1);
    expect(ran.document).toMatchObject({ error: { code: 'CLI_MAPPING_OPEN' } });
    expect(ran.err).toContain('--date-format');
  });

  it('should read them by the form named', async () => {
    const ran = await replay(desk.put('list.csv', AMBIGUOUS), '--date-format', 'D/M/YYYY');
    expect(ran.document).toMatchObject({ cases: 2, tasks: { sales: 2, finance: 2, legal: 0 } });
  });

  it('should say which column is missing and which there are', async () => {
    const ran = await replay(desk.put('list.csv', 'number,when\n1,2026-01-01\n'));
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain('--map field=column');
    expect(ran.err).toContain('number, when');
  });

  it('should refuse what is no table', async () => {
    const ran = await replay(desk.put('list.csv', ''));
    expect(ran.document).toMatchObject({ error: { code: 'IMPORT_FILE_EMPTY' } });
  });
});
