/** Runs seed after seed; what fails is made smaller before it is told. */
import fc from 'fast-check';
import { describeScenario, scenarios } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';
import type { Options, Report } from './simulate.ts';

export interface Tally {
  runs: number;
  attempted: number;
  acknowledged: number;
  refused: number;
  commits: number;
  lives: number;
  instances: number;
  records: number;
}

export interface Failure {
  readonly seed: number;
  readonly report: Report;
  readonly scenario: Scenario;
}

/** Large ones as often as small ones. */
const unbiased = fc.noBias(scenarios);

/** A run proves nothing in which most of what was asked failed. */
const LEAST_ACKNOWLEDGED = 0.8;

export function scenarioOf(seed: number): Scenario {
  const [scenario] = fc.sample(unbiased, { seed, numRuns: 1 });
  if (scenario === undefined) throw new Error(`Seed ${seed} gives no scenario.`);
  return scenario;
}

/** The seeds from `first` on; stops at the first that fails. */
export async function runSeeds(
  first: number,
  count: number,
  options: Options = {},
  onRun: (seed: number, report: Report) => void = () => undefined,
): Promise<{ readonly tally: Tally; readonly failure?: Failure }> {
  const tally: Tally = {
    runs: 0,
    attempted: 0,
    acknowledged: 0,
    refused: 0,
    commits: 0,
    lives: 0,
    instances: 0,
    records: 0,
  };
  for (let seed = first; seed < first + count; seed += 1) {
    const scenario = scenarioOf(seed);
    const report = await simulate(scenario, options);
    tally.runs += 1;
    for (const what of ['attempted', 'acknowledged', 'refused', 'commits', 'lives', 'instances', 'records'] as const) {
      tally[what] += report[what];
    }
    onRun(seed, report);
    if (report.violation !== undefined) return { tally, failure: { seed, report, scenario } };
  }
  return { tally };
}

export const isVoid = ({ attempted, acknowledged }: Tally): boolean => acknowledged < LEAST_ACKNOWLEDGED * attempted;

/** A smaller scenario of the seed that still fails, within a time. */
export async function shrink(seed: number, options: Options, milliseconds: number): Promise<Failure | undefined> {
  let smallest: Failure | undefined;
  const property = fc.asyncProperty(unbiased, async (scenario) => {
    const report = await simulate(scenario, options);
    if (report.violation === undefined) return true;
    smallest = { seed, report, scenario };
    return false;
  });
  await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: milliseconds });
  return smallest;
}

export function describeFailure({ seed, report, scenario }: Failure): string {
  const { invariant, text } = report.violation ?? { invariant: '', text: '' };
  return `SEED=${seed} breaks ${invariant}: ${text}\n${describeScenario(scenario)}`;
}
