/** What RE2, which never takes long, does not have, and what it writes differently; found in the pattern outside of its classes. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, '(?='],
  [/\\[1-9]|\\k</, String.raw`\1`],
  [/\\c[A-Za-z]/, String.raw`\cX`],
  [/\[\^?\]/, '[]'],
  [/\\[pP]\{[^}]*=/, String.raw`\p{…=…}`],
];
const REPEAT = /\{(\d+)(?:,(\d*))?\}/g;
const MOST_REPEATS = 1_000;

/** What in a pattern keeps it from being checked quickly and alike everywhere, or undefined. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return error instanceof Error ? error.message : 'syntax';
  }
  // Two backslashes are a backslash: what follows them is not escaped.
  const plain = pattern.replaceAll('\\\\', '');
  const found = UNSUPPORTED.find(([expression]) => expression.test(plain));
  if (found !== undefined) return found[1];
  const repeats = [...plain.matchAll(REPEAT)].flatMap(([, from, to]) => [
    Number(from),
    Number(to === '' ? 0 : (to ?? 0)),
  ]);
  // Nested repeats multiply: (a{100}){100} is ten thousand.
  const product = repeats.reduce((total, times) => total * Math.max(1, times), 1);
  return product > MOST_REPEATS ? '{n}' : undefined;
}
