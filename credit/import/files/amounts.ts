import { currenciesOf, exponentOf } from './currency.ts';

export type DecimalSign = '.' | ',';

export type AmountReading =
  | {
      readonly ok: true;
      readonly negative: boolean;
      readonly integer: string;
      readonly fraction: string;
      /** Currencies that a sign or code in the cell may mean; empty where it has none. */
      readonly currencies: readonly string[];
    }
  | { readonly ok: false; readonly reason: 'invalid' | 'scientific' | 'unit' };

const SCIENTIFIC = /^[-+]?\d+([.,]\d+)?e[-+]?\d+$/i;
const UNIT = /\d\s*[十百千万亿]|\d\s*(k|m|mm|mio|bn|w)$/i;
const MARK = String.raw`[A-Z]{3}|[A-Z]{0,2}\$|Rs\.?|kr\.?|zł|[¥€£₩₽₹₺₫฿₱₪₦]|人民币元?|新?台币|美[元金]|欧元|英镑|日[元圆]|港[币元]|韩元|加元|澳元|新加坡元|元`;
const LEADING_MARK = new RegExp(String.raw`^(${MARK})\s*(?=[-(\d.,])`, 'i');
const TRAILING_MARK = new RegExp(String.raw`(?<=[\d.,)-])\s*(${MARK})$`, 'i');
const GROUPED: Readonly<Record<DecimalSign, RegExp>> = {
  // Groups of three; of two before the last three as in India (1,23,456.00).
  '.': /^(\d+|\d{1,3}([, '])\d{3}(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d*))?$|^\.(\d+)$/,
  ',': /^(\d+|\d{1,3}([. '])\d{3}(?:\2\d{3})*)(?:,(\d*))?$|^,(\d+)$/,
};

/**
 * Reads an amount as digits, exactly: thousands separators, currency signs and codes, full-width digits, (123.45) and a minus on either side.
 * What might have lost digits (1.93E+09) or is in units of ten thousand is told apart from what is no number.
 */
export function readAmount(text: string, decimal: DecimalSign): AmountReading {
  const { core, negative, mark } = strip(text);
  if (SCIENTIFIC.test(core)) return { ok: false, reason: 'scientific' };
  const currencies = mark === '' ? [] : currenciesOf(mark);
  const match = GROUPED[decimal].exec(core);
  if (match === null || (mark !== '' && currencies.length === 0)) {
    return { ok: false, reason: UNIT.test(text.normalize('NFKC').trim()) ? 'unit' : 'invalid' };
  }
  const integer = (match[1] ?? '').replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '');
  const fraction = match[3] ?? match[4] ?? '';
  return { ok: true, negative, integer: integer === '' ? '0' : integer, fraction, currencies };
}

function strip(text: string): { readonly core: string; readonly negative: boolean; readonly mark: string } {
  let core = text
    .normalize('NFKC')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(/[’‘´`]/g, "'")
    .replaceAll(/[−–—﹣]/g, '-');
  core = core.trim();
  let mark = '';
  let signs = 0;
  // Sign, brackets and currency come in any order: -¥5, ¥-5, (¥5), 5- CNY.
  for (let before = ''; before !== core;) {
    before = core;
    core = core.replace(/^\((.*)\)$/, (_, inner: string) => ((signs += 1), inner.trim()));
    core = core.replace(/^-\s*|\s*-$/, () => ((signs += 1), ''));
    core = core.replace(/^\+\s*(?=[\d.,])/, '');
    // Debit and credit, as ledgers of India and Britain write them behind the amount.
    core = core.replace(/(?<=\d)\s*dr\.?$/i, '');
    core = core.replace(/(?<=\d)\s*cr\.?$/i, () => ((signs += 1), ''));
    core = core.replace(mark === '' ? LEADING_MARK : /^$/, (whole: string) => ((mark = whole.trim()), ''));
    core = core.replace(mark === '' ? TRAILING_MARK : /^$/, (whole: string) => ((mark = whole.trim()), ''));
  }
  return { core: signs > 1 ? '' : core, negative: signs === 1, mark };
}

export function looksLikeNumber(text: string): boolean {
  return readAmount(text, '.').ok || readAmount(text, ',').ok;
}

/**
 * Integer minor units of a reading. Decimals that the currency does not have are rounded half up (`rounded`): systems compute with
 * them. Three after the sign may be thousands instead; unless the sign is known to be that of decimals they are refused.
 */
export function toMinor(
  reading: AmountReading & { readonly ok: true },
  currency: string,
  signIsSure: boolean,
):
  | { readonly ok: true; readonly minor: number; readonly rounded: boolean }
  | { readonly ok: false; readonly reason: 'decimals' | 'tooLarge' } {
  const exponent = exponentOf(currency);
  const fraction = reading.fraction.replace(/0+$/, '');
  const rounded = fraction.length > exponent;
  if (rounded && reading.fraction.length === 3 && !signIsSure) return { ok: false, reason: 'decimals' };
  const digits = `${reading.integer}${fraction.slice(0, exponent).padEnd(exponent, '0')}`.replace(/^0+/, '');
  if (digits.length > 15) return { ok: false, reason: 'tooLarge' };
  const minor = Number(digits) + (rounded && fraction.charAt(exponent) >= '5' ? 1 : 0);
  return { ok: true, minor: reading.negative && minor !== 0 ? -minor : minor, rounded };
}

export interface DecimalEvidence {
  readonly decimal: DecimalSign;
  /** The separator of thousands seen, or an empty text. */
  readonly thousands: string;
  /** A value that decided, or null where the point was taken as the usual case. */
  readonly decidedBy: string | null;
  readonly mixed: readonly [string, string] | null;
}

/** Decides the decimal sign over all amounts of a file. `1,234` alone decides nothing; 1.234,50 and 12,5 do. */
export function detectDecimal(values: readonly string[]): DecimalEvidence {
  const votes: Record<DecimalSign, string[]> = { '.': [], ',': [] };
  for (const value of values) {
    const sign = decimalOf(strip(value).core);
    if (sign !== undefined) votes[sign].push(value);
  }
  const [points, commas] = [votes['.'].length, votes[','].length];
  const decimal = commas > points ? ',' : '.';
  const minority = Math.min(points, commas);
  const mixed = minority > (points + commas) * 0.01 ? ([votes['.'][0] ?? '', votes[','][0] ?? ''] as const) : null;
  return { decimal, thousands: thousandsOf(values, decimal), decidedBy: votes[decimal][0] ?? null, mixed };
}

function decimalOf(core: string): DecimalSign | undefined {
  if (!/^[\d., ']+$/.test(core)) return undefined;
  const point = core.lastIndexOf('.');
  const comma = core.lastIndexOf(',');
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const sign = point >= 0 ? '.' : ',';
  const pieces = core.split(sign);
  if (pieces.length === 1) return undefined;
  const other = sign === '.' ? ',' : '.';
  if (pieces.length > 2) return other;
  const [whole = '', rest = ''] = pieces;
  // Three digits after a single separator may be thousands, unless what stands before it can't be a first group.
  return rest.length === 3 && whole.length <= 3 && whole !== '0' && whole !== '' ? undefined : sign;
}

function thousandsOf(values: readonly string[], decimal: DecimalSign): string {
  for (const value of values) {
    const { core } = strip(value);
    const separator = GROUPED[decimal].exec(core)?.[2];
    if (separator !== undefined) return separator;
  }
  return '';
}
