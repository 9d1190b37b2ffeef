import { afterEach, describe, expect, it } from 'vitest';
import { choose, downloaded, gone, seen, told } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { picture, type Person, type World } from '../support/world.ts';
import { INVOICES } from './ledger.ts';
import { rowOf, taskOf } from './tasks.ts';

function board(world: World): void {
  it('should show a head what has escalated, who sits on it, and let them hand a task over', async () => {
    const sales = await world.person('linxiaoyan');
    const head = await world.person('chenjianhua');
    const { page } = head;
    const task = await taskOf(sales, INVOICES.handedOver);
    await seen(page.getByRole('heading', { name: '升级看板' }));
    for (const level of ['一级 · 销售', '二级 · 财务', '三级 · 法务'])
      await seen(page.getByRole('button', { name: new RegExp(level) }));
    await seen(page.getByRole('heading', { name: '在谁手上' }));
    expect(await findings(page)).toEqual([]);
    await picture(page, '6-board');
    await page.getByRole('button', { name: /^林晓燕/ }).click();
    await page.getByRole('button', { name: /一级 · 销售/ }).click();
    const row = page.getByRole('row', { name: new RegExp(INVOICES.handedOver) });
    await row.getByRole('button', { name: '转交' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, '转交给', '郭一帆');
    await dialog.getByLabel('原因').fill('林晓燕本周出差');
    await picture(page, '6-reassign');
    await dialog.getByRole('button', { name: '转交' }).click();
    await told(page, '已转交给 郭一帆');
    await gone(row);
    await gone(rowOf(sales, task));
    const other = await world.person('guoyifan');
    await seen(rowOf(other, task));
  });

  it('should give the board as a file of what is seen', async () => {
    const head = await world.person('chenjianhua');
    const { page } = head;
    await page.getByRole('button', { name: '导出' }).click();
    const file = await downloaded(page, () =>
      page.getByRole('menuitem', { name: '导出 Excel' }).getByRole('link').click(),
    );
    expect(file.name).toMatch(/\.xlsx$/);
    expect(file.bytes.length).toBeGreaterThan(2000);
  });
}

async function openCustomer({ page }: Person): Promise<string> {
  await page.getByRole('link', { name: '客户', exact: true }).click();
  await seen(page.getByRole('heading', { name: '客户', level: 1 }));
  const link = page.getByRole('row').getByRole('link').first();
  const name = await link.innerText();
  await link.click();
  await seen(page.getByRole('heading', { name, level: 1 }));
  return name;
}

function customers(world: World): void {
  it('should show a customer with figures, ageing, statement and cases', async () => {
    const head = await world.person('chenjianhua');
    const { page } = head;
    await openCustomer(head);
    for (const part of ['账龄', '负责人', '跟进记录']) await seen(page.getByRole('heading', { name: part }));
    expect(await findings(page)).toEqual([]);
    await picture(page, '6-customer');
    await page.getByRole('tab', { name: '对账单' }).click();
    await seen(page.getByText('期初余额'));
    await seen(page.getByText('期末余额'));
    await seen(page.getByRole('columnheader', { name: '余额' }));
    await picture(page, '6-statement');
    const file = await downloaded(page, () => page.getByRole('link', { name: '导出' }).click());
    expect(file.bytes.length).toBeGreaterThan(1000);
    await page.getByRole('tab', { name: '流程' }).click();
    await seen(page.getByRole('columnheader', { name: '流程' }));
  });

  it('should show the ageing of all customers', async () => {
    const head = await world.person('chenjianhua');
    const { page } = head;
    await page.getByRole('link', { name: '账龄' }).click();
    await seen(page.getByRole('heading', { name: '账龄', level: 1 }));
    await seen(page.getByRole('columnheader', { name: /31–60/ }));
    expect(await findings(page)).toEqual([]);
    await picture(page, '6-ageing');
  });

  it('should find a customer and a receivable from the keyboard', async () => {
    const head = await world.person('chenjianhua');
    const { page } = head;
    await seen(page.getByRole('heading', { name: '升级看板' }));
    await page.keyboard.press('/');
    await page.keyboard.type(INVOICES.handedOver);
    const found = page.locator('.ant-select-item-option', { hasText: INVOICES.handedOver }).first();
    await seen(found);
    await picture(page, '6-search');
    await found.click();
    await seen(
      page.getByRole('heading', { name: new RegExp(INVOICES.handedOver) }).or(page.getByText(INVOICES.handedOver)),
    );
  });
}

/** A head looks after a department. */
export function heading(world: World): void {
  describe('the head of a department', () => {
    afterEach(() => world.leave());
    board(world);
    customers(world);
  });
}
