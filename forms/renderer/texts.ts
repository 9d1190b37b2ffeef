import type { Language } from '../schema/index.ts';

const TEXTS = {
  'zh-CN': {
    submit: '提交',
    add: '添加一行',
    remove: '删除第 {row} 行',
    up: '上移第 {row} 行',
    down: '下移第 {row} 行',
    row: '第 {row} 行',
    noRows: '还没有内容',
    none: '—',
    yes: '是',
    no: '否',
    required: '必填',
    choose: '请选择',
    actions: '操作',
    unsupported: '此字段暂不能显示',
  },
  en: {
    submit: 'Submit',
    add: 'Add row',
    remove: 'Remove row {row}',
    up: 'Move row {row} up',
    down: 'Move row {row} down',
    row: 'Row {row}',
    noRows: 'Nothing here yet',
    none: '—',
    yes: 'Yes',
    no: 'No',
    required: 'required',
    choose: 'Choose',
    actions: 'Actions',
    unsupported: 'This field can not be shown',
  },
} as const satisfies Record<Language, Record<string, string>>;

export type FormText = keyof (typeof TEXTS)['en'];

export function formText(language: Language, key: FormText, row?: number): string {
  return TEXTS[language][key].replace('{row}', String(row ?? ''));
}
