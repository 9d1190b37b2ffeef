/**
 * DMN: files of decision tables and FEEL expressions with their requirements graph, read strictly, compiled once, evaluated
 * without side effects; every result explains itself.
 */
import { buildDefinitions } from './build.ts';
import { Library, type Resource } from './files.ts';
import { Problems } from './problems.ts';
import { readDefinitions } from './read.ts';
import { type TableView, viewTable } from './table-view.ts';
import type { ParseOutcome } from './types.ts';

export { type Example, type TableAnalysis, type TableFinding, analyzeTables } from './analysis/index.ts';
export {
  type DecisionEvaluation,
  type EvaluateOutcome,
  type Invocable,
  evaluate,
  evaluateDecision,
} from './evaluate.ts';
export type { DecisionProblem } from './problems.ts';
export type { DecisionDiagnostic } from './session.ts';
export type { TableView } from './table-view.ts';
export type { Decision, Definitions, HitPolicy, ParseOutcome } from './types.ts';

/**
 * Reads and compiles a file of DMN 1.1 to 1.5, with those of `others` that it imports. Strict: whatever DMN does not know, a
 * DOCTYPE, a duplicate or dangling id, FEEL that can't be compiled, logic that can't be run refuses the file, with every problem
 * found: element, text and remedy in both languages.
 */
// oxlint-disable-next-line require-await -- the port is a promise, whatever reads behind it
export async function parseDecisions(resource: Resource, others: readonly Resource[] = []): Promise<ParseOutcome> {
  const library = new Library(others);
  const file = library.read(resource);
  const definitions = file && buildDefinitions(file);
  const problems = library.problems.flatMap(({ found }) => found);
  if (definitions && problems.length === 0) return { ok: true, definitions };
  return { ok: false, problems, ...(definitions && { draft: definitions }) };
}

/** The decision tables of a file, as written; also of a draft whose cells are not right yet. Empty if it can't be read. */
// oxlint-disable-next-line require-await -- the port is a promise, whatever reads behind it
export async function tablesOf(content: string): Promise<readonly TableView[]> {
  const source = readDefinitions(content, new Problems(''));
  return (source?.children('decision') ?? []).flatMap((decision) => viewTable(decision) ?? []);
}
