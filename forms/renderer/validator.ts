import type { ValidatorType } from '@rjsf/utils';
import type { JsonSchema } from '../schema/index.ts';
import { isValid, withoutEmpty } from '../validate/index.ts';

/**
 * How rjsf asks about conditions and choices: by the interpreter that also judges submissions, because ajv compiles with `new Function`,
 * which the page forbids. Errors are not rjsf's to find: FormView puts them in.
 */
export const validator: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  isValid: (schema, data) => isValid(schema as JsonSchema, withoutEmpty(data)),
  rawValidation: () => ({}),
};
