import { FeelLimitError, FeelSyntaxError } from './errors.ts';
import { FUNCTION_PHRASES } from './functions/index.ts';
import type { ParseOptions } from './parse.ts';
import type { FeelValue } from './values.ts';

export interface Failure {
  readonly ok: false;
  readonly message: string;
  /** Offset in the source. */
  readonly position?: number;
}

export interface CompileOptions {
  /**
   * Names in scope that the form alone does not tell: with spaces or signs, or of functions that the variables hold. Others are
   * known by their form.
   */
  readonly names?: readonly string[];
  /** Types besides FEEL's own that `instance of` may name, each with its test. */
  readonly types?: ReadonlyMap<string, (value: FeelValue) => boolean>;
}

/** What is built of a text, or why the text is no FEEL. */
export function guarded<Built>(build: () => Built): { readonly ok: true; readonly built: Built } | Failure {
  try {
    return { ok: true, built: build() };
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { ok: false, message: error.message, position: error.position };
    if (error instanceof FeelLimitError) return { ok: false, message: error.message };
    if (error instanceof RangeError) return { ok: false, message: 'The expression is nested too deeply.' };
    throw error;
  }
}

const byLength = (names: readonly string[]): readonly string[] => names.toSorted((a, b) => b.length - a.length);

export function parseOptions(source: string, options: CompileOptions): ParseOptions {
  const start = source.trimStart().startsWith('=') ? source.indexOf('=') + 1 : 0;
  const names = (options.names ?? []).filter((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
  const types = [...(options.types?.keys() ?? [])];
  return { start, functions: FUNCTION_PHRASES, names: byLength(names), types: byLength(types) };
}
