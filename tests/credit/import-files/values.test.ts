import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, isDatePattern, parseDate } from '#credit/import/files/index.ts';
import { checked } from './support.ts';

const free = { order: null, pattern: null } as const;

describe('parseDate', () => {
  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024.3.5', '2024-03-05'],
    ['２０２４年３月５日', '2024-03-05'],
    ['20240305', '2024-03-05'],
    ['20200206.0', '2020-02-06'],
    ['5-Mar-24', '2024-03-05'],
    ['05MAR2024', '2024-03-05'],
    ['5-3月-24', '2024-03-05'],
    ['March 5, 2024', '2024-03-05'],
    ['2024-03-05 00:00:00', '2024-03-05'],
    ['2024-03-05T10:20:30', '2024-03-05'],
    ['2024-03-05T16:00:00.000Z', '2024-03-06'],
    ['2024-03-05T00:00:00Z', '2024-03-05'],
    ['45356', '2024-03-05'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', undefined],
    ['2024-13-01', undefined],
    ['20241301', undefined],
    ['1/2/2024', undefined],
    ['0024-01-01', undefined],
    ['tomorrow', undefined],
    ['12', undefined],
  ])('should read %s as %s', (text, date) => {
    expect(parseDate(text, free)).toBe(date);
  });

  it.each([
    ['M/D/YYYY', '3/5/2024', '2024-03-05'],
    ['M/D/YYYY', '13/5/2024', undefined],
    ['M/D/YYYY', '2024-03-05', '2024-03-05'],
    ['DD.MM.YYYY', '05.03.2024', '2024-03-05'],
    ['DDMMYYYY', '05032024', '2024-03-05'],
    ['D-MMM-YY', '5-Mar-24', '2024-03-05'],
    ['YY/M/D', '24/3/5', '2024-03-05'],
    ['M/D/YY', '3/5/71', '1971-03-05'],
    ['YYYYMMDD', '20240305.0', '2024-03-05'],
    ['EXCEL', '45356', '2024-03-05'],
    ['D/M/YYYY', '5/3/2024 12:30', '2024-03-05'],
  ])('should read by the pattern %s: %s is %s', (pattern, text, date) => {
    expect(parseDate(text, { order: null, pattern })).toBe(date);
  });

  it('should know a pattern from nonsense', () => {
    expect(['M/D/YYYY', 'yyyy-mm-dd', 'YYYY年M月D日', 'excel'].map(isDatePattern)).toEqual([true, true, true, true]);
    expect(['M/D', 'YYYY-MM', 'M/D/D/YYYY', '', 'abc'].map(isDatePattern)).toEqual([false, false, false, false, false]);
  });

  it('should read every day of the calendar back in every form', () => {
    const day = fc.date({ min: new Date('1971-01-01'), max: new Date('2068-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = '', month = '', dayOfMonth = ''] = iso.split('-');
        const [m, d] = [Number(month), Number(dayOfMonth)];
        expect(parseDate(`${m}/${d}/${year}`, { order: 'MDY', pattern: null })).toBe(iso);
        expect(parseDate(`${d}.${m}.${year}`, { order: 'DMY', pattern: null })).toBe(iso);
        expect(parseDate(`${year}${month}${dayOfMonth}`, free)).toBe(iso);
        expect(parseDate(`${d}/${month}/${year.slice(2)}`, { order: null, pattern: 'D/MM/YY' })).toBe(iso);
      }),
    );
  });
});

/** The amount of one row in minor units, or its problems. */
function amount(text: string, currency = 'CNY', decimal?: '.' | ','): unknown {
  const rows = checked(
    `Invoice number;Customer ID;Due date;Currency;Amount\n1;C;2024-01-01;${currency};"${text.replaceAll('"', '""')}"`,
    {
      decimal,
    },
  );
  const [row] = rows;
  return Array.isArray(row) ? row : row?.amountMinor;
}

describe('amounts', () => {
  it.each([
    ['1,234.50', 123_450],
    ['1.234,50', 123_450],
    ['1 234,50', 123_450],
    ['1\u00a0234,50', 123_450],
    ["1'234.50", 123_450],
    ['1,23,456.00', 12_345_600],
    ['１，２３４', 123_400],
    ['￥1,234.5', 123_450],
    ['CNY 12', 1_200],
    ['12元', 1_200],
    ['RMB12.30', 1_230],
    ['(123.45)', -12_345],
    ['123.45-', -12_345],
    ['−5', -500],
    ['-¥5.10', -510],
    ['1,234.00 Dr', 123_400],
    ['1,234.00 Cr.', -123_400],
    ['.5', 50],
    ['100.5000', 10_050],
    ['0', 0],
    ['1.2万', ['IMPORT_AMOUNT_UNIT']],
    ['3亿', ['IMPORT_AMOUNT_UNIT']],
    ['5k', ['IMPORT_AMOUNT_UNIT']],
    ['1.5E+09', ['IMPORT_AMOUNT_SCIENTIFIC']],
    ['1.005', ['IMPORT_AMOUNT_DECIMALS']],
    ['12,34', 1_234],
    ['1,2345,678.00', ['IMPORT_AMOUNT_INVALID']],
    ['--5', ['IMPORT_AMOUNT_INVALID']],
    ['abc', ['IMPORT_AMOUNT_INVALID']],
    ['9999999999999999', ['IMPORT_AMOUNT_TOO_LARGE']],
    ['$5', ['IMPORT_CURRENCY_CONFLICT']],
    ['', ['IMPORT_VALUE_MISSING']],
    ['#REF!', ['IMPORT_CELL_ERROR']],
  ])('should read %s as %j', (text, expected) => {
    expect(amount(text)).toEqual(expected);
  });

  it('should respect the decimals of the currency and a chosen decimal sign', () => {
    expect(amount('1,234', 'JPY')).toBe(1_234);
    expect(amount('12.5', 'JPY')).toBe(13);
    expect(amount('1.234', 'KWD')).toBe(1_234);
    expect(amount('1.234', 'EUR', ',')).toBe(123_400);
    expect(amount('1', 'XXY')).toEqual(['IMPORT_CURRENCY_UNKNOWN']);
    expect(amount('1', '人民币')).toBe(100);
  });

  it('should read back every amount exactly, however it is written', () => {
    const styles = [
      ['.', ','],
      ['.', ''],
      ['.', "'"],
      [',', '.'],
      [',', ' '],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
        fc.constantFrom('CNY', 'JPY', 'KWD'),
        fc.constantFrom(...styles),
        (minor, currency, [decimal, separator]) => {
          const exponent = exponentOf(currency);
          const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
          const whole = digits.slice(0, digits.length - exponent).replaceAll(/\B(?=(\d{3})+$)/g, separator);
          const fraction = exponent === 0 ? '' : decimal + digits.slice(-exponent);
          expect(amount(`${minor < 0 ? '-' : ''}${whole}${fraction}`, currency, decimal)).toBe(minor);
        },
      ),
    );
  });
});
