import iconv from 'iconv-lite';
import type { Agent } from 'supertest';
import type { ImportPreview, ImportState } from '#api/contract/index.ts';

export const HEADINGS = [
  '发票号',
  '客户编码',
  '客户名称',
  '开票日期',
  '到期日',
  '应收金额',
  '币种',
  '已收金额',
] as const;

/** A row of the file: invoice, customer, due date, amount, paid. */
export interface Line {
  readonly invoice: string;
  readonly customer?: string;
  readonly due?: string;
  readonly amount?: string;
  readonly paid?: string;
}

export function cellsOf({
  invoice,
  customer = 'K1',
  due = '2026-04-15',
  amount = '1200.00',
  paid = '',
}: Line): string[] {
  return [invoice, customer, `客户${customer}有限公司`, '2025-11-01', due, amount, 'CNY', paid];
}

export function csvOf(lines: readonly Line[], encoding = 'utf8'): Buffer {
  const rows = [HEADINGS, ...lines.map(cellsOf)].map((cells) => cells.join(','));
  return iconv.encode(`${rows.join('\r\n')}\r\n`, encoding);
}

export async function upload(agent: Agent, bytes: Buffer, name = 'march.csv'): Promise<ImportPreview> {
  const answer = await agent.post('/api/v1/imports').attach('file', bytes, name);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as ImportPreview;
}

/** Starts an import and looks on until it runs no more. */
export async function post(agent: Agent, id: string): Promise<ImportState> {
  const started = await agent.post(`/api/v1/imports/${id}/start`);
  if (started.status !== 200) throw new Error(started.text);
  return ended(agent, id);
}

export async function ended(agent: Agent, id: string): Promise<ImportState> {
  const { body } = await agent.get(`/api/v1/imports/${id}`);
  const state = body as ImportState;
  return state.state === 'running' ? ended(agent, id) : state;
}

/** Uploads and posts as guessed. */
export async function bring(agent: Agent, lines: readonly Line[], name?: string): Promise<ImportState> {
  return post(agent, (await upload(agent, csvOf(lines), name)).import.id);
}
