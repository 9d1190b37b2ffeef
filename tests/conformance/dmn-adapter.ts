/** Decisions as the runners ask for them. A file that the reader refuses gives no values at all. */
import { evaluateDecision, parseDecisions, type Definitions } from '#engine/dmn/index.ts';
import { fromNeutral, type Neutral } from './neutral.ts';

export interface Asked {
  readonly model: Definitions;
  readonly kind: 'decision' | 'decisionService' | 'bkm';
  readonly name: string;
  readonly inputs: Readonly<Record<string, Neutral>>;
}

const OPTIONS = { now: '2026-01-01T00:00:00.000Z', zone: 'UTC' };

/** Reads a file once for all of its cases. Throws with what the reader says against it. */
export async function prepare(file: { readonly modelXml: string; readonly modelPath: string }): Promise<Definitions> {
  const parsed = await parseDecisions({ name: file.modelPath, content: file.modelXml });
  if (parsed.ok) return parsed.definitions;
  throw new Error(parsed.problems.map(({ code }) => code).join(', '));
}

/** The result of a decision by its name; throws when there is none. Services and business knowledge are not evaluated. */
export function evaluate({ model, kind, name, inputs }: Asked): Neutral {
  const decision = [...model.decisions.values()].find((candidate) => candidate.name === name);
  if (kind !== 'decision' || decision === undefined) throw new Error(`There is no decision '${name}'.`);
  const variables = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, fromNeutral(value)]));
  const outcome = evaluateDecision(model, decision.id, variables, OPTIONS);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.result;
}
