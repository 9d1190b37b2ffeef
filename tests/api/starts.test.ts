import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customers } from '#credit/index.ts';
import { publishedVersions } from '#api/studio/collections.ts';
import { openCompany, type Office } from './harness.ts';

const FORM = {
  id: 'gift-request',
  title: { 'zh-CN': '礼品申请', en: 'Gift request' },
  schema: {
    type: 'object',
    properties: {
      amount: { type: 'number', title: '金额', exclusiveMinimum: 0 },
      reason: { type: 'string', title: '理由', minLength: 1 },
      secret: { type: 'string', title: '内部备注' },
    },
    required: ['amount', 'reason'],
  },
  uiSchema: {},
  labels: { en: { amount: 'Amount', reason: 'Reason', secret: 'Internal note' } },
};

const fields = (value: object): string => JSON.stringify(value).replaceAll('"', '&quot;');
const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:test">
  <bpmn:process id="gift" name="礼品" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties>
      <zeebe:property name="label:en" value="Gift" />
      <zeebe:property name="startRoles" value="sales, admin" />
      <zeebe:property name="startForm" value="gift-request" />
      <zeebe:property name="startCustomer" value="new" />
      <zeebe:property name="description" value="送给客户的礼品" />
      <zeebe:property name="description:en" value="A gift for a customer" />
    </zeebe:properties></bpmn:extensionElements>
    <bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="approve" name="审批">
      <bpmn:extensionElements>
        <zeebe:formDefinition formKey="gift-request" />
        <zeebe:assignmentDefinition candidateGroups="=[&quot;role:finance&quot;, &quot;role:sales&quot;]" />
        <zeebe:ioMapping><zeebe:output source="=approval" target="approvals.approve" /></zeebe:ioMapping>
        <zeebe:taskHeaders>
          <zeebe:header key="kind" value="approval" />
          <zeebe:header key="fields" value="${fields({ '*': 'read', amount: 'edit', secret: 'hidden' })}" />
        </zeebe:taskHeaders>
        <zeebe:properties><zeebe:property name="label:en" value="Approve" /></zeebe:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="done"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="approve" />
    <bpmn:sequenceFlow id="f2" sourceRef="approve" targetRef="done" />
  </bpmn:process>
</bpmn:definitions>`;

let office: Office;
beforeAll(async () => {
  office = await openCompany();
  const { engine, clock } = office.services;
  const { processes } = await engine.deployResource([{ name: 'gift.bpmn', content: BPMN }]);
  const [deployed] = processes;
  if (deployed === undefined) throw new Error('not deployed');
  await engine.transact({
    reads: [],
    decide: () => ({
      ok: true,
      writes: [
        {
          type: 'put',
          collection: publishedVersions,
          document: {
            processDefinitionKey: deployed.processDefinitionKey,
            processId: 'gift',
            version: 1,
            name: { 'zh-CN': '礼品', en: 'Gift' },
            resources: [
              { name: 'gift.bpmn', content: BPMN },
              { name: 'gift-request.form.json', content: JSON.stringify(FORM) },
            ],
            publishedAt: clock.now(),
            publishedBy: null,
            agreedBy: null,
            note: null,
          },
        },
        {
          type: 'put',
          collection: customers,
          document: {
            id: 'c9',
            name: '北方钢铁',
            salesOwnerId: 'sam',
            financeOwnerId: 'fei',
            legalOwnerId: 'lea',
            hold: false,
            contacts: [],
            createdAt: clock.now(),
          },
        },
      ],
      result: undefined,
    }),
  });
});
afterAll(() => office.close());

const DATA = { amount: 300, reason: '周年', secret: '熟人' };

describe('what may be started', () => {
  it('should be shown with its form to the roles the drawing names', async () => {
    const { body } = await (await office.as('ana')).get('/api/v1/starts').set('accept-language', 'en').expect(200);
    expect(body).toEqual([
      expect.objectContaining({
        processId: 'gift',
        description: { 'zh-CN': '送给客户的礼品', en: 'A gift for a customer' },
        customer: 'new',
        form: expect.objectContaining({ title: 'Gift request' }),
      }),
    ]);
    expect((await (await office.as('fei')).get('/api/v1/starts').expect(200)).body).toEqual([]);
  });

  it('should not be started by others, with a wrong form, without a customer or for one who is not theirs', async () => {
    const ana = await office.as('ana');
    const start = (body: object) => ana.post('/api/v1/starts/gift').send(body);
    await (await office.as('fei')).post('/api/v1/starts/gift').send({ data: DATA, customerName: '新客户' }).expect(404);
    const wrong = await start({ data: { amount: -1 }, customerName: '新客户' }).expect(422);
    expect(wrong.body.code).toBe('API_FORM_INVALID');
    expect(wrong.body.errors.map((error: { path: string }) => error.path).toSorted()).toEqual(['amount', 'reason']);
    expect((await start({ data: DATA }).expect(422)).body.code).toBe('API_CUSTOMER_NEEDED');
    expect((await start({ data: DATA, customerId: 'c9' }).expect(404)).body.code).toBe('CREDIT_CUSTOMER_NOT_FOUND');
  });
});

describe('an approval that was asked for', () => {
  async function ask(): Promise<{ readonly key: string; readonly task: string }> {
    const ana = await office.as('ana');
    const { body } = await ana.post('/api/v1/starts/gift').send({ data: DATA, customerName: '新客户' }).expect(200);
    expect(body.next).toEqual([expect.objectContaining({ name: { 'zh-CN': '审批', en: 'Approve' }, assignee: null })]);
    return { key: body.key, task: body.next[0].key };
  }

  it('should show what was asked, hide what is hidden, and not lie before who asked', async () => {
    const { task } = await ask();
    const fei = await office.as('fei');
    const { body } = await fei.get(`/api/v1/tasks/${task}`).expect(200);
    expect(body.task.title).toBe('新客户 · 礼品');
    expect(body.task.candidates).toEqual([
      { 'zh-CN': '财务', en: 'Finance' },
      { 'zh-CN': '销售', en: 'Sales' },
    ]);
    expect(body.data).toEqual({ amount: 300, reason: '周年' });
    expect(body.form.permissions).toEqual({ amount: 'edit', reason: 'read', secret: 'hidden' });
    expect(Object.keys(body.form.schema.properties)).toEqual(['amount', 'reason']);
    const ana = await office.as('ana');
    expect((await ana.get('/api/v1/tasks')).body.items).toEqual([]);
    const own = await ana.get(`/api/v1/tasks/${task}`).expect(200);
    expect(own.body.may).toMatchObject({ complete: false, claim: false, reassign: false });
    const refused = await ana
      .post(`/api/v1/tasks/${task}/complete`)
      .send({ version: 1, data: {}, outcome: 'approved' })
      .expect(403);
    expect(refused.body.code).toBe('TASK_SELF_APPROVAL');
  });

  it('should be claimed by one, approved with a changed amount, and end the case', async () => {
    const { key, task } = await ask();
    const fei = await office.as('fei');
    await fei.post(`/api/v1/tasks/${task}/claim`).send({ version: 1 }).expect(200);
    const bo = await office.as('bo');
    const held = await bo.post(`/api/v1/tasks/${task}/claim`).send({ version: 1 }).expect(409);
    expect(held.body).toMatchObject({ code: 'TASK_CHANGED', details: { name: '小飞' } });
    const { body } = await fei
      .post(`/api/v1/tasks/${task}/complete`)
      .send({ version: 2, outcome: 'approved', data: { amount: 250, reason: '偷改', secret: 'x' } })
      .expect(200);
    expect(body).toMatchObject({ ended: true, next: [], task: { outcome: 'approved' } });
    const shown = await fei.get(`/api/v1/cases/${key}`).set('accept-language', 'en').expect(200);
    expect(shown.body.summary.state).toBe('completed');
    const act = shown.body.history.find((one: { type: string }) => one.type === 'approve');
    expect(act.fields).toEqual([{ label: { 'zh-CN': '金额', en: 'Amount' }, value: '250' }]);
    expect((await fei.get('/api/v1/tasks?view=done')).body.items[0]).toMatchObject({ key: task, state: 'completed' });
  });

  it('should be rejected with a reason, whatever the form lacks', async () => {
    const { task } = await ask();
    const fei = await office.as('fei');
    const reject = (comment?: string) =>
      fei
        .post(`/api/v1/tasks/${task}/complete`)
        .send({ version: 1, outcome: 'rejected', data: { amount: -5 }, ...(comment ? { comment } : {}) });
    expect((await reject().expect(422)).body.code).toBe('TASK_COMMENT_MISSING');
    expect((await reject('没有预算').expect(200)).body.task.outcome).toBe('rejected');
  });
});
