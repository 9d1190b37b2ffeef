import type { CatalogueEntry } from './types.ts';

export const storeErrors = {
  STORE_CONFLICT: {
    category: 'CONFLICT',
    text: {
      en: "Expected version {expected} of '{key}' in {collection}, but found {found}.",
      'zh-CN': '{collection} 中的“{key}”应为第 {expected} 版，实际为第 {found} 版。',
    },
    remedy: { en: 'Reload and decide again.', 'zh-CN': '请刷新后重新操作。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
