import type { CatalogueEntry } from './types.ts';

export const formErrors = {
  FORM_NOT_JSON: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Line {line}, column {column}: this is not JSON. {problem}',
      'zh-CN': '第 {line} 行第 {column} 列：不是有效的 JSON。',
    },
    remedy: {
      en: 'Correct the text at the place named; often a comma or a quotation mark is missing before it.',
      'zh-CN': '请在指出的位置更正，通常是前面少了逗号或引号。',
    },
  },
  FORM_TOO_LARGE: {
    category: 'TOO_LARGE',
    text: {
      en: '{place}: the form definition is larger than {limit}.',
      'zh-CN': '{place}：表单定义超过上限 {limit}。',
    },
    remedy: { en: 'Split the form, or use fewer fields.', 'zh-CN': '请拆分表单或减少字段。' },
  },
  FORM_TOO_DEEP: {
    category: 'TOO_LARGE',
    text: {
      en: '{place}: the form definition is nested deeper than {limit} levels.',
      'zh-CN': '{place}：表单定义嵌套超过 {limit} 层。',
    },
    remedy: { en: 'Flatten the sections.', 'zh-CN': '请减少分组的层级。' },
  },
  FORM_NAME_FORBIDDEN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{place}: '{name}' can not be the name of a field.", 'zh-CN': '{place}：“{name}”不能作为字段名。' },
    remedy: {
      en: 'Begin with a letter and use letters, digits, _ and - only.',
      'zh-CN': '请以字母或汉字开头，只用字母、汉字、数字、_ 和 -。',
    },
  },
  FORM_KEYWORD_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{place}: '{keyword}' has no meaning here.", 'zh-CN': '{place}：这里不支持“{keyword}”。' },
    remedy: { en: 'Delete it, or check its spelling.', 'zh-CN': '请删除，或检查拼写。' },
  },
  FORM_TYPE_EXPECTED: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{place}: expected {expected}.', 'zh-CN': '{place}：此处应为 {expected}。' },
    remedy: { en: 'Correct the value at this place.', 'zh-CN': '请更正此处的值。' },
  },
  FORM_VALUE_EXPECTED: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{place}: expected {expected}.', 'zh-CN': '{place}：此处的值应为 {expected}。' },
    remedy: { en: 'Correct the value at this place.', 'zh-CN': '请更正此处的值。' },
  },
  FORM_ROOT_NOT_OBJECT: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{place}: a form is an object with fields.', 'zh-CN': '{place}：表单的最外层必须是对象。' },
    remedy: {
      en: 'Set "type": "object" and list the fields under "properties".',
      'zh-CN': '请设置 "type": "object"，并把字段写在 "properties" 下。',
    },
  },
  FORM_PATTERN_UNSAFE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{place}: the pattern '{pattern}' uses what can't be checked safely: {problem}",
      'zh-CN': '{place}：格式“{pattern}”含有无法安全检查的写法：{problem}',
    },
    remedy: {
      en: 'Write it without look-ahead, look-behind, back-references and repeats over 1,000.',
      'zh-CN': '请不要使用前后断言、反向引用和超过 1000 次的重复。',
    },
  },
  FORM_REFERENCE_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{place}: '{reference}' leads nowhere in this form.",
      'zh-CN': '{place}：引用“{reference}”在本表单中不存在。',
    },
    remedy: {
      en: 'Refer to #/definitions/<name> of the same form.',
      'zh-CN': '只能引用本表单的 #/definitions/<名称>。',
    },
  },
  FORM_REFERENCE_CIRCLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{place}: '{reference}' leads back to itself.", 'zh-CN': '{place}：引用“{reference}”形成了循环。' },
    remedy: { en: 'Break the circle; a form can not contain itself.', 'zh-CN': '请去掉循环引用，表单不能包含自身。' },
  },
  FORM_LABEL_WITHOUT_FIELD: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{place}: there is no field '{field}'.", 'zh-CN': '{place}：没有字段“{field}”。' },
    remedy: { en: 'Correct the name or delete the label.', 'zh-CN': '请更正字段名或删除该文字。' },
  },
  FORM_LABEL_COUNT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{place}: {found} labels for the {expected} choices of '{field}'.",
      'zh-CN': '{place}：“{field}”有 {expected} 个选项，却有 {found} 个文字。',
    },
    remedy: {
      en: 'Give each choice one label, in the order of the choices.',
      'zh-CN': '请按选项顺序为每个选项写一个文字。',
    },
  },
  FORM_SUBMISSION_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{count} fields are not filled in correctly.', 'zh-CN': '有 {count} 个字段填写有误。' },
    remedy: { en: 'Correct the marked fields and submit again.', 'zh-CN': '请更正标出的字段后重新提交。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
