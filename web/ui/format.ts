import { DateTime } from './date-time.ts';
import type { Language } from '#api/contract/index.ts';

const EXPONENTS: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0, CLP: 0, BHD: 3, KWD: 3, OMR: 3, TND: 3 };

export const exponentOf = (currency: string): number => EXPONENTS[currency] ?? 2;

/** 1,234.50: separators, fixed decimals, a real minus sign; the currency stands in the column head. */
export function formatAmount(minor: number, currency: string): string {
  const digits = exponentOf(currency);
  const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    Math.abs(minor) / 10 ** digits,
  );
  return minor < 0 ? `−${text}` : text;
}

/** ¥1,234.50 for a single figure that stands alone. */
export function formatMoney(minor: number, currency: string): string {
  const sign = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$', JPY: '¥' }[currency] ?? `${currency} `;
  return minor < 0 ? `−${sign}${formatAmount(-minor, currency)}` : `${sign}${formatAmount(minor, currency)}`;
}

/** Days from a due date to the company's today: positive is overdue. */
export function daysOverdue(dueDate: string, today: string): number {
  return Math.round((Date.parse(today) - Date.parse(dueDate)) / 86_400_000);
}

/** 逾期 12 天 / 今天到期 / 3 天后到期. */
export function formatDue(dueDate: string, today: string, language: Language): string {
  const days = daysOverdue(dueDate, today);
  if (language === 'en') {
    if (days > 0) return days === 1 ? '1 day overdue' : `${days} days overdue`;
    if (days === 0) return 'due today';
    return days === -1 ? 'due tomorrow' : `due in ${-days} days`;
  }
  if (days > 0) return `逾期 ${days} 天`;
  return days === 0 ? '今天到期' : `${-days} 天后到期`;
}

/** A calendar date as people write it: 2026年3月5日 / 5 Mar 2026. */
export function formatDate(date: string, language: Language): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  if (language === 'zh-CN') return `${year}年${month}月${day}日`;
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${day} ${names[(month ?? 1) - 1]} ${year}`;
}

/** An instant in the company's zone: 今天 09:00, 昨天 17:30, 3月5日 09:00, with the year when it is another. */
export function formatInstant(instant: string, now: string, zone: string, language: Language): string {
  const at = DateTime.inZone(instant, zone);
  const present = DateTime.inZone(now, zone);
  const days = Math.round((Date.parse(present.date) - Date.parse(at.date)) / 86_400_000);
  if (days === 0) return `${language === 'en' ? 'today' : '今天'} ${at.time}`;
  if (days === 1) return `${language === 'en' ? 'yesterday' : '昨天'} ${at.time}`;
  const text = formatDate(at.date, language);
  const year = at.date.slice(0, 4);
  const short = year === present.date.slice(0, 4) ? text.replace(`${year}年`, '').replace(` ${year}`, '') : text;
  return `${short} ${at.time}`;
}
