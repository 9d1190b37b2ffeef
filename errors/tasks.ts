import type { CatalogueEntry } from './types.ts';

export const taskErrors = {} as const satisfies Readonly<Record<string, CatalogueEntry>>;
