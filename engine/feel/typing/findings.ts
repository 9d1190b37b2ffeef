import { FeelLimitError } from '../errors.ts';
import type { Node } from '../syntax.ts';
import { type FeelType, describeType } from './type.ts';

/**
 * `UNKNOWN_NAME`, `UNKNOWN_PROPERTY`: nothing of that name is there. `TYPE_CLASH`: values of these kinds can't stand side by side.
 * `NOT_BOOLEAN`: a condition is something else. `INVALID_ARGUMENT`: a built-in can't take what it is given. `MAY_BE_NULL`: it may be
 * absent where a value is needed. `UNTYPED`: it can't be shown to be what is needed.
 */
export type FindingCode =
  'UNKNOWN_NAME' | 'UNKNOWN_PROPERTY' | 'TYPE_CLASH' | 'NOT_BOOLEAN' | 'INVALID_ARGUMENT' | 'MAY_BE_NULL' | 'UNTYPED';

/** What is wrong, or can't be shown to be right, before an expression ever ran. */
export interface TypeFinding {
  readonly code: FindingCode;
  /** Offset in the source. */
  readonly position: number;
  /** The piece of the source that is meant: a name, a path, a call. */
  readonly subject: string;
  /** Types as FEEL writes them. */
  readonly expected: string;
  readonly found: string;
  /** A condition hangs on it: of an `if`, of `some` or `every`, or the expression as a whole. */
  readonly decides: boolean;
  readonly message: string;
  readonly remedy: string;
}

/** A variable, or a place inside of one, that an expression reads. */
export interface Need {
  /** `customer.grade`. */
  readonly path: string;
  /** As declared; else as its use asks for; `Any` where neither tells. */
  readonly type: FeelType;
  /** Every reading of it allows for its absence. */
  readonly mayBeAbsent: boolean;
}

const MESSAGES: Readonly<Record<FindingCode, (subject: string, expected: string, found: string) => string>> = {
  UNKNOWN_NAME: (subject) => `There is no variable '${subject}'.`,
  UNKNOWN_PROPERTY: (subject, _expected, found) => `There is nothing at '${subject}': it is read from ${found}.`,
  TYPE_CLASH: (subject, expected, found) => `Expected ${expected} at '${subject}', but found ${found}.`,
  NOT_BOOLEAN: (subject, _expected, found) => `Expected a condition at '${subject}', but found ${found}.`,
  INVALID_ARGUMENT: (subject, expected, found) => `${subject} takes ${expected}, but is given ${found}.`,
  MAY_BE_NULL: (subject, expected) => `'${subject}' may be absent where ${expected} is needed.`,
  UNTYPED: (subject, expected) => `'${subject}' can't be shown to be ${expected}.`,
};

const REMEDIES: Readonly<Record<FindingCode, string>> = {
  UNKNOWN_NAME: 'Correct the name, or declare the variable.',
  UNKNOWN_PROPERTY: 'Correct the name, or declare the entry.',
  TYPE_CLASH: 'Convert one of them: number(…), string(…), date(…).',
  NOT_BOOLEAN: 'Compare it with something.',
  INVALID_ARGUMENT: 'Give it what it takes.',
  MAY_BE_NULL: 'Test it first (… != null and …), or say what counts instead: get or else(…, …).',
  UNTYPED: 'Declare its type, or test it first: … instance of number and ….',
};

export interface Told {
  readonly expected?: FeelType | string;
  readonly found?: FeelType | string;
}

const MAX_STEPS = 100_000;

/** Collects what an analysis finds; each thing once. */
export class Sink {
  readonly #source: string;
  readonly #findings = new Map<string, TypeFinding>();
  readonly #needs = new Map<string, { type: FeelType; declared: boolean; mayBeAbsent: boolean }>();
  #muted = 0;
  #steps = 0;
  #deciding = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get findings(): readonly TypeFinding[] {
    return [...this.#findings.values()].toSorted((a, b) => a.position - b.position);
  }

  /** Outermost variables first, in order of appearance; a variable that is read in parts is told by its parts. */
  get needs(): readonly Need[] {
    const paths = [...this.#needs.keys()];
    return [...this.#needs].flatMap(([path, { type, mayBeAbsent }]) =>
      paths.some((other) => other.startsWith(`${path}.`)) && type.kind === 'any' ? [] : [{ path, type, mayBeAbsent }],
    );
  }

  /** Counts a piece looked at: functions and loops are looked into more than once. */
  step(): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new FeelLimitError('The expression is too intricate to be checked.');
  }

  /** Works something out without telling what is wrong in it, unless that is so whatever it is given. */
  muted<Result>(work: () => Result): Result {
    this.#muted += 1;
    try {
      return work();
    } finally {
      this.#muted -= 1;
    }
  }

  /** What is told meanwhile concerns a condition. */
  deciding(work: () => void): void {
    this.#deciding += 1;
    work();
    this.#deciding -= 1;
  }

  tell(code: FindingCode, node: Node, told: Told = {}): void {
    if (this.#muted > 0 && code !== 'UNKNOWN_NAME') return;
    const text = (type: FeelType | string | undefined): string =>
      typeof type === 'object' ? describeType(type) : (type ?? '');
    const [subject, expected, found] = [subjectOf(node, this.#source), text(told.expected), text(told.found)];
    const position = startOf(node);
    this.#findings.set(`${code} ${position}`, {
      code,
      position,
      subject,
      expected,
      found,
      decides: this.#deciding > 0,
      message: MESSAGES[code](subject, expected, found),
      remedy: REMEDIES[code],
    });
  }

  need(path: string, type: FeelType, declared: boolean, mayBeAbsent: boolean): void {
    const known = this.#needs.get(path);
    this.#needs.set(path, {
      type: known && known.type.kind !== 'any' ? known.type : type,
      declared,
      mayBeAbsent: mayBeAbsent && (known?.mayBeAbsent ?? true),
    });
  }

  /** What the use of a variable that nobody declared asks for. */
  expect(path: string, type: FeelType): void {
    const known = this.#needs.get(path);
    if (known && !known.declared && known.type.kind === 'any') this.#needs.set(path, { ...known, type });
  }
}

/** The way to a value that a variable holds, as `customer.grade`; undefined for anything else. */
export function pathOf(node: Node): string | undefined {
  if (node.type === 'name') return node.name;
  if (node.type !== 'path') return undefined;
  const of = pathOf(node.of);
  return of && `${of}.${node.name}`;
}

/** Where the text of a piece begins; `at` of a piece with a left side is its operator. */
function startOf(node: Node): number {
  switch (node.type) {
    case 'path':
    case 'filter':
    case 'between':
    case 'in':
    case 'instanceOf':
      return startOf(node.of);
    case 'call':
      return startOf(node.callee);
    case 'logic':
    case 'comparison':
    case 'arithmetic':
      return startOf(node.left);
    default:
      return node.at;
  }
}

function subjectOf(node: Node, source: string): string {
  const path = pathOf(node);
  if (path !== undefined) return path;
  if (node.type === 'input') return '?';
  const start = startOf(node);
  if (node.type === 'path') return `${source.slice(start, node.at)}.${node.name}`;
  if (node.type === 'filter') return `${source.slice(start, node.at)}[…]`;
  if (node.type === 'call') return `${source.slice(start, node.at)}(…)`;
  const rest = source.slice(start, start + 30).trimEnd();
  return start + 30 < source.length ? `${rest}…` : rest;
}
