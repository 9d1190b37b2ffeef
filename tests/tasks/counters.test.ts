import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disablePerson, enablePerson, SYSTEM } from '#organization/index.ts';
import {
  claimTask,
  completeTask,
  countInbox,
  findInbox,
  findWorkItem,
  reassignTask,
  unclaimTask,
} from '#tasks/index.ts';
import type { Desk } from './desk.ts';
import { caseStarted, jobEnded, openDesk, taskMade } from './desk.ts';

const PEOPLE = ['ana', 'bo', 'chief', 'boss', 'fei', 'root'];
const person = fc.constantFrom(...PEOPLE);
const key = fc.integer({ min: 10, max: 16 }).map(String);
const groups = fc.subarray(['role:sales', 'role:finance', 'department:sales', 'department:board', 'person:ana']);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('make' as const),
      key,
      groups,
      assignee: fc.option(person),
      approval: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('claim' as const), key, person }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('unclaim' as const), key, person }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('reassign' as const), key, person, to: person }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('complete' as const), key, person }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('cancel' as const), key }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('disable' as const), person }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('enable' as const), person }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function take(desk: Desk, one: Step): Promise<unknown> {
  if (one.type === 'disable') return desk.transact(disablePerson(one.person, SYSTEM));
  if (one.type === 'enable') return desk.transact(enablePerson(one.person, SYSTEM));
  const seen = await findWorkItem(desk.reader, one.key);
  if (one.type === 'make') {
    if (seen !== undefined) return undefined;
    const task = { candidateGroups: one.groups, ...(one.assignee === null ? {} : { assignee: one.assignee }) };
    return desk.feed(taskMade(one.key, task, one.approval ? { kind: 'approval' } : {}));
  }
  if (seen === undefined) return undefined;
  if (one.type === 'cancel') return desk.feed(jobEnded(one.key, 'jobCanceled', {}, seen.elementId));
  const input = { actorId: one.person, version: seen.version };
  if (one.type === 'claim') return desk.act(claimTask(seen, input));
  if (one.type === 'unclaim') return desk.act(unclaimTask(seen, input));
  if (one.type === 'reassign') return desk.act(reassignTask(seen, { ...input, to: one.to, reason: 'r' }));
  const outcome = seen.kind === 'approval' ? { outcome: 'approved' as const } : {};
  return desk.act(completeTask(seen, { ...input, data: {}, ...outcome }, () => []));
}

describe('kept counters', () => {
  it('should always equal what is in the inbox', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const desk = await openDesk();
        await desk.feed(caseStarted({ requester: 'bo' }));
        for (const one of steps) {
          await take(desk, one).then(
            () => (accepted += 1),
            // A refused act leaves the counters as they were, which is what is looked at next.
            () => undefined,
          );
        }
        for (const personId of PEOPLE) {
          const owner = await desk.owner(personId);
          const { items } = await findInbox(desk.reader, owner, { limit: 200 });
          expect((await countInbox(desk.reader, owner)).open).toBe(items.length);
          expect(items.filter((item) => item.kind === 'approval' && personId === 'bo')).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});
