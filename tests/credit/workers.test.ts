import { describe, expect, it } from 'vitest';
import { EngineQueries } from '#engine/index.ts';
import { notices } from '#organization/index.ts';
import { activities, customers, disputes, gradings, limitDecisions, payments } from '#credit/index.ts';
import { row } from './ledger-bench.ts';
import type { Company } from './live-bench.ts';
import { openCompany } from './live-bench.ts';

const START = '2026-05-20T02:00:00.000Z';

/** A process with nothing but one service task. */
const oneTask = (
  type: string,
  headers: Readonly<Record<string, string>>,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="one-task" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="task" />
    <bpmn:serviceTask id="task"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" /><zeebe:taskHeaders>${Object.entries(
      headers,
    )
      .map(([key, value]) => `<zeebe:header key="${key}" value="${value}" />`)
      .join(
        '',
      )}</zeebe:taskHeaders></bpmn:extensionElements><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="b" sourceRef="task" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

/** Runs one job of a type and gives the variables of its process afterwards. */
async function run(company: Company, type: string, variables: object, headers: Readonly<Record<string, string>> = {}) {
  await company.engine.deployResource([{ name: 'one-task.bpmn', content: oneTask(type, headers) }]);
  const seen: Record<string, unknown> = {};
  const stop = company.engine.onRecords((records) => {
    for (const { event } of records) if (event.type === 'jobCompleted') Object.assign(seen, event.variables);
  });
  await company.engine.createProcessInstance({ bpmnProcessId: 'one-task', variables: { ...variables } });
  await company.settled();
  stop();
  return seen;
}

async function companyWithInvoice() {
  const company = await openCompany(START);
  await company.load([row({ dueDate: '2026-06-01' })]);
  const receivable = await company.receivable('F-1');
  const subject = {
    customer: { id: receivable.customerId, name: receivable.customerName, grade: null },
    receivable: { id: receivable.id, invoiceNumber: 'F-1', currency: 'CNY', openAmount: 100, dueDate: '2026-06-01' },
  };
  const customer = async () => (await company.store.get(customers, receivable.customerId))?.document;
  return { company, subject, customer };
}

describe('the workers of the credit module', () => {
  it('should stop shipments and let them go on', async () => {
    const { company, subject, customer } = await companyWithInvoice();
    await run(company, 'credit.set-hold', subject, { hold: 'true' });
    expect(await customer()).toMatchObject({ hold: true });
    await run(company, 'credit.set-hold', subject, { hold: 'false' });
    expect(await customer()).toMatchObject({ hold: false });
    expect((await company.all(activities)).map((one) => one.channel)).toEqual(['hold', 'hold-lifted']);
  });

  it('should mark a receivable as disputed until the dispute is closed', async () => {
    const { company, subject } = await companyWithInvoice();
    const dispute = { reason: 'quality', amount: 30, note: '两箱破损' };
    const { disputeId } = await run(company, 'credit.open-dispute', { ...subject, dispute });
    expect(await company.receivable('F-1')).toMatchObject({ disputed: true, disputedMinor: 3_000, openMinor: 10_000 });
    await run(company, 'credit.close-dispute', { ...subject, disputeId, disputeOutcome: 'valid' });
    expect(await company.receivable('F-1')).toMatchObject({ disputed: false, disputedMinor: 0 });
    expect(await company.all(disputes)).toMatchObject([{ id: disputeId, status: 'closed', outcome: 'valid' }]);
  });

  it('should write off the rest and end the case as written off', async () => {
    const company = await openCompany(START);
    await company.load([row({ paidMinor: 1_000 })]);
    const { id, customerId } = await company.receivable('F-1');
    await run(company, 'credit.write-off', { customer: { id: customerId }, receivable: { id } });
    expect(await company.receivable('F-1')).toMatchObject({ status: 'written-off', openMinor: 0 });
    expect(await company.overdueCase('F-1')).toMatchObject({ state: 'ended', reason: 'written-off' });
    expect((await company.all(payments)).map((one) => [one.source, one.amountMinor])).toEqual([
      ['import', 1_000],
      ['write-off', 9_000],
    ]);
  });

  it('should put a grade and a limit with its terms into force', async () => {
    const { company, subject, customer } = await companyWithInvoice();
    await run(company, 'credit.apply-grade', { ...subject, grade: 'B', score: 72.5 });
    const limit = { amount: 5000, currency: 'CNY', kind: 'base', validTo: null, termDays: 45, paymentTerms: 'monthly' };
    await run(company, 'credit.apply-limit', { ...subject, limit });
    expect(await customer()).toMatchObject({
      grade: 'B',
      score: 72.5,
      limit: { amountMinor: 500_000, kind: 'base' },
      terms: { days: 45, payment: 'monthly' },
    });
    expect(await company.all(gradings)).toMatchObject([{ grade: 'B' }]);
    expect(await company.all(limitDecisions)).toMatchObject([{ validFrom: '2026-05-20', amountMinor: 500_000 }]);
    expect(await run(company, 'credit.profile', subject)).toMatchObject({
      profile: { openAmount: 100, currentLimit: 5000, availableCredit: 4900, grade: 'B', onTimeRate: null },
    });
  });

  it('should keep the archive of a customer new to the books, with its contacts and its owner', async () => {
    const company = await openCompany(START);
    const archive = { legalPerson: '顾建华', contacts: [{ name: '顾建华', position: '总经理', phone: '0510' }] };
    await run(company, 'credit.save-archive', {
      customer: { id: 'new', name: '新客户' },
      archive,
      requester: { id: 'li' },
    });
    expect((await company.store.get(customers, 'new'))?.document).toMatchObject({
      name: '新客户',
      salesOwnerId: 'li',
      archive: { legalPerson: '顾建华' },
      contacts: [{ name: '顾建华', title: '总经理', phone: '0510' }],
    });
  });

  it('should tell the one who asked, in both languages, with the reason when there is one', async () => {
    const { company, subject } = await companyWithInvoice();
    const headers = { template: 'limit-rejected', audience: 'requester' };
    await run(
      company,
      'credit.notify',
      { ...subject, requester: { id: 'li' }, decision: { comment: '敞口过高' } },
      headers,
    );
    await run(company, 'credit.notify', { ...subject, requester: 'li' }, headers);
    expect((await company.all(notices)).map((one) => [one.personId, one.text['zh-CN']])).toEqual([
      ['li', '华东轴承有限公司的额度申请被驳回。原因：敞口过高'],
      ['li', '华东轴承有限公司的额度申请被驳回。'],
    ]);
  });

  it('should name the variable it can not work with in an incident', async () => {
    const { company, subject } = await companyWithInvoice();
    await run(company, 'credit.register-promise', { ...subject, promise: { date: 'soon', amount: 5 } });
    const { items } = await new EngineQueries(company.store).incidents();
    expect(items).toMatchObject([{ type: 'JOB_NO_RETRIES', errorMessage: expect.stringContaining('promise.date') }]);
  });
});
