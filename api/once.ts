import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock, ProcessEngine, Work } from '#engine/index.ts';
import { reject } from '#errors/index.ts';
import type { Collection, StoreReader, Write } from '#store/index.ts';
import { IDEMPOTENCY_HOURS } from './contract/index.ts';

/** Expired answers that a call takes away with it. */
const SWEPT = 20;

const answerSchema = z.object({
  /** `<person>/<key>`: a key is its person's own. */
  id: z.string(),
  /** SHA-256 of what was asked. */
  request: z.string(),
  /** What the unit of work gave. */
  result: z.unknown(),
  /** Instants of the machine's clock: a demo clock that is moved must not let keys expire. */
  at: z.string(),
  expiresAt: z.string(),
});
type KeptAnswer = Readonly<z.infer<typeof answerSchema>>;

/** What was done under an Idempotency-Key, kept in the unit that did it. */
export const keptAnswers: Collection<KeptAnswer> = {
  name: 'keptAnswers',
  key: 'id',
  schema: answerSchema,
  schemaVersion: 1,
  indexes: { expiry: { kind: 'ordered', fields: ['expiresAt'] } },
};

export type Transact = ProcessEngine['transact'];

/**
 * Does what changes something. With an Idempotency-Key its result is stored in the same unit of work, and whoever asks the
 * same again gets it without anything being done: also after a crash, and where two ask at once. `act` reads, checks and
 * hands one unit to `transact`; it returns what the unit gave, which must be plain JSON. Rejects with API_KEY_REUSED.
 */
export type Once = <Result>(act: (transact: Transact) => Promise<Result>) => Promise<Result>;

export interface KeyedRequest {
  readonly personId: string;
  readonly key: string;
  /** Operation, parameters and body. */
  readonly asked: unknown;
}

interface Parts {
  readonly store: StoreReader;
  readonly engine: Pick<ProcessEngine, 'transact'>;
  /** The machine's clock. */
  readonly clock: Pick<Clock, 'now'>;
}

/** For a call without a key, or with one: `onReplay` is told when the first result is given again. */
export function onceFor(parts: Parts, request: KeyedRequest | undefined, onReplay: () => void): Once {
  const { store, engine, clock } = parts;
  if (request === undefined) return (act) => act(engine.transact.bind(engine));
  const id = `${request.personId}/${request.key}`;
  const asked = digest(request.asked);
  const replay = (kept: KeptAnswer | undefined): { readonly result: unknown } | undefined => {
    if (kept === undefined || kept.expiresAt <= clock.now() || kept.request !== asked) return undefined;
    onReplay();
    return { result: kept.result };
  };
  const look = async (): Promise<{ readonly result: unknown } | undefined> =>
    replay((await store.get(keptAnswers, id))?.document);

  return async <Result>(act: (transact: Transact) => Promise<Result>): Promise<Result> => {
    const before = await look();
    // It was given by the same operation for the same request, so it has the type of its results.
    if (before !== undefined) return before.result as Result;
    const swept = await expiredAnswers(store, clock.now());
    try {
      return await act((work) =>
        engine.transact(remembering(work, { id, request: asked, now: clock.now(), swept, replay })),
      );
    } catch (error) {
      // The first call may have been under way: what it has done refuses the second.
      const meanwhile = await look();
      if (meanwhile === undefined) throw error;
      return meanwhile.result as Result;
    }
  };
}

interface Remembered {
  readonly id: string;
  readonly request: string;
  readonly now: string;
  readonly swept: readonly Write[];
  readonly replay: (kept: KeptAnswer | undefined) => { readonly result: unknown } | undefined;
}

/** The unit, and its result beside what it does; or nothing, where that is there. */
function remembering<Result>(work: Work<Result>, { id, request, now, swept, replay }: Remembered): Work<Result> {
  return {
    reads: [...work.reads, { collection: keptAnswers, key: id }],
    decide(documents, context) {
      const kept = documents.get(keptAnswers, id)?.document;
      const first = replay(kept);
      if (first !== undefined) return { ok: true, writes: [], result: first.result as Result };
      if (kept !== undefined && kept.expiresAt > now) return { ok: false, rejection: reject('API_KEY_REUSED') };
      const decision = work.decide(documents, context);
      if (!decision.ok) return decision;
      const expiresAt = new Date(Date.parse(now) + IDEMPOTENCY_HOURS * 3_600_000).toISOString();
      const document: KeptAnswer = { id, request, result: decision.result ?? null, at: now, expiresAt };
      const writes = [
        ...decision.writes,
        ...swept,
        { type: 'put', collection: keptAnswers, document },
      ] satisfies readonly Write[];
      return { ...decision, writes };
    },
  };
}

async function expiredAnswers(store: StoreReader, now: string): Promise<readonly Write[]> {
  const where = { expiresAt: { lte: now } };
  const { items } = await store.find(keptAnswers, { where, sort: { by: 'expiresAt' }, limit: SWEPT });
  return items.map(({ document }) => ({ type: 'delete', collection: keptAnswers, key: document.id }));
}

/** The same for the same values, in whatever order their names were sent. */
function digest(value: unknown): string {
  const sorted = JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(sorted).digest('base64url');
}
