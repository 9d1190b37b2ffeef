import { type Closure, type Environment, strict, within } from './closure.ts';
import { compareValues } from './operators.ts';
import type { Run, Scope } from './run.ts';
import type { Node, Test } from './syntax.ts';
import { FeelRange, type FeelValue, describeValue, equal, isList, kindOf, order } from './values.ts';

/** Whether a test holds for a value: true, false, or null (noted) where it can't be said. */
export type Verdict = (run: Run, scope: Scope | undefined, input: FeelValue) => boolean | null;

/** One of several tests must hold; they are tried in order. */
export function compileTests(tests: readonly Test[], environment: Environment): Verdict {
  const verdicts = tests.map((test) => compileTest(test, environment));
  const [only] = verdicts;
  if (only !== undefined && verdicts.length === 1) return only;
  return (run, scope, input) => {
    let result: boolean | null = false;
    for (const verdict of verdicts) {
      const holds = verdict(run, scope, input);
      if (holds === true) return true;
      if (holds === null) result = null;
    }
    return result;
  };
}

function compileTest(test: Test, environment: Environment): Verdict {
  switch (test.type) {
    case 'any':
      return () => true;
    case 'not': {
      const tests = compileTests(test.tests, environment);
      return (run, scope, input) => {
        const holds = tests(run, scope, input);
        return holds === null ? null : !holds;
      };
    }
    case 'compare': {
      const bound = compileAsked(test.with, environment);
      return (run, scope, input) => compareValues(run, test.operator, input, bound.value(run, scope, input), test.at);
    }
    case 'value':
      return compileValueTest(test.value, environment, test.at);
  }
}

/**
 * A value to be equal to, a list or range to lie in, or a condition: what reads `?` must be true or false itself
 * (DMN 1.5, table 53 "Semantics of unary tests").
 */
function compileValueTest(node: Node, environment: Environment, at: number): Verdict {
  const { readsInput, value } = compileAsked(node, environment);
  const mayBeCondition = node.type !== 'literal';
  const isRange = node.type === 'range';
  return (run, scope, input) => {
    const wanted = value(run, scope, input);
    if (readsInput) return condition(run, wanted, at);
    // The range has no end: that was noted when it was made.
    if (isRange && wanted === null) return null;
    if (mayBeCondition && typeof wanted === 'boolean' && typeof input !== 'boolean') return wanted;
    return matches(run, input, wanted, at);
  };
}

type AskedClosure = (run: Run, scope: Scope | undefined, input: FeelValue) => FeelValue;

/** A piece in which `?` is what is asked about; the scope for it is made only where it is read. */
function compileAsked(
  node: Node,
  environment: Environment,
): { readonly readsInput: boolean; readonly value: AskedClosure } {
  let readsInput = false;
  const value: Closure = environment.compile(node, {
    ...strict(environment),
    sawInput: () => {
      readsInput = true;
    },
  });
  if (!readsInput) return { readsInput, value };
  return { readsInput, value: (run, scope, input) => value(run, within(scope, '?', input)) };
}

function condition(run: Run, value: FeelValue, at: number): boolean | null {
  if (typeof value === 'boolean') return value;
  return run.note('NOT_BOOLEAN', `Expected a test to be true or false, but found ${describeValue(value)}.`, at);
}

/** `input in wanted`. */
function matches(run: Run, input: FeelValue, wanted: FeelValue, at: number): boolean | null {
  if (wanted instanceof FeelRange && !(input instanceof FeelRange)) return inRange(run, input, wanted, at);
  if (isList(wanted)) return inList(run, input, wanted, at);
  return compareValues(run, '=', input, wanted, at);
}

function inList(run: Run, input: FeelValue, list: readonly FeelValue[], at: number): boolean | null {
  if (isList(input) && equal(input, list) === true) return true;
  run.list(list.length);
  let clash: FeelValue | undefined;
  let comparable = list.length === 0 || isList(input);
  for (const item of list) {
    const same = item instanceof FeelRange ? inRange(run, input, item, at) : equal(input, item);
    if (same === true) return true;
    if (same === false) comparable = true;
    else clash ??= item;
  }
  // An answer, but not one to rely on: a text is never among numbers.
  if (!comparable && clash !== undefined)
    run.note('TYPE_CLASH', `Can't compare ${describeValue(input)} with ${describeValue(clash)}.`, at);
  return false;
}

function inRange(run: Run, value: FeelValue, range: FeelRange, at: number): boolean | null {
  if (range.form === 'unequal') return compareValues(run, '!=', value, range.low, at);
  const above = range.low === null ? 1 : order(value, range.low);
  const below = range.high === null ? -1 : order(value, range.high);
  if (above !== undefined && below !== undefined)
    return (above > 0 || (above === 0 && range.lowIncluded)) && (below < 0 || (below === 0 && range.highIncluded));
  const code = kindOf(value) === 'null' ? 'NULL_OPERAND' : 'TYPE_CLASH';
  const bound = range.low ?? range.high;
  return run.note(code, `Can't tell whether ${describeValue(value)} lies in a range of ${describeValue(bound)}.`, at);
}
