import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Definitions,
  type TableAnalysis,
  type TableFinding,
  analyzeTables,
  evaluateDecision,
  parseDecisions,
} from '#engine/dmn/index.ts';
import { type TableSketch, file, table } from './support.ts';

const NOW = { now: '2026-03-31T01:00:00.000Z' };

async function definitionsOf(sketch: Partial<TableSketch>, ...more: readonly string[]): Promise<Definitions> {
  const content = file(...more, table({ inputs: ['n: number'], outputs: ['x'], rules: [], ...sketch }));
  const parsed = await parseDecisions({ name: 'test.dmn', content });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definitions;
}

async function analyze(sketch: Partial<TableSketch>, ...more: readonly string[]): Promise<TableAnalysis> {
  const [analysis] = analyzeTables(await definitionsOf(sketch, ...more));
  if (analysis === undefined) throw new Error('There is no table.');
  return analysis;
}

/** In short: `gap n=5`, `overlap 1,2 n=5`, `shadowed 2 by 1 n=5`, `unreachable 1 n`. */
function brief(finding: TableFinding): string {
  const at = finding.at.map(({ input, text }) => `${input.en}=${text}`).join(' ');
  switch (finding.kind) {
    case 'gap':
      return `gap ${at}`;
    case 'overlap':
      return `overlap ${finding.rules.map(({ index }) => index).join()} ${at}`;
    case 'shadowed':
      return `shadowed ${finding.rule.index} by ${finding.by.index} ${at}`;
    case 'unreachable':
      return `unreachable ${finding.rule.index} ${finding.column.en}`;
    case 'notMonotonic':
      return `${finding.low} → ${finding.high}: ${finding.results.join(' → ')} ${at}`.trim();
    case 'unclearClaim':
      return `unclear ${finding.claim}`;
  }
}

const briefs = async (sketch: Partial<TableSketch>, ...more: readonly string[]): Promise<readonly string[]> =>
  (await analyze(sketch, ...more)).findings.map(brief);

describe('analyzeTables', () => {
  it.each<[string, Partial<TableSketch>, readonly string[]]>([
    ['a table without a flaw', { rules: ['< 10; 1', '[10..20); 2', '>= 20; 3'] }, []],
    ['a gap between numbers', { rules: ['< 10; 1', '> 10; 2'] }, ['gap n=10']],
    ['a gap beyond the last number', { rules: ['[0..10]; 1'] }, ['gap n=-1']],
    ['a gap between whole numbers', { rules: ['<= 10; 1', '>= 11; 2'] }, ['gap n=10.5']],
    [
      'no gap between whole numbers where there are no others',
      { inputs: ['n: integer'], rules: ['<= 10; 1', '>= 11; 2'] },
      [],
    ],
    [
      'a gap behind a list of texts',
      { inputs: ['g: string'], rules: ['"A","B"; 1', 'not("A","B","C"); 2'] },
      ['gap g="C"'],
    ],
    ['another text than those named', { inputs: ['g: string'], rules: ['"A"; 1'] }, ['gap g="…"']],
    ['a boolean', { inputs: ['vip: boolean'], rules: ['true; 1'] }, ['gap vip=false']],
    [
      'dates',
      { inputs: ['d: date'], rules: ['< date("2026-01-01"); 1', '> @"2026-01-03"; 2', '@"2026-01-02"; 3'] },
      ['gap d=2026-01-01'],
    ],
    ['durations', { inputs: ['d: dayTimeDuration'], rules: ['< @"P1D"; 1', '>= @"P2D"; 2'] }, ['gap d=P1D']],
    ['conditions over the input', { rules: ['? > 1 and ? <= 5; 1', '? <= 1 or ? > 6; 2'] }, ['gap n=6']],
    [
      'an absent value that the column asks for',
      { inputs: ['s'], rules: ['null; 1', '"A"; 2', 'not(null, "A"); 3'] },
      [],
    ],
    ['an overlap', { rules: ['<= 10; 1', '>= 10; 2'] }, ['overlap 1,2 n=10']],
    [
      'an overlap in two columns',
      {
        inputs: ['n: number', 'g: string'],
        rules: ['< 5; "A"; 1', '-; "A"; 2', '>= 5; not("A"); 3', '< 5; not("A"); 4'],
      },
      ['overlap 1,2 n=4 g="A"'],
    ],
    ['rules of ANY that agree', { hitPolicy: 'ANY', rules: ['<= 10; 1', '>= 10; 1'] }, []],
    ['rules of ANY that disagree', { hitPolicy: 'ANY', rules: ['<= 10; 1', '>= 10; 2'] }, ['overlap 1,2 n=10']],
    ['a shadowed rule', { hitPolicy: 'FIRST', rules: ['< 10; 1', '[2..5]; 2', '-; 3'] }, ['shadowed 2 by 1 n=2']],
    [
      'a rule that two others shadow together',
      { hitPolicy: 'FIRST', rules: ['< 3; 1', '>= 3; 2', '-; 3'] },
      ['shadowed 3 by 1 n=2'],
    ],
    [
      'a cell that nothing passes',
      { rules: ['> 5 and < 3; 1', '-; 2'].map((rule) => rule.replace('> 5 and < 3', '? > 5 and ? < 3')) },
      ['unreachable 1 n'],
    ],
    ['a range the wrong way round', { rules: ['[5..1]; 1', '-; 2'] }, ['unreachable 1 n']],
    ['a default instead of a gap', { rules: ['< 5; 1'], defaults: ['0'] }, []],
    ['rules that are collected', { hitPolicy: 'COLLECT', rules: ['< 5; 1', '< 9; 2'] }, []],
  ])('should see %s', async (_, sketch, expected) => {
    expect(await briefs(sketch)).toEqual(expected);
  });

  it('should look at allowed values only', async () => {
    const grade =
      '<itemDefinition name="Grade"><typeRef>string</typeRef><allowedValues><text>"A","B","C"</text></allowedValues></itemDefinition>';
    const sketch = { inputs: ['g: Grade'], rules: ['"A"; 1', '"B"; 2', '"D"; 3'] };
    expect(await briefs(sketch, grade)).toEqual(['unreachable 3 g', 'gap g="C"']);
  });

  it('should claim nothing that hangs on other variables, and say so', async () => {
    const open = await analyze({ rules: ['< limit; 1', '>= 5; 2', '< 5; 3'] });
    expect(open.findings.map(brief)).toEqual([]);
    expect(open.complete).toBe(false);
    expect(
      (await analyze({ inputs: ['n: number', 'n * 2: number'], rules: ['< 5; > 20; 1', '>= 5; -; 2'] })).complete,
    ).toBe(false);
  });

  it('should leave columns that no rule looks at out of counter-examples', async () => {
    expect(await briefs({ inputs: ['n: number', 'g: string'], rules: ['< 10; -; 1'] })).toEqual(['gap n=10']);
  });

  it('should end on tables that are large', async () => {
    const rules = Array.from(
      { length: 400 },
      (_, n) => `[${n}..${n + 1}); ${n % 2 === 0 ? '"A"' : '"B"'}; < ${n}; ${n}`,
    );
    const { findings } = await analyze({ inputs: ['n: number', 'g: string', 'm: number'], rules });
    expect(findings.some(({ kind }) => kind === 'gap')).toBe(true);
  });
});

describe('what a table says of itself', () => {
  const grades = ['limit rises with grade: "C", "B", "A"'];
  const sketch = { inputs: ['grade: string', 'amount: number'], outputs: ['limit: number', 'note'] };

  it.each<[string, Partial<TableSketch>, readonly string[]]>([
    [
      'that holds',
      {
        ...sketch,
        claims: grades,
        rules: ['"A"; -; 9; 1', '"B"; -; 9; 2', '"C"; -; 5; 3', 'not("A","B","C"); -; 99; 4'],
      },
      [],
    ],
    [
      'that one rule breaks',
      {
        ...sketch,
        claims: grades,
        rules: ['"A"; -; 8; 1', '"B"; < 5; 7; 2', '"B"; >= 5; 9; 3', '"C"; -; 5; 4', 'not("A","B","C"); -; 0; 5'],
      },
      ['"B" → "A": 9 → 8 amount=5'],
    ],
    [
      'that a rule above keeps from being broken',
      {
        ...sketch,
        hitPolicy: 'FIRST',
        claims: grades,
        rules: ['-; > 3; 1; 1', '"A"; -; 2; 2', '"B"; > 4; 7; 3', '-; -; 0; 4'],
      },
      ['shadowed 3 by 1 grade="B" amount=5'],
    ],
    [
      'that the default breaks',
      { ...sketch, claims: grades, defaults: ['6', '0'], rules: ['"A"; -; 5; 1'] },
      ['"C" → "A": 6 → 5'],
    ],
    [
      'of numbers that go up by themselves',
      { claims: ['x falls with n'], rules: ['< 5; 3', '[5..9]; 2', '> 9; 4'] },
      ['4 → 10: 3 → 4'],
    ],
    [
      'of unknown names',
      { claims: ['y rises with n', 'x rises with m', 'x and n'], rules: ['-; 1'] },
      ['unclear y rises with n', 'unclear x rises with m', 'unclear x and n'],
    ],
    [
      'of texts without an order',
      { ...sketch, claims: ['limit rises with grade'], rules: ['-; -; 1; 1'] },
      ['unclear limit rises with grade'],
    ],
  ])('should be checked: a claim %s', async (_, table_, expected) => {
    expect(await briefs(table_)).toEqual(expected);
  });

  it('should not be vouched for where results are computed', async () => {
    const analysis = await analyze({ claims: ['x rises with n'], rules: ['< 5; n', '>= 5; 9'] });
    expect(analysis).toMatchObject({ findings: [], complete: false });
  });

  it('should find whatever there is to find', async () => {
    const value = fc.integer({ min: 0, max: 3 });
    const rows = fc.array(fc.tuple(value, value, value, value), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const rules = cells.map(([a, b, m, x]) => `[${Math.min(a, b)}..${Math.max(a, b)}]; >= ${m}; ${x}`);
        const definitions = await definitionsOf({
          ...{ hitPolicy: 'FIRST', inputs: ['n: number', 'm: number'], rules, defaults: ['1'] },
          claims: ['x rises with n'],
        });
        const at = (n: number, m: number): number => {
          const outcome = evaluateDecision(definitions, 'decision', { n, m }, NOW);
          return outcome.ok ? Number(outcome.result) : Number.NaN;
        };
        const steps = Array.from({ length: 11 }, (_, step) => step / 2 - 1);
        const broken = steps.some((m) =>
          steps.some((low) => steps.some((high) => low < high && at(low, m) > at(high, m))),
        );
        const [analysis] = analyzeTables(definitions);
        const found = (analysis?.findings ?? []).filter((finding) => finding.kind === 'notMonotonic');
        expect(found.length > 0).toBe(broken);
        const told = found.map(({ at: others, low, high }) => {
          const m = Number(others.find(({ input }) => input.en === 'm')?.value ?? 0);
          return [at(Number(low), m), at(Number(high), m)];
        });
        expect(told).toEqual(found.map(({ results }) => results.map(Number)));
      }),
      { numRuns: 100 },
    );
  });
});

describe('analyzeTables and random tables', () => {
  const number = fc.integer({ min: 0, max: 5 });
  const numberCell = fc.oneof(
    fc.constant('-'),
    number.map(String),
    fc.tuple(fc.constantFrom('<', '<=', '>', '>='), number).map(([sign, n]) => `${sign} ${n}`),
    fc
      .tuple(fc.constantFrom('[', '('), number, number, fc.constantFrom(']', ')'))
      .map(([a, low, high, b]) => `${a}${low}..${high}${b}`),
    fc.tuple(number, number).map(([a, b]) => `not(${a}, > ${b})`),
    fc.tuple(number, number).map(([a, b]) => `? > ${a} or ? = ${b}`),
  );
  const text = fc.constantFrom('"A"', '"B"', '"C"');
  const textCell = fc.oneof(
    fc.constant('-'),
    text,
    fc.tuple(text, text).map(([a, b]) => `${a}, ${b}`),
    fc.tuple(text, text).map(([a, b]) => `not(${a}, ${b})`),
  );
  const row = fc.tuple(numberCell, textCell, fc.constantFrom('-', 'true', 'false')).map((cells) => cells.join('; '));
  const tables = fc.record({
    hitPolicy: fc.constantFrom('UNIQUE', 'FIRST'),
    rules: fc
      .array(row, { minLength: 1, maxLength: 5 })
      .map((rows) => rows.map((cells, index) => `${cells}; ${index}`)),
  });
  const inputs = ['n: number', 's: string', 'b: boolean'];

  /** Every value that could make a difference, and some between. */
  const grid = Array.from({ length: 15 }, (_, n) => n / 2 - 1).flatMap((n) =>
    ['A', 'B', 'C', 'Z'].flatMap((s) => [true, false].map((b) => ({ n, s, b }))),
  );

  function matched(definitions: Definitions, variables: Readonly<Record<string, unknown>>): readonly number[] {
    const outcome = evaluateDecision(definitions, 'decision', { n: 0, s: 'Z', b: true, ...variables }, NOW);
    if (outcome.ok) return outcome.explanation.decisions[0]?.matchedRules.map(({ index }) => index) ?? [];
    return (/rules ([\d, ]+) match/.exec(outcome.message)?.[1] ?? '').split(', ').map(Number);
  }
  const variablesOf = ({ at }: TableFinding): Readonly<Record<string, unknown>> =>
    Object.fromEntries(at.map(({ input, value }) => [input.en, value]));

  /** Whether the rules that matched at its counter-example, and all over the grid, bear a finding out. */
  function isReal(finding: TableFinding, at: readonly number[], places: readonly (readonly number[])[]): boolean {
    switch (finding.kind) {
      case 'gap':
        return at.length === 0;
      case 'overlap':
        return finding.rules.every(({ index }) => at.includes(index));
      case 'shadowed':
        return at.join() === String(finding.by.index) && !places.flat().includes(finding.rule.index);
      case 'unreachable':
        return !places.flat().includes(finding.rule.index);
      default:
        return false;
    }
  }

  it('should report what is real, and miss nothing', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ hitPolicy, rules }) => {
        const definitions = await definitionsOf({ hitPolicy, rules, inputs });
        const [analysis] = analyzeTables(definitions);
        const findings = analysis?.findings ?? [];
        const places = grid.map((place) => matched(definitions, place));
        expect(
          findings.filter((finding) => !isReal(finding, matched(definitions, variablesOf(finding)), places)),
        ).toEqual([]);
        // Ten gaps are told, and that there may be more.
        expect(analysis?.complete).toBe(findings.filter(({ kind }) => kind === 'gap').length < 10);
        expect(findings.some(({ kind }) => kind === 'gap')).toBe(places.some((found) => found.length === 0));
        const pairs = findings.flatMap((finding) =>
          finding.kind === 'overlap' ? [finding.rules.map(({ index }) => index).join()] : [],
        );
        const seen = places.flatMap((found) =>
          found.flatMap((one, at) => found.slice(at + 1).map((other) => `${one},${other}`)),
        );
        expect(new Set(pairs)).toEqual(new Set(seen));
        const silent = rules.map((_, at) => at + 1).filter((index) => !places.flat().includes(index));
        const told = findings.flatMap((finding) => ('rule' in finding ? [finding.rule.index] : []));
        expect(told.toSorted((a, b) => a - b)).toEqual(silent);
      }),
      { numRuns: 150 },
    );
  });
});
