import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario } from '#engine/index.ts';
import { shippedProcesses } from '#processes/index.ts';

const processes = shippedProcesses();
const resources = processes.flatMap((process) => process.resources);

describe.each(processes)('the scenarios of $id', ({ scenarios }) => {
  it.each(scenarios)('should go as told: $file', async ({ scenario }) => {
    const result = await runScenario(resources, parseScenario(scenario));
    const unmet = result.steps.flatMap(({ step, failure, expectations }) => [
      ...(failure ? [{ step, failure: failure.message }] : []),
      ...expectations.filter(({ met }) => !met).map((expectation) => ({ step, ...expectation })),
    ]);
    expect(unmet).toEqual([]);
    expect(result.met).toBe(true);
  });
});
