import { deflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable, TABLE_LIMITS, writeCsv, writeXlsx } from '#credit/import/files/index.ts';
import { codeOf, read, utf8 } from './support.ts';

const CHINESE =
  '发票号,客户名称,到期日,应收金额\r\n0001,上海示例机械有限公司,2024-03-05,1200.50\r\n0002,北京样本贸易公司,2024-04-05,80\r\n';

describe('readTable of text', () => {
  it.each([
    ['utf8', true, 'utf-8'],
    ['utf8', false, 'utf-8'],
    ['utf16le', true, 'utf-16le'],
    ['utf16le', false, 'utf-16le'],
    ['utf16be', true, 'utf-16be'],
    ['utf16be', false, 'utf-16be'],
    ['gbk', false, 'gb18030'],
    ['gb18030', false, 'gb18030'],
  ])('should detect %s (mark: %s)', (encoding, addBOM, expected) => {
    const table = readTable(iconv.encode(CHINESE, encoding, { addBOM }), 'list.csv');
    expect(table).toMatchObject({ kind: 'csv', encoding: expected, bom: addBOM, delimiter: ',', headerRow: 1 });
    expect(table.headers).toEqual(['发票号', '客户名称', '到期日', '应收金额']);
    expect(table.rows[0]).toEqual({ rowNumber: 2, cells: ['0001', '上海示例机械有限公司', '2024-03-05', '1200.50'] });
  });

  it('should read Western letters that are no Chinese', () => {
    const table = readTable(
      iconv.encode('Invoice;Customer\n1;Société Générale à Besançon\n2;Müller GmbH\n', 'win1252'),
      'a.csv',
    );
    expect(table.rows.map(({ cells }) => cells[1])).toEqual(['Société Générale à Besançon', 'Müller GmbH']);
  });

  it.each([',', ';', '\t', '|'])('should detect the delimiter %j', (delimiter) => {
    const text = [
      ['Invoice No', 'Customer', 'Amount'],
      ['1', 'A, B; C', '10'],
      ['2', 'x|y', '20'],
    ]
      .map((row) => row.map((cell) => (/[,;|]/.test(cell) ? `"${cell}"` : cell)).join(delimiter))
      .join('\n');
    expect(read(text)).toMatchObject({ delimiter, headers: ['Invoice No', 'Customer', 'Amount'] });
    expect(read(text).rows[0]?.cells).toEqual(['1', 'A, B; C', '10']);
  });

  it.each(['\n', '\r\n', '\r'])('should take %j as the end of a line and name lines as an editor does', (end) => {
    const table = read(['Invoice,Note', '1,"two', 'lines"', '', '2,"say ""yes"""', '3,12" pipe'].join(end));
    expect(table.rows.map(({ rowNumber, cells }) => [rowNumber, cells[0]])).toEqual([
      [2, '1'],
      [5, '2'],
      [6, '3'],
    ]);
    expect(table.rows[1]?.cells[1]).toBe('say "yes"');
    expect(table.rows[2]?.cells[1]).toBe('12" pipe');
  });

  it('should skip titles, notes and blank lines above the headers, and obey a sep= line', () => {
    const table = read(
      'sep=;\n应收账款明细表;;;\n制表日期;2024-03-31;;\n\n发票号;客户名称;到期日;应收金额\n1;甲;2024-03-05;5\n',
    );
    expect(table).toMatchObject({ headerRow: 5, headers: ['发票号', '客户名称', '到期日', '应收金额'] });
    expect(table.rows.map(({ rowNumber }) => rowNumber)).toEqual([6]);
  });

  it('should mark a last row in the middle of which the file ends', () => {
    expect(read('Invoice,Due date,Amount\n1,2024-01-01,10\n2,2024-01-01,20\n3,2024-0').rows[2]).toMatchObject({
      cutOff: true,
    });
  });

  it('should refuse what is no list, naming place and kind', () => {
    expect(codeOf(() => read(''))).toBe('IMPORT_FILE_EMPTY');
    expect(codeOf(() => read(' \r\n\r\n'))).toBe('IMPORT_FILE_EMPTY');
    expect(codeOf(() => read('Invoice,Amount\n'))).toBe('IMPORT_NO_ROWS');
    expect(codeOf(() => read('Invoice,Amount\n1,"20\n2,30\n'))).toBe('IMPORT_QUOTE_OPEN');
    expect(codeOf(() => read('<html><table><tr><td>1</td></tr></table></html>'))).toBe('IMPORT_FILE_HTML');
    expect(codeOf(() => read('<?xml version="1.0"?><Workbook/>'))).toBe('IMPORT_FILE_XML');
    expect(codeOf(() => read('%PDF-1.7 ...'))).toBe('IMPORT_FILE_NOT_TEXT');
    expect(codeOf(() => readTable(new Uint8Array([0x41, 0x2c, 0x00, 0x07, 0x99, 0x0a, 0x42]), 'a.csv'))).toBe(
      'IMPORT_FILE_NOT_TEXT',
    );
    expect(codeOf(() => read(`${Array.from({ length: 201 }, (_, index) => `c${index}`).join(',')}\n1\n`))).toBe(
      'IMPORT_TOO_MANY_COLUMNS',
    );
    expect(codeOf(() => readTable(new Uint8Array(TABLE_LIMITS.bytes + 1), 'a.csv'))).toBe('IMPORT_FILE_TOO_LARGE');
    expect(codeOf(() => read(`A,B\n${'1,2\n'.repeat(TABLE_LIMITS.rows + 1)}`))).toBe('IMPORT_TOO_MANY_ROWS');
  });

  it('should give back every table it wrote, formulas as text', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
      fc.constantFrom('=1+1', '+1', '-2', '@x', "'=1", '中,文', 'a"b', 'x\ny', '-1+1'),
    );
    const named = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(named, (cells) => {
        const rows = cells.map(([a, b]) => ['k', a, b]);
        const table = readTable(writeCsv([['Invoice number', 'Customer', 'Note'], ...rows]), 'a.csv');
        expect(table.rows.map((row) => row.cells)).toEqual(
          rows.map((row) => row.map((text) => text.trim().replace(/^'(?=[=+\-@])/, ''))),
        );
      }),
    );
  });
});

function workbook(
  fill: (sheet: WorkSheet) => void,
  rows: unknown[][],
  bookType: 'xlsx' | 'biff8' = 'xlsx',
): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows);
  fill(sheet);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'Cover');
  utils.book_append_sheet(book, sheet, 'Items');
  return new Uint8Array(write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer);
}

describe('readTable of workbooks', () => {
  const fill = (sheet: WorkSheet): void => {
    sheet['A1'] = { t: 's', v: '应收账款' };
    sheet['!merges'] = [utils.decode_range('A1:D1')];
    sheet['A3'] = { t: 'n', v: 123, z: '000000' };
    sheet['B3'] = { t: 'n', v: 45_356, z: 'yyyy/m/d' };
    sheet['C3'] = { t: 'n', v: 1234.5678, z: '#,##0.00' };
    sheet['D3'] = { t: 's', v: '=cmd|1' };
    sheet['C4'] = { t: 'n', v: 0.1 + 0.2, f: '0.1+0.2' };
    sheet['D4'] = { t: 'e', v: 42 };
  };
  const rows = [
    ['t'],
    ['发票号', '到期日', '应收金额', '客户名称'],
    ['', '', '', 'x'],
    [1_930_438_491_027, 'n', '', ''],
  ];

  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'biff8'],
  ] as const)(
    'should read %s: first sheet with data, dates as ISO, numbers exactly, formulas by value',
    (kind, bookType) => {
      const table = readTable(workbook(fill, rows, bookType), 'anything');
      expect(table).toMatchObject({
        kind,
        sheet: 'Items',
        sheetNames: ['Cover', 'Items'],
        headerRow: 2,
        encoding: null,
      });
      expect(table.rows).toEqual([
        { rowNumber: 3, cells: ['000123', '2024-03-05', '1234.5678', '=cmd|1'] },
        { rowNumber: 4, cells: ['1930438491027', 'n', '0.3', '#N/A'] },
      ]);
    },
  );

  it('should name the sheets when the wanted one is missing', () => {
    const bytes = workbook(fill, rows);
    expect(codeOf(() => readTable(bytes, 'a.xlsx', { sheet: 'Nope' }))).toBe('IMPORT_SHEET_NOT_FOUND');
    expect(codeOf(() => readTable(bytes, 'a.xlsx', { sheet: 'Cover' }))).toBe('IMPORT_SHEET_EMPTY');
    expect(readTable(bytes, 'a.xlsx', { sheet: 'Items' }).rows).toHaveLength(2);
  });

  it('should not be slowed by a sheet that declares a million rows by sixteen thousand columns', () => {
    const bytes = handmade('<dimension ref="A1:XFD1048576"/>', ['Invoice number', 'Amount'], ['1', '2']);
    expect(readTable(bytes, 'a.xlsx').rows).toEqual([{ rowNumber: 2, cells: ['1', '2'] }]);
  });

  it('should refuse bombs, lies, cut files, passwords and other archives by their own codes', () => {
    const good = writeXlsx([['Invoice number'], ['1']]);
    expect(codeOf(() => readTable(good.subarray(0, good.length - 200), 'a.xlsx'))).toBe('IMPORT_FILE_TRUNCATED');
    expect(codeOf(() => readTable(zip([['a.txt', Buffer.from('x')]]), 'a.xlsx'))).toBe('IMPORT_FILE_NOT_WORKBOOK');
    const bomb = zip([['xl/workbook.xml', Buffer.alloc(5_000_000)]]);
    expect(codeOf(() => readTable(bomb, 'a.xlsx'))).toBe('IMPORT_FILE_BOMB');
    const liar = zip([['xl/workbook.xml', Buffer.alloc(5_000_000)]], 1_000);
    expect(codeOf(() => readTable(liar, 'a.xlsx'))).toBe('IMPORT_FILE_BOMB');
    const compound = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(512),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(codeOf(() => readTable(compound, 'a.xlsx'))).toBe('IMPORT_FILE_PASSWORD');
    expect(codeOf(() => readTable(compound.subarray(0, 300), 'a.xls'))).toBe('IMPORT_FILE_DAMAGED');
  });

  it('should answer any damage to a workbook with a code of its own', () => {
    const good = writeXlsx([
      ['Invoice number', 'Amount'],
      ['1', 2],
      ['3', 4],
    ]);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Uint8Array.from(good);
        bytes[at] = byte;
        expect(codeOf(() => readTable(bytes, 'a.xlsx'))).toMatch(/^(none|IMPORT_)/);
      }),
    );
  });

  it('should type a text as text in a workbook it writes', () => {
    const table = readTable(
      writeXlsx([
        ['Invoice number', 'Amount'],
        ['=1+1', -5.25],
      ]),
      'a.xlsx',
    );
    expect(table.rows[0]?.cells).toEqual(['=1+1', '-5.25']);
  });
});

/** A workbook of one sheet with texts, written by hand. */
function handmade(dimension: string, ...rows: string[][]): Uint8Array {
  const office = 'http://schemas.openxmlformats.org';
  const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells.map(cell).join('')}</row>`).join('');
  const relation = (type: string, target: string): string =>
    `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  const override = (part: string, type: string): string =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types">${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}</Types>`,
    '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${office}/spreadsheetml/2006/main">${dimension}<sheetData>${data}</sheetData></worksheet>`,
  };
  return zip(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)] as const));
}

/** A ZIP archive of these files; `declared` lies about what they unpack to. */
function zip(files: readonly (readonly [string, Buffer])[], declared?: number): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(declared ?? content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(declared ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

describe('names of files', () => {
  it('should not decide: a workbook under the name of a text file is a workbook', () => {
    expect(readTable(writeXlsx([['Invoice number'], ['1']]), 'list.csv').kind).toBe('xlsx');
    expect(readTable(utf8('Invoice number,Amount\n1,2\n'), 'list.xlsx').kind).toBe('csv');
  });
});
