import type { Language } from '../schema/index.ts';

const TEXTS = {
  'zh-CN': {
    definition: '表单定义（JSON）',
    preview: '预览',
    desk: '电脑',
    phone: '手机',
    width: '预览宽度',
    sample: '示例数据',
    reset: '清空示例数据',
    fine: '没有问题',
    count: '{count} 个问题',
    line: '第 {line} 行',
    stale: '更正问题后，预览会更新。',
    tidy: '整理格式',
    edit: '填写',
    read: '只读',
    mode: '查看方式',
  },
  en: {
    definition: 'Form definition (JSON)',
    preview: 'Preview',
    desk: 'Desk',
    phone: 'Phone',
    width: 'Width of the preview',
    sample: 'Sample data',
    reset: 'Clear sample data',
    fine: 'No problems',
    count: '{count} problems',
    line: 'Line {line}',
    stale: 'The preview follows once the problems are corrected.',
    tidy: 'Tidy up',
    edit: 'Fill in',
    read: 'Read',
    mode: 'Mode',
  },
} as const satisfies Record<Language, Record<string, string>>;

export function builderText(
  language: Language,
  key: keyof (typeof TEXTS)['en'],
  fill: Readonly<Record<string, string | number>> = {},
): string {
  const text: string = TEXTS[language][key];
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ''));
}
