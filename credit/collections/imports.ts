import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { instant } from './fields.ts';

const counts = z.object({
  posted: z.number().int(),
  unchanged: z.number().int(),
  payments: z.number().int(),
  rejected: z.number().int(),
});

const importSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  /** SHA-256 of the file, to know it again. */
  fileHash: z.exactOptional(z.string()),
  /** `mapping`: uploaded, nothing posted. `stopped`: can go on where it stopped. */
  state: z.enum(['mapping', 'running', 'finished', 'stopped', 'failed', 'undone']),
  by: z.string(),
  encoding: z.exactOptional(z.string()),
  /** csv, xlsx … */
  fileKind: z.exactOptional(z.string()),
  /** Field of ours → column index of this file. */
  mapping: z.exactOptional(z.record(z.string(), z.number().int())),
  dateFormat: z.exactOptional(z.string()),
  numberFormat: z.exactOptional(z.string()),
  error: z.exactOptional(z.string()),
  total: z.number().int(),
  /** Rows done so far: where it goes on after an interruption. */
  done: z.number().int(),
  counts,
  createdAt: instant,
  finishedAt: z.exactOptional(instant),
  undoneAt: z.exactOptional(instant),
  undoneBy: z.exactOptional(z.string()),
});

export type ReceivablesImport = z.infer<typeof importSchema>;
export type ImportCounts = z.infer<typeof counts>;

export const imports: Collection<ReceivablesImport> = {
  name: 'imports',
  key: 'id',
  schema: importSchema,
  schemaVersion: 1,
  indexes: {
    byTime: { kind: 'ordered', fields: ['createdAt'] },
    byState: { kind: 'ordered', fields: ['state', 'createdAt'] },
    byFile: { kind: 'ordered', fields: ['fileHash', 'createdAt'] },
  },
};

const bilingual = z.object({ 'zh-CN': z.string(), en: z.string() });

const rowSchema = z.object({
  /** `<importId>-<index>`. */
  id: z.string(),
  importId: z.string(),
  /** Of the row in the import, from 0. */
  index: z.number().int(),
  /** Where it stands in the file, for people: sheet and line. */
  sheet: z.exactOptional(z.string()),
  line: z.number().int(),
  result: z.enum(['posted', 'payment', 'rejected']),
  /** Of a rejected row: its cells as they stand in the file, and all that is wrong with it. */
  cells: z.exactOptional(z.array(z.string())),
  problems: z.array(
    z.object({
      field: z.string().nullable(),
      column: z.string(),
      value: z.string(),
      code: z.string(),
      message: bilingual,
      remedy: bilingual,
    }),
  ),
  invoiceNumber: z.exactOptional(z.string()),
  receivableId: z.exactOptional(z.string()),
  customerCreated: z.exactOptional(z.string()),
  paymentId: z.exactOptional(z.string()),
});

/** What became of one row; rows that changed nothing leave none. It is also what an undo goes by. */
export type ImportRow = z.infer<typeof rowSchema>;

export const importRows: Collection<ImportRow> = {
  name: 'importRows',
  key: 'id',
  schema: rowSchema,
  schemaVersion: 1,
  indexes: {
    byImport: { kind: 'ordered', fields: ['importId', 'index'] },
    byResult: { kind: 'ordered', fields: ['importId', 'result', 'index'] },
    byReceivable: { kind: 'ordered', fields: ['receivableId', 'importId'] },
  },
};

const mappingSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Field of ours → column header of the file. */
  mapping: z.record(z.string(), z.string()),
  dateFormat: z.exactOptional(z.string()),
  numberFormat: z.exactOptional(z.string()),
  by: z.string(),
  savedAt: instant,
});

/** How the columns of a kind of file are read; saved by the person who worked it out. */
export type ImportMapping = z.infer<typeof mappingSchema>;

export const importMappings: Collection<ImportMapping> = {
  name: 'importMappings',
  key: 'id',
  schema: mappingSchema,
  schemaVersion: 1,
  indexes: { byName: { kind: 'ordered', fields: ['name'] }, byTime: { kind: 'ordered', fields: ['savedAt'] } },
};
