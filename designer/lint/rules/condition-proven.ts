import { type TypeFinding, analyseExpression, parseTypes } from '#engine/feel/index.ts';
import { elementsOf } from '../elements.ts';
import { type Around, variablesAround } from '../typing/flow.ts';
import type { Variables } from '../typing/scope.ts';
import type { Finding, LocalizedText, ModelElement, Rule } from '../types.ts';

/**
 * Whatever a condition reads is surely there and of the right type. On Zeebe 8.5 a missing or wrong variable makes it neither true nor
 * false, and the default branch is taken in silence; so what can't be shown to be there must be tested. Types come from forms,
 * decisions, mappings, job types, and from the property `variables` of the process or of an element, written as
 * `amount: number, grade: string | null`. Right: `grade != null and grade = "A"`. Wrong: `grade = "A"`, where the form does not ask for it.
 */
export const conditionProven: Rule = {
  code: 'LINT_CONDITION_UNPROVEN',
  severity: 'error',
  message: {
    'zh-CN': '“{name}”的条件“{expression}”靠不住：{reason}。',
    en: "The condition '{expression}' of '{name}' can't be relied on: {reason}.",
  },
  remedy: { 'zh-CN': '{advice}', en: '{advice}' },
  *check({ process, library }) {
    const { typing } = library;
    if (typing === undefined) return;
    const around = variablesAround(process, typing.sourcesFor(process));
    for (const element of elementsOf(process)) {
      yield* declarationFindings(element);
      const here = around.get(element.id);
      if (!here) continue;
      for (const { source, variables, whole } of expressionsOf(element, here)) {
        const found = firstOf(source, variables, whole);
        if (found) yield { element, details: detailsOf(source, found) };
      }
    }
  },
};

interface Asked {
  readonly source: string;
  readonly variables: Variables;
  /** The expression as a whole is a condition; else only what is one in it counts. */
  readonly whole: boolean;
}

function* expressionsOf(element: ModelElement, { before, inside, done, after }: Around): Generator<Asked> {
  for (const { condition } of element.outgoing)
    if (condition) yield { source: condition.source, variables: after, whole: true };
  const completion = element.multiInstance?.completionCondition;
  if (completion) yield { source: completion.source, variables: { ...done, ...LOOP }, whole: true };
  if (element.script) yield { source: element.script.expression.source, variables: inside, whole: false };
  for (const { source } of element.inputs)
    if (!source.isStatic) yield { source: source.source, variables: { ...before, ...inside }, whole: false };
  for (const { source } of element.outputs)
    if (!source.isStatic) yield { source: source.source, variables: done, whole: false };
}

/** What Zeebe counts of a multi-instance. */
const LOOP: Variables = Object.fromEntries(
  ['Of', 'OfActive', 'OfCompleted', 'OfTerminated'].map((which) => [
    `number${which}Instances`,
    { kind: 'number' as const },
  ]),
);

function firstOf(source: string, variables: Variables, whole: boolean): TypeFinding | undefined {
  const outcome = analyseExpression(source, { variables }, { condition: whole });
  return outcome.ok ? outcome.analysis.findings.find(({ decides }) => decides) : undefined;
}

function* declarationFindings(element: ModelElement): Generator<Finding> {
  const declared = element.properties['variables'];
  if (declared === undefined) return;
  const parsed = parseTypes(declared);
  if (parsed.ok) return;
  const reason = {
    'zh-CN': `变量声明读不懂（${parsed.message}）`,
    en: `its variables are not declared right: ${parsed.message}`,
  };
  yield { element, details: { expression: declared, reason, advice: ADVICE.UNTYPED } };
}

const detailsOf = (source: string, finding: TypeFinding): NonNullable<Finding['details']> => ({
  expression: source.replace(/^=\s*/, ''),
  reason: reasonOf(finding),
  advice: ADVICE[finding.code],
});

const REASONS: Readonly<Record<TypeFinding['code'], LocalizedText>> = {
  UNKNOWN_NAME: { 'zh-CN': '没有变量“{subject}”', en: "there is no variable '{subject}'" },
  UNKNOWN_PROPERTY: { 'zh-CN': '“{subject}”不存在', en: "there is nothing at '{subject}'" },
  TYPE_CLASH: {
    'zh-CN': '“{subject}”应为 {expected}，实际是 {found}',
    en: "'{subject}' should be {expected}, but is {found}",
  },
  NOT_BOOLEAN: { 'zh-CN': '“{subject}”是 {found}，不是真假值', en: "'{subject}' is {found}, neither true nor false" },
  INVALID_ARGUMENT: {
    'zh-CN': '{subject} 需要 {expected}，实际给的是 {found}',
    en: '{subject} takes {expected}, but is given {found}',
  },
  MAY_BE_NULL: { 'zh-CN': '“{subject}”可能没有值', en: "'{subject}' may be absent" },
  UNTYPED: {
    'zh-CN': '不能确定“{subject}”是 {expected}',
    en: "'{subject}' can't be shown to be {expected}",
  },
};

const DECLARE: LocalizedText = {
  'zh-CN': '请改正名称，或在流程（或产生它的节点）的“变量”中声明，如 amount: number, grade: string | null。',
  en: "Correct the name, or declare it under 'Variables' of the process or of the element it comes from, as in amount: number, grade: string | null.",
};
const COMPARE: LocalizedText = {
  'zh-CN': '请换成可以比较的值，或先用 number(…)、string(…)、date(…) 转换。',
  en: 'Compare what can be compared, or convert it first: number(…), string(…), date(…).',
};
const ADVICE: Readonly<Record<TypeFinding['code'], LocalizedText>> = {
  UNKNOWN_NAME: DECLARE,
  UNKNOWN_PROPERTY: DECLARE,
  UNTYPED: DECLARE,
  TYPE_CLASH: COMPARE,
  NOT_BOOLEAN: COMPARE,
  INVALID_ARGUMENT: COMPARE,
  MAY_BE_NULL: {
    'zh-CN': '请先判断是否有值（… != null and …），或用 get or else(…, …) 给出默认值。',
    en: 'Test it first (… != null and …), or say what counts instead: get or else(…, …).',
  },
};

function reasonOf({ code, subject, expected, found }: TypeFinding): LocalizedText {
  const filled = (text: string): string =>
    text
      .replace('{subject}', () => subject)
      .replace('{expected}', () => expected)
      .replace('{found}', () => found);
  return { 'zh-CN': filled(REASONS[code]['zh-CN']), en: filled(REASONS[code].en) };
}
