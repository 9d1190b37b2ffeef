import { FeelFunction, type FeelValue, compileExpression, compileUnaryTests, kindOf } from '../feel/index.ts';
import { type Source, isBlank, normalized } from './source.ts';

/** A type as a file declares it. Null is of every type: whether a value may be absent is asked where it is used. */
export interface DeclaredType {
  readonly name: string;
  readonly accepts: (value: FeelValue) => boolean;
  /** What FEEL takes it for, where it is a single kind. */
  readonly base?: string;
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
    const types = new Map<string, DeclaredType>();
    for (const name of this.#items.keys()) {
      const type = this.resolve(name);
      if (type !== undefined && type !== 'any') types.set(name, type);
    }
    for (const [alias, table] of this.#imports) {
      for (const [name, type] of table.all()) types.set(alias === '' ? name : `${alias}.${name}`, type);
    }
    return types;
  }

  /** Names of components, which expressions read behind a point. */
  componentNames(): readonly string[] {
    const own = [...this.#items.values()].flatMap(componentNamesOf);
    return [...own, ...[...this.#imports.values()].flatMap((table) => table.componentNames())];
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
    return base === undefined
      ? undefined
      : { name, base, accepts: (value) => value === null || kindOf(value) === base };
  }

  #ofItem(item: Source): Resolved {
    const name = item.name ?? '';
    const base = this.#baseOf(item);
    if (base === undefined) return undefined;
    const allowed = testsOf(item.child('allowedValues'));
    const constraint = testsOf(item.child('typeConstraint'));
    if (base === 'any' && !allowed && !constraint && item.attribute('isCollection') !== 'true') return 'any';
    const one = (value: FeelValue): boolean =>
      value === null || ((base === 'any' || base.accepts(value)) && (allowed === undefined || allowed(value)));
    const limited = (value: FeelValue): boolean => value === null || constraint === undefined || constraint(value);
    if (item.attribute('isCollection') === 'true') {
      const all = (value: FeelValue): boolean => Array.isArray(value) && value.every(one) && limited(value);
      return { name, base: 'list', accepts: (value) => value === null || all(value) };
    }
    const texts = (item.child('allowedValues') ?? item.child('typeConstraint'))?.text;
    return {
      name,
      accepts: (value) => one(value) && limited(value),
      ...(base !== 'any' && base.base !== undefined && { base: base.base }),
      ...(texts !== undefined && { allowed: texts }),
    };
  }

  #baseOf(item: Source): Resolved {
    const components = item.children('itemComponent');
    if (components.length > 0) return this.#ofComponents(item.name ?? '', components);
    const functionItem = item.child('functionItem');
    return functionItem ? this.#ofFunction(item.name ?? '', functionItem) : this.resolve(item.typeRef);
  }

  #ofComponents(name: string, components: readonly Source[]): Resolved {
    const fields = components.map((field) => ({ name: field.name ?? '', type: this.#ofItem(field) }));
    if (fields.some((field) => field.type === undefined)) return undefined;
    return {
      name,
      base: 'context',
      accepts: (value) =>
        value === null ||
        (kindOf(value) === 'context' &&
          fields.every((field) => {
            const entry = ownEntry(value as Readonly<Record<string, FeelValue>>, field.name);
            return field.type === 'any' || field.type?.accepts(entry) === true;
          })),
    };
  }

  #ofFunction(name: string, item: Source): Resolved {
    const parameters = item.children('parameters');
    const types = [...parameters.map((parameter) => parameter.typeRef), item.attribute('outputTypeRef')];
    if (types.some((type) => this.resolve(type) === undefined)) return undefined;
    return {
      name,
      base: 'function',
      accepts: (value) =>
        value === null || (value instanceof FeelFunction && value.parameters.length === parameters.length),
    };
  }
}

const ownEntry = (context: Readonly<Record<string, FeelValue>>, name: string): FeelValue =>
  Object.hasOwn(context, name) ? (context[name] ?? null) : null;

const componentNamesOf = (item: Source): readonly string[] =>
  item.children('itemComponent').flatMap((component) => [component.name ?? '', ...componentNamesOf(component)]);

function testsOf(source: Source | undefined): ((value: FeelValue) => boolean) | undefined {
  if (source === undefined || isBlank(source)) return undefined;
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
