import { join } from 'node:path';
import { collections, DATABASE } from '#api/services.ts';
import { payments, receivables } from '#credit/index.ts';
import { engineCollections, type JournalEntry } from '#engine/index.ts';
import { openSqliteStore, type Collection, type StoreReader } from '#store/index.ts';
import { caseRefs, taskActs } from '#tasks/index.ts';
import { RECEIVABLE, RECEIVABLE_MINOR } from '../company.ts';
import { integrityOf } from '../integrity.ts';
import type { Command, Kind } from './ledger.ts';

export interface Verdict {
  readonly asked: number;
  readonly acknowledged: number;
  /** Acknowledged, and nowhere to be found: A - F. */
  readonly missing: number;
  /** Done more than once. */
  readonly doubled: number;
  /** Whose answer was lost at least once. */
  readonly unknown: number;
  /** Of those nobody asked for again: how many had been done, and not. */
  readonly abandoned: { readonly done: number; readonly undone: number };
  /** Effects that nobody asked for. */
  readonly unasked: number;
  /** Minor units that the receivable and its payments differ by. */
  readonly moneyAstray: number;
  /** Journals with a gap or a repetition. */
  readonly brokenJournals: number;
  /** `ok`, or what SQLite found. */
  readonly integrity: string;
}

/** Counts, over the file of a server that has ended, the effects of everything that was asked for. */
export async function verify(folder: string, commands: readonly Command[]): Promise<Verdict> {
  const path = join(folder, DATABASE);
  const store = await openSqliteStore({ path, collections, mode: 'reader' });
  const effects = await effectsIn(store);
  const paid = [...effects.payment.values()].reduce((sum, times) => sum + times, 0);
  const receivable = (await store.get(receivables, RECEIVABLE))?.document;
  const brokenJournals = await countBrokenJournals(store);
  await store.close();

  const times = ({ kind, mark }: Command): number => effects[kind].get(mark) ?? 0;
  const acknowledged = commands.filter(({ state }) => state === 'acknowledged');
  const abandoned = commands.filter(({ state }) => state === 'abandoned');
  const asked = new Set(commands.map(({ kind, mark }) => `${kind} ${mark}`));
  return {
    asked: commands.length,
    acknowledged: acknowledged.length,
    missing: acknowledged.filter((command) => times(command) === 0).length,
    doubled: commands.filter((command) => times(command) > 1).length,
    unknown: commands.filter(({ wasUnknown }) => wasUnknown).length,
    abandoned: {
      done: abandoned.filter((command) => times(command) > 0).length,
      undone: abandoned.filter((command) => times(command) === 0).length,
    },
    unasked: Object.entries(effects).reduce(
      (sum, [kind, marks]) => sum + [...marks.keys()].filter((mark) => !asked.has(`${kind} ${mark}`)).length,
      0,
    ),
    moneyAstray: RECEIVABLE_MINOR - paid - (receivable?.openMinor ?? 0),
    brokenJournals,
    integrity: integrityOf(path),
  };
}

type Effects = Readonly<Record<Kind, Map<string, number>>>;

async function effectsIn(store: StoreReader): Promise<Effects> {
  const effects: Effects = {
    start: new Map(),
    complete: new Map(),
    claim: new Map(),
    comment: new Map(),
    payment: new Map(),
  };
  const count = (kind: Kind, mark: string): void => void effects[kind].set(mark, (effects[kind].get(mark) ?? 0) + 1);
  for await (const { document } of store.scan(caseRefs)) {
    if (document.bpmnProcessId === 'credit-onboarding' && document.customerId !== 'cw') {
      count('start', document.customerName ?? '');
    }
  }
  for await (const { document } of store.scan(taskActs)) {
    if (document.type === 'complete') count('complete', document.taskKey);
    else if (document.type === 'claim') count('claim', document.taskKey);
    else if (document.type === 'comment') count('comment', document.comment ?? '');
  }
  for await (const { document } of store.scan(payments)) count('payment', document.reference ?? '');
  return effects;
}

/** The events of an instance are numbered without a gap: one lost or written twice would show. */
async function countBrokenJournals(store: StoreReader): Promise<number> {
  const journal = engineCollections.find(({ name }) => name === 'engine-journal') as Collection<JournalEntry>;
  const entries = new Map<string, (readonly [first: number, events: number])[]>();
  for await (const { document } of store.scan(journal)) {
    const { processInstanceKey, position, events } = document;
    const known = entries.get(processInstanceKey) ?? [];
    known.push([position, events.length]);
    entries.set(processInstanceKey, known);
  }
  return [...entries.values()].filter((ofInstance) => !isGapless(ofInstance)).length;
}

function isGapless(entries: readonly (readonly [first: number, events: number])[]): boolean {
  let next = 1;
  for (const [first, events] of entries.toSorted(([a], [b]) => a - b)) {
    if (first !== next) return false;
    next += events;
  }
  return true;
}
