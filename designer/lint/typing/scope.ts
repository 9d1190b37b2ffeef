import { ANY, type Facts, type FeelType, contextOf, joinTypes, nullable, present } from '#engine/feel/index.ts';

/** What is known of the variables at a place of a process. */
export type Variables = Readonly<Record<string, FeelType>>;

const NONE: readonly never[] = [];

/** Where ways meet of which one was gone: what only one of them set may be absent. */
export function eitherOf(a: Variables, b: Variables): Variables {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [left, right] = [a[name], b[name]];
      return [name, left && right ? joinTypes(left, right) : nullable(left ?? right ?? ANY)];
    }),
  );
}

/** Where ways meet that were all gone: what one of them set is there. */
export function bothOf(a: Variables, b: Variables): Variables {
  const entries = Object.entries(b).map(([name, type]) => {
    const left = a[name];
    return [name, left ? bothTypes(left, type) : type] as const;
  });
  return { ...a, ...Object.fromEntries(entries) };
}

function bothTypes(a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'context' && b.kind === 'context')
    return contextOf({ ...bothOf(a.entries, b.entries) }, a.open || b.open);
  const joined = joinTypes(a, b);
  return a.nullable === true && b.nullable === true ? joined : present(joined);
}

/** With a value at a place, as an output mapping puts it there: `approvals.finance`. */
export function withTarget(variables: Variables, [name = '', ...rest]: readonly string[], type: FeelType): Variables {
  if (rest.length === 0) return { ...variables, [name]: type };
  const inner = variables[name];
  const entries = inner?.kind === 'context' ? inner.entries : {};
  const open = inner?.kind === 'context' && inner.open;
  return { ...variables, [name]: contextOf(withTarget(entries, rest, type), open) };
}

/** With what a condition has shown. */
export const withFacts = (variables: Variables, facts: Facts): Variables =>
  facts.reduce((all, [path, type]) => shown(all, path.split('.'), type), variables);

function shown(variables: Variables, [name = '', ...rest]: readonly string[], type: FeelType | 'present'): Variables {
  const known = variables[name];
  if (known === undefined) return variables;
  if (rest.length === 0) return { ...variables, [name]: type === 'present' ? present(known) : type };
  if (known.kind !== 'context') return { ...variables, [name]: present(known) };
  return { ...variables, [name]: contextOf(shown(known.entries, rest, type), known.open) };
}

export const NO_FACTS: Facts = NONE;
