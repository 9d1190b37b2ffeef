import type { CatalogueEntry } from './types.ts';

export const studioErrors = {
  STUDIO_NOT_PUBLISHABLE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Expected files without errors, found {count}; the first: {first}',
      'zh-CN': '还有 {count} 个错误，不能发布。第一个：{first}',
    },
    remedy: {
      en: 'Correct what the list of problems names, then publish again.',
      'zh-CN': '请按问题列表改正后再发布。',
    },
  },
  STUDIO_PROCESS_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected a drawing with process '{processId}' among the files, found none.",
      'zh-CN': '文件中没有流程“{processId}”的流程图。',
    },
    remedy: { en: 'Keep the process id of the drawing as it was.', 'zh-CN': '请保留流程图原来的流程标识。' },
  },
  STUDIO_DRAFT_STALE: {
    category: 'CONFLICT',
    text: {
      en: 'Expected revision {expected} of the draft, found {found}, saved by {by}.',
      'zh-CN': '草稿已由 {by} 保存到第 {found} 次，您的是第 {expected} 次。',
    },
    remedy: { en: 'Reload the draft and make the change again.', 'zh-CN': '请刷新草稿后重新修改。' },
  },
  STUDIO_NO_DRAFT: {
    category: 'NOT_FOUND',
    text: { en: "Expected a draft of process '{processId}', found none.", 'zh-CN': '流程“{processId}”没有草稿。' },
    remedy: { en: 'Change something first; the draft is kept by itself.', 'zh-CN': '请先修改，草稿会自动保存。' },
  },
  STUDIO_OWN_PUBLICATION: {
    category: 'FORBIDDEN',
    text: {
      en: 'Expected a second administrator, found the one who asked ({by}).',
      'zh-CN': '需要另一位管理员同意，不能同意自己（{by}）的发布。',
    },
    remedy: { en: 'Ask another administrator to agree.', 'zh-CN': '请另一位管理员处理。' },
  },
  STUDIO_PUBLICATION_DECIDED: {
    category: 'INVALID_STATE',
    text: { en: 'This publication is already {state}, by {by}.', 'zh-CN': '这次发布已由 {by} 处理（{state}）。' },
    remedy: { en: 'Reload the list.', 'zh-CN': '请刷新列表。' },
  },
  STUDIO_TRIAL_REFUSED: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The trial could not run: {problem}', 'zh-CN': '试运行未能进行：{problem}' },
    remedy: {
      en: 'Correct the drawing or the sample data, then try again.',
      'zh-CN': '请修改流程图或示例数据后重试。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
