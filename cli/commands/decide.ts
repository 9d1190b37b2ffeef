import { type Definitions, evaluateDecision, parseDecisions } from '#engine/dmn/index.ts';
import { DeploymentRefused } from '#engine/index.ts';
import { fail } from '#errors/index.ts';
import { readObject, readResource } from '../files.ts';
import { columns, oneLine } from '../table.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface DecideOptions {
  /** Id or name. */
  readonly decision: string;
  readonly input: string;
  readonly explain?: boolean;
}

type Evaluated = ReturnType<typeof evaluateDecision> & { readonly ok: true };

/** The result of a decision over the inputs of a JSON file, with the rules that fired where it is asked to explain itself. */
export async function decideCommand(
  terminal: Terminal,
  file: string,
  { decision, input, explain = false }: DecideOptions,
  now: string,
): Promise<Outcome> {
  const resource = await readResource(terminal, file, ['.dmn']);
  const parsed = await parseDecisions(resource);
  if (!parsed.ok) throw new DeploymentRefused(resource.name, parsed.problems);
  const id = idOf(parsed.definitions, decision, file);
  const variables = await readObject(terminal, input);
  const evaluated = evaluateDecision(parsed.definitions, id, variables, { now, zone: 'Asia/Shanghai' });
  if (!evaluated.ok) return fail('CLI_DECISION_FAILED', { decision, problem: evaluated.message });
  const { result: value, explanation } = evaluated;
  return {
    ok: true,
    document: explain ? { value, explanation } : { value },
    text: explain ? `${JSON.stringify(value)}\n\n${explained(explanation)}` : JSON.stringify(value),
  };
}

function idOf({ decisions }: Definitions, wanted: string, file: string): string {
  const all = [...decisions.values()];
  const found = decisions.get(wanted) ?? all.find(({ name }) => name === wanted);
  return found?.id ?? fail('CLI_DECISION_UNKNOWN', { decision: wanted, file, found: [...decisions.keys()].join(', ') });
}

function explained({ decisions }: Evaluated['explanation']): string {
  return columns(
    decisions.flatMap(({ id, hitPolicy, inputs, matchedRules, output }) => [
      [id, hitPolicy ?? '', oneLine(Object.fromEntries(inputs.map(({ name, value }) => [name, value])))],
      ...matchedRules.map(({ index, annotation, outputs }) => [
        '',
        `#${index}`,
        `${oneLine(outputs)} ${annotation ?? ''}`,
      ]),
      ['', '→', oneLine(output)],
    ]),
  );
}
