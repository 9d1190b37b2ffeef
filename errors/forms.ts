import type { CatalogueEntry } from './types.ts';

export const formErrors = {} as const satisfies Readonly<Record<string, CatalogueEntry>>;
