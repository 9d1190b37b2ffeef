import type { Bilingual } from './problems.ts';

/** Where in a decision something is, in words. */
export const PLACES = {
  input: { en: 'Input', 'zh-CN': '输入列' },
  output: { en: 'Output', 'zh-CN': '输出列' },
  expression: { en: 'The expression', 'zh-CN': '表达式' },
  result: { en: 'The result', 'zh-CN': '结果' },
  parameter: { en: 'A parameter', 'zh-CN': '参数' },
  default: { en: 'The default output', 'zh-CN': '默认输出' },
  values: { en: 'The list of values', 'zh-CN': '可选值' },
  inputCells: { en: 'input', 'zh-CN': '输入' },
  outputCells: { en: 'output', 'zh-CN': '输出' },
  function: { en: 'A function that is not written in FEEL', 'zh-CN': '非 FEEL 编写的函数' },
  importedValues: { en: 'An expression of imported values', 'zh-CN': '引用外部值的表达式' },
  import: { en: 'An import of something else than DMN', 'zh-CN': '非 DMN 文件的导入' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export const cell = (kind: 'input' | 'output', rule: number, column: number): Bilingual =>
  kind === 'input'
    ? { en: `Rule ${rule}, input ${column}`, 'zh-CN': `第 ${rule} 条规则第 ${column} 个输入` }
    : { en: `Rule ${rule}, output ${column}`, 'zh-CN': `第 ${rule} 条规则第 ${column} 个输出` };
