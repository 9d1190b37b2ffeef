import { currenciesOf } from './currency.ts';

/** Codes that a header may carry as a word; others (ALL, TOP, TRY) are words of their own. */
const CODES = /(?:^|[^A-Za-z])(CNY|RMB|USD|EUR|GBP|JPY|HKD|CAD|AUD|SGD|TWD|KRW|INR|CHF|NZD)(?:[^A-Za-z]|$)/i;
const NAMES =
  /人民币|美元|美金|欧元|英镑|日元|日圆|港币|港元|新台币|台币|韩元|加元|澳元|新加坡元|HK\$|US\$|NT\$|[€£₩¥]|元/;
const UNIT = /[万千亿]元|百万|[(（]\s*[万千亿]\s*[)）]|'000|\bthousands?\b|\bmillions?\b/i;

/** The currency that the header of an amount names, or null. */
export function currencyOfHeader(header: string): string | null {
  const plain = header.normalize('NFKC');
  const found = CODES.exec(plain)?.[1] ?? NAMES.exec(plain)?.[0];
  return found === undefined ? null : (currenciesOf(found)[0] ?? null);
}

/** Whether a header says that its amounts are in units of a thousand or more: taken as they stand they would be far too small. */
export function hasUnit(header: string): boolean {
  return UNIT.test(header.normalize('NFKC'));
}
