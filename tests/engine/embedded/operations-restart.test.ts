import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { sqliteFile, START } from './harness.ts';
import type { Bench } from './harness.ts';

const drawn = (id: string, task: string) =>
  process(id)
    .startEvent()
    .userTask(task)
    .endEvent()
    .boundaryEvent(task, 'late', { duration: 'PT1H' })
    .userTask('remind')
    .endEvent('e2')
    .boundaryEvent(task, 'asked', { message: 'asked', correlationKey: '="k"', interrupting: false })
    .userTask('answer')
    .endEvent('e3');

describe('operating across a restart', () => {
  const file: { current?: ReturnType<typeof sqliteFile> } = {};
  let bench: Bench;

  const open = async (at: string): Promise<void> => {
    file.current ??= sqliteFile();
    // Nothing is kept in memory: every state is read again.
    bench = await file.current.open(at, 0);
  };
  const restart = async (at: string): Promise<void> => {
    await bench.close();
    await open(at);
  };
  beforeEach(() => open(START));
  afterEach(async () => {
    await bench.close();
    file.current?.remove();
    delete file.current;
  });

  it('should keep standing still, and let happen once what came, when it is resumed', async () => {
    await bench.deploy(drawn('p', 'work'));
    const { processInstanceKey } = await bench.engine.createProcessInstance({ bpmnProcessId: 'p' });
    await bench.engine.suspendProcessInstance({ processInstanceKey });
    await bench.engine.publishMessage({ name: 'asked', correlationKey: 'k' });

    await restart('2026-01-01T02:00:00.000Z');
    await bench.engine.settled();
    expect(bench.records).toEqual([]);

    await bench.engine.resumeProcessInstance({ processInstanceKey });
    await bench.engine.settled();
    expect(bench.jobsAt('answer')).toHaveLength(1);
    expect(bench.jobsAt('remind')).toHaveLength(1);

    await restart('2026-01-01T03:00:00.000Z');
    await bench.engine.settled();
    expect(bench.records).toEqual([]);
  });

  it('should go on where a migration and a modification have put it', async () => {
    await bench.deploy(drawn('p', 'work'));
    const { processInstanceKey } = await bench.engine.createProcessInstance({ bpmnProcessId: 'p' });
    await bench.deploy(drawn('q', 'labour'));
    const [target] = await bench.queries.processDefinitions('q');
    const mappingInstructions = ['work/labour', 'late/late', 'asked/asked'].map((pair) => {
      const [sourceElementId = '', targetElementId = ''] = pair.split('/');
      return { sourceElementId, targetElementId };
    });
    const migrationPlan = { targetProcessDefinitionKey: target?.processDefinitionKey ?? '', mappingInstructions };
    await bench.engine.migrateProcessInstance({ processInstanceKey, migrationPlan });

    await restart('2026-01-01T00:30:00.000Z');
    expect(await bench.queries.currentElements(processInstanceKey)).toMatchObject([{}, { elementId: 'labour' }]);
    await bench.advanceTo('2026-01-01T01:00:00.000Z');

    expect(bench.jobsAt('remind')).toHaveLength(1);
    const [, remind] = await bench.queries.currentElements(processInstanceKey);
    const sourceElementInstanceKey = remind?.elementInstanceKey ?? '';
    const moveInstructions = [{ sourceElementInstanceKey, targetElementId: 'labour' }];
    await bench.engine.modifyProcessInstance({ processInstanceKey, moveInstructions });
    await restart('2026-01-01T01:30:00.000Z');
    await bench.advanceTo('2026-01-01T02:00:00.000Z');
    expect(bench.jobsAt('remind')).toHaveLength(1);
  });

  it('should remember what was deleted, and the numbers that were used', async () => {
    await bench.deploy(drawn('p', 'one'));
    await bench.deploy(drawn('p', 'two'));
    const [newest] = await bench.queries.processDefinitions('p');
    await bench.engine.deleteResource({ resourceKey: newest?.processDefinitionKey ?? '' });

    await restart(START);
    const started = await bench.engine.createProcessInstance({ bpmnProcessId: 'p' });
    expect(started.version).toBe(1);
    await bench.deploy(drawn('p', 'three'));
    const [third] = await bench.queries.processDefinitions('p');
    expect(third?.version).toBe(3);
  });
});
