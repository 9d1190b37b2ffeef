/** Values as the runners write them: JSON, and `{ $t, v }` for what is temporal. */
import { compileExpression, kindOf, toJson, type FeelValue } from '#engine/feel/index.ts';

export type Neutral =
  | null
  | boolean
  | number
  | string
  | readonly Neutral[]
  | { readonly $t: 'date' | 'time' | 'dateTime' | 'duration'; readonly v: string }
  | { readonly [name: string]: Neutral };

const BUILDERS: Readonly<Record<string, string>> = {
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  duration: 'duration',
};

const TEMPORAL: Readonly<Record<string, 'date' | 'time' | 'dateTime' | 'duration'>> = {
  date: 'date',
  time: 'time',
  'date and time': 'dateTime',
  'years and months duration': 'duration',
  'days and time duration': 'duration',
};

export function fromNeutral(value: Neutral): FeelValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Neutral) => fromNeutral(item));
  const { $t, v } = value as { readonly $t?: string; readonly v?: string };
  if ($t !== undefined) return temporal($t, v ?? '');
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fromNeutral(entry as Neutral)]));
}

export function toNeutral(value: FeelValue): Neutral {
  const $t = TEMPORAL[kindOf(value)];
  const json = toJson(value, () => undefined);
  if ($t !== undefined) return { $t, v: typeof json === 'string' ? json : '' };
  if (Array.isArray(value)) return value.map((item: FeelValue) => toNeutral(item));
  if (kindOf(value) !== 'context') return json as Neutral;
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, FeelValue>>).map(([name, entry]) => [name, toNeutral(entry)]),
  );
}

function temporal(type: string, text: string): FeelValue {
  const compiled = compileExpression(`${BUILDERS[type] ?? 'date'}(${JSON.stringify(text)})`);
  return compiled.ok
    ? compiled.expression.evaluateFeel({}, { now: '2026-01-01T00:00:00.000Z', zone: 'UTC' }).value
    : null;
}
