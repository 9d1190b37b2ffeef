/** A text in both languages of the product. */
export interface Bilingual {
  readonly 'zh-CN': string;
  readonly en: string;
}

interface NoticeTemplate {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

/** Notices by template name. `{names}` are filled from the case; a part in brackets goes when its name has no value. */
const TEMPLATES: Readonly<Record<string, NoticeTemplate>> = {
  'due-soon': {
    title: { 'zh-CN': '应收即将到期', en: 'Receivable due in a week' },
    text: {
      'zh-CN': '{customer}的发票 {invoice}（{amount}）将于 {dueDate} 到期，请提前提醒客户付款。',
      en: 'Invoice {invoice} of {customer} ({amount}) falls due on {dueDate}. Remind the customer in time.',
    },
  },
  'level-missed': {
    title: { 'zh-CN': '逾期任务未按时办理', en: 'Overdue task not done in time' },
    text: {
      'zh-CN': '{customer}的发票 {invoice}（未收 {amount}，{dueDate} 到期）[在“{level}”环节]未按时办理，请督促处理。',
      en: 'Invoice {invoice} of {customer} ({amount} open, due {dueDate}) was not dealt with in time[ at the {level} level].',
    },
  },
  'limit-approved': {
    title: { 'zh-CN': '额度申请已通过', en: 'Limit request approved' },
    text: {
      'zh-CN': '{customer}的额度申请已通过，额度已生效。[说明：{reason}]',
      en: 'The limit requested for {customer} is approved and in force.[ {reason}]',
    },
  },
  'limit-rejected': {
    title: { 'zh-CN': '额度申请被驳回', en: 'Limit request rejected' },
    text: {
      'zh-CN': '{customer}的额度申请被驳回。[原因：{reason}]',
      en: 'The limit requested for {customer} is rejected.[ Reason: {reason}]',
    },
  },
  'onboarding-accepted': {
    title: { 'zh-CN': '客户准入已通过', en: 'Customer accepted' },
    text: {
      'zh-CN': '{customer}已准入，等级和额度已生效。[说明：{reason}]',
      en: '{customer} is accepted; grade and limit are in force.[ {reason}]',
    },
  },
  'onboarding-rejected': {
    title: { 'zh-CN': '客户准入未通过', en: 'Customer not accepted' },
    text: {
      'zh-CN': '{customer}未通过准入。[原因：{reason}]',
      en: '{customer} is not accepted.[ Reason: {reason}]',
    },
  },
};

/** For templates an admin has made up: the case itself is named. */
const OTHER: NoticeTemplate = {
  title: { 'zh-CN': '流程通知', en: 'Notice from a process' },
  text: {
    'zh-CN': '{customer}[的发票 {invoice}]有新的进展，请查看。',
    en: 'There is news about {customer}[, invoice {invoice}]. Have a look.',
  },
};

const LEVELS: Readonly<Record<string, Bilingual>> = {
  '1': { 'zh-CN': '销售跟进', en: 'sales' },
  '2': { 'zh-CN': '财务催收', en: 'finance' },
  '3': { 'zh-CN': '法务处理', en: 'legal' },
};

/** What fills a text: the same in both languages, or one for each. */
export type NoticeValues = Readonly<Record<string, string | Bilingual | undefined>>;

/** A dunning level in words. */
export function levelName(level: string | undefined): Bilingual | undefined {
  return level === undefined ? undefined : (LEVELS[level] ?? { 'zh-CN': level, en: level });
}

/** Title and text of a notice, filled. */
export function noticeText(template: string, values: NoticeValues): NoticeTemplate {
  const { title, text } = TEMPLATES[template] ?? OTHER;
  const both = (words: Bilingual): Bilingual => ({
    'zh-CN': filled(words['zh-CN'], values, 'zh-CN'),
    en: filled(words.en, values, 'en'),
  });
  return { title: both(title), text: both(text) };
}

function filled(words: string, values: NoticeValues, language: keyof Bilingual): string {
  const valueOf = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'object' ? value[language] : value;
  };
  const isEmpty = (part: string): boolean =>
    [...part.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => (valueOf(name) ?? '') === '');
  return words
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) => (isEmpty(part) ? '' : part))
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name) ?? '')
    .trim();
}
