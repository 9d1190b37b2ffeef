import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { instant } from './fields.ts';

const fileSchema = z.object({
  importId: z.string(),
  /** Its heading as it stands in the file: what the rejected rows are given back under. */
  headers: z.array(z.string()),
  /** Pieces it is kept in; none once it is posted. */
  pieces: z.number().int(),
  keptAt: instant,
});

/** A receivables file between its upload and the end of its posting. */
export type ImportFile = z.infer<typeof fileSchema>;

export const importFiles: Collection<ImportFile> = {
  name: 'importFiles',
  key: 'importId',
  schema: fileSchema,
  schemaVersion: 1,
  indexes: {},
};

const pieceSchema = z.object({
  /** `<importId>-<number from 0>`. */
  id: z.string(),
  /** Base64 of a part of the file, compressed as a whole. */
  data: z.string(),
});

export type ImportFilePiece = z.infer<typeof pieceSchema>;

export const importFilePieces: Collection<ImportFilePiece> = {
  name: 'importFilePieces',
  key: 'id',
  schema: pieceSchema,
  schemaVersion: 1,
  indexes: {},
};
