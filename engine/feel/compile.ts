import { compileCall } from './calls.ts';
import { type Closure, type Environment, bind, compileInput, compileName, put, strict } from './closure.ts';
import { FeelSyntaxError } from './errors.ts';
import { compileFilter } from './filters.ts';
import { compileFor, compileQuantified } from './loops.ts';
import {
  compileArithmetic,
  compileBetween,
  compileComparison,
  compileIf,
  compileLogic,
  compileNegation,
  isNull,
} from './operators.ts';
import { compilePath } from './properties.ts';
import type { Scope } from './run.ts';
import type { Node } from './syntax.ts';
import { parseTemporal } from './temporal-text.ts';
import { compileTests } from './tests.ts';
import { compileConversion, compileType } from './types.ts';
import { FeelFunction, FeelRange, type FeelValue, describeValue, order } from './values.ts';

/** A tree as a closure. Throws FeelSyntaxError for what can be known to be wrong before it runs. */
export function compile(node: Node, environment: Environment): Closure {
  switch (node.type) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'temporal':
      return compileTemporal(node);
    case 'name':
      return compileName(node.name, node.at, environment);
    case 'input':
      return compileInput(environment);
    case 'list':
      return compileList(node, strict(environment));
    case 'context':
      return compileContext(node, environment);
    case 'range':
      return compileRange(node, strict(environment));
    case 'path':
      return compilePath(node, environment);
    case 'filter':
      return compileFilter(node, environment);
    case 'call':
      return compileCall(node, environment);
    case 'function':
      return compileFunction(node, environment);
    case 'if':
      return compileIf(node, environment);
    case 'for':
      return compileFor(node, environment);
    case 'some':
    case 'every':
      return compileQuantified(node, environment);
    case 'logic':
      return compileLogic(node, environment);
    case 'comparison':
      return compileComparison(node, environment);
    case 'arithmetic':
      return compileArithmetic(node, environment);
    case 'negation':
      return compileNegation(node, environment);
    case 'between':
      return compileBetween(node, environment);
    case 'in':
      return compileIn(node, environment);
    case 'instanceOf':
      return compileInstanceOf(node, environment);
  }
}

function compileTemporal(node: Node & { type: 'temporal' }): Closure {
  const value = parseTemporal(node.text);
  if (value === undefined)
    throw new FeelSyntaxError(`"${node.text}" is neither a date, a time, a date and time nor a duration.`, node.at);
  return () => value;
}

function compileList(node: Node & { type: 'list' }, environment: Environment): Closure {
  const items = node.items.map((item) => compile(item, environment));
  return (run, scope) => items.map((item) => item(run, scope));
}

/** Later entries see the earlier ones; a function sees itself. */
function compileContext(node: Node & { type: 'context' }, environment: Environment): Closure {
  const entries = node.entries.map((entry, index) => {
    const seen = node.entries.slice(0, entry.value.type === 'function' ? index + 1 : index).map((other) => other.key);
    return { key: entry.key, value: compile(entry.value, bind(environment, seen)) };
  });
  return (run, scope) => {
    const context: Record<string, FeelValue> = {};
    const inner: Scope = { parent: scope, entries: context };
    for (const { key, value } of entries) put(context, key, value(run, inner));
    return context;
  };
}

function compileRange(node: Node & { type: 'range' }, environment: Environment): Closure {
  const low = node.low && compile(node.low, environment);
  const high = node.high && compile(node.high, environment);
  const { lowIncluded, highIncluded, form, at } = node;
  const fixed = fixedRange(node);
  if (fixed) return () => fixed;
  return (run, scope) => {
    const range = new FeelRange({
      low: low?.(run, scope) ?? null,
      lowIncluded,
      high: high?.(run, scope) ?? null,
      highIncluded,
      ...(form && { form }),
    });
    if ((low && range.low === null) || (high && range.high === null))
      return run.note('NULL_OPERAND', 'A range needs both its ends.', at);
    if (low && high && order(range.low, range.high) === undefined)
      return run.note('TYPE_CLASH', `No range from ${describeValue(range.low)} to ${describeValue(range.high)}.`, at);
    return range;
  };
}

/** A range between two literals that can be compared is made once. */
function fixedRange({ low, high, lowIncluded, highIncluded, form }: Node & { type: 'range' }): FeelRange | undefined {
  if (low?.type !== 'literal' || high?.type !== 'literal' || order(low.value, high.value) === undefined)
    return undefined;
  return new FeelRange({ low: low.value, lowIncluded, high: high.value, highIncluded, ...(form && { form }) });
}

function compileFunction(node: Node & { type: 'function' }, environment: Environment): Closure {
  const names = node.parameters.map((parameter) => parameter.name);
  const takes = node.parameters.map(({ type }) => type && compileConversion(type, node.at, environment.types));
  const body = compile(node.body, bind(environment, names));
  return ({ variables }, scope) =>
    new FeelFunction(names, (run, args) => {
      const entries: Record<string, FeelValue> = {};
      for (const [index, name] of names.entries()) {
        const given = args[index] ?? null;
        const value = takes[index] ? takes[index](given) : given;
        if (value === undefined)
          return run.note('INVALID_ARGUMENT', `'${name}' can't be ${describeValue(given)}.`, node.at);
        put(entries, name, value);
      }
      return run.call(() => body(run.over(variables), { parent: scope, entries }));
    });
}

function compileIn(node: Node & { type: 'in' }, environment: Environment): Closure {
  const of = compile(node.of, strict(environment));
  const tests = compileTests(node.tests, strict(environment));
  const asksForNull = node.tests.some((test) => test.type === 'value' && isNull(test.value));
  return (run, scope) => {
    const value = of(run, scope);
    if (value === null && !asksForNull) run.note('NULL_OPERAND', "Can't tell whether null is among values.", node.at);
    return tests(run, scope, value);
  };
}

function compileInstanceOf(node: Node & { type: 'instanceOf' }, environment: Environment): Closure {
  const of = compile(node.of, strict(environment));
  const isMember = compileType(node.typeName, node.at, environment.types);
  return (run, scope) => isMember(of(run, scope));
}
