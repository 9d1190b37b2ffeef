import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { becomes, choose, chooseAlso, gone, seen, told } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { picture, type Person, type World } from '../support/world.ts';
import { customerOf, INVOICES, lateInvoice } from './ledger.ts';

const PROCESS = 'overdue-escalation';
const STEP = '经理电话催款';
const FORM = 'manager-call';
/** The flow after finance has talked to the customer without a promise. */
const FLOW = 'finance-result-to-finance-wait-to-move-up';
const GRADES = 5;

const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name, exact: true });
const saved = (page: Page): Promise<void> => seen(page.getByText('草稿已保存'));

async function openStudio(world: World): Promise<Person> {
  const admin = await world.person('admin');
  await admin.page.getByRole('link', { name: '逾期升级' }).click();
  await seen(admin.page.locator('[data-element-id="sales-follow-up"]'));
  return admin;
}

/** Takes a task from the palette and puts it onto the middle of a flow, which is then parted by it. */
async function dropTask(page: Page): Promise<void> {
  const line = await page.locator(`[data-element-id="${FLOW}"] .djs-hit`).first().boundingBox();
  if (!line) throw new Error(`expected the flow ${FLOW} on the canvas, found none`);
  const at = { x: line.x + line.width * 0.6, y: line.y + line.height / 2 };
  await page.locator('.djs-palette [data-action="create.task"]').click();
  await page.mouse.move(at.x - 40, at.y - 20);
  await page.mouse.move(at.x, at.y, { steps: 6 });
  await page.mouse.click(at.x, at.y);
  await page.locator('.djs-direct-editing-content').fill(STEP);
  await page.keyboard.press('Enter');
  await gone(page.locator('.djs-direct-editing-content'));
}

async function becomeUserTask(page: Page): Promise<void> {
  await page.locator('.djs-context-pad.open [data-action="replace"]').click();
  await page.locator('.djs-popup [data-id="replace-with-user-task"]').click();
  await seen(page.getByRole('heading', { name: '人工任务' }));
}

function table(world: World): void {
  it('should change the second level from 15 to 10 days in the table, and try it there', async () => {
    const { page } = await openStudio(world);
    await tab(page, '决策表').click();
    for (let row = 1; row <= GRADES; row++) {
      const cell = page.getByRole('textbox', { name: `财务（逾期天数） ${row}` });
      await cell.fill('10');
      await cell.press('Enter');
    }
    await saved(page);
    await page.getByRole('textbox', { name: '客户等级', exact: true }).fill('B');
    await page.getByRole('button', { name: '计算' }).click();
    await seen(page.getByText('"financeDays":10'));
    await seen(page.getByText('命中第 2 行'));
    expect(await findings(page)).toEqual([]);
    await picture(page, '7-table');
  });
}

function form(world: World): void {
  it('should make a form for the new step, with a preview', async () => {
    const { page } = await openStudio(world);
    await tab(page, '表单').click();
    await page.getByRole('button', { name: '新建表单' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('表单名称').fill(STEP);
    await dialog.getByLabel('英文名称').fill("Manager's phone call");
    await dialog.getByLabel('标识（英文字母、数字、短横线）').fill(FORM);
    await dialog.getByRole('button', { name: '创建' }).click();
    await seen(page.getByRole('heading', { name: '预览' }));
    await seen(page.getByLabel('说明'));
    await saved(page);
    await picture(page, '7-form');
  });
}

function drawing(world: World): void {
  it('should say what is wrong while the new step is drawn, until it is right', async () => {
    const { page } = await openStudio(world);
    await dropTask(page);
    await becomeUserTask(page);
    await picture(page, '7-drawn');
    const problems = page.getByRole('button', { name: /个错误/ });
    await seen(problems);
    await problems.click();
    const list = page.getByRole('dialog');
    await seen(list.getByText(`人工任务“${STEP}”没有表单。`));
    await seen(list.getByText(`人工任务“${STEP}”没有办理人。`));
    await picture(page, '7-problems');
    await list.getByText(`人工任务“${STEP}”没有办理人。`).click();
    await gone(list);
    await chooseAlso(page, /候选岗位/, '部门负责人');
    await choose(page, /^表单/, STEP);
    const english = page.getByRole('textbox', { name: '英文名称' });
    await english.fill("Manager's phone call");
    await english.press('Enter');
    await seen(page.getByRole('button', { name: '没有问题' }));
    await saved(page);
    expect(await findings(page)).toEqual([]);
    await picture(page, '7-right');
  });
}

const trialTasks = (page: Page): Locator => page.locator('.x-trial-task');
const happened = (page: Page, day: number, words: string): Locator =>
  page.locator('.x-trial-trace li', { hasText: `第 ${day} 天` }).filter({ hasText: words });

function trial(world: World): void {
  it('should try it on a sample receivable from due date to day 40', async () => {
    const { page } = await openStudio(world);
    await tab(page, '试运行').click();
    await seen(page.getByText('没有待处理的任务'));
    await page.getByRole('button', { name: '到下一个事件' }).click();
    await seen(trialTasks(page).filter({ hasText: '销售跟进' }));
    await seen(page.locator('[data-element-id="sales-follow-up"].x-active'));
    await page.getByRole('button', { name: '到下一个事件' }).click();
    await seen(trialTasks(page).filter({ hasText: '财务催收' }));
    await seen(happened(page, 7, '销售跟进'));
    await seen(happened(page, 10, '财务催收'));
    await picture(page, '7-trial-day-10');
    await page.getByRole('button', { name: '填写并完成' }).click();
    await page
      .getByLabel('提交的内容（JSON）')
      .fill(JSON.stringify({ result: 'contacted', contact: { channel: 'phone', note: '答应付款' } }));
    await page.locator('.x-trial-task').getByRole('button', { name: '完成', exact: true }).click();
    await seen(trialTasks(page).filter({ hasText: STEP }));
    await page.getByRole('button', { name: '走到第 40 天' }).click();
    await seen(page.getByText('第 40 天', { exact: true }));
    expect(await findings(page)).toEqual([]);
    await picture(page, '7-trial-day-40');
  });
}

interface Case {
  readonly summary: { readonly version: number; readonly openTasks: readonly { readonly name: { 'zh-CN': string } }[] };
}

/** The case of an invoice, once it has one. */
async function caseOf(person: Person, invoice: string): Promise<Case> {
  const find = async (): Promise<string | null> => {
    const { items } = await person.read<{ items: readonly { caseKey: string | null }[] }>(
      `/receivables?text=${invoice}`,
    );
    return items[0]?.caseKey ?? null;
  };
  await expect.poll(find, { timeout: 20_000, interval: 200 }).toMatch(/\d+/);
  return person.read<Case>(`/cases/${(await find()) ?? ''}`);
}

const standing = ({ summary }: Case): { version: number; tasks: readonly string[] } => ({
  version: summary.version,
  tasks: summary.openTasks.map(({ name }) => name['zh-CN']),
});

function publishing(world: World): void {
  it('should publish version 2, saying what changes and what goes on as before', async () => {
    const admin = await openStudio(world);
    const { page } = admin;
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await seen(page.getByText(STEP));
    await seen(page.getByText('新流程按新版本'));
    expect(await findings(page)).toEqual([]);
    await picture(page, '7-publish');
    await page.getByLabel('发布说明（可选）').fill('第二级提前到 10 天，增加经理电话');
    await page.getByRole('tabpanel').getByRole('button', { name: '发布' }).click();
    await told(page, '已发布第 2 版');
    await seen(page.getByText('第 2 版'));
    await tab(page, '版本').click();
    await seen(page.getByText('第二级提前到 10 天，增加经理电话'));
    await picture(page, '7-versions');
  });

  it('should let new cases follow version 2 and running ones finish on version 1', async () => {
    const finance = await world.person('wujiayi');
    const bytes = await lateInvoice(finance, await customerOf(finance, 'linxiaoyan'), 'GS26-0201');
    await finance.go('/imports');
    await finance.page
      .locator('input[type="file"]')
      .setInputFiles({ name: '补录.csv', mimeType: 'text/csv', buffer: bytes });
    await finance.page.getByRole('button', { name: '导入 1 行' }).click();
    await seen(finance.page.getByRole('heading', { name: '导入完成' }));
    await becomes(async () => standing(await caseOf(finance, 'GS26-0201')), { version: 2, tasks: ['财务催收'] });
    expect(standing(await caseOf(finance, INVOICES.firstVersion))).toEqual({ version: 1, tasks: ['销售跟进'] });
  });
}

/** An administrator changes the process and publishes it. */
export function designing(world: World): void {
  describe(`the studio (${PROCESS})`, () => {
    afterEach(() => world.leave());
    table(world);
    form(world);
    drawing(world);
    trial(world);
    publishing(world);
  });
}
