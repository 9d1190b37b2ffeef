import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSubscriptions, proposeMapping, type State } from '#engine/kernel/index.ts';
import { given, type Scenario } from '../support/kernel.ts';
import { blocks, draw } from '../support/random-process.ts';

const variables = { x: 6, key: 'key' };
const choices = fc.array(fc.nat({ max: 10_000 }), { maxLength: 30 });

/** One thing that the root instance waits for; nothing when it waits for nothing. */
function goOn(instance: Scenario, choice: number): void {
  const jobs = [...new Set(instance.jobs)];
  const waits = openSubscriptions(instance.state).length > 0;
  const timers = [...new Set(instance.timers.map(({ target }) => target))];
  const acts = [
    ...jobs.map((id) => () => instance.completeJob(id, { x: choice % 1_000 })),
    ...(waits ? [() => instance.correlate('message', 'key', { x: choice % 1_000 })] : []),
    ...timers.map((id) => () => instance.fireTimer(id)),
  ];
  acts[choice % Math.max(acts.length, 1)]?.();
}

/** Any element that runs to any element there is; most are refused, and then nothing has changed (the scenario checks it). */
function move(instance: Scenario, choice: number): void {
  const running = Object.values(instance.state.elements).filter(({ type }) => type !== 'PROCESS');
  const targets = [...instance.model.elements.keys()];
  const source = running[choice % Math.max(running.length, 1)];
  const targetElementId = targets[choice % targets.length];
  if (source === undefined || targetElementId === undefined) return;
  instance.modify([], [], [{ sourceElementInstanceKey: source.key, targetElementId }]);
}

function migrateToItself(instance: Scenario): void {
  const { model, state } = instance;
  const target = { model, processDefinitionKey: 'again', version: state.version + 1 };
  const mappingInstructions = Object.entries(proposeMapping(model, model)).map(
    ([sourceElementId, targetElementId]) => ({
      sourceElementId,
      targetElementId,
    }),
  );
  instance.command({ type: 'migrateInstance', target, mappingInstructions });
}

function leftIn({ elements, jobs, timers, subscriptions, signals, compensations, incidents }: State): string[] {
  return [elements, jobs, timers, subscriptions, signals, compensations, incidents].flatMap(Object.keys);
}

const shown = ({ version: _v, processDefinitionKey: _k, ...state }: State): unknown =>
  JSON.parse(JSON.stringify(state));

describe('operators, over random processes', () => {
  it('should leave nothing behind whatever they do, and replay to the same state after each of it', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, choices, async (drawn, numbers) => {
        const instance = await given(draw(drawn), { variables });
        for (const number of numbers) {
          if (instance.state.status !== 'ACTIVE') break;
          const act = [
            goOn,
            goOn,
            goOn,
            move,
            (one: Scenario) => one.suspend(),
            (one: Scenario) => one.resume(),
            migrateToItself,
          ];
          act[number % act.length]?.(instance, Math.floor(number / act.length));
        }
        if (instance.state.status === 'ACTIVE') instance.cancel();

        expect(instance.states.flatMap(leftIn)).toEqual([]);
        const opened = instance.events.filter(({ type }) => type === 'elementActivating');
        const closed = instance.events.filter(
          ({ type }) => type === 'elementCompleted' || type === 'elementTerminated',
        );
        expect(closed).toHaveLength(opened.length);
      }),
      { numRuns: 150 },
    );
  });

  it('should change nothing by migrating to the same drawing, nor by suspending and resuming', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, choices, async (drawn, numbers) => {
        const instance = await given(draw(drawn), { variables });
        for (const number of numbers) {
          if (instance.state.status !== 'ACTIVE') break;
          goOn(instance, number);
        }
        if (instance.state.status !== 'ACTIVE') return;
        const before = shown(instance.state);

        migrateToItself(instance);
        expect(shown(instance.state)).toEqual(before);
        instance.suspend().resume();
        expect(shown(instance.state)).toEqual(before);
        expect(instance.rejections).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
