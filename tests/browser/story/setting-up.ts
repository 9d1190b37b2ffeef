import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seen } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { openWorld, picture, type Person, type World } from '../support/world.ts';

const FOUNDER = { companyName: '江岸仪表有限公司', name: '钱立新', login: 'qianlixin', password: 'Fangjian-42-hao' };

async function fill({ page }: Person): Promise<void> {
  await page.getByLabel('公司名称').fill(FOUNDER.companyName);
  await page.getByLabel('姓名').fill(FOUNDER.name);
  await page.getByLabel('账号').fill(FOUNDER.login);
  await page.getByLabel('密码').fill(FOUNDER.password);
}

/** A company without the sample: the first administrator, once. */
export function settingUp(): void {
  describe('a company that begins empty', () => {
    let world: World;
    beforeAll(async () => {
      world = await openWorld('--empty');
    });
    afterAll(() => world.stop());

    it('should ask for the first administrator, and never again', async () => {
      const founder = await world.stranger();
      await founder.go('/');
      await seen(founder.page.getByRole('heading', { name: '创建第一位管理员' }));
      expect(await findings(founder.page)).toEqual([]);
      await fill(founder);
      await picture(founder.page, '1-set-up');
      await founder.page.getByRole('button', { name: '创建并登录' }).click();
      await seen(founder.page.getByRole('heading', { name: '流程设计' }));
      await seen(founder.page.getByText(FOUNDER.companyName));
      expect(await founder.page.getByRole('button', { name: /演示时钟/ }).count()).toBe(0);
      await picture(founder.page, '1-first-sight');

      expect(await founder.read<unknown>('/setup')).toMatchObject({ needed: false });
      const second = await founder.page.request.post(`${world.address}/api/v1/setup`, {
        data: { ...FOUNDER, login: 'second', language: 'zh-CN' },
      });
      expect(second.status()).toBeGreaterThanOrEqual(400);
      expect(second.status()).toBeLessThan(500);
      const stranger = await world.stranger();
      await stranger.go('/');
      await seen(stranger.page.getByRole('heading', { name: '登录信流' }));
    });

    it('should have nothing to complain about', () => {
      expect(world.complaints()).toEqual([]);
    });
  });
}

/** The door of the sample company. */
export function signingIn(world: World): void {
  describe('the door', () => {
    afterEach(() => world.leave());

    it('should show the sample accounts at the door, and fill one in', async () => {
      const stranger = await world.stranger();
      const { page } = stranger;
      await stranger.go('/');
      await page.getByRole('button', { name: /linxiaoyan/ }).click();
      expect(await page.getByLabel('账号').inputValue()).toBe('linxiaoyan');
      expect(await findings(page)).toEqual([]);
      await picture(page, '1-door');
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await seen(page.getByRole('heading', { name: '待办' }));
    });
  });
}
