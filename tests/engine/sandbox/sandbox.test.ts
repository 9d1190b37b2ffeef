import { describe, expect, it } from 'vitest';
import { createSandbox } from '#engine/index.ts';
import type { SandboxOptions } from '#engine/index.ts';
import { process } from '../../support/bpmn.ts';

const START = '2026-01-01T00:00:00.000Z';

const escalation = {
  name: 'escalation.bpmn',
  content: process('escalation')
    .startEvent()
    .catchEvent('day7', { duration: 'P7D' })
    .serviceTask('tell', { type: 'notify', headers: { template: 'overdue' }, outputs: { told: '=channel' } })
    .userTask('call')
    .endEvent()
    .toXml(),
};

const open = (options: Partial<SandboxOptions> = {}) =>
  createSandbox({ resources: [escalation], start: START, ...options });
const start = async (sandbox: Awaited<ReturnType<typeof open>>, variables = {}) =>
  (await sandbox.engine.createProcessInstance({ bpmnProcessId: 'escalation', variables })).processInstanceKey;

describe('sandbox', () => {
  it('should let the time pass, answer jobs by name and list what was asked', async () => {
    const sandbox = await open({ answers: { notify: { channel: 'mail' } } });
    const key = await start(sandbox, { id: 'r1' });
    await sandbox.advanceTo('2026-01-07T23:59:59.999Z');
    expect(sandbox.openUserTasks()).toEqual([]);
    await sandbox.advanceTo('2026-01-08T08:00:00+08:00');
    expect(sandbox.openUserTasks()).toMatchObject([{ elementId: 'call', openedAt: '2026-01-08T00:00:00.000Z' }]);
    expect(sandbox.effects()).toMatchObject([
      {
        jobType: 'notify',
        elementId: 'tell',
        processInstanceKey: key,
        at: '2026-01-08T00:00:00.000Z',
        customHeaders: { template: 'overdue' },
        variables: { id: 'r1' },
        answer: { channel: 'mail' },
      },
    ]);
    await sandbox.completeUserTask('call', { reached: true });
    expect(await sandbox.queries.variables(key)).toEqual({ id: 'r1', told: 'mail', reached: true });
    expect(sandbox.records().at(-1)?.event).toMatchObject({ type: 'elementCompleted', elementId: 'escalation' });
    await expect(sandbox.completeUserTask('call')).rejects.toThrow(/Expected open task 'call'/);
    await sandbox.close();
  });

  it('should give a list of answers one call after the other', async () => {
    const sandbox = await open({ answers: { notify: [{ channel: 'mail' }, { channel: 'phone' }] } });
    const keys = [await start(sandbox), await start(sandbox), await start(sandbox)];
    await sandbox.advanceTo('2026-02-01T00:00:00.000Z');
    const told = await Promise.all(keys.map(async (key) => (await sandbox.queries.variables(key))['told']));
    expect(told).toEqual(['mail', 'phone', 'phone']);
    await sandbox.close();
  });

  it('should leave jobs open that nobody answers', async () => {
    const sandbox = await open();
    await start(sandbox);
    await sandbox.advanceTo('2026-02-01T00:00:00.000Z');
    expect([sandbox.openUserTasks(), sandbox.effects()]).toEqual([[], []]);
    await sandbox.close();
  });

  it('should run real workers', async () => {
    const sandbox = await open({
      workers: [{ type: 'notify', decide: () => ({ outcome: { type: 'complete', variables: { channel: 'real' } } }) }],
      keepRecords: false,
    });
    const key = await start(sandbox);
    await sandbox.advanceTo('2026-02-01T00:00:00.000Z');
    expect(await sandbox.queries.variables(key)).toEqual({ told: 'real' });
    expect(sandbox.records()).toEqual([]);
    await sandbox.close();
  });

  it('should replay a thousand cases', async () => {
    const sandbox = await open({ answers: { notify: { channel: 'mail' } }, keepRecords: false });
    await Promise.all(Array.from({ length: 1000 }, (_, id) => start(sandbox, { id })));
    await sandbox.advanceTo('2026-02-01T00:00:00.000Z');
    expect(sandbox.openUserTasks()).toHaveLength(1000);
    expect(sandbox.effects()).toHaveLength(1000);
    await sandbox.close();
  });
});
