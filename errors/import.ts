import type { CatalogueEntry } from './types.ts';

export const importErrors = {} as const satisfies Readonly<Record<string, CatalogueEntry>>;
