import {
  type FeelValue,
  type Variables,
  compileExpression,
  compileUnaryTests,
  equal,
  kindOf,
} from '../../feel/index.ts';
import { NO_CLOCK } from '../declared-type.ts';
import type { Input } from '../types.ts';

/** Values of a column, one at least of every stretch in which all of its cells say the same; undefined where none can be found. */
export type Points = readonly FeelValue[] | undefined;

interface Steps {
  readonly below: string;
  readonly above: string;
  readonly between: string;
}

/** How to find other values beside `a`, and between `a` and `b`; what does not lie there is left out. */
const STEPS: Readonly<Record<string, Steps>> = {
  number: { below: 'a - 1', above: 'a + 1', between: 'if floor(a) + 1 < b then floor(a) + 1 else (a + b) / 2' },
  date: { below: 'a - @"P1D"', above: 'a + @"P1D"', between: 'a + @"P1D"' },
  time: { below: '@"00:00:00"', above: '@"23:59:59"', between: 'a + (b - a) / 2' },
  'date and time': { below: 'a - @"PT1S"', above: 'a + @"PT1S"', between: 'a + (b - a) / 2' },
  'days and time duration': { below: 'a - @"PT1S"', above: 'a + @"PT1S"', between: 'a + (b - a) / 2' },
  'years and months duration': { below: 'a - @"P1M"', above: 'a + @"P1M"', between: 'a + @"P1M"' },
};
const WHOLE: Steps = { below: 'a - 1', above: 'a + 1', between: 'floor(a) + 1' };
const WHOLE_TYPES: ReadonlySet<string> = new Set(['integer', 'long']);

const SAMPLES: Readonly<Record<string, FeelValue>> = { number: 0, string: '…', boolean: true };

/** `boundaries`: of all cells of the column whose verdict hangs on constants alone. */
export function pointsOf(input: Input, boundaries: readonly FeelValue[], ordered: boolean): Points {
  const listed = [boundsOf(input.type?.allowed), input.values?.boundaries()].filter((found) => found !== undefined);
  const values = distinct([...boundaries, ...listed.flatMap((found) => found.values)]);
  const present = values.filter((value) => value !== null);
  const kinds = new Set(present.map((value) => kindOf(value)));
  const [kind = input.type?.base] = kinds;
  if (kinds.size > 1 || (ordered && kind === 'string')) return undefined;
  const around = present.length === 0 ? sampleOf(kind) : spread(present, kind ?? '', input);
  if (around === undefined) return undefined;
  const nothing = values.includes(null) ? [null] : [];
  return [...around, ...nothing].filter((value) => isAllowed(input, value));
}

const boundsOf = (allowed: string | undefined): ReturnType<NonNullable<Input['values']>['boundaries']> => {
  const compiled = compileUnaryTests(allowed ?? '');
  return compiled.ok ? compiled.tests.boundaries() : undefined;
};

function isAllowed({ type, values }: Input, value: FeelValue): boolean {
  if (type !== undefined && !type.accepts(value)) return false;
  return values === undefined || value === null || values.evaluate(value, {}, NO_CLOCK).value === true;
}

/** Where no cell says anything, any value will do. */
function sampleOf(kind: string | undefined): readonly FeelValue[] {
  if (kind === 'boolean') return [true, false];
  const sample = kind === undefined ? undefined : SAMPLES[kind];
  return [sample ?? null];
}

function spread(values: readonly FeelValue[], kind: string, input: Input): Points {
  if (kind === 'boolean') return [true, false];
  if (kind === 'string') return [...values, anotherThan(values)];
  const steps = WHOLE_TYPES.has(input.type?.name ?? '') ? WHOLE : STEPS[kind];
  const sorted = steps && (valueOf('sort(values, function(x, y) x < y)', { values }) as readonly FeelValue[] | null);
  if (!steps || !Array.isArray(sorted)) return undefined;
  return sorted.flatMap((value: FeelValue, index) => {
    const next = sorted[index + 1] as FeelValue | undefined;
    const before = index === 0 ? [neighbour(steps.below, value, undefined, 'm < a')] : [];
    const after =
      next === undefined
        ? neighbour(steps.above, value, undefined, 'm > a')
        : neighbour(steps.between, value, next, 'a < m and m < b');
    return [...before, value, after].filter((found) => found !== undefined);
  });
}

function neighbour(step: string, a: FeelValue, b: FeelValue | undefined, condition: string): FeelValue | undefined {
  const variables = { a, ...(b !== undefined && { b }) };
  const m = valueOf(step, variables);
  return m !== null && valueOf(condition, { ...variables, m }) === true ? m : undefined;
}

function valueOf(source: string, variables: Variables): FeelValue {
  const compiled = compileExpression(source);
  if (!compiled.ok) return null;
  const { value, diagnostics } = compiled.expression.evaluateFeel(variables, NO_CLOCK);
  return diagnostics.length === 0 ? value : null;
}

function distinct(values: readonly FeelValue[]): readonly FeelValue[] {
  const found: FeelValue[] = [];
  const texts = new Set<FeelValue>();
  for (const value of values) {
    // Texts and small numbers, of which there are many, are looked up.
    const isPlain = value === null || typeof value !== 'object';
    if (isPlain ? texts.has(value) : found.some((other) => equal(other, value) === true)) continue;
    if (isPlain) texts.add(value);
    found.push(value);
  }
  return found;
}

function anotherThan(values: readonly FeelValue[]): string {
  let text = '…';
  while (values.includes(text)) text += '…';
  return text;
}
