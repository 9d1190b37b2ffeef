import { readYesNo } from './cell-text.ts';

/** What a status says of an invoice. */
export type Status = 'paid' | 'open' | 'cancelled';

const PAID =
  /^(fully |all )?(paid|closed?|cleared|settled|collected|received|completed?|cl)( in full)?$|^(已|完全|全部|全额)?(收款|付款|回款|结清|核销|清账|结算|关闭)(完成|完毕)?$|^已(收|付|清|完成|全部收款|全部核销|收讫)$|^完成$/;
const OPEN =
  /^(open|unpaid|not paid|outstanding|overdue|past due|pending|due|current|op|sent|awaiting payment|in progress|partial|partial(ly)? paid|partial payment)$|^(未|待|部分|未完全)(已)?(收款|付款|回款|结清|核销|清账|结算|收|付|清|关闭)$|^(逾期|已逾期|未到期|进行中)$/;
const CANCELLED = /^(cancell?ed|void|voided|deleted|draft)$|^(已)?(作废|取消|撤销|删除)$|^(红冲|已红冲|草稿)$/;
/** A column named so says yes to being open, a column named otherwise to being paid. */
const ASKS_OPEN = /open|unpaid|outstanding|未/i;
const ASKS_PAID = /paid|closed|cleared|settled|结清|核销|收款|回款|付款|清账|结算|关闭/i;

/** Undefined: the words are not of this kind. `header` tells what a bare yes or no means. */
export function readStatus(text: string, header: string): Status | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
  if (CANCELLED.test(plain)) return 'cancelled';
  const open = ASKS_OPEN.test(header);
  if ((open || ASKS_PAID.test(header)) && readYesNo(plain) !== undefined && plain !== 'open' && plain !== 'closed') {
    return readYesNo(plain) === open ? 'open' : 'paid';
  }
  if (PAID.test(plain)) return 'paid';
  return OPEN.test(plain) ? 'open' : undefined;
}
