import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeploymentRefused, SimulatedClock, type Resource } from '#engine/index.ts';
import { file, table } from '../engine/dmn/support.ts';
import { ENGINES, openBench, START, type Bench } from '../engine/embedded/harness.ts';
import { process, type Builder } from '../support/bpmn.ts';

const called = (task: string, tag?: string): Builder => {
  const drawn = process('called').startEvent().userTask(task).endEvent();
  return tag === undefined ? drawn : drawn.extended(`<zeebe:versionTag value="${tag}"/>`);
};
const calling = (attributes: string, id = 'calling'): Builder =>
  process(id).startEvent().callActivity('call', 'called', attributes).endEvent();
const together = 'bindingType="deployment"';
const tagged = 'bindingType="versionTag" versionTag="stable"';

/** A decision that says which version it is. */
function decision(answer: string, tag?: string): Resource {
  const content = file(
    table({ id: 'which', name: 'which', inputs: ['1: number'], outputs: ['o: string'], rules: [`-; "${answer}"`] }),
  );
  const extensions = `<extensionElements><zeebe:versionTag xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" value="${tag}"/></extensionElements>`;
  return {
    name: 'which.dmn',
    content: tag === undefined ? content : content.replace(/<decision [^>]*>/, (open) => open + extensions),
  };
}

function deciding(attributes: string): Builder {
  const extensions = `<zeebe:calledDecision decisionId="which" resultVariable="answer" ${attributes}/>`;
  return process('deciding').startEvent().element('businessRuleTask', 'decide', { extensions }).endEvent();
}

const resourceOf = (drawn: Builder): Resource => ({ name: `${drawn.id}.bpmn`, content: drawn.toXml() });

describe.each(ENGINES)('bindings of calls: $name', ({ open }) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  const start = async (bpmnProcessId: string) =>
    (await bench.engine.createProcessInstance({ bpmnProcessId, variables: {} })).processInstanceKey;
  const answer = async () => (await bench.queries.variables(await start('deciding')))['answer'];

  it('should call the process that was deployed together with the caller', async () => {
    await bench.deploy(calling(together), called('old'));
    await bench.deploy(called('new'));
    await start('calling');

    expect(bench.jobsAt('old')).toHaveLength(1);
    expect(bench.jobsAt('new')).toEqual([]);
  });

  it('should make a new version of a caller whose file is the same when what it calls is not', async () => {
    const first = await bench.engine.deployResource([calling(together), called('old')].map(resourceOf));
    const same = await bench.engine.deployResource([calling(together), called('old')].map(resourceOf));
    const changed = await bench.engine.deployResource([calling(together), called('new')].map(resourceOf));
    await start('calling');

    const versions = [first, same, changed].map(({ processes }) => processes.map(({ version }) => version));
    expect(versions).toEqual([
      [1, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(bench.jobsAt('new')).toHaveLength(1);
  });

  it('should make a new version of a caller that meets again what was replaced meanwhile', async () => {
    await bench.deploy(calling(together), called('old'));
    await bench.deploy(called('new'));
    const again = await bench.engine.deployResource([calling(together), called('new')].map(resourceOf));
    await start('calling');

    expect(again.processes).toMatchObject([
      { version: 2, duplicate: false },
      { version: 2, duplicate: true },
    ]);
    expect(bench.jobsAt('new')).toHaveLength(1);
  });

  it('should call the newest process that carries the tag', async () => {
    await bench.deploy(calling(tagged), called('first', 'stable'));
    await bench.deploy(called('second', 'stable'));
    await bench.deploy(called('third', 'trial'));
    await start('calling');

    expect(bench.jobsAt('second')).toHaveLength(1);
  });

  it('should stop with an incident where nothing carries the tag', async () => {
    await bench.deploy(calling(tagged), called('first'));
    await start('calling');

    const { items } = await bench.queries.incidents();
    expect(items).toMatchObject([{ type: 'CALLED_ELEMENT_ERROR' }]);
    expect(items[0]?.errorMessage).toContain("version tag 'stable'");
  });

  it('should evaluate the decision that was deployed together, the one with the tag, or the newest', async () => {
    await bench.engine.deployResource([resourceOf(deciding(together)), decision('old', 'stable')]);
    await bench.engine.deployResource([decision('new')]);
    expect(await answer()).toBe('old');

    await bench.deploy(deciding(tagged));
    expect(await answer()).toBe('old');

    await bench.deploy(deciding(''));
    expect(await answer()).toBe('new');
  });

  it('should tell that a decision is not there', async () => {
    await bench.deploy(deciding(tagged));
    await start('deciding');

    const { items } = await bench.queries.incidents();
    expect(items).toMatchObject([{ type: 'CALLED_DECISION_ERROR' }]);
  });

  it('should refuse a call of what is not deployed along', async () => {
    const refused = bench.engine.deployResource([resourceOf(calling(together))]);

    await expect(refused).rejects.toThrow(DeploymentRefused);
    await expect(refused).rejects.toMatchObject({
      problems: [{ code: 'MODEL_BINDING_MISSING', elementId: 'call', resourceName: 'calling.bpmn' }],
    });
  });

  it('should find them again after a restart', async () => {
    await bench.engine.deployResource([resourceOf(deciding(together)), decision('old')]);
    await bench.engine.deployResource([decision('new')]);
    const { store } = bench;
    await bench.engine.close();
    const again = await openBench(store, new SimulatedClock(START));

    const key = (await again.engine.createProcessInstance({ bpmnProcessId: 'deciding' })).processInstanceKey;
    expect(await again.queries.variables(key)).toEqual({ answer: 'old' });
    await again.engine.close();
  });
});
