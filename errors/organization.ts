import type { CatalogueEntry } from './types.ts';

export const organizationErrors = {} as const satisfies Readonly<Record<string, CatalogueEntry>>;
