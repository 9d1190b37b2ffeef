import type { SeededRandom } from './random.ts';

const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A 统一社会信用代码 with a right check character (GB 32100-2015). */
export function unifiedSocialCreditCode(random: SeededRandom): string {
  const organization = Array.from({ length: 9 }, () => LETTERS[random.whole(0, LETTERS.length - 1)] ?? '0').join('');
  const body = `91${random.whole(110_000, 659_999)}${organization}`;
  let sum = 0;
  let weight = 1;
  for (const letter of body) {
    sum += LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return `${body}${LETTERS[(31 - (sum % 31)) % 31] ?? '0'}`;
}
