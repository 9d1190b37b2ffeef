/**
 * `npm run bench:decisions`: decision tables of RULES (100) rules on six inputs, evaluated as the engine does it: every input
 * checked, every result explained. SECONDS (1) a run, the median of five.
 */
import { type Definitions, evaluateDecision, parseDecisions } from '#engine/dmn/index.ts';

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);
const RULES = number('RULES', 100);
const SECONDS = number('SECONDS', 1);
const RUNS = 5;
const NOW = { now: '2026-01-01T00:00:00.000Z' };

const INPUTS = [
  { name: 'grade', type: 'string' },
  { name: 'amount', type: 'number' },
  { name: 'days', type: 'number' },
  { name: 'dueDate', type: 'date', expression: 'date(dueDate)' },
  { name: 'region', type: 'string' },
  { name: 'vip', type: 'boolean' },
];
const REGIONS = ['north', 'south', 'east', 'west'];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cell = (tag: string, text: string): string => `<${tag}><text>${escaped(text)}</text></${tag}>`;

/** Each rule takes one stretch of amounts; the columns before and behind it are taken by most rules. */
function rule(index: number): string {
  const cells = [
    '"A", "B", "C", "D"',
    `[${index * 100}..${index * 100 + 100})`,
    '>= 0',
    '> @"2020-01-01"',
    REGIONS.map((region) => `"${region}"`).join(', '),
    index % 2 === 0 ? '-' : 'true, false',
  ];
  const outputs = [cell('outputEntry', `"level ${index % 5}"`), cell('outputEntry', `amount * 0.${(index % 9) + 1}`)];
  return `<rule id="r${index}">${cells.map((text) => cell('inputEntry', text)).join('')}${outputs.join('')}</rule>`;
}

function file(hitPolicy: string): string {
  const inputs = INPUTS.map(
    ({ name, type, expression = name }) =>
      `<input label="${name}"><inputExpression typeRef="${type}"><text>${expression}</text></inputExpression></input>`,
  );
  const rules = Array.from({ length: RULES }, (_, index) => rule(index));
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="f" name="f" namespace="bench"><decision id="limit" name="limit"><decisionTable hitPolicy="${hitPolicy}">${inputs.join('')}<output name="level" typeRef="string" /><output name="limit" typeRef="number" />${rules.join('')}</decisionTable></decision></definitions>`;
}

const cases = Array.from({ length: RULES }, (_, index) => ({
  grade: 'ABCD'.charAt(index % 4),
  amount: index * 100 + 50.25,
  days: index,
  dueDate: '2026-03-31',
  region: REGIONS[index % REGIONS.length],
  vip: index % 3 === 0,
}));

interface Figures {
  readonly perSecond: number;
  /** Microseconds of this process, all threads: what other programs leave of the machine does not matter to it. */
  readonly cpu: number;
}

function run(definitions: Definitions): Figures {
  const used = process.cpuUsage();
  const from = performance.now();
  let done = 0;
  do {
    for (const variables of cases) {
      const outcome = evaluateDecision(definitions, 'limit', variables, NOW);
      if (!outcome.ok || outcome.result === null) throw new Error(outcome.ok ? 'No rule matched.' : outcome.message);
    }
    done += cases.length;
  } while (performance.now() - from < SECONDS * 1000);
  const { user, system } = process.cpuUsage(used);
  return { perSecond: (done * 1000) / (performance.now() - from), cpu: (user + system) / done };
}

async function measure(hitPolicy: string): Promise<Readonly<Record<string, string | number>>> {
  const parsed = await parseDecisions({ name: 'bench.dmn', content: file(hitPolicy) });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message.en).join('\n'));
  run(parsed.definitions);
  const runs = Array.from({ length: RUNS }, () => run(parsed.definitions)).toSorted((a, b) => a.cpu - b.cpu);
  const { perSecond, cpu } = runs[RUNS >> 1] ?? { perSecond: 0, cpu: 0 };
  return {
    table: `${hitPolicy}, ${RULES} rules, 6 inputs`,
    'evaluations/s': Math.round(perSecond),
    'CPU µs/evaluation': cpu.toFixed(1),
  };
}

const rows = [];
for (const hitPolicy of ['UNIQUE', 'FIRST', 'COLLECT']) rows.push(await measure(hitPolicy));
console.table(rows);
