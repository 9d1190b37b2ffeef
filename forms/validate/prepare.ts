import { hasInnerPermissions, isEditable, joinField, type JsonSchema, type Permissions } from '../schema/index.ts';

export const SUBMISSION_LIMITS = { values: 50_000, depth: 32, characters: 1_000_000 } as const;

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Level by level, so that data nested deeper than a stack is refused instead of breaking it. */
export function isWithinLimits(data: unknown): boolean {
  let level: unknown[] = [data];
  let [values, characters] = [0, 0];
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    for (const value of level) if (typeof value === 'string') characters += value.length;
    if (depth > SUBMISSION_LIMITS.depth || values > SUBMISSION_LIMITS.values) return false;
    if (characters > SUBMISSION_LIMITS.characters) return false;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return true;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Drops what fills nothing in: undefined, null, empty texts and sections in which nothing is filled in. Widgets leave them behind when a
 * field is cleared. Rows of a list stay, also empty ones: the person has added them.
 */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isPlainObject(value)) return value;
  const filled = Object.entries(value).flatMap(([name, child]) => {
    const kept = FORBIDDEN.has(name) ? undefined : withoutEmpty(child);
    const empty = kept === undefined || kept === null || kept === '' || (isPlainObject(kept) && isEmpty(kept));
    return empty ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(filled);
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

/** The submission as it counts: fields the person may edit from `data`, all others as they are in `existing`. */
export function overlay(data: unknown, existing: unknown, permissions: Permissions, field = ''): unknown {
  const editable = field === '' || isEditable(permissions, field);
  if (!hasInnerPermissions(permissions, field)) return editable ? data : existing;
  if (Array.isArray(data) && editable) {
    const before: readonly unknown[] = Array.isArray(existing) ? existing : [];
    return data.map((row, index) => overlay(row, before[index], permissions, field));
  }
  if (!isPlainObject(data) && !isPlainObject(existing)) return editable ? data : existing;
  const [mine, before] = [isPlainObject(data) ? data : {}, isPlainObject(existing) ? existing : {}];
  const merged = [...new Set([...Object.keys(before), ...Object.keys(mine)])].flatMap((name) => {
    const child = joinField(field, name);
    const own = Object.hasOwn(mine, name) ? mine[name] : undefined;
    const value = overlay(own, Object.hasOwn(before, name) ? before[name] : undefined, permissions, child);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(merged);
}

/** Fills in the defaults of fields that are not filled in, in objects that exist. */
export function withDefaults(schema: JsonSchema, data: unknown): unknown {
  if (Array.isArray(data) && schema.items !== undefined) {
    const { items } = schema;
    return data.map((item) => withDefaults(items, item));
  }
  if (!isPlainObject(data)) return data;
  const result: Record<string, unknown> = { ...data };
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(result, name) && child.default !== undefined) result[name] = child.default;
    else if (Object.hasOwn(result, name)) result[name] = withDefaults(child, result[name]);
  }
  return result;
}

/** Drops the properties that the schema does not know, such as those of a condition that no longer applies. Objects without declared properties stay whole. */
export function onlyKnown(data: unknown, known: ReadonlyMap<object, ReadonlySet<string>>): unknown {
  if (Array.isArray(data)) return data.map((item) => onlyKnown(item, known));
  if (!isPlainObject(data)) return data;
  const names = known.get(data);
  const kept = Object.entries(data).filter(([name]) => names === undefined || names.has(name));
  return Object.fromEntries(kept.map(([name, child]) => [name, onlyKnown(child, known)]));
}
