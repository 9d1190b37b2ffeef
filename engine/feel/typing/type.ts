/** What is known of a value before it exists. */
export type FeelType = (
  | { readonly kind: SimpleKind }
  | { readonly kind: 'list' | 'range'; readonly of: FeelType }
  | ContextType
  | {
      readonly kind: 'function';
      readonly parameters: readonly FeelType[];
      readonly result: FeelType;
      /** The type of a call; absent where only `result` is known. */
      readonly call?: (args: readonly FeelType[]) => FeelType;
    }
) & {
  /** It may be null, or not be there. */
  readonly nullable?: boolean;
};

/**
 * `any`: nothing is known. `duration`: one of the two kinds. `never`: no value comes of it, such as of a recursion that is being
 * worked out.
 */
export type SimpleKind =
  | 'any'
  | 'never'
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'time'
  | 'date and time'
  | 'duration'
  | 'years and months duration'
  | 'days and time duration';

export interface ContextType {
  readonly kind: 'context';
  readonly entries: Readonly<Record<string, FeelType>>;
  /** It may have more entries than these. */
  readonly open: boolean;
}

export const simple = (kind: SimpleKind): FeelType => ({ kind });
/** Anything at all, or nothing. */
export const ANY: FeelType = { kind: 'any', nullable: true };
export const NEVER: FeelType = { kind: 'never' };
export const NULL: FeelType = { kind: 'null', nullable: true };
export const BOOLEAN = simple('boolean');
export const NUMBER = simple('number');
export const STRING = simple('string');
export const listOf = (of: FeelType): FeelType => ({ kind: 'list', of });
export const contextOf = (entries: Readonly<Record<string, FeelType>>, open = false): FeelType => ({
  kind: 'context',
  entries,
  open,
});

export const nullable = (type: FeelType): FeelType => (type.nullable === true ? type : { ...type, nullable: true });

export function present(type: FeelType): FeelType {
  if (type.nullable !== true) return type;
  const { nullable: _, ...rest } = type;
  return rest.kind === 'null' ? NEVER : rest;
}

/** What each item of a value is; of a single value the value itself. */
export function itemOf(type: FeelType): FeelType {
  if (type.kind === 'list') return type.of;
  return type.kind === 'any' ? ANY : present(type);
}

/** The type of a context's entry; undefined when it surely has none of that name. Own entries only. */
export function entryType(type: ContextType, name: string): FeelType | undefined {
  if (Object.hasOwn(type.entries, name)) return type.entries[name];
  return type.open ? ANY : undefined;
}

/** What holds of a value that is of one type or of the other. */
export function join(a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'never') return b;
  if (b.kind === 'never') return a;
  if (a.kind === 'null') return nullable(b);
  if (b.kind === 'null') return nullable(a);
  const joined = joinPresent(a, b);
  return a.nullable === true || b.nullable === true ? nullable(joined) : present(joined);
}

function joinPresent(a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'list' && b.kind === 'list') return listOf(join(a.of, b.of));
  if (a.kind === 'range' && b.kind === 'range') return { kind: 'range', of: join(a.of, b.of) };
  if (a.kind === 'context' && b.kind === 'context') return joinContexts(a, b);
  if (isDuration(a) && isDuration(b)) return a.kind === b.kind ? a : simple('duration');
  return a.kind === b.kind && a.kind !== 'function' ? a : simple('any');
}

function joinContexts(a: ContextType, b: ContextType): FeelType {
  const names = new Set([...Object.keys(a.entries), ...Object.keys(b.entries)]);
  const entries = [...names].map((name) => {
    const [left, right] = [entryType(a, name), entryType(b, name)];
    return [name, left && right ? join(left, right) : nullable(left ?? right ?? ANY)] as const;
  });
  return contextOf(Object.fromEntries(entries), a.open || b.open);
}

export const isDuration = (type: FeelType): boolean =>
  type.kind === 'duration' || type.kind === 'years and months duration' || type.kind === 'days and time duration';

/** Whether values of the two can be compared: surely, perhaps, or not. Absence is another question. */
export function comparable(a: FeelType, b: FeelType): 'yes' | 'maybe' | 'no' {
  if (a.kind === 'never' || b.kind === 'never') return 'yes';
  if (a.kind === 'any' || b.kind === 'any') return 'maybe';
  if (isDuration(a) && isDuration(b))
    return a.kind === b.kind || a.kind === 'duration' || b.kind === 'duration' ? 'yes' : 'no';
  if (a.kind !== b.kind) return 'no';
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'range' && b.kind === 'range')) {
    // Items that nobody knows are compared one by one when it runs.
    return comparable(a.of, b.of) === 'no' ? 'no' : 'yes';
  }
  return a.kind === 'function' ? 'no' : 'yes';
}

const isName = (text: string): boolean => /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(text);

/** As FEEL writes types; `| null` behind what may be absent. */
export function describeType(type: FeelType): string {
  const text = describePresent(type);
  return type.nullable === true && type.kind !== 'any' && type.kind !== 'null' ? `${text} | null` : text;
}

function describePresent(type: FeelType): string {
  switch (type.kind) {
    case 'any':
    case 'never':
      return 'Any';
    case 'null':
      return 'null';
    case 'list':
    case 'range':
      return `${type.kind}<${describeType(type.of)}>`;
    case 'context': {
      const entries = Object.entries(type.entries).map(
        ([name, entry]) => `${isName(name) ? name : JSON.stringify(name)}: ${describeType(entry)}`,
      );
      return entries.length === 0 ? 'context' : `context<${entries.join(', ')}>`;
    }
    case 'function':
      return `function<${type.parameters.map(describeType).join(', ')}>->${describeType(type.result)}`;
    default:
      return type.kind;
  }
}
