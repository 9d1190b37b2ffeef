import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RECEIVABLE, type StaffMember } from '../company.ts';
import type { Command, Kind, Ledger } from './ledger.ts';
import { ARCHIVE } from '../../support/archive.ts';

/** The server as clients see it: sometimes it is not there. */
export interface Reachable {
  /** Its address as soon as it is up; undefined when the run is over. */
  readonly address: () => Promise<string | undefined>;
  /** Aborted when nobody will answer any more what was sent there. */
  readonly signal?: () => AbortSignal;
  readonly cookies: Readonly<Record<StaffMember, string>>;
  readonly ledger: Ledger;
  /** Whether the next lost answer is given up. */
  readonly givesUp: () => boolean;
  /** Payments are of this day. */
  readonly today: string;
}

class RunIsOver extends Error {}
class GivenUp extends Error {}

interface Answer {
  readonly next: readonly { readonly key: string }[];
}
type Started = Answer & { readonly key: string };
interface Case {
  readonly summary: { readonly openTasks: readonly { readonly key: string }[] };
}

/** The version of a task that nobody has touched. */
const FRESH = 1;

/** Takes case after case through its first steps, each of them once, until the run is over. */
export async function workAsClient(name: string, server: Reachable): Promise<void> {
  for (let round = 0; ; round += 1) {
    try {
      await workOnCase(`${name}-${round}`, server);
    } catch (error) {
      if (error instanceof RunIsOver) return;
      if (!(error instanceof GivenUp)) throw error;
    }
  }
}

async function workOnCase(mark: string, server: Reachable): Promise<void> {
  const start = { data: {}, customerName: mark };
  const started = await issue<Started>(server, 'ana', 'start', mark, '/starts/credit-onboarding', start);
  const archive = await openTask(server, started.key, started);
  const complete = { version: FRESH, data: { archive: ARCHIVE } };
  const answer = await issue<Answer>(server, 'ana', 'complete', archive, `/tasks/${archive}/complete`, complete);
  const outside = await openTask(server, started.key, answer);
  await issue(server, 'cora', 'claim', outside, `/tasks/${outside}/claim`, { version: FRESH });
  await issue(server, 'cora', 'comment', mark, `/tasks/${outside}/comments`, { text: mark });
  const payment = { date: server.today, amountMinor: 1, reference: mark };
  await issue(server, 'fei', 'payment', mark, `/receivables/${RECEIVABLE}/payments`, payment);
}

/** The open task of a case: the answer names it when it was there in time, else whoever began the case looks. */
async function openTask(server: Reachable, caseKey: string, { next }: Answer): Promise<string> {
  let [open] = next;
  while (open === undefined) {
    const { summary } = await read<Case>(server, 'ana', `/cases/${caseKey}`);
    [open] = summary.openTasks;
  }
  return open.key;
}

/** Asks until it is answered, always under the same key. */
async function issue<Body>(
  server: Reachable,
  who: StaffMember,
  kind: Kind,
  mark: string,
  path: string,
  body: object,
): Promise<Body> {
  const command = server.ledger.ask(kind, randomUUID(), mark);
  for (;;) {
    const answer = await send(server, who, path, { body, key: command.key });
    if (answer !== undefined) {
      server.ledger.acknowledge(command);
      return answer as Body;
    }
    lost(server, command);
  }
}

function lost({ ledger, givesUp }: Reachable, command: Command): void {
  ledger.lose(command);
  if (!givesUp()) return;
  command.state = 'abandoned';
  throw new GivenUp();
}

async function read<Body>(server: Reachable, who: StaffMember, path: string): Promise<Body> {
  for (;;) {
    const answer = await send(server, who, path);
    if (answer !== undefined) return answer as Body;
  }
}

/** Starts a case at this address and no other; gives the code of the refusal, or `done`. */
export async function startCaseAt(
  address: string,
  { cookies, ledger }: Pick<Reachable, 'cookies' | 'ledger'>,
  mark: string,
): Promise<string> {
  const command = ledger.ask('start', randomUUID(), mark);
  command.state = 'abandoned';
  const response = await fetch(`${address}/api/v1/starts/credit-onboarding`, {
    method: 'POST',
    headers: { cookie: cookies.ana, 'content-type': 'application/json', 'idempotency-key': command.key },
    body: JSON.stringify({ data: {}, customerName: mark }),
  });
  const { code } = (await response.json()) as { readonly code?: string };
  if (!response.ok) return String(code);
  ledger.acknowledge(command);
  return 'done';
}

/** Undefined when there was no answer, or one that says that the server can't tell. */
async function send(
  { address, cookies, signal }: Reachable,
  who: StaffMember,
  path: string,
  change?: { readonly body: object; readonly key: string },
): Promise<unknown> {
  const at = await address();
  if (at === undefined) throw new RunIsOver();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${at}/api/v1${path}`, {
      headers: {
        cookie: cookies[who],
        ...(change === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': change.key }),
      },
      ...(change === undefined ? {} : { method: 'POST', body: JSON.stringify(change.body) }),
      ...(signal === undefined ? {} : { signal: signal() }),
    });
    text = await response.text();
  } catch {
    return undefined;
  }
  if (response.ok) return JSON.parse(text);
  if (response.status >= 500) {
    await sleep(20);
    return undefined;
  }
  throw new Error(`${who} ${path}: ${response.status} ${text}`);
}
