/** What operators do to running instances and deployed files: the same on every engine. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENGINES, eventsOf, refusal } from '../engine/embedded/harness.ts';
import type { Bench } from '../engine/embedded/harness.ts';
import { process, type Builder } from '../support/bpmn.ts';

const approval = () => process('approval').startEvent().userTask('check').userTask('sign').endEvent();
const longer = () => process('approval').startEvent().userTask('check').userTask('seal').userTask('sign').endEvent();

describe.each(ENGINES)('operating a process engine: $name', ({ open }) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  const deploy = async (drawn: Builder): Promise<string> => {
    const { processes } = await bench.engine.deployResource([{ name: `${drawn.id}.bpmn`, content: drawn.toXml() }]);
    return processes[0]?.processDefinitionKey ?? '';
  };
  const start = async (bpmnProcessId: string, variables: Record<string, unknown> = {}) =>
    (await bench.engine.createProcessInstance({ bpmnProcessId, variables })).processInstanceKey;
  const complete = async (elementId: string, variables: Record<string, unknown> = {}) => {
    const jobKey = bench.jobsAt(elementId)[0] ?? 'none';
    await bench.engine.completeJob({ jobKey, variables });
  };
  const find = (key: string) => bench.queries.findProcessInstance(key);
  const elementOf = async (key: string, elementId: string): Promise<string> => {
    const current = await bench.queries.currentElements(key);
    return current.find((element) => element.elementId === elementId)?.elementInstanceKey ?? 'none';
  };
  const publish = (name: string, correlationKey: string, more: object = {}) =>
    bench.engine.publishMessage({ name, correlationKey, ...more });

  describe('modification', () => {
    it('should move an instance from one element to another, with variables', async () => {
      await deploy(approval());
      const key = await start('approval');
      const moveInstructions = [
        {
          sourceElementInstanceKey: await elementOf(key, 'check'),
          targetElementId: 'sign',
          variableInstructions: [{ variables: { skipped: new Date(0) } }],
        },
      ];

      await bench.engine.modifyProcessInstance({ processInstanceKey: key, moveInstructions });

      expect(bench.jobsAt('check')).toEqual([]);
      expect(await bench.queries.variables(key)).toEqual({ skipped: '1970-01-01T00:00:00.000Z' });
      await complete('sign');
      expect(await find(key)).toMatchObject({ state: 'completed' });
    });

    it('should end the instance whose last element is ended, with what it called', async () => {
      await deploy(process('child').startEvent().userTask('work').endEvent());
      await deploy(process('parent').startEvent().callActivity('call', 'child').endEvent());
      const key = await start('parent');
      const terminateInstructions = [{ elementInstanceKey: await elementOf(key, 'call') }];

      await bench.engine.modifyProcessInstance({ processInstanceKey: key, terminateInstructions });

      expect(await find(key)).toMatchObject({ state: 'terminated' });
      expect(bench.jobsAt('work')).toEqual([]);
    });

    it('should refuse what it can not do, and change nothing', async () => {
      await deploy(approval());
      const processInstanceKey = await start('approval');
      const before = await bench.queries.history(processInstanceKey);
      const activateInstructions = [{ elementId: 'nowhere' }];

      const { engine } = bench;
      expect(await refusal(engine.modifyProcessInstance({ processInstanceKey, activateInstructions }))).toBe(
        'KERNEL_MODIFY_ELEMENT_UNKNOWN',
      );
      expect(await refusal(engine.modifyProcessInstance({ processInstanceKey: '1', activateInstructions }))).toBe(
        'ENGINE_NOT_FOUND',
      );
      expect(await bench.queries.history(processInstanceKey)).toEqual(before);
    });

    it('should begin at the elements named', async () => {
      await deploy(approval());
      const { processInstanceKey } = await bench.engine.createProcessInstance({
        bpmnProcessId: 'approval',
        startInstructions: [{ elementId: 'sign' }],
      });

      expect(bench.jobsAt('sign')).toHaveLength(1);
      await complete('sign');
      expect(await find(processInstanceKey)).toMatchObject({ state: 'completed' });
    });
  });

  describe('with result', () => {
    it('should answer with the variables when the instance has completed', async () => {
      await deploy(process('sum').startEvent().scriptTask('add', '=a + 1', 'b').endEvent());
      const command = { bpmnProcessId: 'sum', variables: { a: 1 } };

      expect(await bench.engine.createProcessInstanceWithResult(command)).toMatchObject({
        bpmnProcessId: 'sum',
        version: 1,
        variables: { a: 1, b: 2 },
      });
      const some = await bench.engine.createProcessInstanceWithResult({ ...command, fetchVariables: ['b'] });
      expect(some.variables).toEqual({ b: 2 });
    });

    it('should wait for what people do, and say so when it takes too long', async () => {
      await deploy(approval());
      const result = bench.engine.createProcessInstanceWithResult({ bpmnProcessId: 'approval' });
      await bench.engine.settled();
      await complete('check', { done: true });
      await complete('sign');
      expect((await result).variables).toEqual({ done: true });

      const late = refusal(bench.engine.createProcessInstanceWithResult({ bpmnProcessId: 'approval' }));
      await bench.engine.settled();
      await bench.advanceTo('2026-01-01T00:01:00.000Z');
      expect(await late).toBe('ENGINE_RESULT_TIMEOUT');
      expect(bench.jobsAt('check')).toHaveLength(1);
    });

    it('should say that it was ended, or could not begin', async () => {
      await deploy(approval());
      const processInstanceKey = '2251799813700000';
      const ended = refusal(
        bench.engine.createProcessInstanceWithResult({ bpmnProcessId: 'approval', processInstanceKey }),
      );
      await bench.engine.settled();
      await bench.engine.cancelProcessInstance({ processInstanceKey });

      expect(await ended).toBe('ENGINE_RESULT_TERMINATED');
      expect(await refusal(bench.engine.createProcessInstanceWithResult({ bpmnProcessId: 'none' }))).toBe(
        'ENGINE_NOT_FOUND',
      );
    });
  });

  describe('migration', () => {
    it('should let an instance go on in another version, found there by everybody', async () => {
      await deploy(approval());
      const key = await start('approval');
      const target = await deploy(longer());
      const [job] = bench.jobsAt('check');
      const mappingInstructions = [{ sourceElementId: 'check', targetElementId: 'check' }];

      const migrationPlan = { targetProcessDefinitionKey: target, mappingInstructions };
      await bench.engine.migrateProcessInstance({ processInstanceKey: key, migrationPlan });

      expect(await find(key)).toMatchObject({ version: 2, processDefinitionKey: target, state: 'active' });
      expect(bench.jobsAt('check')).toEqual([job]);
      await complete('check');
      await complete('seal');
      await complete('sign');
      expect(await find(key)).toMatchObject({ state: 'completed' });
      const history = await bench.queries.history(key);
      expect(history.at(-1)).toMatchObject({ processDefinitionKey: target, version: 2 });
    });

    it('should move waiting messages and incidents to the new process', async () => {
      const waits = (id: string, at: string) =>
        process(id)
          .startEvent()
          .parallelGateway('fork')
          .catchEvent(at, { message: 'paid', correlationKey: '=id' })
          .endEvent('e1')
          .from('fork')
          .serviceTask('work', { type: 'work' })
          .endEvent('e2');
      await deploy(waits('old', 'paid'));
      const key = await start('old', { id: 'k' });
      await bench.engine.failJob({ jobKey: bench.jobsAt('work')[0] ?? '', retries: 0, errorMessage: 'broken' });
      const target = await deploy(waits('new', 'settled'));
      const mappingInstructions = [
        { sourceElementId: 'paid', targetElementId: 'settled' },
        { sourceElementId: 'work', targetElementId: 'work' },
      ];

      const migrationPlan = { targetProcessDefinitionKey: target, mappingInstructions };
      await bench.engine.migrateProcessInstance({ processInstanceKey: key, migrationPlan });

      expect(await find(key)).toMatchObject({ bpmnProcessId: 'new', state: 'incident' });
      expect(await bench.queries.incidentsOf(key)).toMatchObject([{ bpmnProcessId: 'new', elementId: 'work' }]);
      await publish('paid', 'k');
      expect(eventsOf(await bench.queries.history(key), 'elementCompleted')).toContain('settled');
    });

    it('should give a message that waits to what the target waits for', async () => {
      const asks = (id: string) =>
        approval().boundaryEvent('check', id, { message: 'asked', correlationKey: '="k"' }).endEvent('gone');
      await deploy(approval());
      const key = await start('approval');
      await publish('asked', 'k', { timeToLive: 60_000 });
      const target = await deploy(asks('asked'));

      const mappingInstructions = [{ sourceElementId: 'check', targetElementId: 'check' }];
      const migrationPlan = { targetProcessDefinitionKey: target, mappingInstructions };
      await bench.engine.migrateProcessInstance({ processInstanceKey: key, migrationPlan });

      expect(await find(key)).toMatchObject({ state: 'completed' });
    });

    it('should keep one instance for a correlation key where messages start it', async () => {
      const started = (id: string) => process(id).startEvent('asked', { message: id }).userTask('check').endEvent();
      await deploy(started('a'));
      const target = await deploy(started('b'));
      await publish('a', 'k');
      await publish('b', 'k');
      const [mine] = (await bench.queries.processInstances({ bpmnProcessId: 'a' })).items;
      const [other] = (await bench.queries.processInstances({ bpmnProcessId: 'b' })).items;
      const processInstanceKey = mine?.processInstanceKey ?? '';
      const mappingInstructions = [{ sourceElementId: 'check', targetElementId: 'check' }];
      const migrationPlan = { targetProcessDefinitionKey: target, mappingInstructions };
      const migrate = () => bench.engine.migrateProcessInstance({ processInstanceKey, migrationPlan });

      expect(await refusal(migrate())).toBe('ENGINE_MIGRATE_CORRELATION_TAKEN');
      await bench.engine.cancelProcessInstance({ processInstanceKey: other?.processInstanceKey ?? '' });
      await migrate();
      await publish('b', 'k');
      await publish('a', 'k');

      expect(await bench.queries.countProcessInstances({ bpmnProcessId: 'b', states: ['active'] })).toBe(1);
      expect(await bench.queries.countProcessInstances({ bpmnProcessId: 'a', states: ['active'] })).toBe(1);
    });

    it('should foretell it for every running instance, and why', async () => {
      const source = await deploy(approval());
      const [first, second, third] = [await start('approval'), await start('approval'), await start('approval')];
      await complete('check');
      await bench.engine.cancelProcessInstance({ processInstanceKey: third });
      const target = await deploy(process('approval').startEvent().userTask('check').userTask('end-it').endEvent());
      const question = { sourceProcessDefinitionKey: source, targetProcessDefinitionKey: target };

      const forecast = await bench.engine.forecastMigration(question);

      expect(forecast.mapping).toMatchObject({ check: 'check', start: 'start' });
      expect(forecast.instances).toMatchObject([
        {
          instance: { processInstanceKey: first },
          elements: ['sign'],
          verdict: 'NEEDS_CHOICE',
          problems: [{ elementId: 'sign', choices: ['check', 'end-it'] }],
        },
        { instance: { processInstanceKey: second }, elements: ['check'], verdict: 'MIGRATES', problems: [] },
      ]);
      const chosen = await bench.engine.forecastMigration({ ...question, mapping: { sign: 'end-it' } });
      expect(chosen.instances.map(({ verdict }) => verdict)).toEqual(['MIGRATES', 'MIGRATES']);
    });
  });

  describe('suspension', () => {
    it('should hand out no jobs and fire no timers meanwhile, and all of them once afterwards', async () => {
      await deploy(
        process('p')
          .startEvent()
          .serviceTask('work', { type: 'work' })
          .endEvent()
          .boundaryEvent('work', 'remind', { cycle: 'R3/PT1H', interrupting: false })
          .userTask('reminded')
          .endEvent('e2'),
      );
      const processInstanceKey = await start('p');
      const activate = () =>
        bench.engine.activateJobs({ type: 'work', worker: 'w', maxJobsToActivate: 9, timeout: 60_000 });

      await bench.engine.suspendProcessInstance({ processInstanceKey });
      await bench.advanceTo('2026-01-01T05:00:00.000Z');

      expect(await activate()).toEqual([]);
      expect(bench.jobsAt('reminded')).toEqual([]);
      expect(await find(processInstanceKey)).toMatchObject({ state: 'suspended' });
      expect(await refusal(complete('work'))).toBe('KERNEL_SUSPENDED');

      await bench.engine.resumeProcessInstance({ processInstanceKey });
      await bench.engine.settled();
      expect(bench.jobsAt('reminded')).toHaveLength(3);
      expect(await activate()).toHaveLength(1);
      expect(await find(processInstanceKey)).toMatchObject({ state: 'active' });
    });

    it('should run no worker meanwhile', async () => {
      await deploy(process('p').startEvent().serviceTask('work', { type: 'work' }).endEvent());
      const processInstanceKey = await start('p');
      await bench.engine.suspendProcessInstance({ processInstanceKey });
      bench.engine.worker({ type: 'work', decide: () => ({ outcome: { type: 'complete' } }) });
      await bench.engine.settled();
      expect(await find(processInstanceKey)).toMatchObject({ state: 'suspended' });

      await bench.engine.resumeProcessInstance({ processInstanceKey });
      await bench.engine.settled();
      expect(await find(processInstanceKey)).toMatchObject({ state: 'completed' });
    });

    it('should hold messages that nobody keeps, and give each once', async () => {
      await deploy(
        process('p')
          .startEvent()
          .catchEvent('paid', { message: 'paid', correlationKey: '="k"' })
          .userTask('thank')
          .catchEvent('again', { message: 'paid', correlationKey: '="k"' })
          .endEvent(),
      );
      const processInstanceKey = await start('p');
      await bench.engine.suspendProcessInstance({ processInstanceKey });

      await publish('paid', 'k', { variables: { by: 1 } });
      await publish('paid', 'k', { variables: { by: 2 } });
      expect(bench.jobsAt('thank')).toEqual([]);

      await bench.engine.resumeProcessInstance({ processInstanceKey });
      expect(bench.jobsAt('thank')).toHaveLength(1);
      expect(await bench.queries.variables(processInstanceKey)).toEqual({ by: 1 });
      await complete('thank');
      expect(await find(processInstanceKey)).toMatchObject({ state: 'active' });
    });

    it('should stop called instances with it, and cancel all while they stand', async () => {
      await deploy(process('child').startEvent().userTask('work').endEvent());
      await deploy(process('parent').startEvent().callActivity('call', 'child').endEvent());
      const processInstanceKey = await start('parent');
      const [child] = (await bench.queries.processInstances({ bpmnProcessId: 'child' })).items;
      await bench.engine.suspendProcessInstance({ processInstanceKey });

      expect(await find(child?.processInstanceKey ?? '')).toMatchObject({ state: 'suspended' });
      expect(await refusal(complete('work'))).toBe('KERNEL_SUSPENDED');
      await bench.engine.cancelProcessInstance({ processInstanceKey });
      expect(await find(child?.processInstanceKey ?? '')).toMatchObject({ state: 'terminated' });
    });

    it('should refuse to cancel what another instance has called', async () => {
      await deploy(process('child').startEvent().userTask('work').endEvent());
      await deploy(process('parent').startEvent().callActivity('call', 'child').endEvent());
      await start('parent');
      const [child] = (await bench.queries.processInstances({ bpmnProcessId: 'child' })).items;
      const processInstanceKey = child?.processInstanceKey ?? '';

      expect(await refusal(bench.engine.cancelProcessInstance({ processInstanceKey }))).toBe('KERNEL_CALLED_INSTANCE');
    });
  });

  describe('deletion', () => {
    it('should refuse while instances run, then let the version before take over', async () => {
      const first = await deploy(approval());
      const second = await deploy(longer());
      const key = await start('approval');
      expect(await refusal(bench.engine.deleteResource({ resourceKey: second }))).toBe('ENGINE_RESOURCE_IN_USE');

      await bench.engine.cancelProcessInstance({ processInstanceKey: key });
      await bench.engine.deleteResource({ resourceKey: second });

      const started = await bench.engine.createProcessInstance({ bpmnProcessId: 'approval' });
      expect(started).toMatchObject({ version: 1, processDefinitionKey: first });
      const named = bench.engine.createProcessInstance({ processDefinitionKey: second });
      expect(await refusal(named)).toBe('ENGINE_NOT_FOUND');
      expect((await bench.queries.processDefinitions('approval')).map(({ version }) => version)).toEqual([1]);
      expect(await bench.queries.findProcessXml(second)).toContain('seal');
      expect(await refusal(bench.engine.deleteResource({ resourceKey: second }))).toBe('ENGINE_NOT_FOUND');
    });

    it('should never use a version number again', async () => {
      await deploy(approval());
      const second = await deploy(longer());
      await bench.engine.deleteResource({ resourceKey: second });
      await deploy(longer());

      const started = await bench.engine.createProcessInstance({ bpmnProcessId: 'approval' });
      expect(started.version).toBe(3);
    });

    it('should start nothing by itself any more, but by the version before', async () => {
      const timed = (name: string) =>
        process('timed').startEvent('every', { cycle: 'R/PT1H' }).userTask(name).endEvent();
      await deploy(timed('old'));
      const second = await deploy(timed('new'));
      await bench.engine.deleteResource({ resourceKey: second });
      await bench.advanceTo('2026-01-01T01:00:00.000Z');
      expect([bench.jobsAt('old').length, bench.jobsAt('new').length]).toEqual([1, 0]);

      const asked = (name: string) =>
        process('asked').startEvent('come', { message: 'come' }).userTask(name).endEvent();
      await deploy(asked('one'));
      await bench.engine.deleteResource({ resourceKey: await deploy(asked('two')) });
      await publish('come', '');
      expect([bench.jobsAt('one').length, bench.jobsAt('two').length]).toEqual([1, 0]);

      const called = (name: string) => process('called').startEvent('go', { signal: 'go' }).userTask(name).endEvent();
      const only = await deploy(called('here'));
      await bench.engine.deleteResource({ resourceKey: only });
      await bench.engine.broadcastSignal({ signalName: 'go' });
      expect(bench.jobsAt('here')).toEqual([]);
    });

    it('should delete forms and decisions too', async () => {
      const form = (title: string) => ({ name: 'call.form.json', content: JSON.stringify({ id: 'call', title }) });
      await bench.engine.deployResource([form('one')]);
      await bench.engine.deployResource([form('two')]);
      const [newest] = await bench.queries.formDefinitions('call');
      await bench.engine.deleteResource({ resourceKey: newest?.formKey ?? '' });
      expect((await bench.queries.formDefinitions('call')).map(({ version }) => version)).toEqual([1]);

      const rule = (result: string) => ({ name: 'rule.dmn', content: decision(result) });
      await bench.engine.deployResource([rule('"first"')]);
      const { decisions } = await bench.engine.deployResource([rule('"second"')]);
      const evaluate = () => bench.engine.evaluateDecision({ decisionId: 'rule', variables: {} });
      expect((await evaluate()).result).toBe('second');

      await bench.engine.deleteResource({ resourceKey: decisions[0]?.decisionKey ?? '' });
      expect((await evaluate()).result).toBe('first');
      const [left] = await bench.queries.decisionDefinitions('rule');
      await bench.engine.deleteResource({ resourceKey: left?.decisionKey ?? '' });
      expect(await refusal(evaluate())).toBe('ENGINE_NOT_FOUND');
    });

    it('should tell of a decision that is gone where it is called', async () => {
      const { decisions } = await bench.engine.deployResource([{ name: 'rule.dmn', content: decision('"x"') }]);
      const called = '<zeebe:calledDecision decisionId="rule" resultVariable="found"/>';
      await deploy(process('p').startEvent().element('businessRuleTask', 'decide', { extensions: called }).endEvent());
      await bench.engine.deleteResource({ resourceKey: decisions[0]?.decisionKey ?? '' });
      const key = await start('p');

      expect(await bench.queries.incidentsOf(key)).toMatchObject([
        { type: 'CALLED_DECISION_ERROR', errorMessage: "Expected decision 'rule' to be deployed, but found none." },
      ]);
    });
  });
});

const decision = (result: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
  <decision id="rule" name="rule"><literalExpression><text>${result.replaceAll('"', '&quot;')}</text></literalExpression></decision>
</definitions>`;
