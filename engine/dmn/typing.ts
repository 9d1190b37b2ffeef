import { type FeelValue, compileExpression, compileUnaryTests, kindOf } from '../feel/index.ts';
import type { ItemDefinitionSource } from './source.ts';
import type { DeclaredType } from './types.ts';

const BASE: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  number: ['number'],
  integer: ['number'],
  long: ['number'],
  double: ['number'],
  boolean: ['boolean'],
  date: ['date'],
  time: ['time'],
  dateTime: ['date and time'],
  'date and time': ['date and time'],
  dayTimeDuration: ['days and time duration'],
  'days and time duration': ['days and time duration'],
  yearMonthDuration: ['years and months duration'],
  'years and months duration': ['years and months duration'],
  list: ['list'],
  context: ['context'],
};

/** A day without a clock: allowed values may not depend on it. */
const NO_CLOCK = { now: '1970-01-01T00:00:00.000Z' };

/**
 * The type a name stands for, with the item definitions of the file; `any` for no check, undefined for an unknown name.
 * Null passes every type: whether a value may be absent is asked where it is used.
 */
export function resolveType(
  typeRef: string | undefined,
  items: readonly ItemDefinitionSource[],
  seen: readonly string[] = [],
): DeclaredType | 'any' | undefined {
  const name = typeRef?.replace(/^feel:/, '').trim() ?? 'Any';
  if (name === 'Any' || name === '') return 'any';
  const item = items.find((candidate) => candidate.name === name);
  if (item) return seen.includes(name) ? undefined : resolveItem(item, items, [...seen, name]);
  const kinds = BASE[name];
  return kinds && { name, accepts: (value) => value === null || kinds.includes(kindOf(value)) };
}

function resolveItem(
  item: ItemDefinitionSource,
  items: readonly ItemDefinitionSource[],
  seen: readonly string[],
): DeclaredType | 'any' | undefined {
  const name = item.name ?? '';
  const base = item.itemComponent?.length ? componentsType(item, items, seen) : resolveType(item.typeRef, items, seen);
  if (base === undefined) return undefined;
  const allowed = allowedValues(item.allowedValues?.text);
  const accepts = (value: FeelValue): boolean =>
    value === null || ((base === 'any' || base.accepts(value)) && allowed(value));
  if (item.isCollection !== true) return { name, accepts };
  return { name, accepts: (value) => value === null || (Array.isArray(value) && value.every(accepts)) };
}

function componentsType(
  item: ItemDefinitionSource,
  items: readonly ItemDefinitionSource[],
  seen: readonly string[],
): DeclaredType | undefined {
  const fields = (item.itemComponent ?? []).map((field) => ({
    name: field.name ?? '',
    type: resolveItem(field, items, seen),
  }));
  if (fields.some((field) => field.type === undefined)) return undefined;
  return {
    name: item.name ?? '',
    accepts: (value) =>
      kindOf(value) === 'context' &&
      fields.every(({ name, type }) => {
        const read = compileExpression(`get value(value, ${JSON.stringify(name)})`);
        const entry = read.ok ? read.expression.evaluateFeel({ value }, NO_CLOCK).value : null;
        return type === 'any' || type?.accepts(entry) === true;
      }),
  };
}

function allowedValues(text: string | undefined): (value: FeelValue) => boolean {
  if (text === undefined || text.trim() === '') return () => true;
  const compiled = compileUnaryTests(text);
  return (value) => compiled.ok && compiled.tests.evaluate(value, {}, NO_CLOCK).value === true;
}
