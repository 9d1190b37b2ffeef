import { userTasksOf } from '../elements.ts';
import type { LocalizedText, ModelElement, Rule } from '../types.ts';

const RIGHTS: ReadonlySet<unknown> = new Set(['read', 'edit', 'hidden', 'required']);

/**
 * The headers that our tasks understand: `kind` is `work` or `approval`, `fields` a JSON object of
 * `read | edit | hidden | required`. A misspelt right would leave a field open for editing.
 */
export const taskHeaders: Rule = {
  code: 'LINT_TASK_HEADERS',
  severity: 'error',
  message: {
    'zh-CN': '任务“{name}”的设置有误：{problem}。',
    en: "A setting of the task '{name}' is wrong: {problem}.",
  },
  remedy: {
    'zh-CN': '请在任务属性中重新设置任务类型和字段权限。',
    en: 'Set the kind of task and the rights of its fields again.',
  },
  *check({ process }) {
    for (const element of userTasksOf(process)) {
      for (const problem of problemsOf(element)) yield { element, details: { problem } };
    }
  },
};

function* problemsOf({ headers }: ModelElement): Generator<LocalizedText> {
  const kind = headers['kind'];
  if (kind !== undefined && kind !== 'work' && kind !== 'approval')
    yield { 'zh-CN': `任务类型“${kind}”不是 work 或 approval`, en: `kind '${kind}' is neither work nor approval` };
  const fields = headers['fields'];
  if (fields === undefined) return;
  const rights = parse(fields);
  if (rights === undefined) yield { 'zh-CN': '字段权限（fields）不是 JSON 对象', en: 'fields is no JSON object' };
  for (const [field, right] of Object.entries(rights ?? {})) {
    if (!RIGHTS.has(right))
      yield {
        'zh-CN': `字段“${field}”的权限“${String(right)}”无效`,
        en: `field '${field}' has the unknown right '${String(right)}'`,
      };
  }
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
