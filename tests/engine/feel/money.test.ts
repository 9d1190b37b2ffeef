import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOf } from './support.ts';

describe('numbers', () => {
  it.each([
    ['0.1 + 0.2', 0.3],
    ['0.3 - 0.2 >= 0.1', true],
    ['100 * 1.15', 115],
    ['19.99 * 3', 59.97],
    ['1e6', 1_000_000],
    ['1.5e3', 1500],
    ['5000 > 1e6', false],
    ['10 / 3', 10 / 3],
    ['9007199254740993 = 9007199254740992', false],
    ['string(9007199254740993 + 2)', '9007199254740995'],
    ['string(0.1 ** 20)', '0.00000000000000000001'],
    ['round half up(2.345, 2)', 2.35],
    ['decimal(2.345, 2)', 2.34],
    ['decimal(2.355, 2)', 2.36],
    ['round half down(-2.5)', -2],
    ['round up(-1.1)', -2],
    ['floor(-1.5)', -2],
    ['ceiling(1.001, 2)', 1.01],
    ['round half up(1250, -2)', 1300],
    ['sum([0.1, 0.2, 0.3])', 0.6],
    ['mean([0.1, 0.2])', 0.15],
  ])('should give exactly %s', (source, expected) => {
    expect(valueOf(source)).toBe(expected);
  });

  const cents = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 });

  it('should add and subtract amounts of money without an error', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const variables = { a: a / 100, b: b / 100 };
        expect(valueOf('a + b', variables)).toBe((a + b) / 100);
        expect(valueOf('a - b', variables)).toBe((a - b) / 100);
        expect(valueOf('a - b > 0', variables)).toBe(a > b);
      }),
    );
  });

  it('should multiply amounts with rates as by hand', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 100_000 }), (amount, rate) => {
        const exact = BigInt(amount) * BigInt(rate);
        expect(valueOf('string(a * r)', { a: amount / 100, r: rate / 10_000 })).toBe(decimalText(exact, 6));
      }),
    );
  });

  it('should order numbers as decimals', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(valueOf('a / 100 < b / 100', { a, b })).toBe(a < b);
      }),
    );
  });
});

/** `digits` places, without zeros at the end. */
function decimalText(value: bigint, digits: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${text.slice(0, -digits)}${fraction === '' ? '' : `.${fraction}`}`;
}
