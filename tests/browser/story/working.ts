import type { Locator } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { becomes, choose, gone, seen, told } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { picture, type Person, type World } from '../support/world.ts';
import { INVOICES } from './ledger.ts';
import { rowOf, taskOf, tasksOf } from './tasks.ts';

async function fillContact({ page }: Person, result: string, note: string): Promise<void> {
  await page.getByRole('radio', { name: result }).check();
  await choose(page, '联系方式', '电话');
  await page.getByLabel('联系对象').fill('财务部 王会计');
  await page.getByLabel('沟通内容').fill(note);
}

const finish = ({ page }: Person): Locator => page.getByRole('button', { name: '完成', exact: true });

function ownTasks(world: World): void {
  it('should show a sales person exactly the tasks that are theirs', async () => {
    const sales = await world.person('linxiaoyan');
    const tasks = await tasksOf(sales);
    const rows = sales.page.locator('.x-task-row');
    await becomes(() => rows.count(), tasks.length);
    const texts = await rows.allInnerTexts();
    expect(texts.filter((text) => !text.includes('林晓燕'))).toEqual([]);
    expect(await findings(sales.page)).toEqual([]);
    await picture(sales.page, '3-inbox');
  });
}

function handingOn(world: World): void {
  it('should say what is missing, then hand a dispute to the next, whose inbox changes by itself', async () => {
    const sales = await world.person('linxiaoyan');
    const credit = await world.person('xuhaitao');
    await credit.go('/inbox');
    const task = await taskOf(sales, INVOICES.disputed);
    await rowOf(sales, task).click();
    await seen(sales.page.getByText(task.title));
    await seen(sales.page.getByRole('link', { name: '查看客户' }));
    await seen(sales.page.getByRole('link', { name: '查看应收款' }));
    await sales.page.getByRole('radio', { name: '有争议' }).check();
    await finish(sales).click();
    await seen(sales.page.getByText('请填写沟通内容'));
    await fillContact(sales, '有争议', '客户称两台水泵漏水，只肯付差额。');
    await choose(sales.page, '争议原因', '质量问题');
    await sales.page.getByLabel('争议金额').fill('1000');
    await sales.page.getByLabel('客户说法').fill('两台水泵漏水');
    await picture(sales.page, '3-form');
    await finish(sales).click();
    expect(await told(sales.page, '下一步')).toContain('处理争议');
    await gone(rowOf(sales, task));
    await rowOf(credit, task).click();
    await credit.page.getByRole('tab', { name: /经过/ }).click();
    await seen(credit.page.getByText('客户称两台水泵漏水，只肯付差额。'));
    await picture(credit.page, '3-next-person');
  });
}

function waiting(world: World): void {
  it('should show where the case stands on the picture, and say that it waits after a call', async () => {
    const sales = await world.person('linxiaoyan');
    const { page } = sales;
    const task = await taskOf(sales, INVOICES.contacted);
    await rowOf(sales, task).click();
    await page.getByRole('tab', { name: '流程图' }).click();
    await seen(page.locator('[data-element-id="sales-follow-up"].x-active'));
    await picture(page, '3-picture');
    await page.getByRole('tab', { name: '处理' }).click();
    await fillContact(sales, '已联系，待付款', '答应本周付款。');
    await finish(sales).click();
    await told(page, '已提交，流程继续等待');
    await gone(rowOf(sales, task));
    await sales.go(`/receivables/${task.receivableId}`);
    await seen(page.getByText('答应本周付款。'));
  });
}

function twoAtOneTask(world: World): void {
  it('should tell the second of two who completed a task, and when', async () => {
    const first = await world.person('linxiaoyan');
    const second = await world.person('linxiaoyan');
    const task = await taskOf(first, INVOICES.twice);
    // The second has lost the live connection, and so learns of the first only by the refusal.
    await second.page.route('**/socket.io/**', (route) => route.abort());
    await first.go(`/inbox/${task.key}`);
    await second.go(`/inbox/${task.key}`);
    await fillContact(first, '其他', '先由我联系。');
    await fillContact(second, '其他', '我也联系了。');
    await finish(first).click();
    await told(first.page, '已提交');
    await finish(second).click();
    const refusal = second.page.getByRole('alert').filter({ hasText: '办结' });
    await seen(refusal);
    expect(await refusal.innerText()).toMatch(/(您|林晓燕)[^]*\d{1,2}:\d{2}/);
    await picture(second.page, '4-second');
  });
}

function payment(world: World): void {
  it('should end the case when finance posts the payment, and take the task from the other inbox', async () => {
    const sales = await world.person('linxiaoyan');
    const finance = await world.person('wujiayi');
    const task = await taskOf(sales, INVOICES.paid);
    await seen(rowOf(sales, task));
    await finance.go(`/receivables/${task.receivableId}`);
    const link = finance.page.getByRole('link', { name: '销售跟进' });
    await seen(link);
    await finance.page.getByRole('button', { name: '登记收款' }).click();
    const dialog = finance.page.getByRole('dialog');
    await dialog.getByLabel('凭证号').fill('网银 0412');
    await picture(finance.page, '5-payment');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await told(finance.page, '已结清，逾期流程已结束');
    await gone(link);
    await seen(finance.page.getByText('网银 0412'));
    await gone(rowOf(sales, task));
    const ended = await finance.read<{ summary: { state: string } }>(`/cases/${task.processInstanceKey}`);
    expect(ended.summary.state).toBe('completed');
    expect(await findings(finance.page)).toEqual([]);
    await picture(finance.page, '5-settled');
  });
}

/** Sales, finance and credit do their tasks. */
export function working(world: World): void {
  describe('the tasks of a day', () => {
    afterEach(() => world.leave());
    ownTasks(world);
    handingOn(world);
    waiting(world);
    twoAtOneTask(world);
    payment(world);
  });
}

/** Time passes in the sample company. */
export function waitingAWeek(world: World): void {
  describe('the demo clock', () => {
    afterEach(() => world.leave());

    it('should bring finance new tasks without a reload when seven days go by', async () => {
      const finance = await world.person('wujiayi');
      const legal = await world.person('fengjing');
      await seen(finance.page.locator('.x-task-row'));
      const before = new Set((await tasksOf(finance)).map(({ key }) => key));
      await legal.page.getByRole('button', { name: /演示时钟/ }).click();
      await legal.page.getByRole('menuitem', { name: '+7 天' }).click();
      await told(legal.page, '时钟已到');
      const fresh = (await tasksOf(finance)).find(({ key }) => !before.has(key));
      if (!fresh) throw new Error('expected a task to move up to finance within seven days, found none');
      await seen(rowOf(finance, fresh));
      await picture(finance.page, '3-after-seven-days');
    });
  });
}
