import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { runCommandLine } from '#cli/run-command-line.ts';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** stdout as the one JSON document it must be. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** A folder of its own in which commands are typed. */
export interface Desk {
  readonly folder: string;
  /** Puts a file there and returns its name. */
  put(name: string, content: string | Uint8Array): string;
  /** Runs a command there; `document` is read when it is asked for. */
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ran>;
  clear(): void;
}

export function openDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-cli-'));
  return {
    folder,
    put(name, content) {
      writeFileSync(join(folder, name), content);
      return name;
    },
    async run(args, environment = {}) {
      let out = '';
      let err = '';
      const exit = await runCommandLine(args, {
        environment,
        folder,
        version: '1.2.3',
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (err += text) },
        clock: { now: () => '2026-03-02T01:00:00.000Z', elapsed: () => 0 },
      });
      return {
        exit,
        out,
        err,
        get document() {
          return JSON.parse(out) as Record<string, unknown>;
        },
      };
    },
    clear: () => rmSync(folder, { recursive: true }),
  };
}

export const gbk = (text: string): Uint8Array => iconv.encode(text, 'gb18030');
export const utf16 = (text: string): Uint8Array => iconv.encode(text, 'utf-16', { addBOM: true });

export const csv = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => row.join(delimiter)).join('\r\n');
