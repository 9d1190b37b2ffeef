import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from 'supertest';
import { publishShipped } from '#api/studio/publish.ts';
import { process, type Builder } from '../support/bpmn.ts';
import { addStaff, openCompany, type Office } from './harness.ts';

const task = (id: string, role = 'finance') => ({
  extensions: `<zeebe:assignmentDefinition candidateGroups="=[&quot;role:${role}&quot;]"/>`,
  headers: { stepRole: id },
});
const drawn = (second = 'sign') =>
  process('check').startEvent().userTask('look', task('look')).userTask(second, task(second)).endEvent();

let office: Office;
let root: Agent;
let opal: Agent;

beforeEach(async () => {
  office = await openCompany();
  await addStaff(office.services, 'opal', null, ['operator'], { name: '欧珀' });
  [root, opal] = [await office.as('root'), await office.as('opal')];
});
afterEach(() => office.close());

async function deploy(builder: Builder): Promise<string> {
  const resource = { name: `${builder.id}.bpmn`, content: builder.toXml() };
  const { processes } = await office.services.engine.deployResource([resource]);
  return processes[0]?.processDefinitionKey ?? '';
}
const start = async (bpmnProcessId = 'check', variables = {}): Promise<string> =>
  (await office.services.engine.createProcessInstance({ bpmnProcessId, variables })).processInstanceKey;
const get = async (agent: Agent, path: string) => (await agent.get(`/api/v1/operations${path}`)).body;
const post = (agent: Agent, path: string, body: object) => agent.post(`/api/v1/operations${path}`).send(body);
const taskKey = async (agent: Agent): Promise<string> => (await agent.get('/api/v1/tasks')).body.items[0].key;

describe('looking at running instances', () => {
  it('should count the instances of each version by state', async () => {
    const first = await deploy(drawn());
    const key = await start();
    await start();
    await deploy(drawn('seal'));
    await post(root, `/instances/${key}/suspension`, { reason: 'audit' });

    const [found] = (await get(root, '/processes')).filter((one: { processId: string }) => one.processId === 'check');
    expect(found.versions).toMatchObject([
      { version: 2, isNewest: true, counts: { active: 0 } },
      { version: 1, isNewest: false, processDefinitionKey: first, counts: { active: 1, suspended: 1 } },
    ]);
    const list = await get(root, `/instances?processDefinitionKey=${first}&state=suspended`);
    expect(list.items).toMatchObject([{ key, version: 1, state: 'suspended' }]);
  });

  it('should be for administrators and operators only, repairs for operators', async () => {
    const fei = await office.as('fei');
    expect((await fei.get('/api/v1/operations/processes')).status).toBe(403);
    expect((await opal.get('/api/v1/operations/processes')).status).toBe(200);
    await addStaff(office.services, 'adam', null, ['admin']);
    const adam = await office.as('adam');
    expect((await adam.get('/api/v1/operations/processes')).status).toBe(200);
    expect((await post(adam, '/definitions/1/deletion', { reason: 'x' })).status).toBe(403);
  });
});

describe('suspending', () => {
  it('should bar the tasks of the case with a reason people understand, and say who did it', async () => {
    await deploy(drawn());
    const key = await start();
    const fei = await office.as('fei');
    const open = await taskKey(fei);
    expect((await post(root, `/instances/${key}/suspension`, { reason: '等待审计' })).status).toBe(200);

    const detail = (await fei.get(`/api/v1/tasks/${open}`)).body;
    expect(detail.task).toMatchObject({ suspended: true });
    expect(detail.may).toMatchObject({ complete: false, claim: false, reassign: false });
    const refused = await fei.post(`/api/v1/tasks/${open}/complete`).send({ version: detail.task.version, data: {} });
    expect(refused.body).toMatchObject({ code: 'TASK_SUSPENDED', detail: '此任务所在的流程已被管理员暂停。' });

    await post(opal, `/instances/${key}/resumption`, { reason: '审计完成' });
    const done = await fei.post(`/api/v1/tasks/${open}/complete`).send({ version: detail.task.version, data: {} });
    expect(done.status).toBe(200);
    const { history } = (await root.get(`/api/v1/cases/${key}`)).body;
    expect(history.map(({ type, by }: { type: string; by: { name: string } | null }) => [type, by?.name])).toEqual(
      expect.arrayContaining([
        ['suspended', '管理员'],
        ['resumed', '欧珀'],
      ]),
    );
  });
});

const controlled = (second = 'pay') => {
  const tagged = '<zeebe:properties><zeebe:property name="control" value="true"/></zeebe:properties>';
  return process('check')
    .startEvent()
    .userTask('ask', task('ask'))
    .userTask('approve', { ...task('approve'), extensions: `${task('approve').extensions}${tagged}` })
    .userTask(second, task(second))
    .endEvent();
};

describe('moving', () => {
  const propose = async (key: string, from: string, targetElementId: string, more: object = {}) => {
    const { elements } = await get(root, `/instances/${key}`);
    const source = elements.find(({ elementId }: { elementId: string }) => elementId === from);
    const body = { sourceElementInstanceKey: source.elementInstanceKey, targetElementId, reason: '走错了', ...more };
    return post(root, `/instances/${key}/moves`, body);
  };

  it('should take two: one proposes, another agrees', async () => {
    await deploy(drawn());
    const key = await start();
    const proposed = await propose(key, 'look', 'sign', { variables: { note: 'by hand' } });
    expect(proposed.body).toMatchObject({ state: 'awaiting', source: { elementId: 'look' } });
    const { id } = proposed.body;
    expect((await get(opal, '/moves')).map((one: { id: string }) => one.id)).toEqual([id]);

    const own = await post(root, `/moves/${id}/decision`, { agree: true });
    expect([own.status, own.body.code]).toEqual([403, 'API_OWN_MOVE']);
    expect((await post(opal, `/moves/${id}/decision`, { agree: true })).body).toMatchObject({
      state: 'done',
      decidedBy: { name: '欧珀' },
    });
    const again = await post(opal, `/moves/${id}/decision`, { agree: true });
    expect(again.body.code).toBe('API_MOVE_DECIDED');

    const detail = await get(root, `/instances/${key}`);
    expect(detail.elements).toMatchObject([{ elementId: 'sign' }]);
    expect(detail.operations).toMatchObject([
      { kind: 'moved', by: { name: '管理员' }, agreedBy: { name: '欧珀' }, reason: '走错了' },
    ]);
  });

  it('should leave things as they are when it is refused, also by who proposed it', async () => {
    await deploy(drawn());
    const key = await start();
    const { id } = (await propose(key, 'look', 'sign')).body;
    expect((await post(root, `/moves/${id}/decision`, { agree: false })).body.state).toBe('refused');
    expect((await get(root, `/instances/${key}`)).elements).toMatchObject([{ elementId: 'look' }]);
  });

  it('should pass by no control', async () => {
    await deploy(controlled());
    const key = await start();

    const past = await propose(key, 'ask', 'pay');
    expect([past.status, past.body.code]).toEqual([403, 'API_MOVE_PAST_CONTROL']);
    expect((await propose(key, 'ask', 'approve')).status).toBe(200);
    const { targets } = await get(root, `/instances/${key}`);
    expect(targets.find(({ isControl }: { isControl: boolean }) => isControl)).toMatchObject({ elementId: 'approve' });
  });
});

describe('migrating', () => {
  it('should foretell, take the choices, and say of each instance what became of it', async () => {
    const source = await deploy(drawn());
    const [stuck, going] = [await start(), await start()];
    const fei = await office.as('fei');
    const items = (await fei.get('/api/v1/tasks')).body.items;
    const first = items.find((one: { processInstanceKey: string }) => one.processInstanceKey === stuck);
    await fei.post(`/api/v1/tasks/${first.key}/complete`).send({ version: first.version, data: {} });
    const target = await deploy(
      process('check').startEvent().userTask('look', task('look')).userTask('seal', task('seal')).endEvent(),
    );
    const question = { sourceProcessDefinitionKey: source, targetProcessDefinitionKey: target };

    const forecast = (await post(root, '/migrations/forecast', question)).body;
    expect(forecast.counts).toEqual({ migrates: 1, needsChoice: 1, stays: 0 });
    expect(forecast.choices).toMatchObject([
      { elementId: 'sign', instances: 1, candidates: [{ elementId: 'look' }, { elementId: 'seal' }] },
    ]);
    const [told] = forecast.instances.filter((one: { verdict: string }) => one.verdict === 'NEEDS_CHOICE');
    expect(told.problems[0].text).toContain('sign');

    const body = { ...question, instances: [stuck, going, '1'], reason: '新版本' };
    const outcomes = (await post(root, '/migrations', body)).body;
    expect(outcomes.map(({ ok }: { ok: boolean }) => ok)).toEqual([false, true, false]);
    const chosen = { ...body, instances: [stuck], mapping: { sign: 'seal' } };
    expect((await post(root, '/migrations', chosen)).body).toMatchObject([{ ok: true }]);

    const detail = await get(root, `/instances/${stuck}`);
    expect(detail).toMatchObject({ instance: { version: 2 }, elements: [{ elementId: 'seal' }] });
    expect((await fei.get('/api/v1/tasks/counts')).body.open).toBe(2);
  });
});

describe('migrating past a control', () => {
  it('should be barred whatever a step is mapped to', async () => {
    const source = await deploy(controlled());
    const key = await start();
    const target = await deploy(controlled('settle'));
    const question = { sourceProcessDefinitionKey: source, targetProcessDefinitionKey: target };
    const migrate = async (mapping: Record<string, string>) => {
      const [outcome] = (await post(root, '/migrations', { ...question, instances: [key], reason: 'x', mapping })).body;
      return outcome;
    };

    const past = await migrate({ ask: 'settle' });
    expect([past.ok, past.problem.text]).toEqual([false, expect.stringContaining('“approve”')]);
    expect((await get(root, `/instances/${key}`)).instance.version).toBe(1);
    expect(await migrate({ ask: 'approve' })).toMatchObject({ ok: true });
    expect((await get(root, `/instances/${key}`)).elements).toMatchObject([{ elementId: 'approve' }]);
  });

  it('should be barred for a move that was proposed when the step lay before the control', async () => {
    // given a move to a step that lies behind the control in the next version
    const source = await deploy(drawn('pay'));
    const key = await start();
    const { elements } = await get(root, `/instances/${key}`);
    const move = { sourceElementInstanceKey: elements[0].elementInstanceKey, targetElementId: 'pay', reason: 'x' };
    const { id } = (await post(root, `/instances/${key}/moves`, move)).body;
    const target = await deploy(controlled());
    const question = { sourceProcessDefinitionKey: source, targetProcessDefinitionKey: target };
    const body = { ...question, instances: [key], reason: 'x', mapping: { look: 'ask' } };
    expect((await post(root, '/migrations', body)).body).toMatchObject([{ ok: true }]);

    // when
    const decided = await post(opal, `/moves/${id}/decision`, { agree: true });

    // then
    expect(decided.body.code).toBe('API_MOVE_PAST_CONTROL');
  });
});

describe('incidents', () => {
  it('should be tried again one by one or all of a version, each with its own result', async () => {
    const failing = process('check').startEvent().serviceTask('work', { type: 'work' }).endEvent();
    const version = await deploy(failing);
    await Promise.all([start(), start()]);
    const { engine } = office.services;
    const fail = async () => {
      const jobs = await engine.activateJobs({ type: 'work', worker: 'w', maxJobsToActivate: 9, timeout: 1000 });
      for (const { key: jobKey } of jobs) await engine.failJob({ jobKey, retries: 0, errorMessage: '接口超时' });
      return jobs.length;
    };
    expect(await fail()).toBe(2);

    const { items } = await get(opal, `/incidents?processDefinitionKey=${version}`);
    expect(items).toMatchObject([
      { type: 'JOB_NO_RETRIES', message: '接口超时', elementId: 'work', hasJob: true, version: 1 },
      { elementId: 'work' },
    ]);
    const named = await post(opal, '/incidents/retries', { keys: [items[0].key, '1'] });
    expect(named.body).toMatchObject([{ ok: true }, { ok: false, problem: { text: '找不到incident“1”。' } }]);
    expect((await post(opal, '/incidents/retries', { processDefinitionKey: version, retries: 2 })).body).toHaveLength(
      1,
    );
    expect(await fail()).toBe(2);
  });
});

describe('deleting a version', () => {
  it('should be refused while instances run, and keep what has run readable', async () => {
    const version = await deploy(drawn());
    const key = await start();
    await deploy(drawn('seal'));
    const refused = await post(root, `/definitions/${version}/deletion`, { reason: '有错' });
    expect(refused.body).toMatchObject({ code: 'ENGINE_RESOURCE_IN_USE', details: { count: 1 } });

    await root.post(`/api/v1/cases/${key}/cancel`).send({ reason: '重来' });
    expect((await post(root, `/definitions/${version}/deletion`, { reason: '有错' })).status).toBe(200);
    const [found] = (await get(root, '/processes')).filter((one: { processId: string }) => one.processId === 'check');
    expect(found.versions.map((one: { version: number }) => one.version)).toEqual([2]);
    expect((await root.get(`/api/v1/cases/${key}`)).body.picture.bpmnXml).toContain('sign');
  });

  it('should never take the only version of a process', async () => {
    const version = await deploy(drawn());
    const refused = await post(root, `/definitions/${version}/deletion`, { reason: '有错' });
    expect(refused.body).toMatchObject({ code: 'API_LAST_VERSION', details: { version: 1 } });
  });

  it('should take the version out of the studio, where the one before is the current one again', async () => {
    await publishShipped(office.services);
    const path = '/api/v1/processes/limit-approval';
    const before = (await root.get(path)).body;
    const resources = before.resources.map(({ name, content }: { name: string; content: string }) => ({
      name,
      content: content.replace('为客户申请新增', '为客户申请调整'),
    }));
    const saved = await root.put(`${path}/draft`).send({ resources, revision: 0 });
    await root.post(`${path}/publish`).send({ revision: saved.body.revision });
    const [newest] = (await get(root, '/processes')).find(
      ({ processId }: { processId: string }) => processId === 'limit-approval',
    ).versions;
    expect((await root.get(path)).body.summary.version).toBe(2);

    await post(root, `/definitions/${newest.processDefinitionKey}/deletion`, { reason: '有错' });
    expect((await root.get(path)).body.summary.version).toBe(1);
  });
});
