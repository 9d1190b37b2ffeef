import { type Closure, type Environment, bind, strict } from './closure.ts';
import { type Numeric, asInteger, isNumeric } from './numbers.ts';
import type { Run, Scope } from './run.ts';
import type { Node } from './syntax.ts';
import { type FeelValue, describeValue, isContext, isList } from './values.ts';

/** `of[by]`: the item at a place (1 is the first, -1 the last), or the items for which a condition is true. */
export function compileFilter(node: Node & { type: 'filter' }, environment: Environment): Closure {
  const of = environment.compile(node.of, strict(environment));
  const by = environment.compile(node.by, bind(environment, ['item'], true));
  const { at } = node;
  return (run, scope) => {
    const value = of(run, scope);
    if (value === null) return run.note('NULL_OPERAND', "Can't pick from null.", at);
    const items = isList(value) ? value : [value];
    if (node.by.type === 'literal' && isNumeric(node.by.value)) return itemAt(items, node.by.value);
    return pick(run, items, scope, by, at);
  };
}

function pick(run: Run, items: readonly FeelValue[], scope: Scope | undefined, by: Closure, at: number): FeelValue {
  const kept: FeelValue[] = [];
  run.list(items.length);
  for (const item of items) {
    const verdict = by(run, scopeOf(item, scope));
    if (verdict === true) kept.push(item);
    else if (isNumeric(verdict)) return itemAt(items, verdict);
    else if (verdict !== false)
      run.note('NOT_BOOLEAN', `Expected a filter to be true or false, but found ${describeValue(verdict)}.`, at);
  }
  return kept;
}

/** Inside the brackets an item's own entries come first, then `item`, then what is outside. */
function scopeOf(item: FeelValue, parent: Scope | undefined): Scope {
  const named: Scope = { parent, entries: { item } };
  return isContext(item) ? { parent: named, entries: item } : named;
}

function itemAt(items: readonly FeelValue[], index: Numeric): FeelValue {
  const place = asInteger(index);
  if (place === undefined || place === 0) return null;
  return items.at(place > 0 ? place - 1 : place) ?? null;
}
