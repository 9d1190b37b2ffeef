import { createHash } from 'node:crypto';
import type { ProcessEngine, Work } from '#engine/index.ts';
import { AppError, fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Person } from '../people.ts';
import { people } from '../people.ts';
import { accept, put, reference, refuse, remove } from '../work.ts';
import type { Account } from './account.ts';
import { accounts, logins, normalizeLogin, signInThrottles } from './account.ts';
import { checkPassword, hashPassword, verifyPassword } from './password.ts';

/** What signing in needs of the world. */
export interface AccountShell {
  readonly reader: StoreReader;
  readonly transact: ProcessEngine['transact'];
}

export interface SignedIn {
  readonly person: Person;
  readonly mustChangePassword: boolean;
  /** To be kept in the session: see `sessionEpoch` of the account. */
  readonly sessionEpoch: number;
}

const FREE_ATTEMPTS = 5;
const FIRST_BLOCK_SECONDS = 5;
const LONGEST_BLOCK_SECONDS = 900;
const FORGET_AFTER_MS = 3_600_000;
const UNKNOWN_NAMES = 4096;

/** Compared with when the name is unknown, so that the answer takes as long as for a known one. */
const nobody = hashPassword('nobody has this password');

/**
 * Signs a person in by name and password. Every attempt is counted before the password is looked at, so that many at once
 * gain nothing; five are free, then each waits twice as long as the one before, up to 15 minutes. Rejects with
 * ORG_SIGN_IN_FAILED (the same for a wrong name and a wrong password), ORG_SIGN_IN_THROTTLED, ORG_ACCOUNT_DISABLED.
 */
export async function signIn(
  shell: AccountShell,
  input: { readonly login: string; readonly password: string },
): Promise<SignedIn> {
  const login = normalizeLogin(input.login);
  const personId = (await shell.reader.get(logins, login))?.document.personId;
  await shell.transact(countAttempt(personId ?? unknownName(login)));
  const account = personId === undefined ? undefined : (await shell.reader.get(accounts, personId))?.document;
  const right = await verifyPassword(input.password, account?.passwordHash ?? (await nobody));
  if (account === undefined || !right) fail('ORG_SIGN_IN_FAILED');
  return shell.transact(enter(account));
}

/**
 * Changes one's own password. Ends all sessions of the account: the caller begins a new one with the epoch returned.
 * Rejects with ORG_PASSWORD_WRONG, ORG_SIGN_IN_THROTTLED and the password rules.
 */
export async function changePassword(
  shell: AccountShell,
  input: { readonly personId: string; readonly current: string; readonly next: string },
): Promise<SignedIn> {
  const account = (await shell.reader.get(accounts, input.personId))?.document;
  const person = (await shell.reader.get(people, input.personId))?.document;
  if (account === undefined || person === undefined) fail('ORG_PERSON_NOT_FOUND', { id: input.personId });
  const problem = checkPassword(input.next, person.login);
  if (problem !== undefined) throw new AppError(problem);
  await shell.transact(countAttempt(input.personId));
  if (!(await verifyPassword(input.current, account.passwordHash))) fail('ORG_PASSWORD_WRONG');
  if (input.current === input.next) fail('ORG_PASSWORD_SAME');
  return shell.transact(replacePassword(account, await hashPassword(input.next)));
}

/** Counts an attempt, or refuses it while the account waits. */
function countAttempt(key: string): Work<void> {
  return {
    reads: [reference(signInThrottles, key)],
    decide(documents, { now }) {
      const kept = documents.get(signInThrottles, key)?.document;
      const left = Date.parse(kept?.blockedUntil ?? now) - Date.parse(now);
      if (left > 0) return refuse('ORG_SIGN_IN_THROTTLED', { seconds: Math.ceil(left / 1000) });
      const forgotten = kept === undefined || Date.parse(now) - Date.parse(kept.lastAt) > FORGET_AFTER_MS;
      const attempts = forgotten ? 1 : kept.attempts + 1;
      return accept(
        [put(signInThrottles, { key, attempts, lastAt: now, blockedUntil: blockedUntil(attempts, now) })],
        undefined,
      );
    },
  };
}

function blockedUntil(attempts: number, now: string): string | null {
  if (attempts < FREE_ATTEMPTS) return null;
  const seconds = Math.min(FIRST_BLOCK_SECONDS * 2 ** (attempts - FREE_ATTEMPTS), LONGEST_BLOCK_SECONDS);
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}

/** The password was right: forget the attempts, unless person or password changed while it was being compared. */
function enter(seen: Account): Work<SignedIn> {
  const { personId } = seen;
  return {
    reads: [reference(accounts, personId), reference(people, personId)],
    decide(documents, { now }) {
      const account = documents.get(accounts, personId)?.document;
      const person = documents.get(people, personId)?.document;
      if (person === undefined || account?.passwordHash !== seen.passwordHash) return refuse('ORG_SIGN_IN_FAILED');
      if (!person.active) return refuse('ORG_ACCOUNT_DISABLED');
      const writes = [remove(signInThrottles, personId), put(accounts, { ...account, lastSignInAt: now })];
      return accept(writes, signedIn(person, account));
    },
  };
}

function replacePassword(seen: Account, passwordHash: string): Work<SignedIn> {
  const { personId } = seen;
  return {
    reads: [reference(accounts, personId), reference(people, personId)],
    decide(documents, { now }) {
      const account = documents.get(accounts, personId)?.document;
      const person = documents.get(people, personId)?.document;
      if (person === undefined || account?.passwordHash !== seen.passwordHash) return refuse('ORG_PASSWORD_WRONG');
      if (!person.active) return refuse('ORG_ACCOUNT_DISABLED');
      const sessionEpoch = account.sessionEpoch + 1;
      const changed = { ...account, passwordHash, mustChangePassword: false, passwordChangedAt: now, sessionEpoch };
      return accept([remove(signInThrottles, personId), put(accounts, changed)], signedIn(person, changed));
    },
  };
}

function signedIn(person: Person, account: Account): SignedIn {
  return { person, mustChangePassword: account.mustChangePassword, sessionEpoch: account.sessionEpoch };
}

function unknownName(login: string): string {
  return `unknown-${createHash('sha256').update(login).digest().readUInt32BE() % UNKNOWN_NAMES}`;
}
