import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import { importFilePieces, importFiles } from '../collections/import-files.ts';
import { imports } from '../collections/imports.ts';
import type { Credit } from '../context.ts';
import { accepted, reference, untyped } from '../deciders/draft.ts';
import { chunksOf, work } from '../work.ts';

const compress = promisify(gzip);
const uncompress = promisify(gunzip);

/** Bytes of one piece, and pieces of one unit of work: a large file must not hold up what others write. */
const PIECE = 256 * 1024;
const PIECES_A_UNIT = 8;

const keyOf = (importId: string, index: number): string => `${importId}-${index}`;

/** Keeps an uploaded file with the import until it is posted, so that a stop or a restart needs no second upload. */
export async function keepImportFile(
  credit: Credit,
  importId: string,
  file: { readonly bytes: Uint8Array; readonly headers: readonly string[] },
): Promise<void> {
  const compressed = await compress(file.bytes);
  const pieces = Array.from({ length: Math.ceil(compressed.length / PIECE) }, (_, index) => ({
    id: keyOf(importId, index),
    data: compressed.subarray(index * PIECE, (index + 1) * PIECE).toString('base64'),
  }));
  for (const unit of chunksOf(pieces, PIECES_A_UNIT)) {
    await credit.engine.transact(
      work([], (draft) => {
        for (const piece of unit) draft.create(importFilePieces, piece);
        return accepted(undefined);
      }),
    );
  }
  await credit.engine.transact(
    work([], (draft, { now }) => {
      draft.create(importFiles, { importId, headers: [...file.headers], pieces: pieces.length, keptAt: now });
      return accepted(undefined);
    }),
  );
}

/** The kept file. Rejects with IMPORT_FILE_GONE when it is posted already or its upload was cut off. */
export async function readImportFile(store: StoreReader, importId: string): Promise<Uint8Array> {
  const kept = (await store.get(importFiles, importId))?.document;
  if (kept === undefined || kept.pieces === 0) return fail('IMPORT_FILE_GONE');
  const parts: Buffer[] = [];
  for (let index = 0; index < kept.pieces; index += 1) {
    const piece = await store.get(importFilePieces, keyOf(importId, index));
    parts.push(Buffer.from(piece?.document.data ?? fail('IMPORT_FILE_GONE'), 'base64'));
  }
  return uncompress(Buffer.concat(parts));
}

/** The heading of the file; it stays when the file itself is dropped. */
export async function readImportHeaders(store: StoreReader, importId: string): Promise<readonly string[]> {
  return (await store.get(importFiles, importId))?.document.headers ?? [];
}

/** Forgets the file, not its heading. Nothing happens when it is gone. */
export async function dropImportFile(credit: Credit, importId: string): Promise<void> {
  const kept = (await credit.store.get(importFiles, importId))?.document;
  if (kept === undefined || kept.pieces === 0) return;
  await credit.engine.transact(
    work([reference(importFiles, importId)], (draft) => {
      // Without a look at them: all pieces together can be large.
      for (let index = 0; index < kept.pieces; index += 1) {
        draft.add({ type: 'delete', collection: untyped(importFilePieces), key: keyOf(importId, index) });
      }
      draft.put(importFiles, { ...kept, pieces: 0 });
      return accepted(undefined);
    }),
  );
}

/** Forgets imports that were uploaded before an instant and never posted, with their files. */
export async function discardUploads(credit: Credit, before: string): Promise<void> {
  const old = await credit.store.find(imports, { where: { state: 'mapping', createdAt: { lt: before } } });
  for (const { document } of old.items) {
    await dropImportFile(credit, document.id);
    const reads = [reference(imports, document.id), reference(importFiles, document.id)];
    await credit.engine.transact(
      work(reads, (draft) => {
        if (draft.read(imports, document.id)?.state === 'mapping') {
          draft.delete(importFiles, document.id);
          draft.delete(imports, document.id);
        }
        return accepted(undefined);
      }),
    );
  }
}
