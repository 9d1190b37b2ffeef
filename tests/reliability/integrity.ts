import { DatabaseSync } from 'node:sqlite';

/** `ok`, or what SQLite finds wrong with the file. */
export function integrityOf(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  const found = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return found.map(({ integrity_check: line }) => String(line)).join('; ');
}
