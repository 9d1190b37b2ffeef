import { z } from 'zod';
import type { Collection } from '#store/index.ts';

const resource = z.object({ name: z.string(), content: z.string() });
const by = z.object({ id: z.string(), name: z.string() });

const draftSchema = z.object({
  processId: z.string(),
  resources: z.array(resource),
  /** Counts up with each save; a save on an older one is refused. */
  revision: z.int(),
  at: z.string(),
  by,
});
/** A process being redrawn: may hold mistakes, touches nobody. */
export type ProcessDraft = Readonly<z.infer<typeof draftSchema>>;

export const processDrafts: Collection<ProcessDraft> = {
  name: 'processDrafts',
  key: 'processId',
  schema: draftSchema,
  schemaVersion: 1,
  indexes: {},
};

const versionSchema = z.object({
  processDefinitionKey: z.string(),
  processId: z.string(),
  version: z.int(),
  name: z.object({ 'zh-CN': z.string(), en: z.string() }),
  /** Every file of the process as published together: drawing, decision tables, forms. */
  resources: z.array(resource),
  publishedAt: z.string(),
  /** Null: came with the product. */
  publishedBy: by.nullable(),
  agreedBy: by.nullable(),
  note: z.string().nullable(),
});
/** A published version of a process with all its files; never changed afterwards. */
export type PublishedVersion = Readonly<z.infer<typeof versionSchema>>;

export const publishedVersions: Collection<PublishedVersion> = {
  name: 'publishedVersions',
  key: 'processDefinitionKey',
  schema: versionSchema,
  schemaVersion: 1,
  indexes: { ofProcess: { kind: 'ordered', fields: ['processId', 'version'], unique: true } },
};

const publicationSchema = z.object({
  id: z.string(),
  processId: z.string(),
  resources: z.array(resource),
  revision: z.int(),
  at: z.string(),
  by,
  note: z.string().nullable(),
  state: z.enum(['awaiting', 'agreed', 'refused']),
  decidedBy: by.nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
});
/** A draft that waits for, or had, the word of a second person. */
export type Publication = Readonly<z.infer<typeof publicationSchema>>;

export const publications: Collection<Publication> = {
  name: 'publications',
  key: 'id',
  schema: publicationSchema,
  schemaVersion: 1,
  indexes: { byState: { kind: 'ordered', fields: ['state', 'at'] } },
};

const clockSchema = z.object({ id: z.literal('demo'), offset: z.int() });

/** How far the demo clock is ahead of the machine's, in milliseconds. */
export const demoClocks: Collection<Readonly<z.infer<typeof clockSchema>>> = {
  name: 'demoClocks',
  key: 'id',
  schema: clockSchema,
  schemaVersion: 1,
  indexes: {},
};
export const DEMO_CLOCK_KEY = 'demo';

export const studioCollections: readonly Collection[] = [processDrafts, publishedVersions, publications, demoClocks];
