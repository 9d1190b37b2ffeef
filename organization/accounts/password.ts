import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import { normalizeLogin } from './account.ts';

const derive = promisify(argon2);

/** argon2id with 19 MiB and two passes: 28 ms here. A stored hash carries its own, so they can be raised later. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_LENGTH = 32;
const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

const WELL_KNOWN = [
  'password',
  'passw0rd',
  'qwertyui',
  '1q2w3e4r',
  '1qaz2wsx',
  'admin123',
  'a123456',
  'abc12345',
  'woaini1314',
  '5201314',
  'iloveyou',
  '88888888',
  '66668888',
  '11223344',
  '12341234',
];
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The hash of a password in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password, nonce, tagLength: TAG_LENGTH, ...PARAMETERS });
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(tag)}`;
}

/** False too for a hash that can't be read. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
  if (parts === null) return false;
  const [, memory, passes, parallelism, nonce = '', tag = ''] = parts;
  const expected = Buffer.from(tag, 'base64');
  const found = await derive('argon2id', {
    message: password,
    nonce: Buffer.from(nonce, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(found, expected);
}

/** What is wrong with a password somebody chose; undefined when nothing is. */
export function checkPassword(password: string, login: string): Rejection | undefined {
  if (password.length < MIN_LENGTH || password.length > MAX_LENGTH) {
    return reject('ORG_PASSWORD_LENGTH', { min: MIN_LENGTH, max: MAX_LENGTH });
  }
  const plain = password.normalize('NFKC').toLowerCase();
  if (plain.includes(normalizeLogin(login))) return reject('ORG_PASSWORD_HAS_LOGIN');
  return isEasy(plain) ? reject('ORG_PASSWORD_EASY') : undefined;
}

/** Known by everybody, made of fewer than four different characters, or mostly one row of the keyboard. */
function isEasy(plain: string): boolean {
  if (new Set(plain).size < 4) return true;
  if (WELL_KNOWN.some((known) => plain.startsWith(known) && plain.length < known.length + 3)) return true;
  const pairs = Array.from({ length: plain.length - 1 }, (_, index) => plain.slice(index, index + 2));
  const reversed = ROWS.map((row) => row.split('').toReversed().join(''));
  const inRow = pairs.filter((pair) => [...ROWS, ...reversed].some((row) => row.includes(pair)));
  return inRow.length >= pairs.length - 1;
}

/** A password to be handed over once and changed at the first sign-in: 12 characters nobody mistakes for another. */
export async function createOneTimePassword(): Promise<{ readonly password: string; readonly hash: string }> {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)] ?? '');
  const password = [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map((part) => part.join('')).join('-');
  return { password, hash: await hashPassword(password) };
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
