import {
  type DecisionEvaluation,
  type Definitions,
  type Invocable,
  evaluate,
  parseDecisions,
} from '#engine/dmn/index.ts';
import { toExactJson } from '#engine/feel/index.ts';
import { DeploymentRefused } from '#engine/index.ts';
import { fail } from '#errors/index.ts';
import { readObject, readResource } from '../files.ts';
import { readBeside } from '../resources.ts';
import { columns, oneLine } from '../table.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface DecideOptions {
  /** Id or name. */
  readonly decision: string;
  readonly input: string;
  readonly explain?: boolean;
}

/**
 * The result of a decision or a decision service over the inputs of a JSON file, with the rules that fired where it is asked to
 * explain itself. Files it imports lie beside it. Exact: a number with more digits than a double holds is printed as its text.
 */
export async function decideCommand(
  terminal: Terminal,
  file: string,
  { decision, input, explain = false }: DecideOptions,
  now: string,
): Promise<Outcome> {
  const resource = await readResource(terminal, file, ['.dmn']);
  const others = /<(?:[^\s<>]+:)?import\s/.test(resource.content) ? await readBeside(terminal, file, '.dmn') : [];
  const parsed = await parseDecisions(resource, others);
  if (!parsed.ok) throw new DeploymentRefused(resource.name, parsed.problems);
  const invocable = find(parsed.definitions, decision, file);
  const variables = await readObject(terminal, input);
  const options = { now, zone: 'Asia/Shanghai' };
  const { value: result, diagnostics, explanation } = evaluate(parsed.definitions, invocable, variables, options);
  let problem = diagnostics[0]?.message;
  const value = toExactJson(result, (reason) => {
    problem ??= reason;
  });
  if (problem !== undefined) return fail('CLI_DECISION_FAILED', { decision, problem });
  return {
    ok: true,
    document: explain ? { value, explanation } : { value },
    text: explain ? `${JSON.stringify(value)}\n\n${explained(explanation.decisions)}` : JSON.stringify(value),
  };
}

function find({ decisions, services }: Definitions, wanted: string, file: string): Invocable {
  const all = [...decisions.values(), ...services.values()];
  const found = all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name === wanted);
  return found ?? fail('CLI_DECISION_UNKNOWN', { decision: wanted, file, found: all.map(({ id }) => id).join(', ') });
}

type Explained = DecisionEvaluation['explanation']['decisions'];

/** A line for each decision, its values on the way and the rules that fired below it; what is inside of it is indented. */
function explained(decisions: Explained): string {
  return columns(decisions.flatMap((decision) => linesOf(decision, '')));
}

function linesOf({ id, name, hitPolicy, inputs, ...told }: Explained[number], indent: string): readonly string[][] {
  const { matchedRules, output, values = [], parts = [] } = told;
  const label = `${indent}${id === '' ? name : id}`;
  return [
    [label, hitPolicy ?? '', oneLine(Object.fromEntries(inputs.map((input) => [input.name, input.value])))],
    ...parts.flatMap((part) => linesOf(part, `${indent}  `)),
    ...values.map(({ name: named, value }) => ['', '=', `${named}: ${oneLine(value)}`]),
    ...matchedRules.map(({ index, annotation, outputs }) => [
      '',
      `#${index}`,
      `${oneLine(outputs)} ${annotation ?? ''}`,
    ]),
    [indent, '→', oneLine(output)],
  ];
}
