import { beforeEach, describe, expect, it } from 'vitest';
import { addPerson, changeCalendar, disablePerson, SYSTEM } from '#organization/index.ts';
import { countInbox, findCase, findOpenItemsOfCase } from '#tasks/index.ts';
import { newPerson } from '../organization/shell.ts';
import type { Desk } from './desk.ts';
import { caseStarted, jobEnded, openDesk, record, taskMade, VARIABLES } from './desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

describe('a new job of a user task', () => {
  it('should become a work item that says what the case is about', async () => {
    await desk.feed(
      caseStarted(),
      taskMade('10', { assignee: 'ana', formKey: 'call-form' }, { stepRole: 'sales', fields: '{"note":"required"}' }),
    );
    expect(await desk.item('10')).toMatchObject({
      key: '10',
      caseKey: '1',
      name: { 'zh-CN': '电话催收', en: 'Call the customer' },
      processName: { en: 'Overdue escalation' },
      kind: 'work',
      stepRole: 'sales',
      formKey: 'call-form',
      formVersion: 3,
      permissions: { note: 'required' },
      assigneeId: 'ana',
      assignedBy: 'process',
      inbox: ['person:ana'],
      departments: ['sales', 'board'],
      state: 'open',
      round: 1,
      version: 1,
      title: '华东电子 · INV-1',
      customerId: 'c1',
      receivableId: 'r1',
      receivableDueDate: '2026-02-20',
      amountMinor: 100_010,
      currency: 'CNY',
    });
  });

  it('should be named by its ids where nothing describes them', async () => {
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }, {}, {}, 'Activity_1'));
    expect(await desk.item('10')).toMatchObject({ name: { en: 'Activity_1' }, formVersion: null });
  });

  it('should lie before its group, in the inbox of everybody in it', async () => {
    await desk.feed(caseStarted(), taskMade('10', { candidateGroups: ['role:finance', 'department:sales'] }));
    expect(await desk.item('10')).toMatchObject({
      assigneeId: null,
      inbox: ['department:sales', 'role:finance'],
      departments: ['finance', 'board', 'sales'],
    });
    expect(await countInbox(desk.reader, await desk.owner('fei'))).toEqual({
      open: 1,
      byProcess: { 'overdue-escalation': 1 },
    });
    expect(await countInbox(desk.reader, await desk.owner('root'))).toEqual({ open: 0, byProcess: {} });
  });

  it('should be made once, however often its record comes', async () => {
    const made = taskMade('10', { assignee: 'ana' });
    await desk.feed(caseStarted(), made);
    await desk.feed(made);
    expect((await countInbox(desk.reader, await desk.owner('ana'))).open).toBe(1);
  });

  it('should count the rounds of a step', async () => {
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }));
    await desk.feed(jobEnded('10', 'jobCompleted'), taskMade('11', { assignee: 'ana' }));
    expect(await desk.item('11')).toMatchObject({ round: 2 });
  });

  it('should leave other jobs alone', async () => {
    const event = { ...taskMade('10').event, jobType: 'credit.notify', userTask: undefined };
    await desk.feed(caseStarted(), record(event as never));
    expect(await findOpenItemsOfCase(desk.reader, '1')).toEqual([]);
  });
});

describe('whom a task goes to', () => {
  const approval = { kind: 'approval' };
  const asked = { ...VARIABLES, requester: 'ana' };

  it('should be the head where the assignee is disabled, level by level', async () => {
    await desk.transact(disablePerson('ana', SYSTEM));
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }));
    expect((await desk.item('10')).assigneeId).toBe('chief');
    await desk.transact(disablePerson('chief', SYSTEM));
    await desk.feed(taskMade('11', { assignee: 'ana' }));
    expect((await desk.item('11')).assigneeId).toBe('boss');
  });

  it('should be the administrators where nobody is left', async () => {
    await desk.transact(disablePerson('boss', SYSTEM));
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'boss' }), taskMade('11', { assignee: 'nobody' }));
    expect(await desk.item('10')).toMatchObject({ assigneeId: null, inbox: ['role:admin'] });
    expect(await desk.item('11')).toMatchObject({ assigneeId: null, inbox: ['role:admin'] });
  });

  it('should be the administrators too where a role has only disabled people', async () => {
    await desk.transact(disablePerson('fei', SYSTEM));
    await desk.feed(caseStarted(), taskMade('10', { candidateGroups: ['role:finance'] }), taskMade('11'));
    expect((await desk.item('10')).inbox).toEqual(['role:admin', 'role:finance']);
    expect((await desk.item('11')).inbox).toEqual(['role:admin']);
  });

  it('should never be the requester of an approval', async () => {
    await desk.feed(
      caseStarted(asked),
      taskMade('10', { assignee: 'ana' }, approval),
      taskMade('11', { candidateGroups: ['role:sales'] }, approval),
      taskMade('12', { assignee: 'ana' }),
    );
    expect(await desk.item('10')).toMatchObject({ assigneeId: 'chief', excluded: ['ana'] });
    expect((await countInbox(desk.reader, await desk.owner('ana'))).open).toBe(1);
    expect((await countInbox(desk.reader, await desk.owner('bo'))).open).toBe(1);
    expect((await desk.item('12')).assigneeId).toBe('ana');
  });

  it('should be the administrators where the requester is all there is', async () => {
    await desk.feed(
      caseStarted({ requester: { id: 'fei' } }),
      taskMade('10', { candidateGroups: ['role:finance'] }, approval),
      taskMade('11', { assignee: 'fei' }, approval),
    );
    expect((await desk.item('10')).inbox).toEqual(['role:admin', 'role:finance']);
    expect((await desk.item('11')).assigneeId).toBe('boss');
  });

  it('should take a bare role for a principal and leave out what names nobody', async () => {
    await desk.feed(
      caseStarted(),
      taskMade('10', { candidateGroups: ['finance', 'who knows'], candidateUsers: ['ana'] }),
    );
    expect((await desk.item('10')).inbox).toEqual(['person:ana', 'role:finance']);
  });

  it('should be whoever has the role later too', async () => {
    await desk.feed(caseStarted(), taskMade('10', { candidateGroups: ['role:legal'] }));
    await desk.transact(addPerson(newPerson('lu', { roles: ['legal'] }), 'root'));
    expect((await countInbox(desk.reader, await desk.owner('lu'))).open).toBe(1);
  });
});

describe('deadlines', () => {
  it('should be what the process says', async () => {
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana', dueDate: '2026-03-05T10:00:00+08:00' }));
    expect(await desk.item('10')).toMatchObject({
      dueAt: '2026-03-05T02:00:00.000Z',
      urgency: '2026-03-05T02:00:00.000Z',
    });
  });

  it('should count working days of the company to the end of the last one', async () => {
    await desk.transact(changeCalendar('2026-03-03', { working: false, name: '司庆' }, SYSTEM));
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }, { dueDays: '4' }));
    expect((await desk.item('10')).dueAt).toBe('2026-03-09T16:00:00.000Z');
  });
});

describe('the end of a job', () => {
  beforeEach(() => desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' })));

  it('should cancel what the case went on without', async () => {
    await desk.feed(jobEnded('10', 'jobCanceled', { timestamp: '2026-03-03T00:00:00.000Z' }));
    expect(await desk.item('10')).toMatchObject({
      state: 'canceled',
      inbox: [],
      board: [],
      endedAt: '2026-03-03T00:00:00.000Z',
      endedBy: null,
    });
    expect((await countInbox(desk.reader, await desk.owner('ana'))).open).toBe(0);
  });

  it('should count once when it comes twice', async () => {
    await desk.feed(jobEnded('10', 'jobCompleted'), jobEnded('10', 'jobCompleted'));
    await desk.feed(jobEnded('10', 'jobCanceled'), jobEnded('77', 'jobCanceled'));
    expect(await desk.item('10')).toMatchObject({ state: 'completed' });
    expect((await countInbox(desk.reader, await desk.owner('ana'))).open).toBe(0);
  });
});

describe('what a case is about', () => {
  it('should follow the variables of the instance, for tasks made later', async () => {
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }));
    const set = (scopeKey: string, variables: Record<string, unknown>) =>
      record({ type: 'variablesSet', v: 1, scopeKey, variables });
    await desk.feed(set('1', { openAmount: 400 }), set('99', { openAmount: 1 }), taskMade('11', { assignee: 'ana' }));
    expect((await desk.item('10')).amountMinor).toBe(100_010);
    expect((await desk.item('11')).amountMinor).toBe(40_000);
    expect(await findCase(desk.reader, '1')).toMatchObject({ amountMinor: 40_000, invoiceNumber: 'INV-1' });
  });

  it('should be inherited by called instances, whose tasks belong to the case at the top', async () => {
    const inCalled = { processInstanceKey: '2', bpmnProcessId: 'collection' };
    await desk.feed(
      caseStarted(),
      caseStarted({ note: 1 }, inCalled, '1'),
      taskMade('20', { assignee: 'ana' }, {}, inCalled),
    );
    expect(await desk.item('20')).toMatchObject({ caseKey: '1', processInstanceKey: '2', customerName: '华东电子' });
    expect((await findOpenItemsOfCase(desk.reader, '1')).map((item) => item.key)).toEqual(['20']);
  });

  it('should know currencies without minor units and keep odd amounts exact', async () => {
    await desk.feed(
      caseStarted({ amount: 1.005, currency: 'JPY' }),
      taskMade('10', { assignee: 'ana' }),
      caseStarted({ amount: 1.15, currency: 'KWD' }, { processInstanceKey: '3' }),
      taskMade('11', { assignee: 'ana' }, {}, { processInstanceKey: '3' }),
    );
    expect((await desk.item('10')).amountMinor).toBe(1);
    expect((await desk.item('11')).amountMinor).toBe(1150);
  });
});

describe('headers that can not be read', () => {
  it('should close the form rather than open it', async () => {
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }, { fields: '{"note":' }));
    expect((await desk.item('10')).permissions).toEqual({ '*': 'read' });
  });
});

describe('a case that stands still or moves', () => {
  const stand = (type: 'processInstanceSuspended' | 'processInstanceResumed', jobKeys: readonly string[]) =>
    record({ type, v: 1, jobKeys });

  it('should bar its open tasks, and only those, until it goes on', async () => {
    const desk = await openDesk();
    await desk.feed(caseStarted(), taskMade('10'), taskMade('11'), jobEnded('11', 'jobCompleted'));

    await desk.feed(stand('processInstanceSuspended', ['10', '11', '12']));
    expect(await desk.item('10')).toMatchObject({ state: 'open', suspended: true, version: 1 });
    expect(await desk.item('11')).not.toHaveProperty('suspended');

    await desk.feed(stand('processInstanceResumed', ['10', '11', '12']));
    expect(await desk.item('10')).not.toHaveProperty('suspended');
  });

  it('should take its open tasks along to the steps they have become, counted there', async () => {
    const desk = await openDesk();
    await desk.feed(caseStarted(), taskMade('10', { assignee: 'ana' }));
    const migrated = record({
      type: 'processInstanceMigrated',
      v: 1,
      bpmnProcessId: 'next',
      version: 4,
      processDefinitionKey: '8',
      sourceProcessDefinitionKey: '7',
      jobs: [{ jobKey: '10', elementId: 'review' }],
      elements: { call: 'review' },
      flows: {},
      interrupting: {},
      handlers: {},
    });

    await desk.feed(migrated);

    expect(await desk.item('10')).toMatchObject({
      bpmnProcessId: 'next',
      processVersion: 4,
      processDefinitionKey: '8',
      elementId: 'review',
      name: { en: 'Finance review' },
      version: 1,
    });
    const counts = await countInbox(desk.reader, await desk.owner('ana'));
    expect(counts.open).toBe(1);
    await desk.feed(jobEnded('10', 'jobCanceled', {}, 'review'));
    expect((await countInbox(desk.reader, await desk.owner('ana'))).open).toBe(0);
  });
});
