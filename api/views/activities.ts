import type { z } from 'zod';
import { activities, type Activity, formatMoney } from '#credit/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { activity, Language } from '../contract/index.ts';
import { personNamer } from '../routes/cards.ts';

type ActivityView = z.infer<typeof activity>;

const SHOWN = 100;

const LIMIT_KINDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  base: { 'zh-CN': '基础额度', en: 'base limit' },
  temporary: { 'zh-CN': '临时额度', en: 'temporary limit' },
  frozen: { 'zh-CN': '冻结', en: 'frozen' },
};

/** The newest contacts and steps concerning a customer or a receivable, newest first. */
export async function readActivities(
  store: StoreReader,
  where: { readonly customerId: string } | { readonly receivableId: string },
  language: Language,
): Promise<ActivityView[]> {
  const page = await store.find(activities, { where, sort: { by: 'at', descending: true }, limit: SHOWN });
  return viewsOf(
    store,
    page.items.map((item) => item.document),
    language,
  );
}

export async function viewsOf(
  store: StoreReader,
  found: readonly Activity[],
  language: Language,
): Promise<ActivityView[]> {
  const name = await personNamer(
    store,
    found.map((one) => one.by),
  );
  return found.map((one) => ({
    id: one.id,
    at: one.at,
    by: name(one.by),
    channel: one.channel,
    with: one.with ?? null,
    note: noteOf(one, language),
    receivableId: one.receivableId ?? null,
  }));
}

/** Amount and date belong to what is told: 2026年4月10日前 ¥100.00. */
function noteOf({ channel, note = '', amountMinor, currency, date }: Activity, language: Language): string {
  const amount = amountMinor === undefined || currency === undefined ? '' : moneyOf(amountMinor, currency);
  const words = channel === 'limit' ? (LIMIT_KINDS[note]?.[language] ?? note) : note;
  const parts = [date === undefined ? amount : byDate(amount, date, language), words];
  return parts.filter((part) => part !== '').join(language === 'en' ? ' · ' : '，');
}

function byDate(amount: string, date: string, language: Language): string {
  const [year, month, day] = date.split('-').map(Number);
  if (language === 'en') return `${amount} by ${day} ${MONTHS[(month ?? 1) - 1] ?? ''} ${year}`.trim();
  return `${year}年${month}月${day}日前 ${amount}`.trim();
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SIGNS: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$' };

/** ¥1,234.50 where people know a sign, 1,234.50 THB elsewhere. */
function moneyOf(minor: number, currency: string): string {
  const sign = SIGNS[currency];
  const told = formatMoney(minor, currency);
  return sign === undefined ? told : `${sign}${told.replace(` ${currency}`, '')}`;
}
