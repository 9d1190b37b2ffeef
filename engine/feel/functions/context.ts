import { put } from '../closure.ts';
import { type FeelContext, type FeelValue, contextOf, entryOf, isContext } from '../values.ts';
import { type BuiltIn, type Call, define, defineOverList } from './signature.ts';

export const CONTEXT_FUNCTIONS: readonly BuiltIn[] = [
  define('get value', ['context: context', 'key: string'], (_call, context, key) => entryOf(context, key) ?? null),
  define('get value', ['m: context', 'key: string'], (_call, context, key) => entryOf(context, key) ?? null),
  define('get value', ['context: context', 'keys: list'], (_call, context, keys) => deepValue(context, keys)),
  define('get entries', ['context: context'], (_call, context) => entriesOf(context)),
  define('get entries', ['m: context'], (_call, context) => entriesOf(context)),
  define('context put', ['context: context', 'key: string', 'value: any'], (_call, context, key, value) =>
    withEntry(context, key, value),
  ),
  define('context put', ['context: context', 'keys: list', 'value: any'], (call, context, keys, value) =>
    deepPut(call, context, keys, value),
  ),
  define('put', ['context: context', 'key: string', 'value: any'], (_call, context, key, value) =>
    withEntry(context, key, value),
  ),
  defineOverList('context merge', merge, 'contexts'),
  defineOverList('put all', merge),
  define('context', ['entries: list'], fromEntries),
];

const entriesOf = (context: FeelContext): FeelValue => Object.entries(context).map(([key, value]) => ({ key, value }));

function withEntry(context: FeelContext, key: string, value: FeelValue): FeelContext {
  const copy: Record<string, FeelValue> = { ...context };
  put(copy, key, value);
  return copy;
}

function deepValue(context: FeelContext, keys: readonly FeelValue[]): FeelValue {
  let value: FeelValue = context;
  for (const key of keys) {
    if (!isContext(value) || typeof key !== 'string') return null;
    value = entryOf(value, key) ?? null;
  }
  return value;
}

function deepPut(call: Call, context: FeelContext, keys: readonly FeelValue[], value: FeelValue): FeelContext | null {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return call.invalid('expects keys that are texts.');
  if (rest.length === 0) return withEntry(context, key, value);
  const inner = entryOf(context, key) ?? {};
  if (!isContext(inner)) return call.invalid(`'${key}' is no context.`);
  const changed = call.run.call(() => deepPut(call, inner, rest, value));
  return changed && withEntry(context, key, changed);
}

function merge(call: Call, contexts: readonly FeelValue[]): FeelValue {
  if (!contexts.every(isContext)) return call.invalid('expects a list of contexts.');
  return contextOf(contexts.flatMap((context) => Object.entries(context)));
}

function fromEntries(call: Call, entries: readonly FeelValue[]): FeelValue {
  const pairs: [string, FeelValue][] = [];
  const keys = new Set<string>();
  for (const entry of entries) {
    const key = isContext(entry) ? entryOf(entry, 'key') : undefined;
    const value = isContext(entry) ? entryOf(entry, 'value') : undefined;
    if (typeof key !== 'string' || value === undefined) return call.invalid('expects entries with key and value.');
    if (keys.has(key)) return call.invalid(`there are two entries '${key}'.`);
    keys.add(key);
    pairs.push([key, value]);
  }
  return contextOf(pairs);
}
