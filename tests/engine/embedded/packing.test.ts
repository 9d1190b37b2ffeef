import { describe, expect, it } from 'vitest';
import { pack, unpack } from '#engine/embedded/packing.ts';
import type { EngineEvent } from '#engine/records.ts';

const BASE = 2_251_799_813_685_300;
const key = (distance: number): string => String(BASE + distance);
const task = { elementInstanceKey: key(1), elementId: 'check' };
const lifecycle = { v: 1, ...task, elementType: 'USER_TASK', flowScopeKey: key(-9) } as const;

const entryOf = (...events: EngineEvent[]) => ({
  journalKey: key(0),
  processInstanceKey: key(-9),
  position: 3,
  timestamp: '2026-01-01T00:00:00.000Z',
  bpmnProcessId: 'approval',
  processDefinitionKey: key(-50),
  version: 2,
  events,
});
const restored = (...events: EngineEvent[]) => {
  const stored: unknown = JSON.parse(JSON.stringify(pack(entryOf(...events))));
  return unpack(stored as ReturnType<typeof pack>);
};

describe('the journal as it is stored', () => {
  it('should give back what was packed, in a fraction of the room', () => {
    const events: EngineEvent[] = [
      { type: 'variablesSet', v: 1, scopeKey: key(-9), variables: { amount: 5, list: [1, { a: null }] } },
      { type: 'sequenceFlowTaken', v: 1, flowId: 'f1', flowScopeKey: key(-9) },
      { type: 'sequenceFlowTaken', v: 1, flowId: 'f2', flowScopeKey: key(-9), waitsAtJoin: true },
      { type: 'elementActivating', ...lifecycle, loopCounter: 4, consumedFlows: ['f1', 'f2'] },
      { type: 'elementActivated', ...lifecycle },
      {
        type: 'jobCreated',
        v: 1,
        jobKey: key(2),
        ...task,
        jobType: 'mail',
        retries: 3,
        customHeaders: { to: 'all' },
        userTask: { candidateGroups: ['a'], candidateUsers: [] },
      },
      { type: 'jobCompleted', v: 1, jobKey: key(2), ...task, variables: { ok: true } },
      { type: 'elementCompleting', ...lifecycle },
      { type: 'elementCompleted', ...lifecycle },
      { type: 'timerCanceled', v: 1, timerKey: key(3) },
      { type: 'elementTerminating', v: 1, elementInstanceKey: key(-9), elementId: 'approval', elementType: 'PROCESS' },
      { type: 'elementTerminated', v: 1, elementInstanceKey: key(-9), elementId: 'approval', elementType: 'PROCESS' },
    ];
    expect(restored(...events)).toEqual(entryOf(...events));
    const written = JSON.stringify(pack(entryOf(...events))).length;
    expect(written).toBeLessThan(JSON.stringify(entryOf(...events)).length / 2);
  });

  it('should tell a job apart from an element whose type it does not name', () => {
    const completed: EngineEvent = { type: 'jobCompleted', v: 1, jobKey: key(2), ...task, variables: {} };
    expect(restored(completed).events).toEqual([completed]);
  });

  it('should keep what disagrees with the events before it', () => {
    const events: EngineEvent[] = [
      { type: 'elementActivating', ...lifecycle },
      { type: 'elementActivated', ...lifecycle, elementId: 'other' },
      { type: 'elementCompleting', ...lifecycle, elementType: 'TASK' },
      { type: 'elementCompleted', ...lifecycle, flowScopeKey: key(7) },
    ];
    expect(restored(...events)).toEqual(entryOf(...events));
  });

  it('should keep keys that are no numbers or too great for one', () => {
    const flow = { type: 'sequenceFlowTaken', v: 1, flowId: 'f' } as const;
    const events: EngineEvent[] = ['outside', '0012', '', '9007199254740993', key(0)].map((flowScopeKey) => ({
      ...flow,
      flowScopeKey,
    }));
    expect(restored(...events)).toEqual(entryOf(...events));
  });

  it('should read entries that were stored before', () => {
    const entry = entryOf({ type: 'elementActivated', ...lifecycle });
    expect(unpack(entry)).toEqual(entry);
  });

  it('should refuse a code of a newer program', () => {
    expect(() => unpack({ ...entryOf(), events: [[99, 0]] })).toThrow(/version 99/);
  });
});
