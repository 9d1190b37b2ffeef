/**
 * Every error a person or a machine can meet: one catalogue, a file an area.
 * A code never changes its meaning once released; docs/errors.md is made from this folder.
 */
import { apiErrors } from './api.ts';
import { cliErrors } from './cli.ts';
import { creditErrors } from './credit.ts';
import { engineErrors } from './engine.ts';
import { formErrors } from './forms.ts';
import { importErrors } from './import.ts';
import { modelErrors } from './model.ts';
import { operationErrors } from './operations.ts';
import { organizationErrors } from './organization.ts';
import { storeErrors } from './store.ts';
import { studioErrors } from './studio.ts';
import { taskErrors } from './tasks.ts';
import type { CatalogueEntry, Language } from './types.ts';

export type { CatalogueEntry, Category, Language } from './types.ts';

export const CATALOGUE = {
  ...apiErrors,
  ...cliErrors,
  ...creditErrors,
  ...engineErrors,
  ...formErrors,
  ...importErrors,
  ...modelErrors,
  ...operationErrors,
  ...organizationErrors,
  ...storeErrors,
  ...studioErrors,
  ...taskErrors,
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ErrorCode = keyof typeof CATALOGUE;

/** What the texts of an entry are filled with; `{name}` in a text is replaced by the value of that name. */
export type Details = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Wrong input or a state that forbids the act: a value, not an exception. `message` is the English text, filled. */
export interface Rejection {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Details;
}

/** A rejection with its message filled from the catalogue. */
export function reject(code: ErrorCode, details: Details = {}): Rejection {
  return { code, message: describe({ code, details }, 'en').text, details };
}

/** The text and the remedy of a rejection in a language, filled. */
export function describe(
  rejection: Pick<Rejection, 'code' | 'details'>,
  language: Language,
): { readonly text: string; readonly remedy: string } {
  const entry: CatalogueEntry = CATALOGUE[rejection.code];
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = rejection.details[name];
      return value === undefined ? whole : String(value);
    });
  return { text: fill(entry.text[language]), remedy: fill(entry.remedy[language]) };
}

/** A rejection carried as an exception, for the places where a value can't be returned (I/O edges, HTTP routes). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Details;

  constructor(rejection: Rejection, options?: { readonly cause?: unknown }) {
    super(rejection.message, options);
    this.name = 'AppError';
    this.code = rejection.code;
    this.details = rejection.details;
  }

  get rejection(): Rejection {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** Throws the rejection of this code. */
export function fail(code: ErrorCode, details: Details = {}, options?: { readonly cause?: unknown }): never {
  throw new AppError(reject(code, details), options);
}
