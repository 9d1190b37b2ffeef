import { describe, expect, it } from 'vitest';
import type { CommitFault } from './disk.ts';
import { describeFailure, scenarioOf } from './seeds.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** Stories of some 30 commits: the clients do the same whatever happens, one commit after the other is hit. */
const STORIES: readonly Scenario[] = [2, 4, 30, 43, 36, 40].map((seed) => {
  const { steps, ...scenario } = scenarioOf(seed);
  return { ...scenario, starts: true, steps: steps.slice(0, 14) };
});

const FAULTS: readonly CommitFault[] = ['crashBefore', 'crashAfter', 'lostReply', 'error'];

describe('a fault at every commit of a story', () => {
  it.each(STORIES.map((scenario, index) => ({ index, scenario })))(
    'should lose and double nothing: story $index',
    async ({ scenario }) => {
      const undisturbed = await simulate(scenario, { faultAt: { commit: 0, fault: 'error' } });
      expect(undisturbed.violation).toBeUndefined();
      expect(undisturbed.commits).toBeGreaterThan(10);
      for (const fault of FAULTS) {
        for (let commit = 1; commit <= undisturbed.commits; commit += 1) {
          const report = await simulate(scenario, { faultAt: { commit, fault } });
          if (report.violation === undefined) continue;
          throw new Error(
            `${fault} at commit ${commit}: ${describeFailure({ seed: scenario.seed, report, scenario })}`,
          );
        }
      }
    },
  );
});
