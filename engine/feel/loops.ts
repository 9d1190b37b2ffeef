import { type Closure, type Environment, bind, strict, within } from './closure.ts';
import { asInteger } from './numbers.ts';
import type { Run, Scope } from './run.ts';
import type { Iterator, Node } from './syntax.ts';
import { FeelDate, dateOfEpochDay } from './temporal.ts';
import { FeelRange, type FeelValue, describeValue, isList, order } from './values.ts';

interface Domain {
  readonly size: number;
  readonly at: (index: number) => FeelValue;
}

type Rounds = (run: Run, scope: Scope | undefined, visit: (scope: Scope) => boolean) => boolean;

const LAST_RESULTS = 'partial';

/** `for … return`: every combination, the last iterator turning fastest; `partial` is the list so far. */
export function compileFor(node: Node & { type: 'for' }, environment: Environment): Closure {
  const [rounds, inner] = compileRounds(node.iterators, bind(environment, [LAST_RESULTS]), node.at);
  const body = environment.compile(node.body, inner);
  return (run, scope) => {
    const results: FeelValue[] = [];
    const base = within(scope, LAST_RESULTS, results);
    const complete = rounds(run, base, (round) => {
      results.push(body(run, round));
      run.grow(results.length);
      return true;
    });
    return complete ? results : null;
  };
}

/** `some`/`every … satisfies`, three-valued: null (noted) where a round is neither and no other round decides. */
export function compileQuantified(node: Node & { type: 'some' | 'every' }, environment: Environment): Closure {
  const [rounds, inner] = compileRounds(node.iterators, environment, node.at);
  const body = environment.compile(node.body, inner);
  const deciding = node.type === 'some';
  return (run, scope) => {
    let result: FeelValue = !deciding;
    const complete = rounds(run, scope, (round) => {
      const verdict = body(run, round);
      if (typeof verdict !== 'boolean')
        result = run.note('NOT_BOOLEAN', `Expected true or false, but found ${describeValue(verdict)}.`, node.at);
      else if (verdict === deciding) {
        result = deciding;
        return false;
      }
      return true;
    });
    return complete || result === deciding ? result : null;
  };
}

/** Nested loops over the iterators; later ones see the names of earlier ones. */
function compileRounds(iterators: readonly Iterator[], environment: Environment, at: number): [Rounds, Environment] {
  let inner = strict(environment);
  const loops = iterators.map((iterator) => {
    const domain = compileDomain(iterator, inner, at);
    inner = bind(inner, [iterator.name]);
    return { name: iterator.name, domain };
  });
  const rounds = (level: number): Rounds => {
    const loop = loops[level];
    if (loop === undefined) return (_run, scope, visit) => scope === undefined || visit(scope);
    const next = rounds(level + 1);
    return (run, scope, visit) => {
      const domain = loop.domain(run, scope);
      if (domain === undefined) return false;
      for (let index = 0; index < domain.size; index++) {
        run.spend(1);
        if (!next(run, within(scope, loop.name, domain.at(index)), visit)) return false;
      }
      return true;
    };
  };
  return [rounds(0), inner];
}

function compileDomain(
  iterator: Iterator,
  environment: Environment,
  at: number,
): (run: Run, scope: Scope | undefined) => Domain | undefined {
  const over = environment.compile(iterator.over, environment);
  const to = iterator.to && environment.compile(iterator.to, environment);
  return (run, scope) => {
    const from = over(run, scope);
    const domain = to === undefined ? domainOf(from) : between(from, to(run, scope));
    if (domain === undefined)
      run.note(from === null ? 'NULL_OPERAND' : 'TYPE_CLASH', `Can't iterate over ${describeValue(from)}.`, at);
    return domain;
  };
}

function domainOf(value: FeelValue): Domain | undefined {
  if (isList(value)) return { size: value.length, at: (index) => value[index] ?? null };
  if (!(value instanceof FeelRange)) return undefined;
  if (value.form === 'unequal' || (order(value.low, value.high) ?? 1) > 0) return undefined;
  return between(step(value.low, value.lowIncluded ? 0 : 1), step(value.high, value.highIncluded ? 0 : -1), true);
}

function step(value: FeelValue, by: number): FeelValue {
  if (value instanceof FeelDate) return dateOfEpochDay(value.epochDay + by);
  const integer = asInteger(value);
  return integer === undefined ? null : integer + by;
}

/** From one whole number or date to another, upwards or (unless it is a range) downwards; items are made when asked for. */
function between(from: FeelValue, to: FeelValue, onlyUp = false): Domain | undefined {
  const [low, high] = [position(from), position(to)];
  if (low === undefined || high === undefined || from instanceof FeelDate !== to instanceof FeelDate) return undefined;
  const direction = low <= high ? 1 : -1;
  if (onlyUp && direction < 0) return { size: 0, at: () => null };
  const item = from instanceof FeelDate ? dateOfEpochDay : (place: number): number => place;
  return { size: Math.abs(high - low) + 1, at: (index) => item(low + direction * index) };
}

const position = (value: FeelValue): number | undefined =>
  value instanceof FeelDate ? value.epochDay : asInteger(value);
