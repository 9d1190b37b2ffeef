import { calculate, negation } from './arithmetic.ts';
import { type Closure, type Environment, lenient, strict } from './closure.ts';
import type { Run } from './run.ts';
import type { Comparison, Node } from './syntax.ts';
import { FeelRange, type FeelValue, describeValue, equal, isContext, isList, kindOf, order } from './values.ts';

export function compileArithmetic(node: Node & { type: 'arithmetic' }, environment: Environment): Closure {
  const left = environment.compile(node.left, strict(environment));
  const right = environment.compile(node.right, strict(environment));
  const { operator, at } = node;
  return (run, scope) => calculate(run, operator, left(run, scope), right(run, scope), at);
}

export function compileNegation(node: Node & { type: 'negation' }, environment: Environment): Closure {
  const of = environment.compile(node.of, strict(environment));
  return (run, scope) => negation(run, of(run, scope), node.at);
}

export const isNull = (node: Node): boolean => node.type === 'literal' && node.value === null;

/** Beside a literal null the other side may be absent: `x = null` is how one asks. */
export function compileComparison(node: Node & { type: 'comparison' }, environment: Environment): Closure {
  const asksForNull = (node.operator === '=' || node.operator === '!=') && (isNull(node.left) || isNull(node.right));
  const inner = asksForNull ? lenient(environment) : strict(environment);
  const left = environment.compile(node.left, inner);
  const right = environment.compile(node.right, inner);
  const { operator, at } = node;
  if (asksForNull) return (run, scope) => compareValues(run, operator, left(run, scope), right(run, scope), at);
  return (run, scope) => {
    const [a, b] = [left(run, scope), right(run, scope)];
    // There is an answer, but nobody asked for null: it is not to be relied on.
    if ((operator === '=' || operator === '!=') && (a === null || b === null)) clash(run, operator, a, b, at);
    return compareValues(run, operator, a, b, at);
  };
}

export function compareValues(run: Run, operator: Comparison, a: FeelValue, b: FeelValue, at: number): boolean | null {
  if (operator === '=' || operator === '!=') {
    const same = equal(a, b);
    if (same !== undefined) return operator === '=' ? same : !same;
    // Lists, contexts and ranges whose parts can't be compared do differ, but nobody may rely on it.
    if (kindOf(a) === kindOf(b) && isComposite(a)) {
      clash(run, operator, a, b, at);
      return operator === '!=';
    }
  } else {
    const difference = order(a, b);
    if (difference !== undefined) return holds(operator, difference);
  }
  return clash(run, operator, a, b, at);
}

const isComposite = (value: FeelValue): boolean => isList(value) || isContext(value) || value instanceof FeelRange;

function clash(run: Run, operator: Comparison, a: FeelValue, b: FeelValue, at: number): null {
  const code = a === null || b === null ? 'NULL_OPERAND' : 'TYPE_CLASH';
  return run.note(code, `Can't compare ${describeValue(a)} ${operator} ${describeValue(b)}.`, at);
}

function holds(operator: '<' | '<=' | '>' | '>=', difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

export function compileBetween(node: Node & { type: 'between' }, environment: Environment): Closure {
  const inner = strict(environment);
  const [of, low, high] = [node.of, node.low, node.high].map((part) => environment.compile(part, inner));
  if (!of || !low || !high) throw new TypeError('between has three parts');
  return (run, scope) => {
    const value = of(run, scope);
    const above = compareValues(run, '>=', value, low(run, scope), node.at);
    const below = compareValues(run, '<=', value, high(run, scope), node.at);
    return above === null || below === null ? null : above && below;
  };
}

/** Three-valued: false decides `and`, true decides `or`, the right side is then not looked at. */
export function compileLogic(node: Node & { type: 'logic' }, environment: Environment): Closure {
  const left = environment.compile(node.left, strict(environment));
  const right = environment.compile(node.right, strict(environment));
  const deciding = node.operator === 'or';
  return (run, scope) => {
    const a = left(run, scope);
    if (a === deciding) return deciding;
    const b = right(run, scope);
    if (b === deciding) return deciding;
    if (typeof a === 'boolean' && typeof b === 'boolean') return !deciding;
    const odd = typeof a === 'boolean' ? b : a;
    const code = odd === null ? 'NULL_OPERAND' : 'NOT_BOOLEAN';
    return run.note(
      code,
      `Expected true or false beside '${node.operator}', but found ${describeValue(odd)}.`,
      node.at,
    );
  };
}

export function compileIf(node: Node & { type: 'if' }, environment: Environment): Closure {
  const condition = environment.compile(node.condition, strict(environment));
  const then = environment.compile(node.then, strict(environment));
  const otherwise = environment.compile(node.else, strict(environment));
  return (run, scope) => {
    const verdict = condition(run, scope);
    if (verdict === true) return then(run, scope);
    if (verdict !== false)
      run.note(
        'NOT_BOOLEAN',
        `Expected a condition to be true or false, but found ${describeValue(verdict)}.`,
        node.at,
      );
    return otherwise(run, scope);
  };
}
