import type { Language } from '../schema/index.ts';

/** Forms in which a date may be typed; the first is how it is shown. */
export const DATE_FORMATS: Readonly<Record<Language, string[]>> = {
  'zh-CN': ['YYYY年M月D日', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'],
  en: ['D MMM YYYY', 'YYYY-M-D', 'D/M/YYYY', 'YYYYMMDD'],
};

const ZERO_DECIMALS = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);
const THREE_DECIMALS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Decimals of a currency (ISO 4217). */
export function decimalsOf(currency: string): number {
  if (ZERO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** 1,234.50: separators, the currency's decimals, a real minus sign. */
export function formatMoney(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: 10 });
  return amount < 0 ? `−${digits.format(-amount)}` : digits.format(amount);
}

export function formatNumber(value: number): string {
  const text = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 }).format(Math.abs(value));
  return value < 0 ? `−${text}` : text;
}

/** 2026年3月5日 / 5 Mar 2026; what is no date stays as it is. */
export function formatDate(date: string, language: Language): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? [];
  if (year === '') return date;
  if (language === 'zh-CN') return `${year}年${Number(month)}月${Number(day)}日`;
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${Number(day)} ${names[Number(month) - 1] ?? month} ${year}`;
}
