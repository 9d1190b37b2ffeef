import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { keptAnswers } from './once.ts';
import { operationCollections } from './operations/collections.ts';
import { studioCollections } from './studio/collections.ts';

const secretSchema = z.object({ id: z.literal('session'), secret: z.string().min(32) });

/** What signs the session cookie; made once, so that a restart signs nobody out. */
export const secrets: Collection<Readonly<z.infer<typeof secretSchema>>> = {
  name: 'secrets',
  key: 'id',
  schema: secretSchema,
  schemaVersion: 1,
  indexes: {},
};

const cancellationSchema = z.object({
  processInstanceKey: z.string(),
  at: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
});
/** Who ended a case from outside and why: the engine knows only that it was ended. */
export type CaseCancellation = Readonly<z.infer<typeof cancellationSchema>>;

export const caseCancellations: Collection<CaseCancellation> = {
  name: 'caseCancellations',
  key: 'processInstanceKey',
  schema: cancellationSchema,
  schemaVersion: 1,
  indexes: {},
};

/** What the API itself keeps. */
export const apiCollections: readonly Collection[] = [
  secrets,
  caseCancellations,
  keptAnswers,
  ...operationCollections,
  ...studioCollections,
];
