import {
  FeelFunction,
  type FeelValue,
  type Variables,
  compileExpression,
  describeValue,
  kindOf,
} from '../feel/index.ts';
import type { ExplainedDecision } from '../records.ts';
import type { DeclaredType } from './declared-type.ts';
import { evaluateTable, evaluateText } from './evaluate-table.ts';
import { type Frame, conform, take } from './session.ts';
import type { Trace } from './trace.ts';
import type { FunctionLogic, Iteration, Logic } from './types.ts';

type LogicOf<Kind extends Logic['kind']> = Logic & { readonly kind: Kind };

/** The value of a boxed expression in a scope, of its declared type. */
export function evaluateLogic(logic: Logic, scope: Variables, frame: Frame): FeelValue {
  if (logic.kind === 'function') return closureOf(logic, scope, frame);
  return conform(frame, valueOf(logic, scope, frame), logic.type);
}

function valueOf(logic: Exclude<Logic, FunctionLogic>, scope: Variables, frame: Frame): FeelValue {
  switch (logic.kind) {
    case 'literal':
    case 'broken':
      return evaluateText(logic, scope, frame);
    case 'table':
      return evaluateTold(logic, scope, frame, entryOf(logic, frame.where));
    case 'context':
      return evaluateContext(logic, scope, frame);
    case 'invocation':
      return evaluateInvocation(logic, scope, frame);
    case 'list':
      return logic.items.map((item, index) => evaluateLogic(item, scope, inside(frame, `item ${index + 1}`)));
    case 'relation':
      return evaluateRelation(logic, scope, frame);
    case 'conditional':
      return evaluateConditional(logic, scope, frame);
    case 'filter':
      return evaluateFilter(logic, scope, frame);
    case 'for':
      return evaluateFor(logic, scope, frame);
    case 'some':
    case 'every':
      return evaluateQuantified(logic, scope, frame);
  }
}

const inside = (frame: Frame, place: string): Frame => ({ ...frame, where: `${frame.where}, ${place}` });

/** A scope with one more name; names are own entries, whatever they are. */
export function extend(scope: Variables, entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const inner = Object.assign(Object.create(null) as Record<string, unknown>, scope);
  for (const [name, value] of entries) inner[name] = value;
  return inner;
}

/** Steps of a round or a call besides those of its texts: it makes a scope of its own. */
const costOf = (scope: Variables): number => 10 + (Object.keys(scope).length >> 4);

/** What an evaluation is told apart as: a decision, business knowledge, an entry, a table. */
interface Told {
  readonly named: Pick<ExplainedDecision, 'id' | 'name' | 'nameEn'>;
  /** What went in; a table tells it by itself. */
  readonly inputs: (trace: Trace) => ExplainedDecision['inputs'];
  /** It is told of also where nothing but its value is to tell. */
  readonly always: boolean;
  /** The type its value gets besides that of the logic. */
  readonly type?: DeclaredType | undefined;
}

/** Evaluates logic, and makes what it has to tell a part of the explanation around it. */
export function evaluateTold(logic: Logic, scope: Variables, frame: Frame, told: Told): FeelValue {
  const { session } = frame;
  const { value, part } = session.tell((trace) => {
    const table = logic.kind === 'table' ? evaluateTable(logic, scope, frame) : undefined;
    const found = table ? conform(frame, table.value, logic.type) : evaluateLogic(logic, scope, frame);
    const fitting = conform(frame, found, told.type);
    const isTold = told.always || trace.isTelling;
    return {
      value: fitting,
      part: isTold ? trace.explain(told.named, table?.inputs ?? told.inputs(trace), fitting) : undefined,
    };
  });
  if (part) session.trace.part(part);
  return value;
}

const entryOf = (logic: Logic, name: string): Told => ({
  named: { id: logic.id, name },
  inputs: () => [],
  always: false,
});

function evaluateContext(logic: LogicOf<'context'>, scope: Variables, frame: Frame): FeelValue {
  const inner = extend(scope, []);
  const entries: [string, FeelValue][] = [];
  for (const { name, type, value: source } of logic.entries) {
    const at = inside(frame, name === undefined ? 'the result' : `entry '${name}'`);
    if (name === undefined) return evaluateLogic(source, inner, at);
    const value = conform(at, evaluateTold(source, inner, at, entryOf(source, name)), type);
    inner[name] = value;
    entries.push([name, value]);
    if (kindOf(value) !== 'function') frame.session.trace.value(name, value);
  }
  return Object.fromEntries(entries);
}

function evaluateRelation({ columns, rows }: LogicOf<'relation'>, scope: Variables, frame: Frame): FeelValue {
  return rows.map((row, index) => {
    const cells = columns.map(({ name, type }, column) => {
      const at = inside(frame, `row ${index + 1}, column '${name}'`);
      const cell = row[column];
      return [name, cell ? conform(at, evaluateLogic(cell, scope, at), type) : null] as const;
    });
    return Object.fromEntries(cells);
  });
}

function evaluateConditional(logic: LogicOf<'conditional'>, scope: Variables, frame: Frame): FeelValue {
  const verdict = evaluateLogic(logic.if, scope, inside(frame, 'if'));
  if (typeof verdict !== 'boolean') {
    notBoolean(inside(frame, 'if'), verdict);
    if (verdict !== null) return null;
  }
  return verdict === true
    ? evaluateLogic(logic.yes, scope, inside(frame, 'then'))
    : evaluateLogic(logic.no, scope, inside(frame, 'else'));
}

const notBoolean = ({ session, where }: Frame, value: FeelValue): null =>
  session.note('NOT_BOOLEAN', `${where}: expected true or false, but found ${describeValue(value)}.`);

/** As in FEEL: of a condition the items for which it is true, of a number the item at this place. */
function evaluateFilter(logic: LogicOf<'filter'>, scope: Variables, frame: Frame): FeelValue {
  const value = evaluateLogic(logic.in, scope, inside(frame, 'in'));
  if (value === null) return frame.session.note('NULL_OPERAND', `${frame.where}: can't pick from null.`);
  const items = Array.isArray(value) ? (value as readonly FeelValue[]) : [value];
  const at = inside(frame, 'match');
  const kept: FeelValue[] = [];
  const cost = costOf(scope);
  for (const item of items) {
    frame.session.options.budget.spend(cost);
    const own = kindOf(item) === 'context' ? Object.entries(item as object) : [];
    const verdict = evaluateLogic(logic.match, extend(scope, [['item', item], ...own]), at);
    if (kindOf(verdict) === 'number')
      return items.at(Number(verdict) > 0 ? Number(verdict) - 1 : Number(verdict)) ?? null;
    if (verdict === true) kept.push(item);
    else if (verdict !== false) {
      notBoolean(at, verdict);
      if (verdict !== null) return null;
    }
  }
  return kept;
}

/** The values that `for` goes through, a range counted up; undefined, noted, if there is nothing to go through. */
function domainOf(logic: Iteration, scope: Variables, frame: Frame): readonly FeelValue[] | null {
  const at = inside(frame, 'in');
  const values = evaluateLogic(logic.in, scope, at);
  const list = compileExpression('for value in values return value');
  if (!list.ok) return null;
  const { session } = frame;
  return take(at, list.expression.evaluateFeel({ values }, session.options), '') as readonly FeelValue[] | null;
}

function evaluateFor(logic: LogicOf<'for'>, scope: Variables, frame: Frame): FeelValue {
  const domain = domainOf(logic, scope, frame);
  if (domain === null) return null;
  const partial: FeelValue[] = [];
  const cost = costOf(scope);
  for (const item of domain) {
    frame.session.options.budget.spend(cost);
    const inner = extend(scope, [
      ['partial', partial],
      [logic.variable, item],
    ]);
    partial.push(evaluateLogic(logic.body, inner, inside(frame, 'return')));
  }
  return partial;
}

/** Three-valued, as in FEEL: one that decides ends it. */
function evaluateQuantified(logic: LogicOf<'some' | 'every'>, scope: Variables, frame: Frame): FeelValue {
  const domain = domainOf(logic, scope, frame);
  if (domain === null) return null;
  const deciding = logic.kind === 'some';
  const at = inside(frame, 'satisfies');
  let result: FeelValue = !deciding;
  const cost = costOf(scope);
  for (const item of domain) {
    frame.session.options.budget.spend(cost);
    const verdict = evaluateLogic(logic.body, extend(scope, [[logic.variable, item]]), at);
    if (verdict === deciding) return deciding;
    if (typeof verdict !== 'boolean') result = notBoolean(at, verdict);
    if (typeof verdict !== 'boolean' && verdict !== null) return null;
  }
  return result;
}

/** Arguments as their parameters want them; null, noted, where one can't be: then nothing is called. */
export function argumentsOf(
  parameters: readonly { readonly name: string; readonly type?: DeclaredType }[],
  given: readonly FeelValue[],
  frame: Frame,
): readonly FeelValue[] | null {
  const args: FeelValue[] = [];
  for (const [index, { name, type }] of parameters.entries()) {
    const value = given[index] ?? null;
    const fitting = conform(inside(frame, `parameter '${name}'`), value, type, 'is');
    if (fitting === null && value !== null) return null;
    args.push(fitting);
  }
  return args;
}

/** The function of a boxed function definition, over the scope it stands in. `told`: what its calls are told as. */
export function closureOf(
  { parameters, body, type }: FunctionLogic,
  scope: Variables,
  frame: Frame,
  told?: Pick<Told, 'named' | 'type'>,
): FeelFunction {
  const names = parameters.map(({ name }) => name);
  const cost = costOf(scope);
  return new FeelFunction(names, (run, given) =>
    run.call(() => {
      run.spend(cost);
      const args = argumentsOf(parameters, given, frame);
      if (args === null) return null;
      const bound = names.map((name, index) => [name, args[index] ?? null] as const);
      const inner = extend(scope, bound);
      if (told === undefined) return conform(frame, evaluateLogic(body, inner, frame), type);
      const inputs = (trace: Trace): ExplainedDecision['inputs'] =>
        bound.map(([name, value]) => ({ name, value: trace.json(value) }));
      return evaluateTold(body, inner, frame, { ...told, inputs, always: true, type: told.type ?? type });
    }),
  );
}

/** Values are bound to parameters by name; one that is not bound is null. */
function evaluateInvocation(logic: LogicOf<'invocation'>, scope: Variables, frame: Frame): FeelValue {
  const callee = evaluateLogic(logic.callee, scope, frame);
  const bound = new Map<string, FeelValue>();
  for (const { name, type, value: source } of logic.bindings) {
    const at = inside(frame, `'${name}'`);
    const value = conform(at, evaluateTold(source, scope, at, entryOf(source, name)), type);
    bound.set(name, value);
    frame.session.trace.value(name, value);
  }
  if (!(callee instanceof FeelFunction))
    return frame.session.note('TYPE_CLASH', `${frame.where}: '${logic.calleeName}' is no function.`);
  const unknown = [...bound.keys()].find((name) => !callee.parameters.includes(name));
  if (unknown !== undefined)
    return frame.session.note(
      'INVALID_ARGUMENT',
      `${frame.where}: '${logic.calleeName}' has no parameter '${unknown}'.`,
    );
  return callFunction(
    callee,
    callee.parameters.map((name) => bound.get(name) ?? null),
    frame,
  );
}

export function callFunction(callee: FeelFunction, args: readonly FeelValue[], frame: Frame): FeelValue {
  const places = args.map((_, index) => `a${index}`);
  const compiled = compileExpression(`f(${places.join(', ')})`, { names: ['f'] });
  if (!compiled.ok) return null;
  const variables = Object.fromEntries([['f', callee], ...places.map((name, index) => [name, args[index] ?? null])]);
  return take(frame, compiled.expression.evaluateFeel(variables as Variables, frame.session.options), 'the call');
}
