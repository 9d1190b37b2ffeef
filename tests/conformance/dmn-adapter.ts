/** Decisions as the runners ask for them: their values, whatever the reader and the evaluation have to say against them. */
import { evaluate as evaluateInvocable, parseDecisions, type Definitions, type Invocable } from '#engine/dmn/index.ts';
import { fromNeutral, toNeutral, type Neutral } from './neutral.ts';

export interface Asked {
  readonly model: Definitions;
  readonly kind: 'decision' | 'decisionService' | 'bkm';
  readonly name: string;
  readonly inputs: Readonly<Record<string, Neutral>>;
}

interface File {
  readonly modelXml: string;
  readonly modelPath: string;
  readonly imports?: readonly { readonly path: string; readonly xml: string }[];
}

const OPTIONS = { now: '2026-01-01T00:00:00.000Z', zone: 'UTC' };

/**
 * Reads a file once for all of its cases. One decision that can't be compiled refuses a file as a whole, so its draft is taken;
 * throws with what the reader says when there is none.
 */
export async function prepare({ modelXml, modelPath, imports = [] }: File): Promise<Definitions> {
  const others = imports.map(({ path, xml }) => ({ name: path, content: xml }));
  const parsed = await parseDecisions({ name: modelPath, content: modelXml }, others);
  const definitions = parsed.ok ? parsed.definitions : parsed.draft;
  if (definitions !== undefined) return definitions;
  throw new Error(parsed.ok ? '' : parsed.problems.map(({ code }) => code).join(', '));
}

/** The result of a decision, a service or business knowledge by its name; throws when there is none. */
export function evaluate({ model, kind, name, inputs }: Asked): Neutral {
  const kinds: Readonly<Record<Asked['kind'], ReadonlyMap<string, Invocable>>> = {
    decision: model.decisions,
    decisionService: model.services,
    bkm: model.knowledge,
  };
  const invocable = [...kinds[kind].values()].find((candidate) => candidate.name === name);
  if (invocable === undefined) throw new Error(`There is no ${kind} '${name}'.`);
  const variables = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, fromNeutral(value)]));
  return toNeutral(evaluateInvocable(model, invocable, variables, OPTIONS).value);
}
