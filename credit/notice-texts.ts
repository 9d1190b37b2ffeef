/** A text in both languages of the product. */
export interface Bilingual {
  readonly 'zh-CN': string;
  readonly en: string;
}

interface NoticeTemplate {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

/** Notices by template name; `{names}` are filled from the case. */
const TEMPLATES: Readonly<Record<string, NoticeTemplate>> = {
  'due-soon': {
    title: { 'zh-CN': '应收即将到期', en: 'Receivable due in a week' },
    text: {
      'zh-CN': '{customer} 的发票 {invoice}（{amount}）将于 {dueDate} 到期，请提前提醒客户付款。',
      en: 'Invoice {invoice} of {customer} ({amount}) falls due on {dueDate}. Remind the customer in time.',
    },
  },
};

/** For templates an admin has made up: the case itself is named. */
const OTHER: NoticeTemplate = {
  title: { 'zh-CN': '流程通知', en: 'Notice from a process' },
  text: {
    'zh-CN': '{customer} {invoice} 有新的进展，请查看。',
    en: 'There is news about {customer} {invoice}. Have a look.',
  },
};

/** Title and text of a notice, filled. What the case does not know is left out. */
export function noticeText(template: string, values: Readonly<Record<string, string | undefined>>): NoticeTemplate {
  const { title, text } = TEMPLATES[template] ?? OTHER;
  const fill = (words: string): string =>
    words
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
      .replaceAll(/ {2,}/g, ' ')
      .trim();
  const both = (words: Bilingual): Bilingual => ({ 'zh-CN': fill(words['zh-CN']), en: fill(words.en) });
  return { title: both(title), text: both(text) };
}
