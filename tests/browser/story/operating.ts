import { afterEach, describe, expect, it } from 'vitest';
import { choose, gone, seen, told } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { PHONE } from '../support/product.ts';
import { picture, type Person, type World } from '../support/world.ts';

const PROCESS = 'limit-approval';
const RIGHT = 'assignee="=requester.id"';
const WRONG = 'assignee="=requester"';

interface Bundle {
  readonly summary: { readonly version: number };
  readonly resources: readonly { readonly name: string; readonly content: string }[];
  readonly draft: { readonly revision: number } | null;
}

/** Publishes the process with one expression written otherwise, as the studio does. */
async function publish(admin: Person, from: string, to: string): Promise<void> {
  const bundle = await admin.read<Bundle>(`/processes/${PROCESS}`);
  const resources = bundle.resources.map(({ name, content }) => ({ name, content: content.replace(from, to) }));
  const api = `${admin.address}/api/v1/processes/${PROCESS}`;
  const saved = await admin.page.request.put(`${api}/draft`, {
    data: { resources, revision: bundle.draft?.revision ?? 0 },
  });
  const { revision } = (await saved.json()) as { readonly revision: number };
  const published = await admin.page.request.post(`${api}/publish`, { data: { revision } });
  expect(await published.json()).toMatchObject({ published: true });
}

/** Asks for a limit of the first customer; answers the key of the case. */
async function askForLimit(person: Person): Promise<string> {
  const { items } = await person.read<{ readonly items: readonly { readonly id: string }[] }>('/customers');
  const answer = await person.page.request.post(`${person.address}/api/v1/starts/${PROCESS}`, {
    data: { data: {}, customerId: items[0]?.id ?? '' },
  });
  return ((await answer.json()) as { readonly key: string }).key;
}

async function giveReason({ page }: Person, act: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: act, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('原因').fill(reason);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await gone(dialog);
}

/** Chooses the step to move to, in a list longer than its window. */
async function searchFor(page: Person['page'], step: string): Promise<void> {
  await page.getByRole('combobox', { name: '目标步骤' }).fill(step);
  await page.keyboard.press('Enter');
}

async function findsIncidents(admin: Person): Promise<void> {
  const { page } = admin;
  await admin.go('/operations/incidents');
  await seen(page.getByText('取值失败'));
  expect(await findings(page)).toEqual([]);
  await picture(page, '9-incidents');
  await page.getByRole('button', { name: '全部重试: 填写额度申请' }).click();
  await told(page, '已重试 2 个');
  await seen(page.getByText('2 个实例停在这里'));
}

async function migrates(admin: Person): Promise<void> {
  const { page } = admin;
  await admin.go('/operations/instances');
  await choose(page, '流程', '额度审批');
  const wrong = page.locator('.x-versions section', { hasText: '2 有异常' });
  await seen(wrong);
  expect(await findings(page)).toEqual([]);
  await picture(page, '9-versions');
  await wrong.getByRole('button', { name: '迁移' }).click();
  await seen(page.getByText('2 可以迁移'));
  expect(await findings(page)).toEqual([]);
  await picture(page, '9-forecast');
  await page.getByLabel('原因').fill('修正了办理人的表达式');
  await page.getByRole('button', { name: '迁移 2 个实例' }).click();
  await told(page, '已迁移 2 个');
  await picture(page, '9-migrated');
}

/** What runs, what stopped, and what may be done about it. */
export function operating(world: World): void {
  describe('operating running processes', () => {
    afterEach(() => world.leave());

    it('should bring instances of a wrong version to a right one, and try them again', async () => {
      const admin = await world.person('admin');
      const sales = await world.person('linxiaoyan');
      await publish(admin, RIGHT, WRONG);
      const keys = [await askForLimit(sales), await askForLimit(sales)];
      await findsIncidents(admin);
      await publish(admin, WRONG, RIGHT);
      await migrates(admin);

      const { page } = admin;
      await admin.go(`/operations/instances/${keys[0]}`);
      await seen(page.getByRole('alert'));
      await picture(page, '9-instance-incident');
      await page.getByRole('button', { name: '重试' }).click();
      await told(page, '已重试 1 个');
      await gone(page.getByRole('alert'));
      await sales.go('/inbox');
      await seen(sales.page.getByText('填写额度申请'));
    });

    it('should suspend a case with its tasks, and let it go on', async () => {
      const admin = await world.person('admin');
      const sales = await world.person('linxiaoyan');
      const key = await askForLimit(sales);
      const { page } = admin;
      await admin.go(`/operations/instances/${key}`);
      await giveReason(admin, '暂停', '等待客户补充资料');
      await seen(page.locator('.x-tag', { hasText: '已暂停' }));
      await seen(page.getByText('暂停了流程'));
      expect(await findings(page)).toEqual([]);
      await picture(page, '9-suspended');

      const { items } = await sales.read<{ readonly items: readonly { key: string; processInstanceKey: string }[] }>(
        '/tasks?limit=200',
      );
      const task = items.find(({ processInstanceKey }) => processInstanceKey === key);
      await sales.go(`/inbox/${task?.key}`);
      await seen(sales.page.getByText('管理员暂停了这个流程，恢复后才能处理。'));
      await gone(sales.page.getByRole('button', { name: '完成', exact: true }));
      await picture(sales.page, '9-suspended-task');

      await giveReason(admin, '恢复', '资料已齐');
      await seen(page.locator('.x-tag', { hasText: '进行中' }));
      await seen(sales.page.getByRole('button', { name: '完成', exact: true }));
    });

    it('should move a case when two agree, and past no control', async () => {
      const admin = await world.person('admin');
      const second = await world.person('xuhaitao');
      const key = await askForLimit(await world.person('linxiaoyan'));
      const { page } = admin;
      await admin.go(`/operations/instances/${key}`);
      await page.getByRole('button', { name: '调整: 填写额度申请' }).click();
      const dialog = page.getByRole('dialog');
      await searchFor(page, '额度生效');
      await dialog.getByLabel('原因').fill('客户等不及');
      await dialog.getByRole('button', { name: '提交确认' }).click();
      await seen(dialog.getByText(/控制节点/).last());
      await picture(page, '9-past-control');
      await searchFor(page, '财务审核');
      await dialog.getByRole('button', { name: '提交确认' }).click();
      await told(page, '已提交');
      await seen(page.getByText('由您提出，须由另一位确认'));

      await second.go('/operations/moves');
      await seen(second.page.getByText('从 填写额度申请 移动到 财务审核'));
      expect(await findings(second.page)).toEqual([]);
      await picture(second.page, '9-moves');
      await second.page.getByRole('button', { name: '同意并执行' }).click();
      await told(second.page, '已执行');
      await seen(page.getByRole('button', { name: '调整: 财务审核' }));
      await picture(page, '9-moved');
    });

    it('should fit a phone and speak English', async () => {
      const phone = await world.person('admin', { viewport: PHONE });
      await phone.go(`/operations/instances?processId=${PROCESS}`);
      await seen(phone.page.getByRole('heading', { name: '流程运维' }));
      await seen(phone.page.getByText('最新'));
      expect(await phone.page.evaluate<number>('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(390);
      await picture(phone.page, '9-phone');
      const [row] = (
        await phone.read<{ readonly items: readonly { readonly key: string }[] }>(
          `/operations/instances?processId=${PROCESS}`,
        )
      ).items;
      await phone.go(`/operations/instances/${row?.key}`);
      await seen(phone.page.getByText('当前步骤'));
      expect(await phone.page.evaluate<number>('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(390);
      await picture(phone.page, '9-phone-instance');

      const { page } = phone;
      await page.request.put(`${phone.address}/api/v1/session/preferences`, { data: { language: 'en' } });
      await page.evaluate("localStorage.setItem('xinliu.language', 'en')");
      await phone.go('/operations/instances');
      await seen(page.locator('.x-cards li').first());
      await seen(page.getByRole('heading', { name: 'Operations' }));
      await picture(page, '9-phone-english');
      await page.request.put(`${phone.address}/api/v1/session/preferences`, { data: { language: 'zh-CN' } });
    });
  });
}
