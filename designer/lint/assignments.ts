/** Values of the variables that conditions read, as `a.b` paths. */
export interface Assignment {
  readonly paths: readonly (readonly [string, unknown])[];
  readonly variables: Readonly<Record<string, unknown>>;
}

const MAX_TRIED = 3000;
const TEXT = /"(?:[^"\\]|\\.)*"/g;
const PATH = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*(?!\s*\()/gu;
const NUMBER = /(?<![\p{L}\p{N}_.])\d+(?:\.\d+)?/gu;

/**
 * Assignments worth trying: each path of `names` takes the texts and numbers that the sources name, what lies beside the numbers,
 * true and false, in every combination up to a limit.
 */
export function* assignmentsFor(sources: readonly string[], names: ReadonlySet<string>): Generator<Assignment> {
  const text = sources.join(' ; ');
  const candidates = candidatesIn(text);
  const paths = pathsIn(text.replaceAll(TEXT, ' '), names);
  const total = candidates.length ** paths.length;
  for (let index = 0; index < Math.min(total, MAX_TRIED); index++) {
    const chosen = paths.map((path, place) => {
      const digit = Math.floor(index / candidates.length ** place) % candidates.length;
      return [path, candidates[digit]] as const;
    });
    yield { paths: chosen, variables: variablesOf(chosen) };
  }
}

function candidatesIn(text: string): readonly unknown[] {
  const texts = [...text.matchAll(TEXT)].flatMap(([literal]) => parseText(literal));
  const numbers = [...text.replaceAll(TEXT, ' ').matchAll(NUMBER)].map(([literal]) => Number(literal));
  const around = numbers.flatMap((number) => [number, number + 1, number - 1]);
  return [...new Set([...around, ...texts, true, false])];
}

function parseText(literal: string): readonly string[] {
  try {
    return [JSON.parse(literal) as string];
  } catch {
    return [];
  }
}

/** Longest paths only: of `customer.grade` the whole, not `customer` alone. */
function pathsIn(text: string, names: ReadonlySet<string>): readonly string[] {
  const found = [...new Set([...text.matchAll(PATH)].map(([path]) => path))];
  const read = found.filter((path) => names.has(path.split('.')[0] ?? ''));
  return read.filter((path) => !read.some((other) => other.startsWith(`${path}.`)));
}

function variablesOf(paths: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  const variables: Record<string, unknown> = {};
  for (const [path, value] of paths) {
    const parts = path.split('.');
    const last = parts.pop() ?? '';
    let level = variables;
    for (const part of parts) {
      const inner = Object.hasOwn(level, part) ? level[part] : undefined;
      const next: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {};
      level[part] = next;
      level = next;
    }
    level[last] = value;
  }
  return variables;
}

export const describeAssignment = ({ paths }: Assignment): string =>
  paths.length === 0 ? '—' : paths.map(([path, value]) => `${path} = ${JSON.stringify(value)}`).join(', ');
