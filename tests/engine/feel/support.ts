import { expect } from 'vitest';
import {
  type Diagnostic,
  type DiagnosticCode,
  type Json,
  type Variables,
  compileExpression,
  compileUnaryTests,
} from '#engine/feel/index.ts';

export const NOW = '2026-03-31T18:30:00.000Z';

interface Result {
  readonly value: Json;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly DiagnosticCode[];
}

export function run(source: string, variables: Variables = {}, zone = 'UTC'): Result {
  const compiled = compileExpression(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
  const { value, diagnostics } = compiled.expression.evaluate(variables, { now: NOW, zone });
  return { value, diagnostics, codes: diagnostics.map((diagnostic) => diagnostic.code) };
}

/** The value of an expression about which nothing is to be said. */
export function valueOf(source: string, variables: Variables = {}, zone = 'UTC'): Json {
  const { value, diagnostics } = run(source, variables, zone);
  expect({ source, diagnostics }).toEqual({ source, diagnostics: [] });
  return value;
}

export function test(
  source: string,
  input: unknown,
  variables: Variables = {},
): Omit<Result, 'value'> & { value: boolean | null } {
  const compiled = compileUnaryTests(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
  const { value, diagnostics } = compiled.tests.evaluate(input, variables, { now: NOW });
  return { value, diagnostics, codes: diagnostics.map((diagnostic) => diagnostic.code) };
}

export function problemOf(source: string): string {
  const compiled = compileExpression(source);
  return compiled.ok ? '' : compiled.message;
}
