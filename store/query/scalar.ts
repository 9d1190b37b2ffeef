import type { Scalar } from '../types.ts';

const steps = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  let known = steps.get(path);
  if (known === undefined) steps.set(path, (known = path.split('.')));
  return known;
}

/** What lies at a dot path, through own properties of objects only; undefined where the path ends early. */
export function valueAt(document: object, path: string): unknown {
  let value: unknown = document;
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** The value as an index holds it: null stands for absent, and for all that is no finite scalar. */
export function toScalar(value: unknown): Scalar | null {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // JSON knows neither NaN nor Infinity, and no -0.
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  return null;
}

export function scalarAt(document: object, path: string): Scalar | null {
  return toScalar(valueAt(document, path));
}

/** The scalars of the array at a path, each once; none when there is no array. */
export function elementsAt(document: object, path: string): readonly Scalar[] {
  const value = valueAt(document, path);
  if (!Array.isArray(value)) return [];
  return [...new Set(value.map(toScalar).filter((element) => element !== null))];
}

/** Code point order, as SQLite compares UTF-8: JavaScript's `<` puts characters beyond U+FFFF before U+E000. */
export function compareTexts(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

function rank(value: Scalar | null): number {
  if (value === null) return 0;
  if (typeof value === 'number') return 1;
  return typeof value === 'string' ? 2 : 3;
}

/** The order of all stores: absent, numbers, texts by code point, false, true. */
export function compareScalars(left: Scalar | null, right: Scalar | null): number {
  const byType = rank(left) - rank(right);
  if (byType !== 0) return byType;
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return Number(left) - Number(right);
}
