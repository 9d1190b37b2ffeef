import type { DecisionExplanation, EngineRecord, Variables } from '#engine/index.ts';
import { permissionOf, type Permissions } from '#forms/schema/index.ts';
import type { Bilingual, Language, TaskDetail } from '../contract/index.ts';
import { tell } from './form-values.ts';

type Fact = TaskDetail['facts'][number];

/** Numbers and texts of the credit processes that are worth seeing before a decision, by where they stand. */
const KNOWN: readonly { readonly path: string; readonly label: Bilingual }[] = [
  { path: 'request.amount', label: { 'zh-CN': '申请额度', en: 'Requested limit' } },
  { path: 'request.validTo', label: { 'zh-CN': '有效期至', en: 'Valid until' } },
  { path: 'request.reason', label: { 'zh-CN': '申请理由', en: 'Reason' } },
  { path: 'rating.score', label: { 'zh-CN': '信用评分', en: 'Credit score' } },
  { path: 'rating.grade', label: { 'zh-CN': '建议等级', en: 'Proposed grade' } },
  { path: 'proposal.amount', label: { 'zh-CN': '建议额度', en: 'Proposed limit' } },
  { path: 'profile.currentLimit', label: { 'zh-CN': '现有额度', en: 'Current limit' } },
  { path: 'profile.exposure', label: { 'zh-CN': '信用敞口', en: 'Exposure' } },
  { path: 'profile.onTimeRate', label: { 'zh-CN': '付款及时率（%）', en: 'Paid on time (%)' } },
  { path: 'profile.overdueCount', label: { 'zh-CN': '逾期次数', en: 'Times overdue' } },
  { path: 'profile.recentOverdueDays', label: { 'zh-CN': '近期最长逾期天数', en: 'Longest recent delay (days)' } },
  { path: 'routing.reason', label: { 'zh-CN': '转人工原因', en: 'Why it needs review' } },
  { path: 'promise.date', label: { 'zh-CN': '承诺付款日', en: 'Promised day' } },
  { path: 'promise.amount', label: { 'zh-CN': '承诺金额', en: 'Promised amount' } },
  { path: 'dispute.amount', label: { 'zh-CN': '争议金额', en: 'Disputed amount' } },
];

/** What else is worth knowing beside the form: well-known values it does not show itself, and the rules that decided. */
export function factsOf(
  variables: Variables,
  records: readonly EngineRecord[],
  form: { readonly fields: readonly string[]; readonly permissions: Permissions },
  language: Language,
): Fact[] {
  const values = KNOWN.flatMap(({ path, label }): Fact[] => {
    const [top = ''] = path.split('.');
    if (form.fields.includes(top) || permissionOf(form.permissions, top) === 'hidden') return [];
    const value = tell(valueAt(variables, path), undefined, language);
    return value === '' ? [] : [{ label, value }];
  });
  return [...values, ...rulesOf(records)];
}

/** Of each decision its newest result, told by the annotation of the rule that matched. */
function rulesOf(records: readonly EngineRecord[]): readonly Fact[] {
  const told = new Map<string, Fact>();
  for (const { event } of records) {
    if (event.type !== 'decisionEvaluated') continue;
    for (const decision of event.explanation.decisions) {
      const annotation = annotationOf(decision);
      if (annotation === '') continue;
      const label = { 'zh-CN': `规则：${decision.name}`, en: `Rule: ${decision.nameEn ?? decision.name}` };
      told.set(decision.id, { label, value: annotation });
    }
  }
  return [...told.values()];
}

/** Of its own rules, and of tables inside of it or that it called. */
function annotationOf({ matchedRules, parts = [] }: DecisionExplanation['decisions'][number]): string {
  const own = matchedRules.flatMap(({ annotation }) => annotation ?? []);
  return [...own, ...parts.map(annotationOf).filter((text) => text !== '')].join('；');
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    return (at as Record<string, unknown>)[name];
  }, value);
}
