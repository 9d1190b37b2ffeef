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
import { argumentsOf, callFunction, closureOf, evaluateTold, extend } from './evaluate-logic.ts';
import { type DecisionDiagnostic, type Frame, Session, conform } from './session.ts';
import type { Trace } from './trace.ts';
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
  const session = new Session(definitions.elements, options);
  const graph = new Graph(session, variables);
  const value = graph.bounded(() => graph.ask(invocable));
  return { value, diagnostics: session.diagnostics, explanation: { decisions: session.trace.parts } };
}

/** Services see what they are called with, and nothing else. */
const NOTHING: Variables = {};

/** Results of elements, each found once. */
class Graph {
  readonly #session: Session;
  readonly #variables: Variables;
  readonly #results = new Map<string, FeelValue>();

  constructor(session: Session, variables: Variables) {
    this.#session = session;
    this.#variables = variables;
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
    const callee = this.#function(invocable);
    if (!(callee instanceof FeelFunction)) return callee;
    const variables = this.#variables;
    const args = callee.parameters.map(
      (name) => (Object.hasOwn(variables, name) ? variables[name] : null) as FeelValue,
    );
    return callFunction(callee, args, this.#frame(`'${invocable.name}'`));
  }

  #frame(where: string): Frame {
    return { session: this.#session, where };
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
        return this.#function(element);
    }
  }

  /** Undefined when it is missing: who reads it will say so. */
  #input({ resultName, resultType }: InputData): FeelValue | undefined {
    const variables = this.#variables;
    const value = Object.hasOwn(variables, resultName) ? (variables[resultName] as FeelValue) : undefined;
    if (value === undefined) return undefined;
    return conform(this.#frame(`Input '${resultName}'`), value, resultType, 'is');
  }

  #decide(decision: Decision): FeelValue {
    const scope = this.#scope(decision.requirements, this.#variables);
    return evaluateTold(decision.logic, scope, this.#frame(`Decision '${decision.name}'`), {
      named: namesOf(decision),
      inputs: (trace) => inputsOf(decision, scope, trace),
      always: true,
      type: decision.resultType,
    });
  }

  /** Variables, and what is required under its names; what came by an import is an entry of the import's name. */
  #scope(requirements: readonly Requirement[], variables: Variables): Record<string, unknown> {
    const scope = extend(variables, []);
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

  #function(element: Knowledge | Service): FeelValue {
    return element.kind === 'service' ? this.#serviceFunction(element) : this.#knowledgeFunction(element);
  }

  #knowledgeFunction(element: Knowledge): FeelValue {
    const { logic, name, resultName, resultType } = element;
    if (logic.kind === 'broken') return this.#session.note('INVALID_ARGUMENT', `'${name}': ${logic.reason}`);
    const scope = this.#scope(element.requirements, this.#variables);
    const told = { named: namesOf(element), type: resultType };
    const self = closureOf(logic, scope, this.#frame(`'${name}'`), told);
    scope[resultName] = self;
    return self;
  }

  /** A service finds its decisions anew each time it is called: from what is handed in, and nothing else. */
  #serviceFunction(service: Service): FeelFunction {
    const names = service.inputs.map(({ name }) => name);
    return new FeelFunction(names, (run, args) => run.call(() => this.#serve(service, args)));
  }

  #serve(service: Service, given: readonly FeelValue[]): FeelValue {
    const session = this.#session;
    const frame = this.#frame(`Service '${service.name}'`);
    const args = argumentsOf(service.inputs, given, frame);
    if (args === null) return null;
    const { value, part } = session.tell((trace) => {
      const inner = new Graph(session, NOTHING);
      for (const [index, { key }] of service.inputs.entries()) inner.#results.set(key, args[index] ?? null);
      const results = service.outputs.map(({ key, name }) => [name, inner.#valueOf(key) ?? null] as const);
      const [only] = results;
      const found = results.length === 1 && only ? only[1] : Object.fromEntries(results);
      const fitting = conform(frame, found, service.resultType);
      const inputs = service.inputs.map(({ name }, index) => ({ name, value: trace.json(args[index] ?? null) }));
      return { value: fitting, part: trace.explain(namesOf(service), inputs, fitting) };
    });
    session.trace.part(part);
    return value;
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
  trace: Trace,
): ExplainedDecision['inputs'] {
  const names =
    logic.kind === 'literal' ? logic.expression.names : requirements.map(({ alias, name }) => alias ?? name);
  return [...new Set(names)].flatMap((name) => {
    const value = Object.hasOwn(scope, name) ? (scope[name] as FeelValue) : null;
    return value instanceof FeelFunction ? [] : [{ name, value: trace.json(value) }];
  });
}
