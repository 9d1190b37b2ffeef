import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENGINES, type Bench } from '../engine/embedded/harness.ts';
import { process } from '../support/bpmn.ts';

const waiting = () => process('waiting').startEvent().catchEvent('wait', { signal: 'go' }).userTask('after').endEvent();

describe.each(ENGINES)('signals: $name', ({ open }) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  const start = (bpmnProcessId: string) => bench.engine.createProcessInstance({ bpmnProcessId, variables: {} });
  const broadcast = (variables = {}) => bench.engine.broadcastSignal({ signalName: 'go', variables });

  it('should reach every instance that waits, once', async () => {
    await bench.deploy(waiting());
    const first = await start('waiting');
    await start('waiting');

    await broadcast({ x: 1 });
    await broadcast({ x: 2 });

    expect(bench.jobsAt('after')).toHaveLength(2);
    expect(await bench.queries.variables(first.processInstanceKey)).toEqual({ x: 1 });
  });

  it('should be refused soon when it brings itself about, and leave nothing', async () => {
    await bench.deploy(process('echo').startEvent('heard', { signal: 'go' }).endEvent('told', { signal: 'go' }));

    await expect(broadcast()).rejects.toMatchObject({ code: 'ENGINE_ENDLESS_UNIT', details: { steps: 250 } });

    expect((await bench.queries.processInstances({})).items).toEqual([]);
  });

  it('should not be kept for those that come later', async () => {
    await bench.deploy(waiting());
    await broadcast();
    await start('waiting');

    expect(bench.jobsAt('after')).toEqual([]);
  });

  it('should be thrown by one instance and caught by others, and start the newest version of a process', async () => {
    const started = (task: string) => process('started').startEvent('s', { signal: 'go' }).userTask(task).endEvent();
    await bench.deploy(waiting(), started('old'));
    await bench.deploy(started('new'));
    await bench.deploy(process('throwing').startEvent().endEvent('end', { signal: 'go' }));
    await start('waiting');

    await start('throwing');

    expect(bench.jobsAt('after')).toHaveLength(1);
    expect(bench.jobsAt('new')).toHaveLength(1);
    expect(bench.jobsAt('old')).toEqual([]);
  });

  it('should end an instance that waits for it at two places, once', async () => {
    const twice = process('twice')
      .startEvent()
      .subProcess('sub', (inner) => inner.startEvent('s').catchEvent('in', { signal: 'go' }).endEvent('e'))
      .endEvent();
    twice.boundaryEvent('sub', 'stop', { signal: 'go' }).userTask('stopped').endEvent('e2');
    await bench.deploy(twice);
    await start('twice');

    await broadcast();

    expect(bench.jobsAt('stopped')).toHaveLength(1);
  });
});
