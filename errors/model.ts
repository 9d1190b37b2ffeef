import type { CatalogueEntry } from './types.ts';

export const modelErrors = {} as const satisfies Readonly<Record<string, CatalogueEntry>>;
