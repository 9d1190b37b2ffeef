import { DateTime } from 'luxon';

/** Which of the numbers of 01/02/03 is what. Dates that begin with a four-digit year need no order. */
export type DateOrder = 'MDY' | 'DMY' | 'YMD';

/** How the dates of a column are read: `order` for those that need one, `pattern` where a person named the form. */
export interface DateFormat {
  readonly order: DateOrder | null;
  readonly pattern: string | null;
}

/** A text as a date: the same under every order, or one reading for each order under which the date exists. */
export type DateReading =
  | { readonly kind: 'fixed'; readonly date: string }
  | {
      readonly kind: 'ordered';
      readonly dates: Readonly<Partial<Record<DateOrder, string>>>;
      readonly shortYear: boolean;
    };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const YEAR_MONTH_NAME = /^(\d{4})[-\s./]([a-z]{3,9})[-\s./](\d{1,2})$/i;
const CHINESE = /^(\d{4}|\d{2})年(\d{1,2})月(\d{1,2})[日号]?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\.0+|\d{6})?$/;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)/i;
/** The year stands last, or first with two digits. */
const NUMBERS_ONLY = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})$/;
const DAY_MONTH_NAME = /^(\d{1,2})[-\s./]*([a-z]{3,9}|\d{1,2}月)[-\s./,]*(\d{4}|\d{2})$/i;
const MONTH_NAME_DAY = /^([a-z]{3,9})[-\s.]*(\d{1,2})(?:st|nd|rd|th)?[-\s,]+(\d{4})$/i;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;
const TIME =
  /^(.*?\d.*?)(?:T|\s+)(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?:am|pm|上午|下午)?\s*(z|[+-]\d{2}:?\d{2})?$/i;
/** Excel's day 60 is a 29 February 1900 that never was; from 1 March 1900 on its count runs from this day. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const SERIAL_RANGE = [20_000, 80_000] as const;
const DAY = 86_400_000;
const DEFAULT_ZONE = 'Asia/Shanghai';

/**
 * The calendar date `YYYY-MM-DD` a text says under a format, undefined where it says none. A named pattern wins; forms that begin
 * with a four-digit year are understood beside it, because workbooks mix real dates with typed ones. An instant with a zone is
 * the date of that instant in `zone` (midnight UTC is a bare date in disguise and stays).
 */
export function parseDate(text: string, format: DateFormat, zone = DEFAULT_ZONE): string | undefined {
  if (format.pattern !== null) {
    const byPattern = readPattern(text, format.pattern);
    if (byPattern !== undefined) return byPattern;
  }
  const reading = readDate(text, zone);
  if (reading?.kind === 'fixed') return format.pattern === null || beginsWithYear(text) ? reading.date : undefined;
  if (format.pattern !== null || format.order === null) return undefined;
  return reading?.dates[format.order];
}

const NO_YEAR = '0000|0001|1753|1899|1900|2999|4712|9999';
const NO_DATE = new RegExp(
  String.raw`^0+([.]0+)?$|^(${NO_YEAR})([-/.年]?\d{1,2}[-/.月]?\d{1,2}日?)([T ].*)?$|^\d{1,2}[-/. ][a-z\d]{1,9}[-/. ](${NO_YEAR})([T ].*)?$|^1970-0?1-0?1([T ].*)?$`,
  'i',
);
const NOT_YET = /^(open|unpaid|not (yet )?paid|pending|outstanding|tbd|未付款?|未收款?|未回款|未核销|未结清|待收款?)$/i;

/** Whether a cell of a date column says that there is no date: 0, the first or last day of a system's calendar, "unpaid". */
export function saysNoDate(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  return NO_DATE.test(plain) || NOT_YET.test(plain);
}

export function looksLikeDate(text: string): boolean {
  const reading = readDate(text);
  return reading?.kind === 'fixed' || (reading !== undefined && Object.keys(reading.dates).length > 0);
}

/** Every way in which a text may be a date. */
export function readDate(text: string, zone = DEFAULT_ZONE): DateReading | undefined {
  const plain = text.normalize('NFKC').trim();
  const timed = TIME.exec(plain);
  const [, dated = plain, time = '', offset = ''] = timed ?? [];
  const day = dated.replace(WEEKDAY, '').replace(/,\s*$/, '');
  const fixed = readFixed(day.trim());
  if (fixed !== undefined) return { kind: 'fixed', date: offset === '' ? fixed : inZone(fixed, time, offset, zone) };
  const match = NUMBERS_ONLY.exec(day.trim());
  if (match === null) return undefined;
  const [, first = '', separator = '', second = '', last = ''] = match;
  return { kind: 'ordered', dates: readOrders(first, second, last, separator), shortYear: last.length <= 2 };
}

function readFixed(text: string): string | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return calendarDate(yearFirst[1], yearFirst[3], yearFirst[4]);
  const inParts = CHINESE.exec(text) ?? COMPACT.exec(text);
  if (inParts !== null) return calendarDate(inParts[1], inParts[2], inParts[3]);
  const dayFirst = DAY_MONTH_NAME.exec(text);
  if (dayFirst !== null) return calendarDate(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  const named = YEAR_MONTH_NAME.exec(text);
  if (named !== null) return calendarDate(named[1], monthNumber(named[2]), named[3]);
  const nameFirst = MONTH_NAME_DAY.exec(text);
  if (nameFirst !== null) return calendarDate(nameFirst[3], monthNumber(nameFirst[1]), nameFirst[2]);
  return SERIAL.test(text) ? fromSerial(text) : undefined;
}

function readOrders(
  first: string,
  second: string,
  last: string,
  separator: string,
): Partial<Record<DateOrder, string>> {
  const short = last.length <= 2 && first.length === 2;
  const readings: readonly (readonly [DateOrder, string | undefined])[] = [
    // Nobody writes the month first with dots.
    ['MDY', separator === '.' ? undefined : calendarDate(last, first, second)],
    ['DMY', calendarDate(last, second, first)],
    ['YMD', short ? calendarDate(first, second, last) : undefined],
  ];
  return Object.fromEntries(readings.filter(([, date]) => date !== undefined));
}

function beginsWithYear(text: string): boolean {
  return /^\s*\d{4}[-/.年]/.test(text.normalize('NFKC'));
}

function monthNumber(name = ''): string {
  const index = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? (/^\d+/.exec(name)?.[0] ?? '') : String(index + 1);
}

/** The date if the calendar has it. Years have two or four digits; two-digit years up to 69 belong to this century. */
function calendarDate(yearText = '', monthText = '', dayText = ''): string | undefined {
  const short = Number(yearText);
  const year = yearText.length === 2 ? short + (short < 70 ? 2000 : 1900) : short;
  const [month, day] = [Number(monthText), Number(dayText)];
  if (!(year >= 1950 && year <= 2150 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function fromSerial(text: string): string | undefined {
  const serial = Math.floor(Number(text));
  if (serial < SERIAL_RANGE[0] || serial > SERIAL_RANGE[1]) return undefined;
  return new Date(SERIAL_EPOCH + serial * DAY).toISOString().slice(0, 10);
}

function inZone(date: string, time: string, offset: string, zone: string): string {
  const full = time.padStart(time.length + (time.indexOf(':') === 1 ? 1 : 0), '0');
  if (/^00:00(:00)?$/.test(full)) return date;
  return DateTime.fromISO(`${date}T${full}${offset.toUpperCase()}`, { zone }).toISODate() ?? date;
}

interface Pattern {
  readonly expression: RegExp;
  readonly parts: readonly string[];
}

const TOKEN = /YYYY|YY|MMM|MM|M|DD|D/g;
const patterns = new Map<string, Pattern | null>();

/** Whether a pattern such as `M/D/YYYY`, `DD.MM.YYYY`, `YYYYMMDD` names a year, a month and a day, each once. `EXCEL` is the serial number. */
export function isDatePattern(pattern: string): boolean {
  return compilePattern(pattern) !== null;
}

function compilePattern(pattern: string): Pattern | null {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const compiled = buildPattern(pattern.trim().toUpperCase());
  if (patterns.size < 100) patterns.set(pattern, compiled);
  return compiled;
}

function buildPattern(pattern: string): Pattern | null {
  if (pattern === 'EXCEL') return { expression: SERIAL, parts: [] };
  const parts: string[] = [...pattern.matchAll(TOKEN)].map(([token]) => token);
  if (
    parts
      .map((token) => token.charAt(0))
      .toSorted()
      .join('') !== 'DMY' ||
    pattern.length > 40
  )
    return null;
  const adjacent = /(?:Y|M|D)(?:YYYY|YY|MMM|MM|M|DD|D)/.test(pattern.replaceAll(TOKEN, (token) => token.charAt(0)));
  const digits: Readonly<Record<string, string>> = {
    YYYY: String.raw`(\d{4})`,
    YY: String.raw`(\d{2})`,
    MMM: '([A-Za-z]{3,9}|\\d{1,2}月)',
    MM: adjacent ? String.raw`(\d{2})` : String.raw`(\d{1,2})`,
    M: String.raw`(\d{1,2})`,
    DD: adjacent ? String.raw`(\d{2})` : String.raw`(\d{1,2})`,
    D: String.raw`(\d{1,2})`,
  };
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
  let source = '';
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    source += literal(pattern.slice(end, match.index)) + (digits[match[0]] ?? '');
    end = match.index + match[0].length;
  }
  source += literal(pattern.slice(end));
  return { expression: new RegExp(`^${source}$`, 'i'), parts };
}

function readPattern(text: string, pattern: string): string | undefined {
  const compiled = compilePattern(pattern);
  if (compiled === null) return undefined;
  const plain = text.normalize('NFKC').trim();
  const day = (TIME.exec(plain)?.[1] ?? plain).trim().replace(/^(\d+)\.0+$/, '$1');
  const match = compiled.expression.exec(day);
  if (match === null) return undefined;
  if (compiled.parts.length === 0) return fromSerial(day);
  const value = (letter: string): string =>
    match[compiled.parts.findIndex((part) => part.startsWith(letter)) + 1] ?? '';
  const month = value('M');
  return calendarDate(value('Y'), /^\d+$/.test(month) ? month : monthNumber(month), value('D'));
}
