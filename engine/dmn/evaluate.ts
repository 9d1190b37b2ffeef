import {
  type EvaluationOptions,
  FeelFunction,
  FeelLimitError,
  type FeelValue,
  type Json,
  type Variables,
  toJson,
} from '../feel/index.ts';
import type { DecisionExplanation, ExplainedDecision } from '../records.ts';
import { evaluateTable } from './evaluate-table.ts';
import { callFunction, closureOf, evaluateLogic, extend } from './evaluate-logic.ts';
import { type DecisionDiagnostic, type Frame, Session, conform } from './session.ts';
import { Trace, jsonOrNull } from './trace.ts';
import type { Decision, Definitions, DrgElement, InputData, Knowledge, Requirement, Service } from './types.ts';

export type EvaluateOutcome =
  | { readonly ok: true; readonly result: Json; readonly explanation: DecisionExplanation }
  | { readonly ok: false; readonly message: string };

/** What DMN says, and what can't be vouched for. */
export interface DecisionEvaluation {
  /** With temporal values and exact decimals. Null wherever something went wrong, as DMN wants it. */
  readonly value: FeelValue;
  /** Empty when the value can be relied on; the first one is the cause. */
  readonly diagnostics: readonly DecisionDiagnostic[];
  readonly explanation: DecisionExplanation;
}

/** What can be asked of a file. */
export type Invocable = Decision | Service | Knowledge;

/**
 * Evaluates a decision with everything it requires. Strict: a missing input, a type clash, two matches of a UNIQUE table, or a
 * value that is not of its declared type is a failure that names decision, rule and column; no rule at all gives null, as on
 * Zeebe. The result is plain JSON.
 */
export function evaluateDecision(
  definitions: Definitions,
  decisionId: string,
  variables: Variables,
  options: EvaluationOptions,
): EvaluateOutcome {
  const decision = definitions.decisions.get(decisionId);
  if (decision === undefined) return { ok: false, message: `There is no decision '${decisionId}'.` };
  const { value, diagnostics, explanation } = evaluate(definitions, decision, variables, options);
  let [problem] = diagnostics;
  const result = toJson(value, (message) => {
    problem ??= { code: 'INVALID_VALUE', message: `Decision '${decisionId}': ${message}` };
  });
  return problem ? { ok: false, message: problem.message } : { ok: true, result, explanation };
}

/**
 * Evaluates a decision, a decision service or business knowledge. Variables are the inputs by name: of a service also the results
 * of its input decisions, of business knowledge its parameters. Ends within the budget of the options, whatever the file says.
 */
export function evaluate(
  definitions: Definitions,
  invocable: Invocable,
  variables: Variables,
  options: EvaluationOptions,
): DecisionEvaluation {
  const session = new Session(definitions.elements, variables, options);
  const graph = new Graph(session);
  const value = graph.bounded(() => graph.ask(invocable));
  return { value, diagnostics: session.diagnostics, explanation: { decisions: graph.explained } };
}

/** Results of elements, each found once. */
class Graph {
  readonly explained: ExplainedDecision[] = [];
  readonly #session: Session;
  readonly #results = new Map<string, FeelValue>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Whatever uses up the budget between the texts ends here. */
  bounded(work: () => FeelValue): FeelValue {
    try {
      return work();
    } catch (error) {
      if (error instanceof FeelLimitError) return this.#session.note('LIMIT_EXCEEDED', error.message);
      if (error instanceof RangeError)
        return this.#session.note('LIMIT_EXCEEDED', `The evaluation went too deep: ${error.message}`);
      throw error;
    }
  }

  ask(invocable: Invocable): FeelValue {
    if (invocable.kind === 'decision') return this.#decide(invocable);
    const frame = { session: this.#session, where: `'${invocable.name}'`, trace: new Trace() };
    const callee = this.#function(invocable, frame);
    if (!(callee instanceof FeelFunction)) return callee;
    const { variables } = this.#session;
    const args = callee.parameters.map(
      (name) => (Object.hasOwn(variables, name) ? variables[name] : null) as FeelValue,
    );
    const value = callFunction(callee, args, frame);
    this.explained.push(...frame.trace.parts);
    return value;
  }

  #valueOf(key: string): FeelValue | undefined {
    if (this.#results.has(key)) return this.#results.get(key);
    const element = this.#session.elements.get(key);
    const value = element && this.#find(element);
    if (value !== undefined) this.#results.set(key, value);
    return value;
  }

  #find(element: DrgElement): FeelValue | undefined {
    switch (element.kind) {
      case 'decision':
        return this.#decide(element);
      case 'input':
        return this.#input(element);
      case 'knowledge':
      case 'service':
        return this.#function(element, { session: this.#session, where: `'${element.name}'`, trace: new Trace() });
    }
  }

  /** Undefined when it is missing: who reads it will say so. */
  #input({ resultName, resultType }: InputData): FeelValue | undefined {
    const { variables } = this.#session;
    const value = Object.hasOwn(variables, resultName) ? (variables[resultName] as FeelValue) : undefined;
    if (value === undefined) return undefined;
    const frame = { session: this.#session, where: `Input '${resultName}'`, trace: new Trace() };
    return conform(frame, value, resultType, 'is');
  }

  #decide(decision: Decision): FeelValue {
    const { logic, resultType } = decision;
    const scope = this.#scope(decision.requirements);
    const frame = { session: this.#session, where: `Decision '${decision.name}'`, trace: new Trace() };
    const table = logic.kind === 'table' ? evaluateTable(logic, scope, frame) : undefined;
    const found = table ? conform(frame, table.value, logic.type) : evaluateLogic(logic, scope, frame);
    const value = conform(frame, found, resultType);
    const inputs = table?.inputs ?? inputsOf(decision, scope);
    this.explained.push(frame.trace.explain(namesOf(decision), inputs, value));
    return value;
  }

  /** All variables, and what is required under its names; what came by an import is an entry of the import's name. */
  #scope(requirements: readonly Requirement[]): Record<string, unknown> {
    const scope = extend(this.#session.variables, []);
    const imports = new Map<string, Record<string, unknown>>();
    for (const { key, alias, name } of requirements) {
      const value = this.#valueOf(key);
      if (value === undefined) continue;
      if (alias === undefined) scope[name] = value;
      else {
        const through = imports.get(alias) ?? {};
        Object.defineProperty(through, name, { value, enumerable: true, configurable: true, writable: true });
        imports.set(alias, through);
        scope[alias] = through;
      }
    }
    return scope;
  }

  #function(element: Knowledge | Service, frame: Frame): FeelValue {
    return element.kind === 'service' ? this.#serviceFunction(element) : this.#knowledgeFunction(element, frame);
  }

  #knowledgeFunction(element: Knowledge, frame: Frame): FeelValue {
    const { logic, resultName, resultType } = element;
    if (logic.kind === 'broken') return this.#session.note('INVALID_ARGUMENT', `${frame.where}: ${logic.reason}`);
    const scope = this.#scope(element.requirements);
    const at = { ...frame, trace: new Trace() };
    const names = logic.parameters.map(({ name }) => name);
    const self = closureOf(logic, scope, at, (invoke, args) => {
      const value = conform(at, invoke(), resultType);
      const inputs = names.map((name, index) => ({ name, value: jsonOrNull(args[index] ?? null) }));
      this.explained.push(new Trace().explain(namesOf(element), inputs, value));
      return value;
    });
    scope[resultName] = self;
    return self;
  }

  /** A service finds its decisions anew each time it is called: from what is handed in, and nothing else. */
  #serviceFunction(service: Service): FeelFunction {
    const names = service.inputs.map(({ name }) => name);
    return new FeelFunction(names, (run, args) => run.call(() => this.#serve(service, args)));
  }

  #serve(service: Service, args: readonly FeelValue[]): FeelValue {
    const frame = { session: this.#session, where: `Service '${service.name}'`, trace: new Trace() };
    const given = service.inputs.map(({ name, type }, index) => {
      const at = { ...frame, where: `${frame.where}, parameter '${name}'` };
      return conform(at, args[index] ?? null, type, 'is');
    });
    const inner = new Graph(this.#session);
    for (const [index, { key }] of service.inputs.entries()) inner.#results.set(key, given[index] ?? null);
    const results = service.outputs.map(({ key, name }) => [name, inner.#valueOf(key) ?? null] as const);
    const [only] = results;
    const value = results.length === 1 && only ? only[1] : Object.fromEntries(results);
    const result = conform(frame, value, service.resultType);
    this.explained.push(...inner.explained);
    return result;
  }
}

const namesOf = ({ id, name, text }: DrgElement): Pick<ExplainedDecision, 'id' | 'name' | 'nameEn'> => ({
  id,
  name,
  ...(text.en !== name && { nameEn: text.en }),
});

/** What the text reads, or what the decision requires. */
function inputsOf(
  { logic, requirements }: Decision,
  scope: Readonly<Record<string, unknown>>,
): ExplainedDecision['inputs'] {
  const names =
    logic.kind === 'literal' ? logic.expression.names : requirements.map(({ alias, name }) => alias ?? name);
  return [...new Set(names)].flatMap((name) => {
    const value = Object.hasOwn(scope, name) ? (scope[name] as FeelValue) : null;
    return value instanceof FeelFunction ? [] : [{ name, value: jsonOrNull(value) }];
  });
}
