import { DatabaseSync } from 'node:sqlite';
import { LARGE } from './workload.ts';
import type { Contestant, variablesOf } from './workload.ts';

/** Elements whose tasks open when `element` is completed; `end` when the instance is done. */
function next(element: string, amount: number, bothReviewed: boolean): readonly string[] {
  if (element === 'start') return ['sales'];
  if (element === 'sales' && amount > LARGE) return ['finance'];
  if (element === 'sales' || element === 'finance') return ['legal', 'risk'];
  return bothReviewed ? ['end'] : [];
}

/** Which steps share a transaction: none; those that arrive in one turn of the event loop; a client's batch of 20. */
export type Sharing = 'none' | 'turn' | 'batch';

/**
 * W1 written by hand for this one graph, as somebody would who needs no engine: tables for instances, tasks and events.
 */
export function openByHand(path: string, sharing: Sharing): Contestant & { count(name: string): Promise<number> } {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
    CREATE TABLE instance (id INTEGER PRIMARY KEY, variables TEXT NOT NULL, reviews INTEGER NOT NULL DEFAULT 0, started INTEGER NOT NULL, ended INTEGER);
    CREATE TABLE task (id INTEGER PRIMARY KEY, instance INTEGER NOT NULL, element TEXT NOT NULL, inbox TEXT NOT NULL, created INTEGER NOT NULL);
    CREATE INDEX task_inbox ON task (inbox, created, id);
    CREATE TABLE event (id INTEGER PRIMARY KEY, instance INTEGER NOT NULL, element TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, data TEXT);`);
  const sql = (text: string) => database.prepare(text);
  const begin = sql('BEGIN IMMEDIATE');
  const commit = sql('COMMIT');
  const addInstance = sql('INSERT INTO instance (variables, started) VALUES (?, ?)');
  const readInstance = sql('SELECT variables, reviews FROM instance WHERE id = ?');
  const changeInstance = sql('UPDATE instance SET variables = ?, reviews = ?, ended = ? WHERE id = ?');
  const addTask = sql('INSERT INTO task (instance, element, inbox, created) VALUES (?, ?, ?, ?)');
  const readTask = sql('SELECT instance, element FROM task WHERE id = ?');
  const dropTask = sql('DELETE FROM task WHERE id = ?');
  const addEvent = sql('INSERT INTO event (instance, element, kind, at, data) VALUES (?, ?, ?, ?, ?)');
  const counted = sql('SELECT count(*) AS count FROM task WHERE inbox = ?');
  const newest = sql('SELECT id FROM task WHERE inbox = ? ORDER BY created DESC, id DESC LIMIT ?');

  const open = (instance: number, elements: readonly string[], client: string, now: number): void => {
    for (const element of elements) {
      addTask.run(instance, element, `person:${element}-${client}`, now);
      addEvent.run(instance, element, 'opened', now, null);
    }
  };
  const start = (variables: ReturnType<typeof variablesOf>): void => {
    const now = Date.now();
    const instance = Number(addInstance.run(JSON.stringify(variables), now).lastInsertRowid);
    addEvent.run(instance, 'start', 'completed', now, null);
    open(instance, next('start', variables.amount, false), variables.client, now);
  };
  const complete = (key: string, given: Readonly<Record<string, unknown>>): void => {
    const now = Date.now();
    const task = readTask.get(key);
    const instance = Number(task?.['instance']);
    const element = String(task?.['element']);
    const row = readInstance.get(instance);
    const variables = { ...JSON.parse(String(row?.['variables'])), ...given };
    const reviews = Number(row?.['reviews']) + (element === 'legal' || element === 'risk' ? 1 : 0);
    dropTask.run(key);
    addEvent.run(instance, element, 'completed', now, JSON.stringify(given));
    const elements = next(element, variables.amount, reviews === 2);
    const ended = elements.includes('end');
    changeInstance.run(JSON.stringify(variables), reviews, ended ? now : null, instance);
    if (ended) addEvent.run(instance, 'end', 'completed', now, null);
    else open(instance, elements, variables.client, now);
  };

  let waiting: { readonly work: () => void; readonly done: () => void }[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    begin.run();
    for (const { work } of group) work();
    commit.run();
    for (const { done } of group) done();
  };
  let isBatch = false;
  const durably = (work: () => void): Promise<void> => {
    if (isBatch) {
      work();
      return Promise.resolve();
    }
    if (sharing === 'turn') {
      if (waiting.length === 0) setImmediate(flush);
      return new Promise((done) => waiting.push({ work, done }));
    }
    begin.run();
    work();
    commit.run();
    return Promise.resolve();
  };
  const batch = async (work: () => Promise<void>): Promise<void> => {
    begin.run();
    isBatch = true;
    await work();
    isBatch = false;
    commit.run();
  };
  return {
    ...(sharing === 'batch' && { batch }),
    count: async (name) => Number(counted.get(name)?.['count']),
    start: (variables) => durably(() => start(variables)),
    complete: (key, variables) => durably(() => complete(key, variables)),
    inbox: async (name, limit) => newest.all(name, limit).map((row) => String(row['id'])),
    close: async () => database.close(),
  };
}
