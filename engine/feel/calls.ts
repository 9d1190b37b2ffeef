import { type Closure, type Environment, bindingOf, compileName, lenient, strict } from './closure.ts';
import { FeelSyntaxError } from './errors.ts';
import { BUILT_INS, IMPURE } from './functions/index.ts';
import { type BuiltIn, accepts, invokeBuiltIn, placesOf, takesCount } from './functions/signature.ts';
import type { Arguments, Node } from './syntax.ts';
import { FeelFunction, type FeelValue, describeValue } from './values.ts';

type Call = Node & { type: 'call' };

/** A built-in always wins over data of its name: a variable named `sum` must not change what `sum(…)` means. */
export function compileCall(node: Call, environment: Environment): Closure {
  const { callee } = node;
  if (callee.type !== 'name') return compileInvocation(node, environment.compile(callee, environment), environment);
  if (callee.name === 'is defined') return compileIsDefined(node, environment);
  if (callee.name === 'get or else') return compileGetOrElse(node, environment);
  const builtIns = BUILT_INS.get(callee.name);
  if (builtIns) return compileBuiltIn(node, callee.name, builtIns, environment);
  if (IMPURE.has(callee.name))
    throw new FeelSyntaxError(`'${callee.name}' would give another result each time; it is not allowed.`, callee.at);
  if (bindingOf(environment, callee.name) === 'free' && !environment.callable.has(callee.name))
    throw new FeelSyntaxError(`There is no function '${callee.name}'.`, callee.at);
  return compileInvocation(node, compileName(callee.name, callee.at, environment), environment);
}

const compileArguments = (args: Arguments, environment: Environment): Closure[] =>
  args.values.map((value) => environment.compile(value, strict(environment)));

/** Whether a name or a path has a value at all; asking is no mistake. */
function compileIsDefined(node: Call, environment: Environment): Closure {
  const [value, more] = node.args.values;
  if (!value || more) throw arity(node, 'is defined');
  const closure = environment.compile(value, lenient(environment));
  return (run, scope) => closure(run, scope) !== null;
}

function compileGetOrElse(node: Call, environment: Environment): Closure {
  const [value, otherwise, more] = node.args.values;
  if (!value || !otherwise || more) throw arity(node, 'get or else');
  const first = environment.compile(value, lenient(environment));
  const second = environment.compile(otherwise, strict(environment));
  return (run, scope) => first(run, scope) ?? second(run, scope);
}

const arity = (node: Call, name: string): FeelSyntaxError =>
  new FeelSyntaxError(`'${name}' can't be called with ${node.args.values.length} values.`, node.at);

function compileBuiltIn(node: Call, name: string, builtIns: readonly BuiltIn[], environment: Environment): Closure {
  const { args, at } = node;
  const candidates = builtIns.filter((builtIn) => accepts(builtIn, args));
  if (candidates.length === 0) throw arity(node, name);
  const closures = compileArguments(args, environment);
  const placed = candidates.map((builtIn) => ({ builtIn, places: placesOf(builtIn, args) }));
  return (run, scope) => {
    run.spend(1);
    const values = closures.map((closure) => closure(run, scope));
    return invokeBuiltIn(run, name, at, placed, values);
  };
}

class BuiltInFunction extends FeelFunction {
  readonly #builtIns: readonly BuiltIn[];

  constructor(name: string, builtIns: readonly BuiltIn[], at: number) {
    const parameters = builtIns[0]?.parameters.map((parameter) => parameter.name) ?? [];
    super(parameters, (run, args) => {
      run.spend(1);
      const places = args.map((_, index) => index);
      const candidates = builtIns.filter((builtIn) => takesCount(builtIn, args.length));
      return invokeBuiltIn(
        run,
        name,
        at,
        candidates.map((builtIn) => ({ builtIn, places })),
        args,
      );
    });
    this.#builtIns = builtIns;
  }

  override takes(count: number): boolean {
    return this.#builtIns.some((builtIn) => takesCount(builtIn, count));
  }
}

/** A built-in as a value, to be handed to another function; undefined for any other name. */
export function builtInValue(name: string, at: number): FeelFunction | undefined {
  const builtIns = BUILT_INS.get(name);
  return builtIns && new BuiltInFunction(name, builtIns, at);
}

/** A call of a function that the text defined. */
function compileInvocation(node: Call, callee: Closure, environment: Environment): Closure {
  const closures = compileArguments(node.args, environment);
  const { names } = node.args;
  return (run, scope) => {
    const value = callee(run, scope);
    if (!(value instanceof FeelFunction))
      return run.note('TYPE_CLASH', `Expected a function to call, but found ${describeValue(value)}.`, node.at);
    const values = closures.map((closure) => closure(run, scope));
    const args = names ? byName(value, names, values) : values;
    if (args === undefined || !value.takes(args.length))
      return run.note('INVALID_ARGUMENT', `The function wants (${value.parameters.join(', ')}).`, node.at);
    return value.invoke(run, args);
  };
}

function byName(callee: FeelFunction, names: readonly string[], values: readonly FeelValue[]): FeelValue[] | undefined {
  if (names.some((name) => !callee.parameters.includes(name))) return undefined;
  return callee.parameters.flatMap((name) => {
    const place = names.indexOf(name);
    return place < 0 ? [] : [values[place] ?? null];
  });
}
