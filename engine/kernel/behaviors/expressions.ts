import type { Evaluation, Expression } from '../../model/index.ts';
import type { IncidentType, Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';

export type Evaluated =
  | { readonly ok: true; readonly value: unknown; readonly diagnostics: Evaluation['diagnostics'] }
  | { readonly ok: false; readonly failure: Failure };

export type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

/** Diagnostics that make any value worthless: the evaluation was given up, or went on by a guess at what was no condition. */
const GIVEN_UP = new Set(['LIMIT_EXCEEDED', 'INVALID_VALUE', 'NOT_BOOLEAN']);

/** The value of an expression; a failure when it had to be given up or can't be kept exactly in a variable. */
export function evaluate(
  execution: Execution,
  expression: Expression,
  variables: Variables,
  incidentType: IncidentType,
): Evaluated {
  const { value, diagnostics } = expression.evaluate(variables, execution.now);
  const stopped = diagnostics.find((diagnostic) => GIVEN_UP.has(diagnostic.code));
  if (stopped !== undefined) return refuse(incidentType, `'${expression.source}': ${stopped.message}`);
  if (hasInexactNumber(value)) {
    return refuse(
      incidentType,
      `'${expression.source}' gives a number of more than 15 digits, which can't be kept exactly.`,
    );
  }
  return { ok: true, value, diagnostics };
}

/** True or false; anything else, and any doubt on the way, is a failure. `of`: whose condition it is. */
export function readCondition(
  execution: Execution,
  expression: Expression,
  variables: Variables,
  { of, incidentType }: { readonly of: string; readonly incidentType: IncidentType },
): Read<boolean> {
  const { value, diagnostics } = expression.evaluate(variables, execution.now);
  const [doubt] = diagnostics;
  if (typeof value === 'boolean' && doubt === undefined) return { ok: true, value };
  const found = doubt?.message ?? `Found ${value === null ? 'null' : typeof value}.`;
  return refuse(incidentType, `Expected the condition '${expression.source}' of ${of} to be true or false. ${found}`);
}

/** A text; a number counts as its digits when `numbers` says so. Null and anything else is a failure. */
export function readText(
  execution: Execution,
  expression: Expression,
  variables: Variables,
  what: string,
  options: { readonly numbers: boolean } = { numbers: false },
): Read<string> {
  const outcome = evaluate(execution, expression, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const { value } = outcome;
  if (typeof value === 'string' && value !== '') return { ok: true, value };
  if (options.numbers && typeof value === 'number') return { ok: true, value: String(value) };
  return refuse('EXTRACT_VALUE_ERROR', expected(what, 'a text', expression, outcome));
}

/** A text, or undefined when the expression gives null. */
export function readOptionalText(
  execution: Execution,
  expression: Expression | undefined,
  variables: Variables,
  what: string,
): Read<string | undefined> {
  if (expression === undefined) return { ok: true, value: undefined };
  const outcome = evaluate(execution, expression, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  if (outcome.value === null || outcome.value === undefined || outcome.value === '')
    return { ok: true, value: undefined };
  if (typeof outcome.value === 'string') return { ok: true, value: outcome.value };
  return refuse('EXTRACT_VALUE_ERROR', expected(what, 'a text or null', expression, outcome));
}

/** A list of texts; a static text is split at its commas; null is the empty list. */
export function readTexts(
  execution: Execution,
  expression: Expression | undefined,
  variables: Variables,
  what: string,
): Read<readonly string[]> {
  if (expression === undefined) return { ok: true, value: [] };
  if (expression.isStatic) return { ok: true, value: splitTexts(expression.source) };
  const outcome = evaluate(execution, expression, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const { value } = outcome;
  if (value === null || value === undefined) return { ok: true, value: [] };
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return { ok: true, value };
  return refuse('EXTRACT_VALUE_ERROR', expected(what, 'a list of texts', expression, outcome));
}

function splitTexts(source: string): readonly string[] {
  return source
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

export function refuse(incidentType: IncidentType, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { incidentType, message } };
}

function expected(what: string, type: string, expression: Expression, found: Evaluation): string {
  const value = JSON.stringify(found.value) ?? 'nothing';
  const shown = value.length > 100 ? `${value.slice(0, 100)}…` : value;
  const [doubt] = found.diagnostics;
  const reason = doubt === undefined ? '' : ` (${doubt.message})`;
  return `Expected ${what} '${expression.source}' to give ${type}, but found ${shown}${reason}.`;
}

/** An integer beyond 2^53 has lost digits already; Zeebe would wrap it around. */
function hasInexactNumber(value: unknown): boolean {
  if (typeof value === 'number')
    return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
  if (Array.isArray(value)) return value.some(hasInexactNumber);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasInexactNumber);
  return false;
}
