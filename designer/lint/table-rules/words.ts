import type { LocalizedText, TableAnalysis } from '../types.ts';

type Finding = TableAnalysis['findings'][number];

/** A counter-example in words: `Customer grade = "C", Amount = 100`. */
export function exampleIn({ at }: Finding): LocalizedText {
  const one = (language: keyof LocalizedText): string =>
    at.map(({ input, text }) => `${input[language]} = ${text}`).join(language === 'en' ? ', ' : '，');
  return { 'zh-CN': at.length === 0 ? '任意输入' : one('zh-CN'), en: at.length === 0 ? 'any input' : one('en') };
}

/** The decision as an element with a name, or one of its rules under the decision's name. */
export const elementOf = (
  { decisionId, name }: TableAnalysis,
  rule?: { readonly id: string },
): { readonly id: string; readonly text: LocalizedText } => ({
  id: rule === undefined || rule.id === '' ? decisionId : rule.id,
  text: name,
});
