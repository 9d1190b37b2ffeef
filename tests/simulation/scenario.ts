import fc from 'fast-check';
import { process } from '../support/bpmn.ts';
import { blocks, draw } from '../support/random-process.ts';
import type { Block } from '../support/random-process.ts';

/** One thing done from outside: `act` chooses what, `pick` to whom, `value` with what. */
export interface Act {
  readonly act: number;
  readonly pick: number;
  readonly value: number;
}

/** Acts that come in one turn of the event loop, and what goes wrong with the next commit. */
export interface Step {
  readonly acts: readonly Act[];
  readonly fault: number;
}

/** All that a run follows from. */
export interface Scenario {
  readonly seed: number;
  readonly processes: readonly (readonly Block[])[];
  /** The first process ends at an incident that nobody mends. */
  readonly broken: boolean;
  /** A message and a timer start further instances. */
  readonly starts: boolean;
  readonly cachedInstances: number;
  readonly steps: readonly Step[];
}

const number = fc.nat({ max: 999 });
const act = fc.record({ act: number, pick: number, value: number });
const step = fc.record({ acts: fc.array(act, { minLength: 1, maxLength: 3 }), fault: number });

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  processes: fc.array(blocks, { minLength: 1, maxLength: 2 }),
  broken: fc.nat({ max: 4 }).map((roll) => roll === 0),
  starts: fc.boolean(),
  cachedInstances: fc.constantFrom(1, 2, 10_000),
  steps: fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }),
});

/** What a failed run says, so that it can be understood and drawn again. */
export function describeScenario(scenario: Scenario): string {
  const { processes, steps, ...rest } = scenario;
  const told = (block: Block): string =>
    'of' in block ? `${block.kind}(${block.of.map(told).join(', ')})` : block.kind;
  const drawn = processes.map((each, index) => `  process ${index}: ${each.map(told).join(' → ')}`);
  const shown = [...drawn, `  ${JSON.stringify(rest)}`, `  ${steps.length} steps: ${JSON.stringify(steps)}`];
  return shown.join('\n');
}

export function resourcesOf({ processes, broken, starts }: Scenario): readonly { name: string; content: string }[] {
  const drawn = processes.map((each, index) => {
    const id = `p${index}`;
    const options = { id, jobTypes: ['hand', 'auto', 'prepared'], broken: broken && index === 0 };
    const [main, ...called] = draw(each, options);
    return { name: `${id}.bpmn`, content: main.toXml(...called) };
  });
  return starts ? [...drawn, ...STARTED] : drawn;
}

/** A message starts one of these for each key at a time, a timer three of the others. */
const STARTED = [
  process('told').startEvent('start', { message: 'begin' }).serviceTask('work', { type: 'hand' }).endEvent(),
  process('timed').startEvent('start', { cycle: 'R3/PT2H' }).serviceTask('work', { type: 'auto' }).endEvent(),
].map((builder) => ({ name: `${builder.id}.bpmn`, content: builder.toXml() }));
