import type { CatalogueEntry } from './types.ts';

export const creditErrors = {
  CREDIT_CUSTOMER_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no customer '{id}'.", 'zh-CN': '没有这个客户：“{id}”。' },
    remedy: { en: 'Go back to the list of customers and look it up.', 'zh-CN': '请返回客户列表查找。' },
  },
  CREDIT_RECEIVABLE_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no receivable '{id}'.", 'zh-CN': '没有这笔应收：“{id}”。' },
    remedy: {
      en: 'Reload the list; its import may have been undone.',
      'zh-CN': '请刷新应收列表，它所在的导入可能已被撤销。',
    },
  },
  CREDIT_RECEIVABLE_AMOUNT_DIFFERS: {
    category: 'ALREADY_EXISTS',
    text: {
      en: 'Invoice {invoiceNumber} of {customerName} is there already ({fileName}, line {line}) with the amount {existing}; this row says {given}.',
      'zh-CN':
        '客户“{customerName}”的发票 {invoiceNumber} 已存在（{fileName} 第 {line} 行），其金额为 {existing}，本行为 {given}。',
    },
    remedy: {
      en: 'Correct the invoice number or the amount in the file and import this row again.',
      'zh-CN': '请核对文件中的发票号和金额，改正后重新导入该行。',
    },
  },
  CREDIT_RECEIVABLE_CURRENCY_DIFFERS: {
    category: 'ALREADY_EXISTS',
    text: {
      en: 'Invoice {invoiceNumber} of {customerName} is there already ({fileName}, line {line}) with the currency {existing}; this row says {given}.',
      'zh-CN':
        '客户“{customerName}”的发票 {invoiceNumber} 已存在（{fileName} 第 {line} 行），其币种为 {existing}，本行为 {given}。',
    },
    remedy: {
      en: 'Correct the invoice number or the currency in the file and import this row again.',
      'zh-CN': '请核对文件中的发票号和币种，改正后重新导入该行。',
    },
  },
  CREDIT_RECEIVABLE_DUE_DATE_DIFFERS: {
    category: 'ALREADY_EXISTS',
    text: {
      en: 'Invoice {invoiceNumber} of {customerName} is there already ({fileName}, line {line}) with the due date {existing}; this row says {given}.',
      'zh-CN':
        '客户“{customerName}”的发票 {invoiceNumber} 已存在（{fileName} 第 {line} 行），其到期日为 {existing}，本行为 {given}。',
    },
    remedy: {
      en: 'Correct the invoice number or the due date in the file and import this row again.',
      'zh-CN': '请核对文件中的发票号和到期日，改正后重新导入该行。',
    },
  },
  CREDIT_RECEIVABLE_INVOICE_DATE_DIFFERS: {
    category: 'ALREADY_EXISTS',
    text: {
      en: 'Invoice {invoiceNumber} of {customerName} is there already ({fileName}, line {line}) with the invoice date {existing}; this row says {given}.',
      'zh-CN':
        '客户“{customerName}”的发票 {invoiceNumber} 已存在（{fileName} 第 {line} 行），其开票日期为 {existing}，本行为 {given}。',
    },
    remedy: {
      en: 'Correct the invoice number or the invoice date in the file and import this row again.',
      'zh-CN': '请核对文件中的发票号和开票日期，改正后重新导入该行。',
    },
  },
  CREDIT_AMOUNT_ZERO: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Expected an amount other than 0 for invoice {invoiceNumber}.',
      'zh-CN': '发票 {invoiceNumber} 的金额不能为 0。',
    },
    remedy: {
      en: 'Enter the amount of the invoice; a negative one for a credit note.',
      'zh-CN': '请填写发票金额；红字发票填负数。',
    },
  },
  CREDIT_AMOUNT_TOO_LARGE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The amount {amount} is larger than can be kept exactly.',
      'zh-CN': '金额 {amount} 过大，无法精确保存。',
    },
    remedy: {
      en: 'Check the decimal and thousands separators of the column.',
      'zh-CN': '请检查该列的小数点和千分位分隔符。',
    },
  },
  CREDIT_AMOUNTS_DISAGREE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Invoice {invoiceNumber}: amount {amount} is not paid {paid} plus open {open}.',
      'zh-CN': '发票 {invoiceNumber}：金额 {amount} 不等于已付 {paid} 加未付 {open}。',
    },
    remedy: {
      en: 'Correct one of the three, or map only one of paid and open.',
      'zh-CN': '请更正其中一项，或只对应“已付金额”“未付金额”中的一列。',
    },
  },
  CREDIT_OPEN_OUT_OF_RANGE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Invoice {invoiceNumber}: {open} can not be open of an amount of {amount}.',
      'zh-CN': '发票 {invoiceNumber}：金额为 {amount}，未付金额不可能是 {open}。',
    },
    remedy: {
      en: 'The open amount lies between 0 and the amount of the invoice.',
      'zh-CN': '未付金额应介于 0 和发票金额之间。',
    },
  },
  CREDIT_SETTLED_BUT_OPEN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Invoice {invoiceNumber} has the settlement date {settledDate}, but nothing of it is paid.',
      'zh-CN': '发票 {invoiceNumber} 有结清日期 {settledDate}，但已付金额为 0。',
    },
    remedy: {
      en: 'Remove the date, or correct the paid or open amount.',
      'zh-CN': '请删除结清日期，或更正已付、未付金额。',
    },
  },
  CREDIT_CURRENCY_DIFFERS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Expected {expected} as the receivable has it, but the payment is in {given}.',
      'zh-CN': '应收的币种是 {expected}，而付款币种是 {given}。',
    },
    remedy: {
      en: 'Enter the payment in the currency of the receivable.',
      'zh-CN': '请以应收的币种登记付款。',
    },
  },
  CREDIT_PAYMENT_NOT_POSITIVE: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'Expected a payment above 0.', 'zh-CN': '付款金额必须大于 0。' },
    remedy: { en: 'Enter the amount received.', 'zh-CN': '请填写实收金额。' },
  },
  CREDIT_ALLOCATION_TOO_LARGE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The parts for receivables ({allocated}) are more than the payment ({amount}).',
      'zh-CN': '分配到各应收的金额合计 {allocated}，超过付款金额 {amount}。',
    },
    remedy: { en: 'Lower one of the parts.', 'zh-CN': '请减少其中一笔分配金额。' },
  },
  CREDIT_ALREADY_SETTLED: {
    category: 'INVALID_STATE',
    text: {
      en: 'Invoice {invoiceNumber} is settled already, since {settledDate}.',
      'zh-CN': '发票 {invoiceNumber} 已于 {settledDate} 结清。',
    },
    remedy: { en: 'Reload the receivable.', 'zh-CN': '请刷新该应收。' },
  },
  CREDIT_CUSTOMER_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Invoice {invoiceNumber} names no customer.',
      'zh-CN': '发票 {invoiceNumber} 没有客户编号或名称。',
    },
    remedy: {
      en: 'Fill in the customer number or name, or map one of these columns.',
      'zh-CN': '请填写客户编号或名称，或对应其中一列。',
    },
  },
  CREDIT_IMPORT_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no import '{id}'.", 'zh-CN': '没有这次导入：“{id}”。' },
    remedy: { en: 'Go back to the list of imports.', 'zh-CN': '请返回导入列表。' },
  },
  CREDIT_IMPORT_STATE: {
    category: 'INVALID_STATE',
    text: {
      en: 'The import of {fileName} is {state} and can not do this.',
      'zh-CN': '文件“{fileName}”的导入已经开始、结束或被撤销，不能进行此操作。',
    },
    remedy: { en: 'Reload the list of imports.', 'zh-CN': '请刷新导入列表。' },
  },
  CREDIT_IMPORT_HAS_PAYMENTS: {
    category: 'INVALID_STATE',
    text: {
      en: 'The import can not be undone: invoice {invoiceNumber} has payments that did not come with it.',
      'zh-CN': '不能撤销这次导入：发票 {invoiceNumber} 已有另外登记的付款。',
    },
    remedy: {
      en: 'Correct single receivables instead: post a payment, or import a corrected file.',
      'zh-CN': '请改为逐笔更正：登记付款，或导入更正后的文件。',
    },
  },
  CREDIT_IMPORT_HAS_CONTACTS: {
    category: 'INVALID_STATE',
    text: {
      en: 'The import can not be undone: invoice {invoiceNumber} has contacts, promises or disputes.',
      'zh-CN': '不能撤销这次导入：发票 {invoiceNumber} 已有联系记录、付款承诺或争议。',
    },
    remedy: {
      en: 'Correct single receivables instead: post a payment, or import a corrected file.',
      'zh-CN': '请改为逐笔更正：登记付款，或导入更正后的文件。',
    },
  },
  CREDIT_IMPORT_HAS_TASKS: {
    category: 'INVALID_STATE',
    text: {
      en: 'The import can not be undone: invoice {invoiceNumber} has tasks that people have completed.',
      'zh-CN': '不能撤销这次导入：发票 {invoiceNumber} 已有已办理的任务。',
    },
    remedy: {
      en: 'Correct single receivables instead: post a payment, or import a corrected file.',
      'zh-CN': '请改为逐笔更正：登记付款，或导入更正后的文件。',
    },
  },
  CREDIT_IMPORT_HAS_LATER_IMPORT: {
    category: 'INVALID_STATE',
    text: {
      en: 'The import can not be undone: invoice {invoiceNumber} has entries of a later import.',
      'zh-CN': '不能撤销这次导入：发票 {invoiceNumber} 已有后来的导入数据。',
    },
    remedy: {
      en: 'Correct single receivables instead: post a payment, or import a corrected file.',
      'zh-CN': '请改为逐笔更正：登记付款，或导入更正后的文件。',
    },
  },
  CREDIT_PAYMENT_IN_FUTURE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Expected a date up to today ({today}), but the payment is of {date}.',
      'zh-CN': '付款日期 {date} 晚于今天（{today}）。',
    },
    remedy: { en: 'Enter the day the money came in.', 'zh-CN': '请填写实际到账日期。' },
  },
  CREDIT_NOTE_NOT_PAYABLE: {
    category: 'INVALID_STATE',
    text: {
      en: '{invoiceNumber} is a credit note: no payment can be posted to it.',
      'zh-CN': '{invoiceNumber} 是红字发票，不能登记付款。',
    },
    remedy: {
      en: 'Post the payment to an invoice of the customer.',
      'zh-CN': '请在该客户的蓝字发票上登记付款。',
    },
  },
  CREDIT_OWNER_UNSUITABLE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: '{name} is disabled or does not have the role {role}.',
      'zh-CN': '{name} 已停用，或没有“{role}”角色。',
    },
    remedy: { en: 'Choose a person who has the role.', 'zh-CN': '请选择具有该角色的在职人员。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
