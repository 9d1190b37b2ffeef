import { afterEach, describe, expect, it } from 'vitest';
import { becomes, downloaded, seen } from '../support/acts.ts';
import { findings } from '../support/axe.ts';
import { picture, type World } from '../support/world.ts';
import { customerOf, INVOICES, ledger } from './ledger.ts';

interface Receivable {
  readonly id: string;
  readonly invoiceNumber: string;
  readonly caseKey: string | null;
  readonly level: string | null;
}

const FILE = '应收明细 11月.csv';
const POSTED = Object.keys(INVOICES).length;

/** Finance brings a file in. */
export function importing(world: World): void {
  describe('a receivables file', () => {
    afterEach(() => world.leave());

    it('should be read whatever it is written in, checked row by row and posted', async () => {
      const finance = await world.person('wujiayi');
      const { page } = finance;
      const bytes = await ledger(finance, await customerOf(finance, 'linxiaoyan'));
      await page.getByRole('link', { name: '导入' }).click();
      await seen(page.getByRole('heading', { name: '导入应收' }));
      const template = await downloaded(page, () => page.getByRole('link', { name: 'CSV 模板' }).click());
      expect(template.bytes.length).toBeGreaterThan(50);
      await page.locator('input[type="file"]').setInputFiles({ name: FILE, mimeType: 'text/csv', buffer: bytes });
      await seen(page.getByText(/GBK|GB18030/).first());
      await seen(page.getByText(`可导入 ${POSTED} 行，将拒绝 1 行`));
      const bad = page.getByRole('row', { name: /GS26-0099/ });
      await seen(bad.getByText(/2026-02-31/));
      expect(await bad.getByRole('cell').first().innerText()).toBe(String(POSTED + 2));
      expect(await findings(page)).toEqual([]);
      await bad.scrollIntoViewIfNeeded();
      await picture(page, '2-columns');
      await page.getByRole('button', { name: `导入 ${POSTED} 行` }).click();
      await seen(page.getByRole('heading', { name: '导入完成' }));
      await picture(page, '2-outcome');
      const report = await downloaded(page, () => page.getByText('下载被拒绝的行').click());
      expect(report.name).toMatch(/\.xlsx$/);
      expect(report.bytes.subarray(0, 2).toString()).toBe('PK');
    });

    it('should name the place of a bad row in its report', async () => {
      const finance = await world.person('wujiayi');
      const { items } = await finance.read<{ items: readonly { id: string }[] }>('/imports');
      const [last] = items;
      const answer = await finance.page.request.get(
        `${finance.address}/api/v1/imports/${last?.id ?? ''}/rejected?format=csv`,
      );
      const lines = (await answer.text()).trim().split('\n');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toContain('GS26-0099');
      expect(lines[1]).toContain('2026-02-31');
      expect(lines[1]).toContain(String(POSTED + 2));
    });

    it('should be in the list, its overdue cases opened by themselves at their level', async () => {
      const finance = await world.person('wujiayi');
      const { page } = finance;
      const find = async (): Promise<Receivable | undefined> =>
        (await finance.read<{ items: readonly Receivable[] }>(`/receivables?text=${INVOICES.finance}`)).items[0];
      await becomes(async () => (await find())?.level ?? null, 'finance');
      await page.getByRole('link', { name: '应收', exact: true }).click();
      await page.getByRole('searchbox', { name: '发票号、客户' }).fill(INVOICES.finance);
      await page.getByRole('searchbox', { name: '发票号、客户' }).press('Enter');
      await page.getByRole('link', { name: INVOICES.finance }).click();
      await seen(page.getByText('逾期 20 天'));
      await seen(page.getByRole('link', { name: '财务催收' }));
      await picture(page, '2-receivable');
      await page.getByRole('link', { name: '查看流程' }).click();
      await seen(page.locator('[data-element-id="finance-collection"].x-active'));
      await picture(page, '2-case');
    });

    it('should change nothing when it comes again', async () => {
      const finance = await world.person('wujiayi');
      const { page } = finance;
      const bytes = await ledger(finance, await customerOf(finance, 'linxiaoyan'));
      await finance.go('/imports');
      await page.locator('input[type="file"]').setInputFiles({ name: FILE, mimeType: 'text/csv', buffer: bytes });
      await page.getByRole('button', { name: `导入 ${POSTED} 行` }).click();
      await seen(page.getByRole('heading', { name: '导入完成' }));
      const { items } = await finance.read<{ items: readonly { posted: number; unchanged: number }[] }>('/imports');
      expect(items[0]).toMatchObject({ posted: 0, unchanged: POSTED });
    });
  });
}
