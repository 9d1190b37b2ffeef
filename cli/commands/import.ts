import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { readConfig } from '#api/config.ts';
import { AppError } from '#errors/index.ts';
import { importDirectly } from '../import-direct.ts';
import { importThroughServer, type ServerAccess } from '../import-through-server.ts';
import { type LedgerChoices, openLedger, type RejectedLine, sayRejected } from '../ledger.ts';
import { columns } from '../table.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface ImportOptions extends LedgerChoices {
  readonly data?: string;
  readonly server?: string;
  readonly login?: string;
  readonly password?: string;
}

/** What became of the rows of a file. */
export interface ImportReport {
  readonly importId: string;
  readonly rows: number;
  readonly posted: number;
  readonly unchanged: number;
  readonly payments: number;
  readonly rejected: number;
  readonly rejectedRows: readonly RejectedLine[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Imports a receivables file into a data folder: through the server that owns it, else by opening it. The same file again
 * changes nothing. Rejected rows are listed; they reject no other.
 */
export async function importCommand(
  terminal: Terminal,
  file: string,
  options: ImportOptions,
  version: string,
): Promise<Outcome> {
  // Read before anything is opened: a wrong file leaves nothing behind.
  const source = await openLedger(terminal, file);
  const words = WORDS[terminal.language];
  const onProgress = (done: number, total: number): void => terminal.progress(words.progress(done, total));
  const config = readConfig(terminal.environment);
  // The server reads XINLIU_DATA from the repository's root, where npm starts it; a person names --data from where they stand.
  const dataFolder =
    options.data === undefined ? resolve(ROOT, config.XINLIU_DATA) : resolve(terminal.folder, options.data);
  const named = options.server ?? terminal.environment['XINLIU_SERVER'];
  const access: ServerAccess = {
    server: named ?? `http://127.0.0.1:${config.PORT}`,
    login: options.login ?? terminal.environment['XINLIU_LOGIN'],
    password: options.password ?? terminal.environment['XINLIU_PASSWORD'],
  };
  const throughServer = (): Promise<ImportReport> => {
    terminal.say(words.server(access.server));
    return importThroughServer(terminal, source, options, access, onProgress);
  };
  const report =
    named === undefined
      ? await importDirectly(terminal, source, options, { dataFolder, version }, onProgress).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'STORE_OWNED') return throughServer();
          throw error;
        })
      : await throughServer();
  sayRejected(terminal, report.rejectedRows);
  return { ok: true, document: report, text: tableOf(report, words.rows) };
}

const WORDS = {
  'zh-CN': {
    server: (server: string) => `由正在运行的系统导入：${server}`,
    progress: (done: number, total: number) => `已处理 ${done}/${total} 行`,
    rows: ['总行数', '新入账', '登记付款', '无变化', '被拒绝'],
  },
  en: {
    server: (server: string) => `Importing through the running server at ${server}`,
    progress: (done: number, total: number) => `${done} of ${total} rows`,
    rows: ['Rows', 'Posted', 'Payments', 'Unchanged', 'Rejected'],
  },
} as const;

function tableOf({ rows, posted, payments, unchanged, rejected }: ImportReport, labels: readonly string[]): string {
  const values = [rows, posted, payments, unchanged, rejected];
  return columns(labels.map((label, at) => [label, String(values[at])]));
}
