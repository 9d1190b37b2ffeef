import type { Decision, Work } from '#engine/index.ts';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { Documents, Write } from '#store/index.ts';
import { accounts, isLogin, logins, normalizeLogin } from '../accounts/account.ts';
import type { Person } from '../people.ts';
import { people } from '../people.ts';
import type { Role } from '../roles.ts';
import { accept, put, reference, remove } from '../work.ts';
import { placePerson, placeReferences } from './place-person.ts';
import {
  byReferences,
  chartIn,
  checkAdministrator,
  checkAdministratorRemains,
  checkDepartment,
  checkId,
  checkName,
  firstOf,
} from './rules.ts';

export interface NewPerson {
  /** Chosen by the caller, or made. */
  readonly id?: string;
  readonly name: string;
  readonly login: string;
  /** From `hashPassword` or `createOneTimePassword`. */
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly departmentId: string | null;
  readonly roles: readonly Role[];
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly language?: 'zh-CN' | 'en' | null;
}

export type PersonChange = Partial<
  Pick<NewPerson, 'name' | 'login' | 'departmentId' | 'roles' | 'email' | 'phone' | 'language'>
>;

/**
 * Adds a person with an account. Rejects with ORG_NAME_INVALID, ORG_LOGIN_INVALID, ORG_LOGIN_TAKEN, ORG_ID_INVALID,
 * ORG_ID_TAKEN, ORG_DEPARTMENT_*. `by`: an administrator, or `SYSTEM`.
 */
export function addPerson(input: NewPerson, by: string): Work<Person> {
  const login = normalizeLogin(input.login);
  return {
    reads: [
      ...byReferences(by),
      ...placeReferences,
      reference(logins, login),
      ...(input.id === undefined ? [] : [reference(people, input.id)]),
    ],
    decide(documents, context) {
      const rejection = firstOf(checkAdministrator(documents, by), checkNewPerson(documents, input));
      if (rejection !== undefined) return { ok: false, rejection };
      return admit(documents, input, input.id ?? context.nextKey(), context.now);
    },
  };
}

/** What is wrong with a new person; shared with setting up the company. */
export function checkNewPerson(documents: Documents, input: NewPerson): Rejection | undefined {
  const taken = input.id !== undefined && documents.get(people, input.id) !== undefined;
  return firstOf(
    checkId(input.id),
    taken ? reject('ORG_ID_TAKEN', { id: input.id }) : undefined,
    checkName(input.name),
    checkLogin(documents, input.login, undefined),
    checkDepartment(chartIn(documents), input.departmentId),
  );
}

/** The writes of a checked new person. */
export function admit(documents: Documents, input: NewPerson, id: string, now: string): Decision<Person> {
  const { passwordHash, mustChangePassword } = input;
  const person: Person = {
    id,
    name: input.name.trim(),
    login: input.login.trim(),
    departmentId: input.departmentId,
    roles: [...new Set(input.roles)],
    active: true,
    email: input.email ?? null,
    phone: input.phone ?? null,
    language: input.language ?? null,
    createdAt: now,
    disabledAt: null,
  };
  const account = {
    personId: id,
    passwordHash,
    mustChangePassword,
    passwordChangedAt: now,
    sessionEpoch: 1,
    lastSignInAt: null,
  };
  const writes = [
    ...placePerson(documents, undefined, person),
    put(accounts, account),
    put(logins, { login: normalizeLogin(input.login), personId: id }),
  ];
  return accept(writes, person);
}

/**
 * Changes what is named. Rejects as `addPerson`, and with ORG_LAST_ADMINISTRATOR when the role is taken from the last
 * active one.
 */
export function editPerson(personId: string, change: PersonChange, by: string): Work<Person> {
  const login = change.login === undefined ? [] : [reference(logins, normalizeLogin(change.login))];
  return changePerson(personId, by, login, (documents, person) => {
    const after: Person = {
      ...person,
      ...(change.name === undefined ? {} : { name: change.name.trim() }),
      ...(change.login === undefined ? {} : { login: change.login.trim() }),
      ...(change.departmentId === undefined ? {} : { departmentId: change.departmentId }),
      ...(change.roles === undefined ? {} : { roles: [...new Set(change.roles)] }),
      ...(change.email === undefined ? {} : { email: change.email }),
      ...(change.phone === undefined ? {} : { phone: change.phone }),
      ...(change.language === undefined ? {} : { language: change.language }),
    };
    const stepsDown = person.active && person.roles.includes('admin') && !after.roles.includes('admin');
    const rejection = firstOf(
      checkName(after.name),
      change.login === undefined ? undefined : checkLogin(documents, change.login, personId),
      after.departmentId === person.departmentId ? undefined : checkDepartment(chartIn(documents), after.departmentId),
      stepsDown ? checkAdministratorRemains(documents, person) : undefined,
    );
    if (rejection !== undefined) return { ok: false, rejection };
    return accept([...placePerson(documents, person, after), ...moveLogin(person, after)], after);
  });
}

/**
 * Takes a person's access away: all sessions end with this commit, and nothing more can be done as this person. Rejects
 * with ORG_SELF_DISABLE and ORG_LAST_ADMINISTRATOR. Doing it again changes nothing.
 */
export function disablePerson(personId: string, by: string): Work<Person> {
  return changePerson(personId, by, [reference(accounts, personId)], (documents, person, now) => {
    if (!person.active) return accept([], person);
    const rejection = firstOf(
      personId === by ? reject('ORG_SELF_DISABLE') : undefined,
      person.roles.includes('admin') ? checkAdministratorRemains(documents, person) : undefined,
    );
    if (rejection !== undefined) return { ok: false, rejection };
    const after = { ...person, active: false, disabledAt: now };
    return accept([...placePerson(documents, person, after), ...endSessions(documents, personId)], after);
  });
}

/** Gives access back, with the password there was. Doing it again changes nothing. */
export function enablePerson(personId: string, by: string): Work<Person> {
  return changePerson(personId, by, [], (documents, person) => {
    if (person.active) return accept([], person);
    const after = { ...person, active: true, disabledAt: null };
    return accept(placePerson(documents, person, after), after);
  });
}

/** Sets a password handed over once: it must be changed at the next sign-in, and all sessions end. */
export function resetPassword(personId: string, passwordHash: string, by: string): Work<Person> {
  return changePerson(personId, by, [reference(accounts, personId)], (documents, person, now) => {
    const account = documents.get(accounts, personId)?.document;
    if (account === undefined) return { ok: false, rejection: reject('ORG_PERSON_NOT_FOUND', { id: personId }) };
    const sessionEpoch = account.sessionEpoch + 1;
    const changed = { ...account, passwordHash, mustChangePassword: true, passwordChangedAt: now, sessionEpoch };
    return accept([put(accounts, changed)], person);
  });
}

/** A person's own choice of language; null follows the company. */
export function setLanguage(personId: string, language: 'zh-CN' | 'en' | null): Work<Person> {
  return {
    reads: [reference(people, personId)],
    decide(documents) {
      const person = documents.get(people, personId)?.document;
      if (person === undefined) return { ok: false, rejection: reject('ORG_PERSON_NOT_FOUND', { id: personId }) };
      const after = { ...person, language };
      return accept([put(people, after)], after);
    },
  };
}

function changePerson(
  personId: string,
  by: string,
  reads: Work<Person>['reads'],
  decide: (documents: Documents, person: Person, now: string) => Decision<Person>,
): Work<Person> {
  return {
    reads: [...byReferences(by), ...placeReferences, reference(people, personId), ...reads],
    decide(documents, context) {
      const rejection = checkAdministrator(documents, by);
      if (rejection !== undefined) return { ok: false, rejection };
      const person = documents.get(people, personId)?.document;
      if (person === undefined) return { ok: false, rejection: reject('ORG_PERSON_NOT_FOUND', { id: personId }) };
      return decide(documents, person, context.now);
    },
  };
}

function checkLogin(documents: Documents, login: string, ownerId: string | undefined): Rejection | undefined {
  if (!isLogin(login)) return reject('ORG_LOGIN_INVALID', { login });
  const held = documents.get(logins, normalizeLogin(login))?.document.personId;
  return held === undefined || held === ownerId ? undefined : reject('ORG_LOGIN_TAKEN', { login });
}

function moveLogin(before: Person, after: Person): readonly Write[] {
  const from = normalizeLogin(before.login);
  const to = normalizeLogin(after.login);
  return from === to ? [] : [remove(logins, from), put(logins, { login: to, personId: after.id })];
}

function endSessions(documents: Documents, personId: string): readonly Write[] {
  const account = documents.get(accounts, personId)?.document;
  return account === undefined ? [] : [put(accounts, { ...account, sessionEpoch: account.sessionEpoch + 1 })];
}
