import { beforeEach, describe, expect, it } from 'vitest';
import {
  addPerson,
  changePassword,
  checkPassword,
  createOneTimePassword,
  disablePerson,
  enablePerson,
  findExpiredSessions,
  findLiveSession,
  hashPassword,
  removeSessions,
  resetPassword,
  SessionStore,
  signIn,
} from '#organization/index.ts';
import type { SessionData } from '#organization/index.ts';
import type { Shell } from './shell.ts';
import { newPerson, openOffice } from './shell.ts';

const PASSWORD = 'green tea at nine';
const code = (value: string) => expect.objectContaining({ code: value });
const later = (now: string, seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();

let shell: Shell;
let passwordHash = '';

beforeEach(async () => {
  shell = await openOffice();
  passwordHash = passwordHash === '' ? await hashPassword(PASSWORD) : passwordHash;
  await shell.transact(addPerson(newPerson('wei', { login: 'Wei.Wang', passwordHash }), 'root'));
});

describe('sign-in', () => {
  it('should take the right password, whatever the case of the name', async () => {
    const entered = await signIn(shell, { login: ' wei.WANG ', password: PASSWORD });
    expect(entered).toMatchObject({ person: { id: 'wei' }, mustChangePassword: false, sessionEpoch: 1 });
  });

  it('should say the same for a wrong password and for an unknown name', async () => {
    await expect(signIn(shell, { login: 'wei.wang', password: 'wrong' })).rejects.toEqual(code('ORG_SIGN_IN_FAILED'));
    await expect(signIn(shell, { login: 'nobody', password: PASSWORD })).rejects.toEqual(code('ORG_SIGN_IN_FAILED'));
  });

  it('should make an account wait after five failures, and twice as long after each more', async () => {
    const attempt = () => signIn(shell, { login: 'wei.wang', password: 'wrong' });
    for (let count = 0; count < 5; count += 1) await expect(attempt()).rejects.toEqual(code('ORG_SIGN_IN_FAILED'));
    await expect(attempt()).rejects.toMatchObject({ code: 'ORG_SIGN_IN_THROTTLED', details: { seconds: 5 } });
    await expect(signIn(shell, { login: 'wei.wang', password: PASSWORD })).rejects.toEqual(
      code('ORG_SIGN_IN_THROTTLED'),
    );
    shell.now = later(shell.now, 5);
    await expect(attempt()).rejects.toEqual(code('ORG_SIGN_IN_FAILED'));
    await expect(attempt()).rejects.toMatchObject({ details: { seconds: 10 } });
    shell.now = later(shell.now, 10);
    expect(await signIn(shell, { login: 'wei.wang', password: PASSWORD })).toMatchObject({ person: { id: 'wei' } });
    await expect(attempt()).rejects.toEqual(code('ORG_SIGN_IN_FAILED'));
  });

  it('should count attempts before looking at passwords, so that many at once gain nothing', async () => {
    const attempts = Array.from({ length: 12 }, () => signIn(shell, { login: 'wei.wang', password: 'wrong' }));
    const codes = (await Promise.allSettled(attempts)).map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : 'in',
    );
    expect(codes.filter((one) => one === 'ORG_SIGN_IN_FAILED').length).toBeLessThanOrEqual(5);
  });

  it('should refuse a disabled person', async () => {
    await shell.transact(disablePerson('wei', 'root'));
    await expect(signIn(shell, { login: 'wei.wang', password: PASSWORD })).rejects.toEqual(
      code('ORG_ACCOUNT_DISABLED'),
    );
  });
});

describe('passwords', () => {
  it('should be changed by who knows the current one, ending the sessions there are', async () => {
    await expect(changePassword(shell, { personId: 'wei', current: 'no', next: 'a better sentence' })).rejects.toEqual(
      code('ORG_PASSWORD_WRONG'),
    );
    const changed = await changePassword(shell, { personId: 'wei', current: PASSWORD, next: 'a better sentence' });
    expect(changed.sessionEpoch).toBe(2);
    expect(await signIn(shell, { login: 'wei.wang', password: 'a better sentence' })).toMatchObject({
      sessionEpoch: 2,
    });
  });

  it('should refuse the same again', async () => {
    await expect(changePassword(shell, { personId: 'wei', current: PASSWORD, next: PASSWORD })).rejects.toEqual(
      code('ORG_PASSWORD_SAME'),
    );
  });

  it('should have to be changed after a reset', async () => {
    const oneTime = await createOneTimePassword();
    await shell.transact(resetPassword('wei', oneTime.hash, 'root'));
    const entered = await signIn(shell, { login: 'wei.wang', password: oneTime.password });
    expect(entered.mustChangePassword).toBe(true);
    const next = 'a better sentence';
    const changed = await changePassword(shell, { personId: 'wei', current: oneTime.password, next });
    expect(changed.mustChangePassword).toBe(false);
  });

  it.each([
    ['short', 'ORG_PASSWORD_LENGTH'],
    ['x'.repeat(129), 'ORG_PASSWORD_LENGTH'],
    ['my wei.wang 1', 'ORG_PASSWORD_HAS_LOGIN'],
    ['aaaaaaaaab', 'ORG_PASSWORD_EASY'],
    ['12345678', 'ORG_PASSWORD_EASY'],
    ['Password1', 'ORG_PASSWORD_EASY'],
    ['87654321', 'ORG_PASSWORD_EASY'],
    ['qwertyuiop', 'ORG_PASSWORD_EASY'],
  ])('should not be %s', (password, expected) => {
    expect(checkPassword(password, 'wei.wang')?.code).toBe(expected);
  });

  it.each([PASSWORD, '九点钟喝一杯绿茶', 'Tr4-ctor'])('should be allowed to be %s', (password) => {
    expect(checkPassword(password, 'wei.wang')).toBeUndefined();
  });
});

describe('sessions', () => {
  const data = (changes: object = {}): SessionData => ({
    cookie: { expires: '2026-03-02T13:00:00.000Z' },
    personId: 'wei',
    sessionEpoch: 1,
    ...changes,
  });
  const open = () => new SessionStore({ ...shell, clock: { now: () => shell.now } });
  const set = (store: SessionStore, id: string, value: SessionData) =>
    new Promise<void>((resolve, fail) => store.set(id, value, (error) => (error === null ? resolve() : fail(error))));
  const get = (store: SessionStore, id: string) =>
    new Promise((resolve, fail) => store.get(id, (error, value) => (error === null ? resolve(value) : fail(error))));

  it('should be kept and given back, but not under the id of the cookie', async () => {
    const store = open();
    await set(store, 'cookie-id', data());
    expect(await get(store, 'cookie-id')).toEqual(data());
    const kept = await findLiveSession(shell.reader, 'cookie-id', shell.now);
    expect(kept?.id).not.toContain('cookie-id');
  });

  it('should end when the person is disabled, and stay ended when enabled again', async () => {
    const store = open();
    await set(store, 's', data());
    await shell.transact(disablePerson('wei', 'root'));
    expect(await get(store, 's')).toBeNull();
    await shell.transact(enablePerson('wei', 'root'));
    expect(await get(store, 's')).toBeNull();
  });

  it('should end when the password is reset', async () => {
    const store = open();
    await set(store, 's', data());
    await shell.transact(resetPassword('wei', passwordHash, 'root'));
    expect(await get(store, 's')).toBeNull();
  });

  it('should expire, and be cleared away then', async () => {
    const store = open();
    await set(store, 's', data());
    shell.now = '2026-03-02T13:00:00.000Z';
    expect(await get(store, 's')).toBeNull();
    const expired = await findExpiredSessions(shell.reader, shell.now);
    await shell.transact(removeSessions(expired));
    expect(await findExpiredSessions(shell.reader, shell.now)).toEqual([]);
  });

  it('should be lengthened by use, without a write each time', async () => {
    const store = open();
    await set(store, 's', data());
    const touch = (expires: string) =>
      new Promise<void>((resolve) => store.touch('s', data({ cookie: { expires } }), () => resolve()));
    const expiry = async () => (await findLiveSession(shell.reader, 's', shell.now))?.expiresAt;
    await touch('2026-03-02T13:05:00.000Z');
    expect(await expiry()).toBe('2026-03-02T13:00:00.000Z');
    await touch('2026-03-02T13:10:00.000Z');
    expect(await expiry()).toBe('2026-03-02T13:10:00.000Z');
  });

  it('should be gone after signing out', async () => {
    const store = open();
    await set(store, 's', data());
    await new Promise<void>((resolve) => store.destroy('s', () => resolve()));
    expect(await get(store, 's')).toBeNull();
  });
});
