import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Worker } from '#engine/index.ts';
import { ENGINES, eventsOf, noteReference, notes, putNote, USER_TASK, refusal } from '../engine/embedded/harness.ts';
import type { Bench, Note } from '../engine/embedded/harness.ts';
import { listeners, process } from '../support/bpmn.ts';

const approval = () => process('approval').startEvent().userTask('check').userTask('sign').endEvent();
const waiting = () =>
  process('waiting').startEvent().catchEvent('paid', { message: 'paid', correlationKey: '=id' }).endEvent();

describe.each(ENGINES)('process engine: $name', ({ open }) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  const start = async (bpmnProcessId: string, variables: Record<string, unknown> = {}) =>
    (await bench.engine.createProcessInstance({ bpmnProcessId, variables })).processInstanceKey;
  const complete = async (elementId: string, variables: Record<string, unknown> = {}) => {
    const jobKey = bench.jobsAt(elementId)[0] ?? 'none';
    await bench.engine.completeJob({ jobKey, variables });
  };
  const stateOf = async (key: string) => (await bench.queries.findProcessInstance(key))?.state;
  const publish = (name: string, correlationKey: string, more: object = {}) =>
    bench.engine.publishMessage({ name, correlationKey, ...more });

  describe('deployment', () => {
    it('should make a new version only when the content differs', async () => {
      const resource = { name: 'a.bpmn', content: approval().toXml() };
      const first = await bench.engine.deployResource([resource]);
      const again = await bench.engine.deployResource([resource]);
      const changed = approval().boundaryEvent('check', 'late', { duration: 'P1D' }).endEvent('late-end');
      const second = await bench.engine.deployResource([{ name: 'a.bpmn', content: changed.toXml() }]);

      expect(first.processes).toMatchObject([{ bpmnProcessId: 'approval', version: 1, duplicate: false }]);
      expect(again.processes).toMatchObject([{ version: 1, duplicate: true }]);
      expect(second.processes).toMatchObject([{ version: 2, duplicate: false }]);
      expect(again.processes[0]?.processDefinitionKey).toBe(first.processes[0]?.processDefinitionKey);
      const versions = await bench.queries.processDefinitions('approval');
      expect(versions.map(({ version }) => version)).toEqual([2, 1]);
      expect(await bench.queries.findProcessXml(versions[1]!.processDefinitionKey)).toBe(resource.content);
    });

    it('should take all files or none', async () => {
      const good = { name: 'a.bpmn', content: approval().toXml() };
      const bad = { name: 'b.bpmn', content: '<!DOCTYPE x><nothing/>' };
      expect(await refusal(bench.engine.deployResource([good, bad]))).toBe('MODEL_INVALID');
      expect(await bench.queries.processDefinitions('approval')).toEqual([]);
      expect(await refusal(start('approval'))).toBe('ENGINE_NOT_FOUND');
    });

    it('should refuse files it does not know, nothing at all, and one id defined twice', async () => {
      const content = approval().toXml();
      const { engine } = bench;
      expect(await refusal(engine.deployResource([{ name: 'a.txt', content }]))).toBe('ENGINE_UNKNOWN_RESOURCE');
      expect(await refusal(engine.deployResource([]))).toBe('ENGINE_NOTHING_TO_DEPLOY');
      const twice = [
        { name: 'a.bpmn', content },
        { name: 'b.bpmn', content },
      ];
      expect(await refusal(engine.deployResource(twice))).toBe('ENGINE_DUPLICATE_ID');
    });

    it('should keep forms by their own id, in versions', async () => {
      const form = (title: string) => ({ name: 'x/call.form.json', content: JSON.stringify({ id: 'call', title }) });
      await bench.engine.deployResource([form('one')]);
      await bench.engine.deployResource([form('one')]);
      await bench.engine.deployResource([form('two')]);
      const forms = await bench.queries.formDefinitions('call');
      expect(forms.map(({ version }) => version)).toEqual([2, 1]);
      expect((await bench.queries.findResource(forms[0]!.resourceKey))?.content).toContain('two');
    });

    it('should let running instances finish on their version', async () => {
      await bench.deploy(approval());
      const old = await start('approval');
      await bench.deploy(process('approval').startEvent().userTask('check').endEvent());
      const young = await start('approval');
      await complete('check');
      await complete('check');
      expect(await stateOf(young)).toBe('completed');
      expect(await stateOf(old)).toBe('active');
      expect(bench.jobsAt('sign')).toHaveLength(1);
    });
  });

  describe('instances and jobs', () => {
    it('should run from task to task to the end, and tell it in records', async () => {
      await bench.deploy(approval());
      const key = await start('approval', { amount: 5 });
      await complete('check', { checked: true });
      await complete('sign');

      expect(await bench.queries.findProcessInstance(key)).toMatchObject({
        state: 'completed',
        bpmnProcessId: 'approval',
        version: 1,
      });
      const history = await bench.queries.history(key);
      expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => index + 1));
      expect(eventsOf(history, 'jobCompleted')).toEqual(['check', 'sign']);
      expect(bench.records.filter((record) => record.processInstanceKey === key)).toEqual(history);
      expect(await bench.queries.variables(key)).toEqual({ amount: 5, checked: true });
    });

    it('should hold its own copy of the variables, as the journal has them', async () => {
      await bench.deploy(approval());
      const variables = { list: [1], at: new Date(0), nothing: undefined };
      const key = await start('approval', variables);
      variables.list.push(2);
      expect(await bench.queries.variables(key)).toEqual({ list: [1], at: '1970-01-01T00:00:00.000Z' });
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      expect(await refusal(start('approval', circle))).toBe('ENGINE_INVALID_VARIABLES');
      expect(await refusal(start('approval', { text: 'x'.repeat(4_200_000) }))).toBe('ENGINE_VARIABLES_TOO_LARGE');
    });

    it('should complete a job once', async () => {
      await bench.deploy(approval());
      await start('approval');
      const jobKey = bench.jobsAt('check')[0]!;
      const [first, second] = await Promise.allSettled([
        bench.engine.completeJob({ jobKey }),
        bench.engine.completeJob({ jobKey }),
      ]);
      expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
      expect(bench.jobsAt('sign')).toHaveLength(1);
    });

    it('should hand out a job, and again after its timeout', async () => {
      await bench.deploy(
        process('p')
          .startEvent()
          .serviceTask('work', { type: 'w', headers: { a: 'b' } })
          .endEvent(),
      );
      await start('p', { x: 1, y: 2 });
      const request = { type: 'w', worker: 'me', maxJobsToActivate: 5, timeout: 60_000, fetchVariables: ['x'] };
      const [job] = await bench.engine.activateJobs(request);
      expect(job).toMatchObject({
        elementId: 'work',
        customHeaders: { a: 'b' },
        variables: { x: 1 },
        deadline: '2026-01-01T00:01:00.000Z',
      });
      expect(await bench.engine.activateJobs(request)).toEqual([]);
      await bench.advanceTo('2026-01-01T00:01:00.000Z');
      expect(await bench.engine.activateJobs(request)).toMatchObject([{ key: job?.key }]);
    });

    it('should hand out the jobs of listeners with their headers, around that of the element', async () => {
      const header = '<zeebe:taskHeaders><zeebe:header key="own" value="1"/></zeebe:taskHeaders>';
      const extensions = listeners('start prepare').replace(
        '/></zeebe:exec',
        `>${header}</zeebe:executionListener></zeebe:exec`,
      );
      const task = { type: 'work', extensions, headers: { of: 'task' } };
      await bench.deploy(process('listened').startEvent().serviceTask('a', task).endEvent());
      const key = await start('listened');
      const take = async (type: string) => {
        const request = { type, worker: 'w', maxJobsToActivate: 1, timeout: 1_000 };
        const [job] = await bench.engine.activateJobs(request);
        return job;
      };

      const listener = await take('prepare');
      expect(listener).toMatchObject({
        elementId: 'a',
        listener: { event: 'start', index: 0 },
        customHeaders: { of: 'task', own: '1' },
      });
      expect(await take('work')).toBeUndefined();
      await bench.engine.completeJob({ jobKey: listener!.key, variables: { ready: true } });
      const work = await take('work');
      expect(work).toMatchObject({ customHeaders: { of: 'task' }, variables: { ready: true } });
      expect(work).not.toHaveProperty('listener');
      await bench.engine.completeJob({ jobKey: work!.key });
      expect(await stateOf(key)).toBe('completed');
    });

    it('should let a worker decide what goes on in an ad-hoc sub-process, and people activate more', async () => {
      const free = process('free').startEvent();
      free.adHocSubProcess('sub', (inner) => inner.userTask('a').apart().userTask('b'), { type: 'plan' }).endEvent();
      await bench.deploy(free);
      const key = await start('free');
      const activateElements = [{ elementId: 'a', variables: { note: new Date(0) } }];
      await bench.engine.completeJob({ jobKey: bench.jobsAt('sub')[0]!, result: { activateElements } });
      const { elementInstanceKey } = bench.records
        .map(({ event }) => event)
        .find((event) => event.type === 'jobCreated' && event.jobType === 'plan') as { elementInstanceKey: string };
      const elements = [{ elementId: 'b' }];
      await bench.engine.activateAdHocSubProcessActivities({
        adHocSubProcessInstanceKey: elementInstanceKey,
        elements,
      });
      expect([bench.jobsAt('a').length, bench.jobsAt('b').length, bench.jobsAt('sub').length]).toEqual([1, 1, 0]);
      await complete('a');
      await complete('b');
      const jobKey = bench.jobsAt('sub')[0]!;
      await bench.engine.completeJob({ jobKey, result: { isCompletionConditionFulfilled: true } });
      expect(await stateOf(key)).toBe('completed');
    });

    it('should show where an instance stands', async () => {
      await bench.deploy(approval());
      const key = await start('approval');
      const current = await bench.queries.currentElements(key);
      expect(current.map(({ elementId }) => elementId)).toContain('check');
      const page = await bench.queries.processInstances({ bpmnProcessId: 'approval', states: ['active'] });
      expect(page.items).toMatchObject([{ processInstanceKey: key }]);
      expect(await bench.queries.countProcessInstances({ states: ['completed'] })).toBe(0);
    });

    it('should cancel an instance with everything that waits in it', async () => {
      await bench.deploy(approval().boundaryEvent('check', 'late', { duration: 'PT1H' }).endEvent('late-end'));
      const key = await start('approval');
      await bench.engine.cancelProcessInstance({ processInstanceKey: key });
      expect(await stateOf(key)).toBe('terminated');
      await bench.advanceTo('2026-01-02T00:00:00.000Z');
      expect(eventsOf(bench.records, 'timerTriggered')).toEqual([]);
      const again = bench.engine.cancelProcessInstance({ processInstanceKey: key });
      expect(await refusal(again)).toBe('ENGINE_NOT_FOUND');
    });

    it('should set variables of any running element', async () => {
      await bench.deploy(
        process('p')
          .startEvent()
          .userTask('t', { inputs: { local: '=1' } })
          .endEvent(),
      );
      const key = await start('p', { a: 1 });
      const element = (await bench.queries.currentElements(key)).find(({ elementId }) => elementId === 't')!;
      await bench.engine.setVariables({ elementInstanceKey: key, variables: { a: 2 } });
      const { elementInstanceKey } = element;
      await bench.engine.setVariables({ elementInstanceKey, variables: { local: 3 }, local: true });
      expect(await bench.queries.variables(key, elementInstanceKey)).toEqual({ a: 2, local: 3 });
      const unknown = bench.engine.setVariables({ elementInstanceKey: '1', variables: {} });
      expect(await refusal(unknown)).toBe('ENGINE_NOT_FOUND');
    });
  });

  describe('incidents', () => {
    const failing = () => process('p').startEvent().serviceTask('work', { type: 'w', retries: '1' }).endEvent();

    it('should keep a job without retries as an incident until it is resolved', async () => {
      await bench.deploy(failing());
      const key = await start('p');
      const jobKey = bench.jobsAt('work')[0]!;
      await bench.engine.failJob({ jobKey, retries: 0, errorMessage: 'no answer' });
      const [incident] = (await bench.queries.incidents()).items;
      expect(incident).toMatchObject({ type: 'JOB_NO_RETRIES', errorMessage: 'no answer', jobKey, elementId: 'work' });
      expect(await stateOf(key)).toBe('incident');

      const request = { type: 'w', worker: 'me', maxJobsToActivate: 1, timeout: 1000 };
      expect(await bench.engine.activateJobs(request)).toEqual([]);
      await bench.engine.updateJobRetries({ jobKey, retries: 1 });
      await bench.engine.resolveIncident({ incidentKey: incident!.incidentKey });
      expect(await stateOf(key)).toBe('active');
      expect(await bench.queries.countIncidents()).toBe(0);
      expect(await bench.engine.activateJobs(request)).toMatchObject([{ key: jobKey, retries: 1 }]);
    });

    it('should forget the incidents of an instance that is cancelled', async () => {
      await bench.deploy(failing());
      const key = await start('p');
      await bench.engine.failJob({ jobKey: bench.jobsAt('work')[0]!, retries: 0, errorMessage: 'no answer' });
      await bench.engine.cancelProcessInstance({ processInstanceKey: key });
      expect(await bench.queries.incidentsOf(key)).toEqual([]);
      expect(await stateOf(key)).toBe('terminated');
    });

    it('should make a condition that is neither true nor false an incident', async () => {
      const gateway = process('p')
        .startEvent()
        .exclusiveGateway('g', 'g-b')
        .when('=amount > 5')
        .userTask('a')
        .endEvent('x');
      await bench.deploy(gateway.from('g').userTask('b').endEvent('y'));
      const key = await start('p');
      expect(await bench.queries.incidentsOf(key)).toMatchObject([{ elementId: 'g', type: 'CONDITION_ERROR' }]);
      const [incident] = await bench.queries.incidentsOf(key);
      await bench.engine.setVariables({ elementInstanceKey: key, variables: { amount: 9 } });
      await bench.engine.resolveIncident({ incidentKey: incident!.incidentKey });
      expect(bench.jobsAt('a')).toHaveLength(1);
    });
  });

  describe('messages', () => {
    it('should correlate to the subscription that waits', async () => {
      await bench.deploy(waiting());
      const [one, two] = [await start('waiting', { id: 'r1' }), await start('waiting', { id: 'r2' })];
      await publish('paid', 'r2', { variables: { by: 'bank' } });
      expect([await stateOf(one), await stateOf(two)]).toEqual(['active', 'completed']);
      expect(await bench.queries.variables(two)).toEqual({ id: 'r2', by: 'bank' });
      const found = await bench.queries.processInstances({ businessKey: 'r1' });
      expect(found.items).toMatchObject([{ processInstanceKey: one }]);
    });

    it('should keep a message for its time to live', async () => {
      await bench.deploy(waiting());
      await publish('paid', 'early', { timeToLive: 60_000 });
      expect(await stateOf(await start('waiting', { id: 'early' }))).toBe('completed');
      await publish('paid', 'late', { timeToLive: 60_000 });
      await bench.advanceTo('2026-01-01T00:01:00.000Z');
      expect(await stateOf(await start('waiting', { id: 'late' }))).toBe('active');
    });

    it('should drop a message without time to live that nobody waits for', async () => {
      await bench.deploy(waiting());
      await publish('paid', 'r1');
      expect(await stateOf(await start('waiting', { id: 'r1' }))).toBe('active');
    });

    it('should correlate a message once for each process', async () => {
      await bench.deploy(waiting());
      const other = process('other')
        .startEvent()
        .catchEvent('m', { message: 'paid', correlationKey: '=id' })
        .endEvent();
      await bench.deploy(other);
      const keys = [
        await start('waiting', { id: 'r' }),
        await start('waiting', { id: 'r' }),
        await start('other', { id: 'r' }),
      ];
      await publish('paid', 'r', { timeToLive: 60_000 });
      expect(await Promise.all(keys.map(stateOf))).toEqual(['completed', 'active', 'completed']);
      expect(await stateOf(await start('waiting', { id: 'r' }))).toBe('active');
    });

    it('should refuse a second message with the same id while the first is kept', async () => {
      await publish('paid', 'r', { timeToLive: 60_000, messageId: 'm1' });
      const again = { timeToLive: 60_000, messageId: 'm1' };
      expect(await refusal(publish('paid', 'r', again))).toBe('ENGINE_DUPLICATE_MESSAGE');
      expect(await refusal(publish('paid', 'other', again))).toBe('not refused');
      await bench.advanceTo('2026-01-01T00:01:00.000Z');
      expect(await refusal(publish('paid', 'r', again))).toBe('not refused');
    });

    it('should start a process, one instance at a time for a correlation key', async () => {
      await bench.deploy(process('case').startEvent('s', { message: 'overdue' }).userTask('t').endEvent());
      await publish('overdue', 'r1', { variables: { n: 1 }, timeToLive: 60_000 });
      await publish('overdue', 'r1', { variables: { n: 2 }, timeToLive: 60_000 });
      await publish('overdue', 'r2', { variables: { n: 3 } });
      expect(bench.jobsAt('t')).toHaveLength(2);
      await complete('t');
      expect(bench.jobsAt('t')).toHaveLength(2);
      const cases = await bench.queries.processInstances({ bpmnProcessId: 'case', states: ['active'] });
      const numbers = await Promise.all(
        cases.items.map(async (item) => (await bench.queries.variables(item.processInstanceKey))['n']),
      );
      expect(new Set(numbers)).toEqual(new Set([2, 3]));
    });

    it('should find a message published in the same group as the subscription', async () => {
      await bench.deploy(waiting());
      const [, created] = await Promise.all([
        publish('paid', 'r1', { timeToLive: 1000 }),
        bench.engine.createProcessInstance({ bpmnProcessId: 'waiting', variables: { id: 'r1' } }),
      ]);
      expect(await stateOf(created.processInstanceKey)).toBe('completed');
    });
  });

  describe('timers', () => {
    it('should fire in the order of their due times, then of their keys', async () => {
      const timer = (id: string) => process(id).startEvent().catchEvent('wait', { duration: '=after' }).endEvent();
      await bench.deploy(timer('p'));
      const keys: string[] = [];
      for (const after of ['PT3H', 'PT1H', 'PT2H', 'PT1H']) keys.push(await start('p', { after }));
      await bench.advanceTo('2026-01-01T02:00:00.000Z');
      const fired = bench.records.filter(({ event }) => event.type === 'timerTriggered');
      expect(fired.map(({ processInstanceKey }) => keys.indexOf(processInstanceKey))).toEqual([1, 3, 2]);
      expect(fired.map(({ timestamp }) => timestamp.slice(11, 16))).toEqual(['01:00', '01:00', '02:00']);
    });

    it('should stop a cycle with the task it hangs on', async () => {
      const p = process('p').startEvent().userTask('t').endEvent();
      await bench.deploy(p.boundaryEvent('t', 'again', { cycle: 'R3/PT1H', interrupting: false }).endEvent('done'));
      await start('p');
      await bench.advanceTo('2026-01-01T02:30:00.000Z');
      expect(eventsOf(bench.records, 'elementCompleted').filter((id) => id === 'again')).toHaveLength(2);
      await complete('t');
      await bench.advanceTo('2026-01-02T00:00:00.000Z');
      expect(eventsOf(bench.records, 'elementCompleted').filter((id) => id === 'again')).toHaveLength(2);
    });

    it('should start the newest version of a process on its cycle', async () => {
      const daily = (task: string) => process('p').startEvent('s', { cycle: 'R/P1D' }).userTask(task).endEvent();
      await bench.deploy(daily('one'));
      await bench.advanceTo('2026-01-02T00:00:00.000Z');
      await bench.deploy(daily('two'));
      await bench.advanceTo('2026-01-04T00:00:00.000Z');
      expect([bench.jobsAt('one').length, bench.jobsAt('two').length]).toEqual([1, 2]);
    });
  });

  describe('call activities', () => {
    const child = () => process('child').startEvent().userTask('inner').endEvent();
    const parent = () => process('parent').startEvent().callActivity('call', 'child').userTask('after').endEvent();

    it('should go on in the caller when the called instance ends', async () => {
      await bench.deploy(child(), parent());
      const key = await start('parent', { a: 1 });
      const called = (await bench.queries.processInstances({ parentProcessInstanceKey: key })).items;
      expect(called).toMatchObject([{ bpmnProcessId: 'child', state: 'active' }]);
      await complete('inner', { b: 2 });
      expect(bench.jobsAt('after')).toHaveLength(1);
      expect(await bench.queries.variables(key)).toMatchObject({ a: 1, b: 2 });
    });

    it('should end the called instance with the caller', async () => {
      await bench.deploy(child(), parent());
      const key = await start('parent');
      await bench.engine.cancelProcessInstance({ processInstanceKey: key });
      const called = (await bench.queries.processInstances({ parentProcessInstanceKey: key })).items;
      expect(called).toMatchObject([{ state: 'terminated' }]);
    });

    it('should bring an error of the called instance to the boundary of the call', async () => {
      const caller = parent()
        .boundaryEvent('call', 'caught', { error: 'LIMIT' })
        .userTask('repair')
        .endEvent('repaired');
      await bench.deploy(child(), caller);
      await start('parent');
      await bench.engine.throwError({ jobKey: bench.jobsAt('inner')[0]!, errorCode: 'LIMIT' });
      expect(bench.jobsAt('repair')).toHaveLength(1);
      expect(await bench.queries.countIncidents()).toBe(0);
    });

    it('should stop processes that call each other without end, with one incident', async () => {
      await bench.deploy(process('here').startEvent().callActivity('there', 'there').endEvent());
      await bench.deploy(process('there').startEvent().callActivity('here', 'here').endEvent());
      const key = await start('here');
      const { items } = await bench.queries.incidents();
      expect(items).toMatchObject([{ type: 'CALLED_ELEMENT_ERROR' }]);
      expect(items[0]?.errorMessage).toContain('250 calls deep');
      await bench.engine.cancelProcessInstance({ processInstanceKey: key });
      expect(await bench.queries.countIncidents()).toBe(0);
    });

    it('should stop a cycle of calls that come back at once, and go on with it when resolved', async () => {
      await bench.deploy(process('called').startEvent().endEvent());
      const looping = process('looping').startEvent().exclusiveGateway('again');
      looping.callActivity('call', 'called', 'propagateAllChildVariables="false"');
      looping.exclusiveGateway('loop', 'loop-end').when('=more').to('again').from('loop').endEvent();
      await bench.deploy(looping);
      const key = await start('looping', { more: true });
      const { items } = await bench.queries.incidents();
      expect(items).toMatchObject([{ type: 'CYCLE_WITHOUT_WAIT', elementId: 'call' }]);

      await bench.engine.setVariables({ elementInstanceKey: key, variables: { more: false } });
      await bench.engine.resolveIncident({ incidentKey: items[0]!.incidentKey });

      expect(await stateOf(key)).toBe('completed');
    });

    it('should stop a cycle of calls that fail at once, and call again when resolved', async () => {
      await bench.deploy(process('failing').startEvent().endEvent('failed', { error: 'E' }));
      const looping = process('looping').startEvent().exclusiveGateway('again').callActivity('call', 'failing');
      await bench.deploy(looping.endEvent().boundaryEvent('call', 'caught', { error: 'E' }).to('again'));
      const key = await start('looping');
      const { items } = await bench.queries.incidents();
      expect(items).toMatchObject([{ type: 'CALLED_ELEMENT_ERROR', elementId: 'call' }]);

      await bench.deploy(process('failing').startEvent().endEvent());
      await bench.engine.resolveIncident({ incidentKey: items[0]!.incidentKey });

      expect(await stateOf(key)).toBe('completed');
    });

    it('should call a process for each of many items', async () => {
      await bench.deploy(process('called').startEvent().endEvent());
      const loop = { input: '=for i in 1..12000 return i', as: 'item' };
      await bench.deploy(process('many').startEvent().callActivity('call', 'called', '', { loop }).endEvent());

      expect(await stateOf(await start('many'))).toBe('completed');
      expect(await bench.queries.countIncidents()).toBe(0);
    });

    it('should take a step with more events than a call may have arguments', async () => {
      const loop = { input: '=for i in 1..16000 return i', as: 'item', output: ['items', '=item'] } as const;
      await bench.deploy(process('many').startEvent().element('manualTask', 'each', { loop }).endEvent());

      expect(await stateOf(await start('many'))).toBe('completed');
    });

    it('should refuse what makes more and more instances without end', async () => {
      const both = (other: string) => process(`${other}-caller`).startEvent().element('manualTask', 'm');
      const drawn = (id: string, other: string) => both(id).parallelGateway('g').callActivity('a', other).endEvent();
      await bench.deploy(drawn('x', 'y-caller').from('g').callActivity('b', 'y-caller').endEvent('e2'));
      await bench.deploy(drawn('y', 'x-caller').from('g').callActivity('b', 'x-caller').endEvent('e2'));
      expect(await refusal(start('x-caller'))).toBe('ENGINE_ENDLESS_UNIT');
      await bench.deploy(approval());
      expect(await refusal(start('approval'))).toBe('not refused');
    });
  });

  describe('units of work', () => {
    const note = async (id: string) => (await bench.store.get(notes, id))?.document.text;

    it('should write documents and command the engine all or nothing', async () => {
      await bench.deploy(approval());
      const { key, count } = await bench.engine.transact({
        reads: [],
        decide: (_documents, { nextKey }) => {
          const processInstanceKey = nextKey();
          return {
            ok: true,
            writes: [putNote('n', processInstanceKey)],
            commands: [{ type: 'createProcessInstance', bpmnProcessId: 'approval', processInstanceKey }],
            result: { key: processInstanceKey, count: 1 },
          };
        },
      });
      expect([await note('n'), await stateOf(key), count]).toEqual([key, 'active', 1]);
    });

    it('should leave nothing behind when a command of it is refused', async () => {
      await bench.deploy(approval());
      const key = await start('approval');
      const jobKey = bench.jobsAt('check')[0]!;
      const before = await bench.queries.history(key);
      const work = bench.engine.transact({
        reads: [],
        decide: () => ({
          ok: true,
          writes: [putNote('n', 'half')],
          commands: [
            { type: 'completeJob', jobKey },
            { type: 'completeJob', jobKey },
          ],
          result: undefined,
        }),
      });
      expect(await refusal(work)).toBe('ENGINE_NOT_FOUND');
      expect(await note('n')).toBeUndefined();
      expect(await bench.queries.history(key)).toEqual(before);
      await complete('check');
      expect(bench.jobsAt('sign')).toHaveLength(1);
    });

    it('should keep what others of its group did when a unit fails', async () => {
      await bench.deploy(approval());
      const key = await start('approval');
      const jobKey = bench.jobsAt('check')[0]!;
      const good = bench.engine.completeJob({ jobKey, variables: { a: 1 } });
      const bad = bench.engine.transact({
        reads: [],
        decide: () => ({
          ok: true,
          writes: [],
          commands: [
            { type: 'setVariables', elementInstanceKey: key, variables: { a: 2 } },
            { type: 'cancelProcessInstance', processInstanceKey: 'nobody' },
          ],
          result: undefined,
        }),
      });
      const after = bench.engine.setVariables({ elementInstanceKey: key, variables: { b: 3 } });
      expect(await Promise.all([refusal(good), refusal(bad), refusal(after)])).toEqual([
        'not refused',
        'ENGINE_NOT_FOUND',
        'not refused',
      ]);
      expect(await bench.queries.variables(key)).toEqual({ a: 1, b: 3 });
      const history = await bench.queries.history(key);
      expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => index + 1));
    });

    it('should see what the unit before it wrote, and check versions', async () => {
      const add = (text: string, expected?: number) =>
        bench.engine.transact({
          reads: [noteReference('n')],
          decide: (documents) => {
            const before = documents.get(notes, 'n');
            const longer = `${before?.document.text ?? ''}${text}`;
            return { ok: true, writes: [putNote('n', longer, expected)], result: before?.version ?? 0 };
          },
        });
      expect(await Promise.all([add('a'), add('b'), add('c')])).toEqual([0, 1, 2]);
      expect(await note('n')).toBe('abc');
      expect(await refusal(add('d', 2))).toBe('STORE_CONFLICT');
      expect(await add('d', 3)).toBe(3);
    });

    it('should pass on why a decision refuses', async () => {
      const rejection = { code: 'ENGINE_CLOSED' as const, message: 'no', details: {} };
      const work = bench.engine.transact({ reads: [], decide: () => ({ ok: false, rejection }) });
      expect(await refusal(work)).toBe('ENGINE_CLOSED');
    });

    it('should refuse a read that was not announced', async () => {
      const work = bench.engine.transact({
        reads: [],
        decide: (documents) => ({ ok: true, writes: [], result: documents.get(notes, 'n') }),
      });
      expect(await refusal(work)).toBe('ENGINE_UNANNOUNCED_READ');
    });

    it('should let the others of a group through when the store refuses one', async () => {
      await bench.engine.transact({
        reads: [],
        decide: () => ({ ok: true, writes: [putNote('n', 'old')], result: 0 }),
      });
      const write = (id: string, expected?: 'absent') =>
        bench.engine.transact({
          reads: [],
          decide: () => ({ ok: true, writes: [putNote(id, 'new', expected)], result: id }),
        });
      const outcomes = await Promise.allSettled([write('a'), write('n', 'absent'), write('b')]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect([await note('a'), await note('n'), await note('b')]).toEqual(['new', 'old', 'new']);
    });
  });

  describe('workers', () => {
    const service = () => process('p').startEvent().serviceTask('work', { type: 'w' }).endEvent();
    const copying: Worker<string> = {
      type: 'w',
      prepare: async (job) => `prepared ${String(job.variables['x'])}`,
      reads: (job) => [noteReference(job.key)],
      decide: (documents, job, prepared) => {
        const before = documents.get(notes, job.key) as { document: Note } | undefined;
        const writes = [putNote(job.key, `${before?.document.text ?? ''}${prepared}`)];
        return { writes, outcome: { type: 'complete', variables: { done: prepared } } };
      },
    };

    it('should prepare outside, then decide and complete in one unit', async () => {
      await bench.deploy(service());
      bench.engine.worker(copying);
      const key = await start('p', { x: 1 });
      await bench.engine.settled();
      expect(await stateOf(key)).toBe('completed');
      expect(await bench.queries.variables(key)).toEqual({ x: 1, done: 'prepared 1' });
      const written = await Array.fromAsync(bench.store.scan(notes), ({ document }) => document.text);
      expect(written).toEqual(['prepared 1']);
    });

    it('should take jobs that were there before it', async () => {
      await bench.deploy(service());
      const keys = [await start('p', { x: 1 }), await start('p', { x: 2 })];
      bench.engine.worker(copying);
      await bench.engine.settled();
      expect(await Promise.all(keys.map(stateOf))).toEqual(['completed', 'completed']);
      const second = { type: 'w', decide: () => ({ outcome: { type: 'complete' as const } }) };
      expect(() => bench.engine.worker(second)).toThrow(/has a worker already/);
    });

    it('should try again after a throw, later and with one retry less, then keep an incident', async () => {
      await bench.deploy(service());
      const tries: string[] = [];
      bench.engine.worker({
        type: 'w',
        decide: (_documents, _job, _prepared, { now }) => {
          tries.push(now);
          throw new Error('no connection');
        },
      });
      const key = await start('p');
      await bench.advanceTo('2026-01-01T01:00:00.000Z');
      expect(tries).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:03.000Z']);
      expect(await bench.queries.incidentsOf(key)).toMatchObject([{ errorMessage: 'no connection' }]);
    });

    it('should run the commands of a worker after the end of its job', async () => {
      const p = process('p').startEvent().serviceTask('work', { type: 'w' }).userTask('t').endEvent();
      await bench.deploy(
        p.eventSubProcess('settled', (inner) =>
          inner.startEvent('on', { message: 'paid', correlationKey: '=id', interrupting: true }).endEvent('off'),
        ),
      );
      bench.engine.worker({
        type: 'w',
        decide: () => ({
          commands: [{ type: 'publishMessage', name: 'paid', correlationKey: 'r1' }],
          outcome: { type: 'complete' },
        }),
      });
      const key = await start('p', { id: 'r1' });
      await bench.engine.settled();
      expect(await stateOf(key)).toBe('completed');
    });
  });

  it('should evaluate the newest version of a decision, and explain it', async () => {
    const level = (days: number) => ({
      name: 'level.dmn',
      content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="levels" name="levels" namespace="urn:test">
<decision id="level" name="level"><decisionTable id="table" hitPolicy="FIRST">
<input id="in" label="grade"><inputExpression id="ex" typeRef="string"><text>grade</text></inputExpression></input>
<output id="out" name="days" typeRef="number"/>
<rule id="r1"><inputEntry id="i1"><text>"A"</text></inputEntry><outputEntry id="o1"><text>${days}</text></outputEntry></rule>
<rule id="r2"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>7</text></outputEntry></rule>
</decisionTable></decision></definitions>`,
    });
    await bench.engine.deployResource([level(14)]);
    const deployed = await bench.engine.deployResource([level(21)]);
    expect(deployed.decisions).toMatchObject([{ dmnDecisionId: 'level', version: 2, duplicate: false }]);
    const outcome = await bench.engine.evaluateDecision({ decisionId: 'level', variables: { grade: 'A' } });
    expect(outcome).toMatchObject({ result: 21, decisionVersion: 2 });
    expect(outcome.explanation.decisions[0]?.matchedRules).toMatchObject([{ id: 'r1' }]);
    const failed = bench.engine.evaluateDecision({ decisionId: 'level', variables: { grade: 3 } });
    expect(await refusal(failed)).toBe('ENGINE_DECISION_FAILED');
  });

  it('should evaluate nothing that is not deployed', async () => {
    const evaluation = bench.engine.evaluateDecision({ decisionId: 'none', variables: {} });
    expect(await refusal(evaluation)).toBe('ENGINE_NOT_FOUND');
  });

  it('should hold user tasks as jobs of the type Zeebe gives them', async () => {
    await bench.deploy(approval());
    await start('approval');
    const created = bench.records.find(({ event }) => event.type === 'jobCreated')?.event;
    expect(created).toMatchObject({ jobType: USER_TASK, userTask: { candidateGroups: [] } });
  });
});

describe.each(ENGINES)('projectors: $name', ({ open }) => {
  const counter = {
    name: 'open tasks',
    reads: () => [noteReference('count')],
    project: (records: readonly { readonly event: { readonly type: string } }[], documents: { get: Function }) => {
      const before = documents.get(notes, 'count') as { document: Note } | undefined;
      const made = records.filter(({ event }) => event.type === 'jobCreated').length;
      const ended = records.filter(({ event }) => event.type === 'jobCompleted').length;
      return [putNote('count', String(Number(before?.document.text ?? 0) + made - ended))];
    },
  };

  it('should keep a read model in the unit of the records', async () => {
    const bench = await open({ projectors: [counter] });
    await bench.deploy(approval());
    const created = Array.from({ length: 20 }, () => bench.engine.createProcessInstance({ bpmnProcessId: 'approval' }));
    await Promise.all(created);
    expect((await bench.store.get(notes, 'count'))?.document.text).toBe('20');
    const jobs = bench.jobsAt('check');
    const twice = [...jobs, ...jobs].map((jobKey) => bench.engine.completeJob({ jobKey }));
    const outcomes = await Promise.allSettled(twice);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect((await bench.store.get(notes, 'count'))?.document.text).toBe('20');
    await bench.close();
  });

  it('should fail the whole unit when a projector throws', async () => {
    let fail = false;
    const failing = {
      name: 'failing',
      reads: () => [],
      project: () => {
        if (fail) throw new Error('a bug');
        return [];
      },
    };
    const bench = await open({ projectors: [failing] });
    await bench.deploy(approval());
    await bench.engine.createProcessInstance({ bpmnProcessId: 'approval' });
    const jobKey = bench.jobsAt('check')[0]!;
    fail = true;
    await expect(bench.engine.completeJob({ jobKey })).rejects.toThrow('a bug');
    fail = false;
    await bench.engine.completeJob({ jobKey });
    expect(bench.jobsAt('sign')).toHaveLength(1);
    await bench.close();
  });
});
