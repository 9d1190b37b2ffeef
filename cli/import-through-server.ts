import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportState } from '#api/contract/index.ts';
import { readTable } from '#credit/import/files/index.ts';
import { fail } from '#errors/index.ts';
import type { ImportReport } from './commands/import.ts';
import { type LedgerChoices, type LedgerFile, mapColumns, type RejectedLine } from './ledger.ts';
import { ServerClient } from './server-client.ts';
import type { Terminal } from './terminal.ts';

export interface ServerAccess {
  readonly server: string;
  readonly login: string | undefined;
  readonly password: string | undefined;
}

const POLL_MS = 200;

/** The steps of the import wizard, through the API of a running server and with the rights of the person who signs in. */
export async function importThroughServer(
  terminal: Terminal,
  source: LedgerFile,
  choices: LedgerChoices,
  { server, login, password }: ServerAccess,
  onProgress: (done: number, total: number) => void,
): Promise<ImportReport> {
  const client = new ServerClient(server, terminal.language);
  await client.call('health');
  if (login === undefined || password === undefined) return fail('CLI_SIGN_IN_NEEDED', { server });
  await client.call('signIn', { body: { login, password } });
  try {
    return await post(client, source, choices, onProgress);
  } finally {
    await client.call('signOut');
  }
}

async function post(
  client: ServerClient,
  source: LedgerFile,
  choices: LedgerChoices,
  onProgress: (done: number, total: number) => void,
): Promise<ImportReport> {
  const { file, bytes, table } = source;
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)]), basename(file));
  const { import: uploaded } = await client.call('uploadImport', { body: form });
  const params = { id: uploaded.id };
  if ((choices.map ?? []).length > 0 || choices.dateFormat !== undefined) {
    await client.call('mapImport', { params, body: corrected(table, choices) });
  }
  let state: ImportState = await client.call('startImport', { params });
  while (state.state === 'running' || state.state === 'mapping') {
    onProgress(state.done, state.rows);
    await pause(POLL_MS);
    state = await client.call('getImport', { params });
  }
  if (state.state !== 'finished') {
    fail('CLI_IMPORT_UNFINISHED', { file, state: state.state, problem: state.error ?? '' });
  }
  const { rows, posted, unchanged, payments, rejected } = state;
  const rejectedRows =
    rejected === 0 ? [] : linesOf(await client.download('getRejected', { params, query: { format: 'csv' } }));
  return { importId: uploaded.id, rows, posted, unchanged, payments, rejected, rejectedRows };
}

/** The whole mapping, the person's choices first: the columns that the choices leave over are guessed anew. */
function corrected(
  table: LedgerFile['table'],
  choices: LedgerChoices,
): { mapping: Record<string, number>; dateFormat?: string } {
  const { fields } = mapColumns(table, choices);
  return {
    mapping: Object.fromEntries(Object.entries(fields).map(([field, { column }]) => [field, column])),
    ...(choices.dateFormat === undefined ? {} : { dateFormat: choices.dateFormat }),
  };
}

/** The report of the rejected rows ends with four columns of its own: line, columns, reason, remedy. */
function linesOf(report: Uint8Array): readonly RejectedLine[] {
  const { rows, headers } = readTable(report, 'rejected.csv');
  return rows.map(({ cells }) => {
    const [line = '', columns = '', message = '', remedy = ''] = cells.slice(headers.length - 4, headers.length);
    return { line: Number(line), columns, message, remedy };
  });
}
