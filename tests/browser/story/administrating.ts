import { afterEach, describe, expect, it } from 'vitest';
import { choose, gone, seen } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { signIn } from '../support/product.ts';
import { PASSWORD, picture, type Person, type World } from '../support/world.ts';

const NEWCOMER = { name: '沈知秋', login: 'shenzhiqiu', password: 'Qiutian-de-ye-7' };

/** The password an administrator is shown, once. */
async function shownPassword({ page }: Person): Promise<string> {
  const dialog = page.getByRole('dialog', { name: new RegExp(NEWCOMER.name) });
  const password = (await dialog.locator('code').innerText()).trim();
  await picture(page, '8-first-password');
  await dialog.getByRole('button', { name: '知道了' }).click();
  await gone(dialog);
  return password;
}

async function actOn({ page }: Person, act: string): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(NEWCOMER.login) })
    .getByRole('button')
    .click();
  await page.getByRole('menuitem', { name: act }).click();
}

async function changeFirstPassword({ page }: Person, first: string, next: string): Promise<void> {
  await seen(page.getByText('您的密码由管理员设置'));
  await page.getByLabel('当前密码').fill(first);
  await page.getByLabel('新密码', { exact: true }).fill(next);
  await page.getByLabel('再输一次新密码').fill(next);
  await picture(page, '8-must-change');
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.locator('.x-frame').waitFor();
}

/** Goes to the door and knocks, without expecting to be let in. */
async function knock({ page, address }: Person, password: string): Promise<void> {
  await page.goto(address);
  await page.locator('input[autocomplete="username"]').fill(NEWCOMER.login);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('button[type="submit"]').click();
}

/** People come and go. */
export function administrating(world: World): void {
  describe('the people of the company', () => {
    afterEach(() => world.leave());

    it('should let an administrator add a person, who changes the first password, is shut out and let in again', async () => {
      const admin = await world.person('admin');
      const { page } = admin;
      await page.getByRole('link', { name: '管理', exact: true }).click();
      await seen(page.getByRole('row', { name: /linxiaoyan/ }));
      expect(await findings(page)).toEqual([]);
      await page.getByRole('button', { name: '添加人员' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('姓名').fill(NEWCOMER.name);
      await form.getByLabel('账号').fill(NEWCOMER.login);
      await choose(page, '部门', '华东销售部');
      await picture(page, '8-add');
      await form.getByRole('button', { name: '保存' }).click();
      const first = await shownPassword(admin);

      const newcomer = await world.stranger();
      await knock(newcomer, first);
      await changeFirstPassword(newcomer, first, NEWCOMER.password);
      await seen(newcomer.page.getByText('没有待办'));

      await actOn(admin, '停用');
      await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
      await seen(page.getByRole('row', { name: new RegExp(`${NEWCOMER.login}.*已停用`) }));
      const shutOut = await newcomer.page.request.get(`${world.address}/api/v1/session`);
      expect(shutOut.status()).toBe(401);
      await newcomer.page.reload();
      await seen(newcomer.page.getByRole('heading', { name: '登录信流' }));
      await knock(newcomer, NEWCOMER.password);
      await seen(newcomer.page.getByRole('alert'));
      await picture(newcomer.page, '8-shut-out');

      await actOn(admin, '启用');
      await seen(page.getByRole('row', { name: new RegExp(`${NEWCOMER.login}.*在用`) }));
      await actOn(admin, '重置密码');
      await page.getByRole('dialog').getByRole('button', { name: '重置密码' }).click();
      const reset = await shownPassword(admin);
      expect(reset).not.toBe(first);
      await knock(newcomer, reset);
      await changeFirstPassword(newcomer, reset, `${NEWCOMER.password}-2`);
    });

    it('should refuse a sales person the administration, on the server too', async () => {
      const sales = await world.stranger();
      await signIn(sales.page, world.address, 'linxiaoyan', PASSWORD);
      await gone(sales.page.getByRole('link', { name: '管理', exact: true }));
      const answer = await sales.page.request.post(`${world.address}/api/v1/people`, {
        headers: { origin: world.address },
        data: { name: NEWCOMER.name, login: 'shenzhiqiu2', roles: ['admin'], departmentId: null },
      });
      expect(answer.status()).toBe(403);
    });
  });
}
