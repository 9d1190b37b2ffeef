/** The door of the store: typed collections and one atomic unit of work over memory, SQLite and, later, MongoDB. */
export type * from './types.ts';
export { openMemoryStore } from './memory/memory-store.ts';
export { openSqliteStore } from './sqlite/sqlite-store.ts';
export { deepFreeze } from './query/freeze.ts';
