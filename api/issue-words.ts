import type { z } from 'zod';
import type { Language } from './contract/index.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];
type Words = Readonly<Record<Language, string>>;

/** Kinds of values as people call them. */
const KINDS: Readonly<Record<string, Words>> = {
  string: { 'zh-CN': '文字', en: 'text' },
  number: { 'zh-CN': '数字', en: 'a number' },
  int: { 'zh-CN': '整数', en: 'a whole number' },
  boolean: { 'zh-CN': '是或否', en: 'yes or no' },
  array: { 'zh-CN': '列表', en: 'a list' },
  object: { 'zh-CN': '一组字段', en: 'a group of fields' },
  record: { 'zh-CN': '一组字段', en: 'a group of fields' },
  date: { 'zh-CN': '日期', en: 'a date' },
};

/** Written forms that the contract asks for by name. */
const FORMATS: Readonly<Record<string, Words>> = {
  date: { 'zh-CN': '应为日期，如 2026-03-31', en: 'should be a date like 2026-03-31' },
  datetime: {
    'zh-CN': '应为时间，如 2026-03-31T01:00:00.000Z',
    en: 'should be a time like 2026-03-31T01:00:00.000Z',
  },
  email: { 'zh-CN': '应为邮箱地址', en: 'should be an e-mail address' },
  url: { 'zh-CN': '应为网址', en: 'should be a web address' },
};

const OTHER_FORMAT: Words = { 'zh-CN': '格式不正确', en: 'is not written as it should be' };
const UNFIT: Words = { 'zh-CN': '内容不正确', en: 'is not a value that fits here' };
const MISSING: Words = { 'zh-CN': '必填，尚未填写', en: 'is needed and was not given' };

/** What zod found wrong, as a short sentence about the field; texts that a schema gives itself go before these. */
export function issueWords(language: Language): z.core.$ZodErrorMap {
  return (issue) => wordsOf(issue)[language];
}

function wordsOf(issue: Issue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? MISSING : kindWords(issue.expected);
    case 'invalid_value':
      return choiceWords(issue.values.map(String));
    case 'invalid_format':
      return FORMATS[issue.format] ?? OTHER_FORMAT;
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? MISSING
        : sizeWords(issue.origin, 'least', issue.minimum, issue.inclusive ?? true);
    case 'too_big':
      return sizeWords(issue.origin, 'most', issue.maximum, issue.inclusive ?? true);
    case 'not_multiple_of':
      return { 'zh-CN': `应为 ${issue.divisor} 的倍数`, en: `should be a multiple of ${issue.divisor}` };
    case 'unrecognized_keys': {
      const names = issue.keys;
      return { 'zh-CN': `没有这个字段：${names.join('、')}`, en: `has no field ${names.join(', ')}` };
    }
    default:
      return UNFIT;
  }
}

function kindWords(expected: string): Words {
  const kind = KINDS[expected];
  return kind ? { 'zh-CN': `应为${kind['zh-CN']}`, en: `should be ${kind.en}` } : UNFIT;
}

function choiceWords(values: readonly string[]): Words {
  return values.length === 1
    ? { 'zh-CN': `应为 ${values.join('')}`, en: `should be ${values.join('')}` }
    : { 'zh-CN': `应为其中之一：${values.join('、')}`, en: `should be one of ${values.join(', ')}` };
}

function sizeWords(
  origin: string,
  side: 'least' | 'most',
  limit: number | bigint | string | Date,
  inclusive: boolean,
): Words {
  const bound = limit instanceof Date ? limit.toISOString() : String(limit);
  const units: Readonly<Record<string, Words>> = {
    string: { 'zh-CN': ' 个字', en: ' characters' },
    array: { 'zh-CN': ' 项', en: ' entries' },
    set: { 'zh-CN': ' 项', en: ' entries' },
  };
  const unit = units[origin];
  if (unit) {
    const zh = side === 'least' ? '至少' : '最多';
    return { 'zh-CN': `${zh} ${bound}${unit['zh-CN']}`, en: `should have at ${side} ${bound}${unit.en}` };
  }
  if (inclusive) {
    return side === 'least'
      ? { 'zh-CN': `不能小于 ${bound}`, en: `should be at least ${bound}` }
      : { 'zh-CN': `不能大于 ${bound}`, en: `should be at most ${bound}` };
  }
  return side === 'least'
    ? { 'zh-CN': `应大于 ${bound}`, en: `should be more than ${bound}` }
    : { 'zh-CN': `应小于 ${bound}`, en: `should be less than ${bound}` };
}
