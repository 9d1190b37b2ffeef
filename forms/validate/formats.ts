const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
// One @, no spaces, a dot in the domain; whether the mailbox exists only a mail can tell.
const EMAIL = /^[^\s@"<>]{1,64}@[^\s@"<>.]+(\.[^\s@"<>.]+)+$/;
const CREDIT_CODE_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export function isCalendarDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  if (year === '') return false;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate();
}

/** 统一社会信用代码, GB 32100: 18 letters, the last one a check over the others. */
function isCreditCode(text: string): boolean {
  const values = Array.from(text, (letter) => CREDIT_CODE_LETTERS.indexOf(letter));
  if (values.length !== 18 || values.includes(-1)) return false;
  const sum = CREDIT_CODE_WEIGHTS.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return values[17] === (31 - (sum % 31)) % 31;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Formats that are checked; the definition admits no others. */
export const FORMAT_CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isCalendarDate,
  time: (text) => TIME.test(text),
  'date-time': (text) => {
    const [date = '', time = '', rest] = text.split('T');
    return rest === undefined && isCalendarDate(date) && TIME.test(time) && /(Z|[+-]\d\d:\d\d)$/.test(time);
  },
  email: (text) => text.length <= 254 && EMAIL.test(text),
  uri: isWebAddress,
  'unified-social-credit-code': isCreditCode,
};
