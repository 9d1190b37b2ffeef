import type { CatalogueEntry } from './types.ts';

export const engineErrors = {
  ENGINE_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "Expected {kind} '{key}', but found none.", 'zh-CN': '找不到{kind}“{key}”。' },
    remedy: { en: 'Reload the list; it may have ended meanwhile.', 'zh-CN': '请刷新列表，它可能已经结束。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
