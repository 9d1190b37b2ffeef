import { type FeelValue, toJson } from '../feel/index.ts';
import type { ExplainedDecision } from '../records.ts';

type NamedValue = ExplainedDecision['inputs'][number];

/** What one evaluation may tell of itself: it is stored with the decision. */
const MAX_PARTS = 1000;
const MAX_VALUES = 1000;
const MAX_SIZE = 4_000_000;

/** Collects what happens inside of one decision, table or call. */
export class Trace {
  hitPolicy: string | undefined;
  matchedRules: ExplainedDecision['matchedRules'] = [];
  readonly values: NamedValue[] = [];
  readonly parts: ExplainedDecision[] = [];
  readonly #room: { parts: number; values: number; readonly size: { left: number } };

  constructor(around?: Trace) {
    this.#room =
      around === undefined ? { parts: MAX_PARTS, values: MAX_VALUES, size: { left: MAX_SIZE } } : around.#room;
  }

  value(name: string, value: FeelValue): void {
    if (this.#room.values-- > 0) this.values.push({ name, value: this.json(value) });
  }

  /** Null for a value that has no JSON, which does not undo a decision, or for which there is no room left. */
  json(value: FeelValue): ReturnType<typeof toJson> {
    return toJson(value, () => undefined, this.#room.size);
  }

  part(part: ExplainedDecision): void {
    if (this.#room.parts-- > 0) this.parts.push(part);
  }

  /** Whether it is worth telling apart from what it stands in. */
  get isTelling(): boolean {
    return this.hitPolicy !== undefined || this.values.length > 0 || this.parts.length > 0;
  }

  explain(
    named: Pick<ExplainedDecision, 'id' | 'name' | 'nameEn'>,
    inputs: ExplainedDecision['inputs'],
    output: FeelValue,
  ): ExplainedDecision {
    return {
      ...named,
      ...(this.hitPolicy !== undefined && { hitPolicy: this.hitPolicy }),
      inputs,
      matchedRules: this.matchedRules,
      output: this.json(output),
      ...(this.values.length > 0 && { values: this.values }),
      ...(this.parts.length > 0 && { parts: this.parts }),
    };
  }
}
