import { compileExpression, isExpression } from '../feel/index.ts';
import type { XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { Evaluation, Expression } from './types.ts';

/** What stands in for an expression that can't be compiled; a model with problems is never run. */
const NOTHING: Evaluation = { value: null, diagnostics: [] };

/** Compiles an attribute: FEEL behind a leading `=`, else a text that is its own value. */
export function compile(source: string, node: XmlNode, log: ProblemLog): Expression {
  return isExpression(source) ? compileFeel(source, node, log) : constant(source);
}

/** Compiles an attribute that must be FEEL, such as a condition or a correlation key. */
export function compileRequired(source: string, node: XmlNode, log: ProblemLog): Expression {
  if (!isExpression(source)) log.add('MODEL_EXPRESSION_REQUIRED', node, { source });
  return compile(source, node, log);
}

/** Like `compile`; undefined when the attribute is absent. */
export function compileOptional(source: string | undefined, node: XmlNode, log: ProblemLog): Expression | undefined {
  return source === undefined ? undefined : compile(source, node, log);
}

export function constant(source: string): Expression {
  const evaluation = { value: source, diagnostics: [] };
  return { source, isStatic: true, evaluate: () => evaluation };
}

function compileFeel(source: string, node: XmlNode, log: ProblemLog): Expression {
  const compiled = compileExpression(source);
  if (!compiled.ok) {
    log.add('MODEL_FEEL_INVALID', node, { source, problem: compiled.message });
    return { source, isStatic: false, evaluate: () => NOTHING };
  }
  const { expression } = compiled;
  return { source, isStatic: false, evaluate: (variables, now) => expression.evaluate(variables, { now }) };
}
