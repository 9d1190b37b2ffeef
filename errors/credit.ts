import type { CatalogueEntry } from './types.ts';

export const creditErrors = {} as const satisfies Readonly<Record<string, CatalogueEntry>>;
