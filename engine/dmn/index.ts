/**
 * DMN: files of decision tables and FEEL expressions with their requirements graph, read strictly, compiled once, evaluated
 * without side effects; every result explains itself.
 */
import { buildDefinitions } from './build.ts';
import { Problems } from './problems.ts';
import { readDefinitions } from './read.ts';
import { isDecision } from './source.ts';
import { type TableView, viewTable } from './table-view.ts';
import type { ParseOutcome } from './types.ts';

export { type EvaluateOutcome, evaluateDecision } from './evaluate.ts';
export type { DecisionProblem } from './problems.ts';
export type { TableView } from './table-view.ts';
export type { Decision, Definitions, HitPolicy, ParseOutcome } from './types.ts';

/**
 * Reads and compiles a DMN 1.3 file as the designer and Camunda Modeler write it. Strict: any warning of the XML reader, a
 * DOCTYPE, a duplicate or dangling id, FEEL that can't be compiled, logic that can't be run refuses the file, with every problem
 * found: element, text and remedy in both languages.
 */
export async function parseDecisions(resource: {
  readonly name: string;
  readonly content: string;
}): Promise<ParseOutcome> {
  const problems = new Problems(resource.name);
  const source = await readDefinitions(resource.content, problems);
  if (source === undefined) return { ok: false, problems: problems.found };
  const definitions = buildDefinitions(source, resource.name, problems);
  return problems.found.length === 0 ? { ok: true, definitions } : { ok: false, problems: problems.found };
}

/** The decision tables of a file, as written; also of a draft whose cells are not right yet. Empty if it can't be read. */
export async function tablesOf(content: string): Promise<readonly TableView[]> {
  const source = await readDefinitions(content, new Problems(''));
  return (source?.drgElement ?? []).filter(isDecision).flatMap((decision) => viewTable(decision) ?? []);
}
