import { z } from 'zod';
import type { Collection } from '#store/index.ts';

const by = z.object({ id: z.string(), name: z.string() });

export const operationKinds = ['suspended', 'resumed', 'moved', 'migrated', 'retried', 'deleted'] as const;

const operationSchema = z.object({
  id: z.string(),
  at: z.string(),
  by,
  /** Who agreed, where it takes two. */
  agreedBy: by.nullable(),
  kind: z.enum(operationKinds),
  /** Empty of what was done to a deployed version. */
  processInstanceKey: z.string(),
  processDefinitionKey: z.string(),
  reason: z.string(),
});

/** What an operator has done, why, and with whose word; stored in the unit that did it. */
export type Operation = Readonly<z.infer<typeof operationSchema>>;

export const operations: Collection<Operation> = {
  name: 'operations',
  key: 'id',
  schema: operationSchema,
  schemaVersion: 1,
  indexes: {
    ofInstance: { kind: 'ordered', fields: ['processInstanceKey', 'at'] },
    ofDefinition: { kind: 'ordered', fields: ['processDefinitionKey', 'at'] },
  },
};

const moveSchema = z.object({
  id: z.string(),
  processInstanceKey: z.string(),
  processDefinitionKey: z.string(),
  sourceElementInstanceKey: z.string(),
  sourceElementId: z.string(),
  targetElementId: z.string(),
  variables: z.record(z.string(), z.unknown()),
  reason: z.string(),
  by,
  at: z.string(),
  state: z.enum(['awaiting', 'done', 'refused']),
  decidedBy: by.nullable(),
  decidedAt: z.string().nullable(),
});

/** A move of an instance that waits for, or had, the word of a second operator. */
export type Move = Readonly<z.infer<typeof moveSchema>>;

export const moves: Collection<Move> = {
  name: 'moves',
  key: 'id',
  schema: moveSchema,
  schemaVersion: 1,
  indexes: {
    ofInstance: { kind: 'ordered', fields: ['processInstanceKey', 'at'] },
    byState: { kind: 'ordered', fields: ['state', 'at'] },
  },
};

export const operationCollections: readonly Collection[] = [operations, moves];
