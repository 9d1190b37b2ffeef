import { FeelFunction, type FeelValue, compileExpression, compileUnaryTests, kindOf } from '../feel/index.ts';
import { type Source, isBlank, normalized } from './source.ts';

/** A type as a file declares it. Null is of every type: whether a value may be absent is asked where it is used. */
export interface DeclaredType {
  readonly name: string;
  readonly accepts: (value: FeelValue) => boolean;
  /** The same, but for the values it is limited to: what `instance of` asks. */
  readonly isKind: (value: FeelValue) => boolean;
  /** What FEEL takes it for, where it is a single kind. */
  readonly base?: string;
  /** Of a function type: what a call gives, where that is checked. */
  readonly result?: DeclaredType;
  /** Values it is limited to, as the file lists them. */
  readonly allowed?: string;
}

const BASE: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  'date and time': 'date and time',
  dayTimeDuration: 'days and time duration',
  'days and time duration': 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'years and months duration': 'years and months duration',
  list: 'list',
  context: 'context',
  function: 'function',
};

/** A day without a clock: allowed values may not depend on it. */
export const NO_CLOCK = { now: '1970-01-01T00:00:00.000Z' };

type Resolved = DeclaredType | 'any' | undefined;

/** The types of a file: FEEL's own, its item definitions, and those of its imports under the name of the import. */
export class TypeTable {
  readonly #items: ReadonlyMap<string, Source>;
  readonly #imports: ReadonlyMap<string, TypeTable>;
  readonly #known = new Map<string, Resolved>();
  #all: ReadonlyMap<string, DeclaredType> | undefined;

  constructor(items: readonly Source[], imports: ReadonlyMap<string, TypeTable>) {
    this.#items = new Map(items.map((item) => [item.name ?? '', item]));
    this.#imports = imports;
  }

  /** `any` for no check, undefined for an unknown name or one that is defined by itself. */
  resolve(typeRef: string | undefined): Resolved {
    const name = normalized(typeRef) ?? '';
    if (name === '' || name === 'Any') return 'any';
    if (this.#known.has(name)) return this.#known.get(name);
    this.#known.set(name, undefined);
    const found = this.#find(name);
    this.#known.set(name, found);
    return found;
  }

  /** Every item definition that can be named, for `instance of`. */
  all(): ReadonlyMap<string, DeclaredType> {
    if (this.#all) return this.#all;
    const types = new Map<string, DeclaredType>();
    for (const name of this.#items.keys()) {
      const type = this.resolve(name);
      if (type !== undefined && type !== 'any') types.set(name, type);
    }
    for (const [alias, table] of this.#imports) {
      for (const [name, type] of table.all()) types.set(alias === '' ? name : `${alias}.${name}`, type);
    }
    this.#all = types;
    return types;
  }

  /** Names of components of its own, which expressions read behind a point. */
  componentNames(): readonly string[] {
    return [...this.#items.values()].flatMap(componentNamesOf);
  }

  #find(name: string): Resolved {
    const item = this.#items.get(name);
    if (item) return this.#ofItem(item);
    for (const [alias, table] of this.#imports) {
      if (alias === '') {
        const found = table.resolve(name);
        if (found !== undefined) return found;
      } else if (name.startsWith(`${alias}.`)) return table.resolve(name.slice(alias.length + 1));
    }
    const local = /^[^:]+:(.+)$/.exec(name)?.[1];
    if (local !== undefined) return this.resolve(local);
    const base = Object.hasOwn(BASE, name) ? BASE[name] : undefined;
    return base === undefined ? undefined : unlimited(name, base, (value) => kindOf(value) === base);
  }

  #ofItem(item: Source): Resolved {
    const name = item.name ?? '';
    const base = this.#baseOf(item);
    const isCollection = item.attribute('isCollection') === 'true';
    const allowed = testsOf(item.child('allowedValues'));
    const constraint = testsOf(item.child('typeConstraint'));
    if (base === undefined || (base === 'any' && allowed === NO_LIMIT && constraint === NO_LIMIT && !isCollection))
      return base;
    const known = base === 'any' ? unlimited(name, undefined, () => true) : base;
    const one = (value: FeelValue): boolean => value === null || (known.accepts(value) && allowed(value));
    const limited = (value: FeelValue): boolean => value === null || constraint(value);
    if (isCollection) {
      const each = (value: FeelValue, test: (item: FeelValue) => boolean): boolean =>
        value === null || (Array.isArray(value) && value.every(test));
      return {
        name,
        base: 'list',
        accepts: (value) => each(value, one) && limited(value),
        isKind: (value) => each(value, known.isKind),
      };
    }
    const texts = (item.child('allowedValues') ?? item.child('typeConstraint'))?.text ?? known.allowed;
    return {
      name,
      accepts: (value) => one(value) && limited(value),
      isKind: known.isKind,
      ...(known.base !== undefined && { base: known.base }),
      ...(known.result && { result: known.result }),
      ...(texts !== undefined && { allowed: texts }),
    };
  }

  #baseOf(item: Source): Resolved {
    const components = item.children('itemComponent');
    if (components.length > 0) return this.#ofComponents(item.name ?? '', components);
    const functionItem = item.child('functionItem');
    return functionItem ? this.#ofFunction(item.name ?? '', functionItem) : this.resolve(item.typeRef);
  }

  /** Every component must be there, were it null; a context may hold more (DMN 1.5, table 44 "conforms to"). */
  #ofComponents(name: string, components: readonly Source[]): Resolved {
    const fields: { readonly name: string; readonly type: DeclaredType }[] = [];
    for (const field of components) {
      const type = this.#ofItem(field);
      if (type === undefined) return undefined;
      fields.push({ name: field.name ?? '', type: type === 'any' ? unlimited('Any', undefined, () => true) : type });
    }
    const test = (value: FeelValue, member: 'accepts' | 'isKind'): boolean =>
      value === null ||
      (kindOf(value) === 'context' &&
        fields.every((field) => {
          const entry = ownEntry(value as Readonly<Record<string, FeelValue>>, field.name);
          return entry !== undefined && field.type[member](entry);
        }));
    return {
      name,
      base: 'context',
      accepts: (value) => test(value, 'accepts'),
      isKind: (value) => test(value, 'isKind'),
    };
  }

  #ofFunction(name: string, item: Source): Resolved {
    const parameters = item.children('parameters');
    const result = this.resolve(item.attribute('outputTypeRef'));
    const types = parameters.map((parameter) => this.resolve(parameter.typeRef));
    if (result === undefined || types.includes(undefined)) return undefined;
    const isMember = (value: FeelValue): boolean =>
      value instanceof FeelFunction && value.parameters.length === parameters.length;
    return { ...unlimited(name, 'function', isMember), ...(result !== 'any' && { result }) };
  }
}

/** A type that is told by the kind of a value alone. */
function unlimited(name: string, base: string | undefined, isMember: (value: FeelValue) => boolean): DeclaredType {
  const isKind = (value: FeelValue): boolean => value === null || isMember(value);
  return { name, accepts: isKind, isKind, ...(base !== undefined && { base }) };
}

const ownEntry = (context: Readonly<Record<string, FeelValue>>, name: string): FeelValue | undefined =>
  Object.hasOwn(context, name) ? (context[name] ?? null) : undefined;

const componentNamesOf = (item: Source): readonly string[] =>
  item.children('itemComponent').flatMap((component) => [component.name ?? '', ...componentNamesOf(component)]);

const NO_LIMIT = (): boolean => true;

function testsOf(source: Source | undefined): (value: FeelValue) => boolean {
  if (source === undefined || isBlank(source)) return NO_LIMIT;
  const compiled = compileUnaryTests(source.text);
  return (value) => compiled.ok && compiled.tests.evaluate(value, {}, NO_CLOCK).value === true;
}

/**
 * A value as one of the declared type: as it is, a list of one as its item, an item as a list of one, a date as its midnight in
 * UTC (DMN 1.5, 10.3.2.9.4 "type conversions"); undefined where it can't be.
 */
export function coerce(value: FeelValue, type: DeclaredType | undefined): FeelValue | undefined {
  if (type === undefined || type.accepts(value)) return value;
  if (type.base === 'list') return type.accepts([value]) ? [value] : undefined;
  const [only] = Array.isArray(value) && value.length === 1 ? (value as readonly FeelValue[]) : [];
  if (only !== undefined) return type.accepts(only) ? only : undefined;
  if (type.base !== 'date and time' || kindOf(value) !== 'date') return undefined;
  const midnight = compileExpression('date and time(day, time("00:00:00Z"))');
  const converted = midnight.ok ? midnight.expression.evaluateFeel({ day: value }, NO_CLOCK).value : null;
  return converted !== null && type.accepts(converted) ? converted : undefined;
}
