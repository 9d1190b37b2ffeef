import { beforeEach, describe, expect, it } from 'vitest';
import { disablePerson, SYSTEM } from '#organization/index.ts';
import {
  claimTask,
  commentTask,
  completeTask,
  countInbox,
  createActor,
  fieldErrorsOf,
  findDraft,
  findHistory,
  findInbox,
  isAssignable,
  permitted,
  reassignTask,
  saveTaskDraft,
  tellEntry,
  unclaimTask,
} from '#tasks/index.ts';
import type { CompletionInput, ValidateSubmission } from '#tasks/index.ts';
import { getPerson, readChart } from '#organization/index.ts';
import type { Desk } from './desk.ts';
import { caseStarted, jobEnded, openDesk, taskMade, VARIABLES } from './desk.ts';

let desk: Desk;

const valid: ValidateSubmission = () => [];
const code = (value: string) => expect.objectContaining({ code: value });

async function complete(key: string, actorId: string, changes: Partial<CompletionInput> = {}, validate = valid) {
  const seen = await desk.item(key);
  const input = { actorId, version: seen.version, data: {}, ...changes };
  return desk.act(completeTask(seen, input, validate));
}
async function claim(key: string, actorId: string, version?: number) {
  const seen = await desk.item(key);
  return desk.act(claimTask(seen, { actorId, version: version ?? seen.version }));
}
async function reassign(key: string, actorId: string, to: string, reason = '出差') {
  const seen = await desk.item(key);
  return desk.act(reassignTask(seen, { actorId, version: seen.version, to, reason }));
}
const badge = async (personId: string) => (await countInbox(desk.reader, await desk.owner(personId))).open;

beforeEach(async () => {
  desk = await openDesk();
  await desk.feed(
    caseStarted({ ...VARIABLES, requester: 'bo' }),
    taskMade('10', { candidateGroups: ['role:sales'], formKey: 'call' }, { stepRole: 'sales' }),
    taskMade('11', { candidateGroups: ['role:sales'] }, { kind: 'approval' }),
    taskMade('12', { assignee: 'ana' }),
  );
});

describe('claim', () => {
  it('should move the task from the group to the one who claims', async () => {
    const { item, act } = await claim('10', 'ana');
    expect(item).toMatchObject({ assigneeId: 'ana', version: 2, inbox: ['person:ana'] });
    expect(act).toMatchObject({ type: 'claim', by: { id: 'ana', name: 'ANA' }, before: { assigneeId: null } });
    expect([await badge('ana'), await badge('bo')]).toEqual([3, 0]);
  });

  it('should go to one of two, and tell the other who was first and when', async () => {
    desk.now = '2026-03-02T02:03:00.000Z';
    await claim('10', 'ana');
    await expect(claim('10', 'bo', 1)).rejects.toMatchObject({
      code: 'TASK_CHANGED',
      details: { name: 'ANA', at: '2026-03-02 10:03', actZh: '认领了此任务', version: 2 },
    });
    await expect(claim('10', 'bo')).rejects.toMatchObject({ code: 'TASK_HELD_BY_OTHER', details: { name: 'ANA' } });
  });

  it('should be refused to whom it is not offered', async () => {
    await expect(claim('10', 'fei')).rejects.toEqual(code('TASK_NOT_YOURS'));
  });

  it('should be taken back by giving the task back', async () => {
    const { item } = await claim('10', 'ana');
    await desk.act(unclaimTask(item, { actorId: 'ana', version: item.version }));
    expect(await desk.item('10')).toMatchObject({ assigneeId: null, inbox: ['role:sales'], version: 3 });
    expect(await badge('bo')).toBe(1);
  });

  it('should not be given back by others, nor what the process assigned', async () => {
    const { item } = await claim('10', 'ana');
    await expect(desk.act(unclaimTask(item, { actorId: 'bo', version: 2 }))).rejects.toEqual(code('TASK_NOT_CLAIMED'));
    const assigned = await desk.item('12');
    await expect(desk.act(unclaimTask(assigned, { actorId: 'ana', version: 1 }))).rejects.toEqual(
      code('TASK_NOT_CLAIMED'),
    );
  });
});

describe('completing work', () => {
  it('should end the task and give the process its fields', async () => {
    const { item } = await complete('10', 'ana', { data: { note: '已联系' } });
    expect(item).toMatchObject({ state: 'completed', outcome: 'done', endedBy: { id: 'ana' }, inbox: [] });
    expect(desk.commands).toEqual([{ jobKey: '10', variables: { note: '已联系' } }]);
    expect(await desk.item('10')).toEqual(item);
  });

  it('should let one of two win, and tell the other who and when', async () => {
    const seen = await desk.item('10');
    desk.now = '2026-03-02T02:00:00.000Z';
    await desk.act(completeTask(seen, { actorId: 'ana', version: 1, data: {} }, valid));
    const late = desk.act(completeTask(seen, { actorId: 'bo', version: 1, data: {} }, valid));
    await expect(late).rejects.toMatchObject({
      code: 'TASK_COMPLETED_BY_OTHER',
      details: { name: 'ANA', at: '2026-03-02 10:00', actZh: '办结了此任务' },
    });
    expect(desk.commands.length).toBe(1);
    await expect(complete('10', 'ana')).rejects.toEqual(code('TASK_COMPLETED_BY_YOU'));
  });

  it('should be refused when the case went on without it', async () => {
    const seen = await desk.item('12');
    await desk.feed(jobEnded('12', 'jobCanceled'));
    const late = desk.act(completeTask(seen, { actorId: 'ana', version: 1, data: {} }, valid));
    await expect(late).rejects.toEqual(code('TASK_CLOSED'));
  });

  it('should be refused to a disabled person, whatever lay before them', async () => {
    await desk.transact(disablePerson('ana', SYSTEM));
    await expect(complete('12', 'ana')).rejects.toEqual(code('ORG_PERSON_DISABLED'));
    await expect(claim('10', 'ana')).rejects.toEqual(code('ORG_PERSON_DISABLED'));
  });

  it('should refuse an outcome, which only approvals have', async () => {
    await expect(complete('12', 'ana', { outcome: 'approved' })).rejects.toEqual(code('TASK_OUTCOME_NOT_ALLOWED'));
  });

  it('should keep only the fields that may be filled in, and never the result of an approval', async () => {
    const fields = '{"amount":"read","secret":"hidden","note":"required"}';
    await desk.feed(taskMade('13', { assignee: 'ana', formKey: 'call' }, { fields }));
    const seen: unknown[] = [];
    const data = { amount: 1, secret: 2, note: 'n', other: 3, approval: { outcome: 'approved' } };
    await complete('13', 'ana', { data }, (...sent) => {
      seen.push(sent);
      return [];
    });
    expect(desk.commands).toEqual([{ jobKey: '13', variables: { note: 'n', other: 3 } }]);
    expect(seen).toEqual([
      ['call', 3, { note: 'n', other: 3 }, { amount: 'read', secret: 'hidden', note: 'required' }],
    ]);
  });

  it('should be refused with every wrong field, leaving nothing behind', async () => {
    const errors = [{ path: 'note', message: { 'zh-CN': '请填写备注', en: 'Enter a note' } }];
    const refusal = await complete('10', 'ana', {}, () => errors).catch((error: unknown) => error);
    expect(refusal).toEqual(code('TASK_FORM_INVALID'));
    expect(fieldErrorsOf(refusal as never)).toEqual(errors);
    expect((await desk.item('10')).version).toBe(1);
  });

  it('should say that somebody was first before saying what is wrong with the form', async () => {
    const seen = await desk.item('10');
    await complete('10', 'ana');
    const wrong: ValidateSubmission = () => [{ path: 'x', message: { 'zh-CN': '错', en: 'wrong' } }];
    const late = desk.act(completeTask(seen, { actorId: 'bo', version: 1, data: {} }, wrong));
    await expect(late).rejects.toEqual(code('TASK_COMPLETED_BY_OTHER'));
  });
});

describe('approving and rejecting', () => {
  it('should give the process the result in one place', async () => {
    await complete('11', 'ana', { outcome: 'approved', data: { limit: 5 }, comment: ' 同意 ' });
    const approval = { outcome: 'approved', round: 1, by: 'ana', at: desk.now, comment: '同意' };
    expect(desk.commands).toEqual([{ jobKey: '11', variables: { limit: 5, approval } }]);
  });

  it('should need a decision, and a reason to reject', async () => {
    await expect(complete('11', 'ana')).rejects.toEqual(code('TASK_OUTCOME_MISSING'));
    await expect(complete('11', 'ana', { outcome: 'rejected', comment: ' ' })).rejects.toEqual(
      code('TASK_COMMENT_MISSING'),
    );
    const { act } = await complete('11', 'ana', { outcome: 'rejected', comment: '资料不全' });
    expect(act).toMatchObject({ type: 'reject', outcome: 'rejected', comment: '资料不全' });
  });

  it('should be barred from the requester, by claim, by act and by being handed over', async () => {
    const barred = code('TASK_SELF_APPROVAL');
    await expect(complete('11', 'bo', { outcome: 'approved' })).rejects.toEqual(barred);
    await expect(claim('11', 'bo')).rejects.toEqual(barred);
    await expect(reassign('11', 'ana', 'bo')).rejects.toEqual(barred);
    await expect(reassign('11', 'bo', 'ana')).rejects.toEqual(barred);
    expect((await findInbox(desk.reader, await desk.owner('bo'))).items.map((item) => item.key)).toEqual(['10']);
    expect(await badge('bo')).toBe(1);
  });
});

describe('reassigning', () => {
  it('should move the task for good and record why', async () => {
    const { item, act } = await reassign('12', 'ana', 'bo');
    expect(item).toMatchObject({ assigneeId: 'bo', assignedBy: 'reassign', version: 2 });
    expect(act).toMatchObject({ type: 'reassign', comment: '出差', to: { id: 'bo' }, before: { assigneeId: 'ana' } });
    await expect(complete('12', 'ana')).rejects.toEqual(code('TASK_NOT_YOURS'));
    expect([await badge('ana'), await badge('bo')]).toEqual([2, 2]);
  });

  it('should be for the holder, a candidate, the head over it and administrators', async () => {
    await expect(reassign('12', 'bo', 'fei')).rejects.toEqual(code('TASK_REASSIGN_FORBIDDEN'));
    await expect(reassign('12', 'fei', 'bo')).rejects.toEqual(code('TASK_REASSIGN_FORBIDDEN'));
    await reassign('12', 'chief', 'bo');
    await reassign('12', 'boss', 'ana');
    await reassign('12', 'root', 'fei');
    expect(await desk.item('12')).toMatchObject({ assigneeId: 'fei', departments: ['finance', 'board'] });
    await reassign('10', 'ana', 'bo');
  });

  it('should not be to oneself, the holder, the disabled or the unknown, and not without a reason', async () => {
    await desk.transact(disablePerson('bo', SYSTEM));
    await expect(reassign('12', 'ana', 'ana')).rejects.toEqual(code('TASK_REASSIGN_TO_HOLDER'));
    await expect(reassign('10', 'ana', 'ana')).rejects.toEqual(code('TASK_REASSIGN_TO_SELF'));
    await expect(reassign('12', 'ana', 'bo')).rejects.toEqual(code('ORG_PERSON_DISABLED'));
    await expect(reassign('12', 'ana', 'x')).rejects.toEqual(code('ORG_PERSON_NOT_FOUND'));
    await expect(reassign('12', 'ana', 'fei', ' ')).rejects.toEqual(code('TASK_TEXT_MISSING'));
  });

  it('should let a head take work over, but never a decision', async () => {
    await reassign('12', 'chief', 'chief');
    await desk.feed(taskMade('13', { assignee: 'ana' }, { kind: 'approval' }));
    await expect(reassign('13', 'boss', 'boss')).rejects.toEqual(code('TASK_REASSIGN_TO_SELF'));
  });

  it('should free the tasks of somebody who was disabled', async () => {
    await desk.transact(disablePerson('ana', SYSTEM));
    await reassign('12', 'chief', 'bo');
    expect((await complete('12', 'bo')).item.endedBy?.id).toBe('bo');
  });
});

describe('comments and drafts', () => {
  it('should keep a comment without changing the task', async () => {
    const seen = await desk.item('12');
    await desk.act(commentTask(seen, { actorId: 'chief', text: '请今天联系' }));
    expect((await desk.item('12')).version).toBe(1);
    await expect(desk.act(commentTask(seen, { actorId: 'fei', text: 'x' }))).rejects.toEqual(code('TASK_NOT_YOURS'));
    await expect(desk.act(commentTask(seen, { actorId: 'ana', text: '' }))).rejects.toEqual(code('TASK_TEXT_MISSING'));
  });

  it('should keep a draft for each person until they finish the task', async () => {
    const seen = await desk.item('10');
    await desk.transact(saveTaskDraft(seen, { actorId: 'ana', data: { note: '一半' } }));
    expect((await findDraft(desk.reader, '10', 'ana'))?.data).toEqual({ note: '一半' });
    expect((await desk.item('10')).version).toBe(1);
    await complete('10', 'ana');
    expect(await findDraft(desk.reader, '10', 'ana')).toBeUndefined();
  });

  it('should not save a draft of what has ended or is not offered', async () => {
    const seen = await desk.item('10');
    const save = (actorId: string) => desk.transact(saveTaskDraft(seen, { actorId, data: {} }));
    await expect(save('fei')).rejects.toEqual(code('TASK_NOT_YOURS'));
    await complete('10', 'ana');
    await expect(save('bo')).rejects.toEqual(code('TASK_COMPLETED_BY_OTHER'));
  });
});

describe('what a person may do', () => {
  it('should be told for the buttons as the acts will judge', async () => {
    const may = async (key: string, personId: string) =>
      permitted(
        await desk.item(key),
        createActor(await getPerson(desk.reader, personId), await readChart(desk.reader)),
      );
    expect(await may('10', 'ana')).toMatchObject({ claim: true, complete: true, reassign: true, unclaim: false });
    expect(await may('11', 'bo')).toMatchObject({ read: true, claim: false, complete: false, reassign: false });
    expect(await may('12', 'chief')).toMatchObject({ read: true, complete: false, reassign: true, comment: true });
    expect(await may('12', 'fei')).toMatchObject({ read: false, comment: false });
    await claim('10', 'ana');
    expect(await may('10', 'ana')).toMatchObject({ claim: false, unclaim: true, complete: true });
    await complete('10', 'ana');
    expect(await may('10', 'ana')).toMatchObject({ read: true, complete: false, reassign: false, unclaim: false });
  });

  it('should name the people a task can be handed to', async () => {
    const item = await desk.item('11');
    const assignable = async (id: string) => isAssignable(item, await getPerson(desk.reader, id));
    expect(await assignable('bo')).toBe(false);
    expect(await assignable('fei')).toBe(true);
  });
});

describe('history', () => {
  it('should tell a case in its order', async () => {
    const seen = await desk.item('12');
    desk.now = '2026-03-02T03:00:00.000Z';
    await desk.act(commentTask(seen, { actorId: 'chief', text: '加急' }));
    desk.now = '2026-03-02T04:00:00.000Z';
    await complete('12', 'ana', { data: { note: 1 } });
    await desk.feed(jobEnded('11', 'jobCanceled', { timestamp: '2026-03-02T05:00:00.000Z' }, 'review'));
    await reassign('10', 'ana', 'bo');
    const told = (await findHistory(desk.reader, '1')).map(tellEntry);
    expect(told.map((text) => text['zh-CN'])).toEqual([
      '“电话催收”已派发',
      '“财务审核”已派发',
      '“电话催收”已派发',
      'CHIEF 发表了评论',
      'ANA 办结了“电话催收”',
      'ANA 将“电话催收”转交给 BO',
      '流程已推进，“财务审核”自动关闭',
    ]);
    expect(told.at(-2)?.en).toBe('ANA handed “Call the customer” to BO');
  });
});
