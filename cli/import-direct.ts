import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { pino } from 'pino';
import { openStore, type Services, startServices } from '#api/services.ts';
import { publishShipped } from '#api/studio/publish.ts';
import { beginImport, changeImport, importReceivables, keepImportFile, listRejectedRows } from '#credit/index.ts';
import type { Mapping } from '#credit/import/files/index.ts';
import { fail } from '#errors/index.ts';
import { SYSTEM } from '#organization/index.ts';
import { basename } from 'node:path';
import type { ImportReport } from './commands/import.ts';
import { type LedgerChoices, type LedgerFile, readLedger, rejectedLine } from './ledger.ts';
import type { Terminal } from './terminal.ts';

/**
 * Imports into a data folder that no server has open; the days missed are made up first. Rejects with STORE_OWNED when one has,
 * before anything is written.
 */
export async function importDirectly(
  terminal: Terminal,
  source: LedgerFile,
  choices: LedgerChoices,
  place: { readonly dataFolder: string; readonly version: string },
  onProgress: (done: number, total: number) => void,
): Promise<ImportReport> {
  await mkdir(place.dataFolder, { recursive: true });
  const logger = pino({ level: terminal.environment['LOG_LEVEL'] ?? 'warn' }, pino.destination(2));
  const store = await openStore(place.dataFolder);
  try {
    const services = await startServices({ store, version: place.version, logger });
    try {
      await publishShipped(services);
      await services.dayTurns().idle();
      return await post(services, terminal, source, choices, onProgress);
    } finally {
      await services.engine.settled();
      await services.close();
    }
  } finally {
    await store.close();
  }
}

async function post(
  services: Services,
  terminal: Terminal,
  source: LedgerFile,
  choices: LedgerChoices,
  onProgress: (done: number, total: number) => void,
): Promise<ImportReport> {
  const { zone, currency } = await services.settings();
  const { file, bytes, table } = source;
  const { mapping, items } = readLedger(terminal, source, choices, { zone, currency });
  const credit = services.credit();
  const begun = await beginImport(credit, {
    fileName: basename(file),
    fileHash: createHash('sha256').update(bytes).digest('hex'),
    fileKind: table.kind,
    by: SYSTEM,
    ...(table.encoding === null ? {} : { encoding: table.encoding }),
  });
  await keepImportFile(credit, begun.id, { bytes, headers: table.headers });
  await changeImport(credit, begun.id, ['mapping'], (found) => ({ ...found, mapping: columnsOf(mapping) }));
  const finished = await importReceivables(credit, {
    importId: begun.id,
    items,
    onProgress: ({ done, total }) => onProgress(done, total),
  });
  if (finished.state !== 'finished') {
    fail('CLI_IMPORT_UNFINISHED', { file, state: finished.state, problem: finished.error ?? '' });
  }
  const rejected = await listRejectedRows(services.store, begun.id);
  return {
    importId: begun.id,
    rows: finished.total,
    ...finished.counts,
    rejectedRows: rejected.map(({ rowNumber, problems }) =>
      rejectedLine({ line: rowNumber }, problems, terminal.language),
    ),
  };
}

function columnsOf({ fields }: Mapping): Record<string, number> {
  return Object.fromEntries(Object.entries(fields).map(([field, guess]) => [field, guess.column]));
}
