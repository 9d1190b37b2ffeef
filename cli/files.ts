import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Resource } from '#engine/index.ts';
import { fail } from '#errors/index.ts';
import type { Terminal } from './terminal.ts';

/** No file a command takes may be larger; receivables files have this limit too. */
const MAX_BYTES = 50 * 1024 * 1024;

type Place = Pick<Terminal, 'folder'>;

/** Rejects with CLI_FILE_NOT_FOUND, CLI_FILE_UNREADABLE, CLI_FILE_TOO_LARGE: before a byte of it is read. */
export async function readBytes({ folder }: Place, file: string): Promise<Uint8Array> {
  const path = resolve(folder, file);
  try {
    const found = await stat(path);
    if (found.isFile() && found.size > MAX_BYTES) fail('CLI_FILE_TOO_LARGE', { file, limit: '50 MB' });
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') fail('CLI_FILE_NOT_FOUND', { file }, { cause: error });
    if (codeOf(error) !== undefined && isSystemError(error)) {
      fail('CLI_FILE_UNREADABLE', { file, problem: codeOf(error) }, { cause: error });
    }
    throw error;
  }
}

/** UTF-8, with or without its mark; anything else is refused (CLI_FILE_NOT_TEXT). */
export async function readText(place: Place, file: string): Promise<string> {
  const bytes = await readBytes(place, file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return fail('CLI_FILE_NOT_TEXT', { file }, { cause: error });
  }
}

/** A JSON object; rejects with CLI_NOT_JSON. */
export async function readObject(place: Place, file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(place, file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    fail('CLI_NOT_JSON', { file, problem: messageOf(error) }, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('CLI_NOT_JSON', { file, problem: Array.isArray(value) ? 'array' : String(value) });
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A file to deploy under its own name; what it is is told from the ending, which must be one of `endings`. */
export async function readResource(place: Place, file: string, endings: readonly string[]): Promise<Resource> {
  if (!endings.some((ending) => file.endsWith(ending))) {
    fail('CLI_FILE_KIND', { file, expected: endings.join(', ') });
  }
  return { name: basename(file), content: await readText(place, file) };
}

export async function writeText({ folder }: Place, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(folder, file), text);
  } catch (error) {
    fail('CLI_FILE_UNWRITABLE', { file, problem: codeOf(error) ?? messageOf(error) }, { cause: error });
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
