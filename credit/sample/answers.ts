import { addDays } from '../deciders/dates.ts';
import type { SeededRandom } from './random.ts';

type Answer = Readonly<Record<string, unknown>>;

const CONTACTS = [
  '采购部王经理',
  '财务部李会计',
  '财务总监张总',
  '总经理办公室',
  '应付账款刘会计',
  '采购专员小陈',
] as const;

const SALES_NOTES = [
  '对方确认已收到发票，正在走付款流程。',
  '客户称本月资金紧张，答应尽快安排。',
  '财务表示票据已登记，等领导签字。',
  '电话无人接听，已微信留言催促。',
  '与采购核对了送货单，数量无误。',
] as const;

const FINANCE_NOTES = [
  '已发送对账单，对方确认余额无误。',
  '提醒对方已超过账期，可能影响后续发货。',
  '对方财务表示下周统一付款。',
  '已寄出催款函，快递已签收。',
] as const;

const LEGAL_NOTES = [
  '已寄送律师函，要求十日内付款。',
  '与对方法务沟通，对方承认欠款并请求宽限。',
  '核对合同与签收单，证据齐全。',
] as const;

const PROMISE_NOTES = ['对方负责人口头承诺付款日期，已记录。', '对方出具了付款计划，盖章扫描件已收到。'] as const;
const DISPUTE_NOTES = [
  '客户反映部分货物有磕碰，要求扣款。',
  '客户称实收数量少于送货单。',
  '客户称单价与合同不符。',
] as const;

/** What somebody would have filled in; undefined for forms nobody of the sample company knows. `amount` in major units. */
export function answerFor(
  formKey: string | null,
  date: string,
  amount: number,
  random: SeededRandom,
): Answer | undefined {
  switch (formKey) {
    case 'sales-follow-up':
      return collected(random, date, amount, ['phone', 'wechat', 'visit'], SALES_NOTES);
    case 'finance-collection':
      return collected(random, date, amount, ['phone', 'letter', 'visit'], FINANCE_NOTES);
    case 'legal-handling':
      return withNextStep(collected(random, date, amount, ['letter', 'phone'], LEGAL_NOTES));
    case 'dispute-resolution':
      return { disputeOutcome: 'valid', explanation: '核对签收单与质检记录，货款应全额支付，已与客户达成一致。' };
    default:
      return undefined;
  }
}

function collected(
  random: SeededRandom,
  date: string,
  amount: number,
  channels: readonly [string, ...string[]],
  notes: readonly [string, ...string[]],
): Answer {
  const contact = (words: readonly [string, ...string[]]): Answer => ({
    channel: random.pick(channels),
    with: random.pick(CONTACTS),
    note: random.pick(words),
  });
  const draw = random.next();
  if (draw < 0.3 && amount > 0) {
    const promise = { date: addDays(date, random.whole(3, 14)), amount };
    return { result: 'promise', contact: contact(PROMISE_NOTES), promise };
  }
  if (draw < 0.36 && amount > 0) {
    const dispute = { reason: random.pick(['quality', 'quantity', 'price']), amount: Math.ceil(amount * 20) / 100 };
    return { result: 'dispute', contact: contact(DISPUTE_NOTES), dispute };
  }
  return { result: 'contacted', contact: contact(notes) };
}

/** The legal form asks what follows where nothing else does. */
function withNextStep(answer: Answer): Answer {
  return answer['result'] === 'contacted' ? { ...answer, nextStep: 'wait' } : answer;
}
