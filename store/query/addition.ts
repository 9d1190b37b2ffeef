import type { Addition } from '../types.ts';

/** The document with numbers added to it; those that come to 0 are taken out. The one given stays as it was. */
export function withAdded(document: object, numbers: readonly Addition[]): object {
  const changed = { ...document };
  const copied = new Set<object>([changed]);
  for (const { path, by } of numbers) add(changed, path, by, copied);
  return changed;
}

/** `copied`: what may be changed, so that each part is copied once however much is added to it. */
function add(document: object, path: readonly string[], by: number, copied: Set<object>): void {
  let part = document as Record<string, unknown>;
  const last = path.length - 1;
  for (let at = 0; at < last; at++) {
    const step = path[at] ?? '';
    const inner = Object.hasOwn(part, step) ? part[step] : undefined;
    let own = typeof inner === 'object' && inner !== null ? inner : {};
    if (!copied.has(own)) copied.add((own = { ...own }));
    define(part, step, own);
    part = own as Record<string, unknown>;
  }
  const name = path[last] ?? '';
  const before = Object.hasOwn(part, name) ? part[name] : undefined;
  const sum = (typeof before === 'number' ? before : 0) + by;
  if (sum === 0) delete part[name];
  else define(part, name, sum);
}

/** `__proto__` is a name like any other. */
function define(part: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') part[name] = value;
  else Object.defineProperty(part, name, { value, writable: true, enumerable: true, configurable: true });
}
