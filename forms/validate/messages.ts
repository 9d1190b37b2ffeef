import type { JsonSchema, Language, Text } from '../schema/index.ts';
import { MOST_DIGITS, type Fault } from './check.ts';
import { significantDigits } from './exact.ts';

/** What a person reads beside the field: short, and saying what to do. `label` is the field's title, `target` its schema where known. */
export function messageOf(fault: Fault, label: Text, target: JsonSchema | undefined, value: unknown): Text {
  return { 'zh-CN': chinese(fault, label['zh-CN'], target, value), en: english(fault, label.en, target, value) };
}

export function messageIn(
  language: Language,
  fault: Fault,
  label: string,
  target: JsonSchema | undefined,
  value: unknown,
): string {
  return (language === 'en' ? english : chinese)(fault, label, target, value);
}

function isChosen(schema: JsonSchema | undefined): boolean {
  const choices = schema?.enum ?? schema?.oneOf ?? schema?.items?.enum;
  return choices !== undefined || schema?.type === 'boolean' || schema?.format === 'date';
}

/** A text of no letters and a choice of nothing are simply not filled in. */
function isMissing({ keyword, wanted, schema }: Fault, value: unknown): boolean {
  if (keyword === 'minItems') return wanted === 1 && schema.items?.enum !== undefined;
  return keyword === 'required' || (keyword === 'minLength' && (wanted === 1 || value === ''));
}

function decimalsOf(factor: unknown): number | undefined {
  const power = typeof factor === 'number' ? -Math.log10(factor) : NaN;
  return Number.isInteger(power) && power >= 0 ? power : undefined;
}

function tooManyDigits({ keyword }: Fault, value: unknown): boolean {
  return keyword === 'type' && typeof value === 'number' && significantDigits(value) > MOST_DIGITS;
}

function chinese(fault: Fault, label: string, target: JsonSchema | undefined, value: unknown): string {
  if (isMissing(fault, value)) return `${isChosen(target) ? '请选择' : '请填写'}${label}`;
  if (tooManyDigits(fault, value)) return `${label}不能超过 ${MOST_DIGITS} 位数字`;
  const wanted = String(fault.wanted);
  const decimals = decimalsOf(fault.wanted);
  switch (fault.keyword) {
    case 'type':
      return CHINESE_TYPES[wanted]?.(label) ?? `${label}的类型不正确`;
    case 'minLength':
      return `${label}至少 ${wanted} 个字`;
    case 'maxLength':
      return `${label}不能超过 ${wanted} 个字`;
    case 'minimum':
      return `${label}不能小于 ${wanted}`;
    case 'maximum':
      return `${label}不能大于 ${wanted}`;
    case 'exclusiveMinimum':
      return `${label}须大于 ${wanted}`;
    case 'exclusiveMaximum':
      return `${label}须小于 ${wanted}`;
    case 'multipleOf':
      if (decimals === undefined) return `${label}须为 ${wanted} 的整数倍`;
      return decimals === 0 ? `${label}须为整数` : `${label}最多 ${decimals} 位小数`;
    case 'minItems':
      return `${label}至少 ${wanted} 行`;
    case 'maxItems':
      return `${label}不能超过 ${wanted} 行`;
    case 'uniqueItems':
      return `${label}有重复的行`;
    case 'format':
      return CHINESE_FORMATS[wanted]?.(label) ?? `${label}的格式不正确`;
    case 'pattern':
      return `${label}的格式不正确`;
    case 'enum':
    case 'const':
    case 'oneOf':
      return `请从选项中选择${label}`;
    case 'additionalProperties':
      return `不允许填写${label}`;
    default:
      return `${label}不符合要求`;
  }
}

function english(fault: Fault, label: string, target: JsonSchema | undefined, value: unknown): string {
  if (isMissing(fault, value)) return isChosen(target) ? `Choose: ${label}` : `Fill in: ${label}`;
  if (tooManyDigits(fault, value)) return `${label}: at most ${MOST_DIGITS} digits`;
  const wanted = String(fault.wanted);
  const decimals = decimalsOf(fault.wanted);
  switch (fault.keyword) {
    case 'type':
      return ENGLISH_TYPES[wanted]?.(label) ?? `${label} has the wrong type`;
    case 'minLength':
      return `${label}: at least ${wanted} characters`;
    case 'maxLength':
      return `${label}: at most ${wanted} characters`;
    case 'minimum':
      return `${label} must be ${wanted} or more`;
    case 'maximum':
      return `${label} must be ${wanted} or less`;
    case 'exclusiveMinimum':
      return `${label} must be more than ${wanted}`;
    case 'exclusiveMaximum':
      return `${label} must be less than ${wanted}`;
    case 'multipleOf':
      if (decimals === undefined) return `${label} must be a multiple of ${wanted}`;
      return decimals === 0 ? `${label} must be a whole number` : `${label}: at most ${decimals} decimals`;
    case 'minItems':
      return `${label}: at least ${wanted} ${wanted === '1' ? 'row' : 'rows'}`;
    case 'maxItems':
      return `${label}: at most ${wanted} rows`;
    case 'uniqueItems':
      return `${label} has a row twice`;
    case 'format':
      return ENGLISH_FORMATS[wanted]?.(label) ?? `${label} is not written correctly`;
    case 'pattern':
      return `${label} is not written correctly`;
    case 'enum':
    case 'const':
    case 'oneOf':
      return `Choose one of the options: ${label}`;
    case 'additionalProperties':
      return `${label} can't be filled in here`;
    default:
      return `${label} is not as required`;
  }
}

type Words = Readonly<Record<string, (label: string) => string>>;

const CHINESE_TYPES: Words = {
  number: (label) => `${label}须为数字`,
  integer: (label) => `${label}须为整数`,
  boolean: (label) => `请选择${label}`,
  string: (label) => `${label}须为文字`,
};
const ENGLISH_TYPES: Words = {
  number: (label) => `${label} must be a number`,
  integer: (label) => `${label} must be a whole number`,
  boolean: (label) => `Choose: ${label}`,
  string: (label) => `${label} must be text`,
};
const CHINESE_FORMATS: Words = {
  date: (label) => `${label}不是有效日期`,
  'date-time': (label) => `${label}不是有效时间`,
  time: (label) => `${label}不是有效时间`,
  email: (label) => `${label}不是有效邮箱`,
  uri: (label) => `${label}须为 http 或 https 网址`,
  'unified-social-credit-code': (label) => `${label}校验不通过，请核对 18 位代码`,
};
const ENGLISH_FORMATS: Words = {
  date: (label) => `${label} is not a date`,
  'date-time': (label) => `${label} is not a time`,
  time: (label) => `${label} is not a time`,
  email: (label) => `${label} is not an e-mail address`,
  uri: (label) => `${label} must be an http or https address`,
  'unified-social-credit-code': (label) => `${label} is not valid; check its 18 characters`,
};
