/**
 * What is wrong with a drawing, in words for who drew it. Runs in the browser while drawing and on the server at publishing.
 */
import {
  type Definitions,
  type ParseOutcome as DecisionOutcome,
  analyzeTables,
  parseDecisions,
} from '#engine/dmn/index.ts';
import { type ParseOutcome as ProcessOutcome, checkBindings, parseProcesses } from '#engine/model/index.ts';
import { fill } from './fill.ts';
import { RULES } from './rules/index.ts';
import { DECISION_RULES, TABLE_RULES } from './table-rules/index.ts';
import { typingOf } from './typing/index.ts';
import type { DecisionProblem, Finding, Known, Library, ModelProblem, Problem, Rule, SourceFile } from './types.ts';

export type { Known, KnownTypes, Problem, SourceFile } from './types.ts';

interface Parsed {
  readonly processes: readonly { readonly file: SourceFile; readonly outcome: ProcessOutcome }[];
  readonly decisions: readonly { readonly file: SourceFile; readonly outcome: DecisionOutcome }[];
}

/**
 * The problems of files that belong together, in the order of the files, errors first. Errors are all that deployment refuses, and what our
 * own rules forbid; warnings may stay. The rules look at a process only when it could be deployed. `known`: what exists besides the
 * files; calls are checked against the files and this, a list that is left out is not checked (decisions, processes, forms: unless the
 * files hold some).
 */
export async function lint(files: readonly SourceFile[], known: Known = {}): Promise<Problem[]> {
  const parsed = await parseAll(files);
  const elsewhere = await decisionsIn(known.types?.decisions ?? []);
  const library = libraryOf(files, parsed, known, elsewhere);
  const problems = [
    ...parsed.processes.flatMap(({ file, outcome }) =>
      outcome.ok ? checkRules(file, outcome.processes, library) : outcome.problems.map(toProblem),
    ),
    ...parsed.decisions.flatMap(({ file, outcome }) =>
      // What is wrong with a file that it imports is told of that file.
      outcome.ok
        ? checkDecisions(file, outcome.definitions)
        : outcome.problems.filter(({ resourceName }) => resourceName === file.name).map(toProblem),
    ),
    ...looseBindings(parsed).map(toProblem),
  ];
  const place = (problem: Problem): number => files.findIndex((file) => file.name === problem.file);
  return problems.toSorted((a, b) => place(a) - place(b) || rank(a) - rank(b));
}

const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);

async function parseAll(files: readonly SourceFile[]): Promise<Parsed> {
  const ending = (text: string): readonly SourceFile[] => files.filter((file) => file.name.endsWith(text));
  return {
    processes: await Promise.all(ending('.bpmn').map(async (file) => ({ file, outcome: await parseProcesses(file) }))),
    decisions: await Promise.all(
      ending('.dmn').map(async (file) => ({ file, outcome: await parseDecisions(file, ending('.dmn')) })),
    ),
  };
}

/** As deployment says it. A file that can't be read may hold what is called. */
function looseBindings({ processes, decisions }: Parsed): readonly ModelProblem[] {
  if ([...processes, ...decisions].some(({ outcome }) => !outcome.ok)) return [];
  const models = processes.flatMap(({ outcome }) => (outcome.ok ? outcome.processes : []));
  const tables = decisions.flatMap(({ outcome }) => (outcome.ok ? [...outcome.definitions.decisions.keys()] : []));
  const ids = models.map(({ bpmnProcessId }) => bpmnProcessId);
  return checkBindings(models, { processes: new Set(ids), decisions: new Set(tables) });
}

function checkRules(
  file: SourceFile,
  processes: (ProcessOutcome & { readonly ok: true })['processes'],
  library: Library,
): readonly Problem[] {
  return processes.flatMap((process) =>
    RULES.flatMap((rule) =>
      [...rule.check({ file, process, library })].map((finding) => problemOf(file, rule, finding)),
    ),
  );
}

const checkDecisions = (file: SourceFile, definitions: Definitions): readonly Problem[] => [
  ...analyzeTables(definitions).flatMap((table) =>
    TABLE_RULES.flatMap((rule) => [...rule.check(table)].map((finding) => problemOf(file, rule, finding))),
  ),
  ...DECISION_RULES.flatMap((rule) =>
    [...rule.check({ file, definitions })].map((finding) => problemOf(file, rule, finding)),
  ),
];

const problemOf = (file: SourceFile, rule: Omit<Rule, 'check'>, finding: Finding): Problem => ({
  file: file.name,
  element: finding.element.id,
  code: rule.code,
  severity: rule.severity,
  message: fill(rule.message, finding),
  remedy: fill(rule.remedy, finding),
});

const toProblem = (problem: ModelProblem | DecisionProblem): Problem => ({
  file: problem.resourceName,
  element: problem.elementId,
  code: problem.code,
  severity: 'error',
  message: problem.message,
  remedy: problem.remedy,
});

async function decisionsIn(files: readonly SourceFile[]): Promise<readonly Definitions[]> {
  const outcomes = await Promise.all(files.map((file) => parseDecisions(file, files)));
  return outcomes.flatMap((outcome) => (outcome.ok ? [outcome.definitions] : []));
}

function libraryOf(
  files: readonly SourceFile[],
  parsed: Parsed,
  known: Known,
  elsewhere: readonly Definitions[],
): Library {
  const forms = files.flatMap((file) => /([^/\\]+)\.form\.json$/.exec(file.name)?.[1] ?? []);
  const definitions = parsed.decisions.flatMap(({ outcome }) => (outcome.ok ? [outcome.definitions] : []));
  const decisions = definitions.flatMap((file) => [...file.decisions.keys()]);
  const processes = parsed.processes.flatMap(({ outcome }) =>
    outcome.ok ? outcome.processes.map((process) => process.bpmnProcessId) : [],
  );
  return {
    jobTypes: known.jobTypes && new Set(known.jobTypes),
    decisions: union(decisions, known.decisions),
    processes: known.processes && new Set([...processes, ...known.processes]),
    forms: union(forms, known.forms),
    typing: typingOf(files, [...definitions, ...elsewhere], known),
  };
}

/** Undefined when there is neither a file nor a list: then nobody can say what exists. */
const union = (own: readonly string[], known: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  own.length === 0 && known === undefined ? undefined : new Set([...own, ...(known ?? [])]);
