import type { Field } from './fields.ts';

/**
 * Words that give a header another subject than the field its other words name: a receipt number is no invoice number, an expected
 * payment date no settlement.
 */
const OTHER_SUBJECTS: Readonly<Partial<Record<Field, RegExp>>> = {
  invoiceNumber:
    /\b(receipt|payment|cheque|check|clearing|order|po|contract|delivery|shipment|vat|tax|line|customer|account|phone|count)\b|收款|付款|核销|订单|合同|税|行号|客户|电话/,
  amount: /\b(discount|freight|commission|interest|credit|limit|line)\b|^(tax|vat|gst) amount|折扣|优惠|税额|利息|额度/,
  paidAmount: /\b(not|un\w+|tax|expected|discount)\b|未|预计|应/,
  openAmount: /\b(limit|opening|credit|tax)\b|额度|期初/,
  settledDate:
    /\b(expected|planned|predicted|promised|promise|estimated|scheduled|forecast|due|next|requested)\b|预计|计划|承诺|约定|应收|应付|预测/,
  status:
    /\b(order|delivery|shipment|customer|account|approval|credit|dispute|disputed|amount|balance|date)\b|审批|审核|订单|客户|争议|发货|金额|日期|余额/,
};

export function isOfOtherSubject(header: string, field: Field): boolean {
  return OTHER_SUBJECTS[field]?.test(header) ?? false;
}
