import { afterEach, describe, expect, it } from 'vitest';
import { choose, gone, pageWidth, seen, told } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { PHONE } from '../support/product.ts';
import { picture, type Person, type World } from '../support/world.ts';
import { INVOICES } from './ledger.ts';
import { rowOf, taskOf } from './tasks.ts';

const WORDS = {
  'zh-CN': {
    invoice: INVOICES.phoneChinese,
    inbox: '待办',
    customers: '客户',
    receivables: '应收',
    board: '升级看板',
    result: '已联系，待付款',
    channel: '联系方式',
    phone: '电话',
    note: '沟通内容',
    complete: '完成',
    told: '已提交',
    row: '销售跟进',
  },
  en: {
    invoice: INVOICES.phone,
    inbox: 'Inbox',
    customers: 'Customers',
    receivables: 'Receivables',
    board: 'Escalations',
    result: 'Contacted, waiting for payment',
    channel: 'Channel',
    phone: 'Phone',
    note: 'Notes',
    complete: 'Complete',
    told: 'Submitted',
    row: 'Sales follow-up',
  },
} as const;

/** Changes to a language by hand; it is kept with the person. */
async function speak(person: Person, language: 'zh-CN' | 'en'): Promise<void> {
  const { page } = person;
  await person.go('/mine');
  const out = page.getByRole('button', { name: language === 'en' ? 'Sign out' : '退出登录' });
  const me = await person.read<{ language: string }>('/session');
  if (me.language !== language)
    await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click();
  await seen(out);
  expect(await pageWidth(page)).toBeLessThanOrEqual(PHONE.width);
}

/** The inbox in a hand, in one language. */
function inHand(world: World, language: 'zh-CN' | 'en'): void {
  const words = WORDS[language];

  it(`should fit a phone and let the thumb finish a task (${language})`, async () => {
    const sales = await world.person('linxiaoyan', { viewport: PHONE, language });
    const { page } = sales;
    await speak(sales, language);
    await sales.go('/inbox');
    const task = await taskOf(sales, words.invoice);
    await seen(rowOf(sales, task).filter({ hasText: words.row }));
    expect(await pageWidth(page)).toBeLessThanOrEqual(PHONE.width);
    expect(await findings(page)).toEqual([]);
    await picture(page, `9-inbox-${language}`);
    await rowOf(sales, task).click();
    await page.getByRole('radio', { name: words.result }).check();
    await choose(page, words.channel, words.phone);
    await page.getByLabel(words.note).fill('OK');
    expect(await pageWidth(page)).toBeLessThanOrEqual(PHONE.width);
    expect(await findings(page)).toEqual([]);
    const button = page.getByRole('button', { name: words.complete, exact: true });
    const box = await button.boundingBox();
    // At the thumb: in the lower fifth of the screen, on it whole.
    expect(box?.y).toBeGreaterThan(PHONE.height * 0.8);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
    await picture(page, `9-task-${language}`);
    await button.click();
    await told(page, words.told);
    await gone(rowOf(sales, task));
    for (const place of ['customers', 'receivables'] as const) {
      await page.getByRole('link', { name: words[place], exact: true }).click();
      await seen(page.getByRole('heading', { level: 1 }));
      await seen(page.locator('.x-cards > li'));
      expect(await pageWidth(page)).toBeLessThanOrEqual(PHONE.width);
      await picture(page, `9-${place}-${language}`);
    }
  });

  it(`should fit the board on a phone (${language})`, async () => {
    const head = await world.person('chenjianhua', { viewport: PHONE, language });
    const { page } = head;
    await speak(head, language);
    await head.go('/board');
    await seen(page.getByRole('heading', { name: words.board, level: 1 }));
    await seen(page.locator('.x-cards > li'));
    expect(await pageWidth(page)).toBeLessThanOrEqual(PHONE.width);
    expect(await findings(page)).toEqual([]);
    await picture(page, `9-board-${language}`);
  });
}

/** At 390 pixels, in both languages. */
export function phone(world: World): void {
  describe('the phone', () => {
    afterEach(() => world.leave());
    inHand(world, 'en');
    inHand(world, 'zh-CN');
  });
}
