import type { Rejection } from '#errors/index.ts';
import { describe } from '#errors/index.ts';
import type { RowProblem } from './files/index.ts';

/** A refusal of the ledger in the form of the file's own problems: it concerns the row as a whole. */
export function asRowProblem(rejection: Rejection): RowProblem {
  const [chinese, english] = [describe(rejection, 'zh-CN'), describe(rejection, 'en')];
  return {
    field: null,
    column: '',
    value: '',
    code: rejection.code,
    details: rejection.details,
    message: { 'zh-CN': chinese.text, en: english.text },
    remedy: { 'zh-CN': chinese.remedy, en: english.remedy },
  };
}
