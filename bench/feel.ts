import { evaluate } from 'feelin';
import { compileExpression } from '#engine/feel/index.ts';
import type { Line } from './table.ts';

/** Expressions as rules have them, from the cheapest to one over a list. */
const EXPRESSIONS = [
  'amount > 100000',
  'amount > 100000 and customer.grade = "A"',
  'if amount * 1.15 > limit then "review" else "auto"',
  'grade in ("A", "B") and amount in [1000..50000]',
  'sum(orders.amount) > limit',
  'count(orders[amount > 500]) / count(orders)',
  'date(due) + duration("P30D") < date("2026-03-01")',
];

const VARIABLES = {
  amount: 123_456.78,
  limit: 100_000,
  grade: 'B',
  due: '2026-01-31',
  customer: { grade: 'A' },
  orders: Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, amount: index * 100 })),
};
const OPTIONS = { now: '2026-01-01T00:00:00.000Z' };
/** Long enough to be timed, short enough to be repeated. */
const ROUND_MS = 30;
const ROUNDS = 5;

/** What evaluating an expression costs, compiled by us and read anew by feelin, in one run. */
export function measureFeel(): readonly Line[] {
  return EXPRESSIONS.flatMap((source) => {
    const compiled = compileExpression(source);
    if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
    const { expression } = compiled;
    const wanted = source === EXPRESSIONS[0] ? '≤ 1 µs, ≥ 100 × feelin' : '';
    const workload = `FEEL: ${source}`;
    return [
      {
        workload,
        who: 'Xinliu',
        value: perMs(() => expression.evaluate(VARIABLES, OPTIONS)),
        unit: '/ms',
        ours: source,
        wanted,
      },
      {
        workload,
        who: 'feelin 8.2',
        value: perMs(() => evaluate(source, VARIABLES)),
        unit: '/ms',
        comparedWith: source,
      },
    ];
  });
}

/** Evaluations in a millisecond: the best round, as the others were disturbed. */
function perMs(work: () => unknown): number {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    let count = 0;
    do {
      for (let index = 0; index < 50; index++) work();
      count += 50;
    } while (performance.now() - from < ROUND_MS);
    best = Math.max(best, count / (performance.now() - from));
  }
  return best;
}
