import { RE2JS } from 're2js';
import type { JsonSchema, JsonType } from '../schema/index.ts';
import { isMultipleOf, significantDigits } from './exact.ts';
import { FORMAT_CHECKS } from './formats.ts';

/** One keyword that a value breaks. For `required` and `additionalProperties` the path leads to the property meant. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly keyword: string;
  readonly schema: JsonSchema;
  /** What the keyword asks for: 5 of `maxLength: 5`. */
  readonly wanted: unknown;
}

export interface Verdict {
  readonly faults: readonly Fault[];
  /** Of each object in the data the properties that the schema knows, conditions that apply included. */
  readonly known: ReadonlyMap<object, ReadonlySet<string>>;
}

type Path = readonly (string | number)[];
type Known = Map<object, Set<string>>;

/** Numbers in processes hold at most this many digits; more would be changed on the way. */
export const MOST_DIGITS = 15;

/**
 * Checks data against a schema by reading it, without making code: it may run where a page forbids `new Function`, and the browser and the
 * server come to the same verdict because they run the same lines. Draft-07 in the subset of `JsonSchema`; own properties only; patterns by
 * RE2, which never takes long; `multipleOf` in decimal.
 */
export function check(schema: JsonSchema, data: unknown): Verdict {
  const run = new Check();
  run.value(schema, data, []);
  return { faults: run.faults, known: run.known };
}

export function isValid(schema: JsonSchema, data: unknown): boolean {
  return check(schema, data).faults.length === 0;
}

class Check {
  readonly faults: Fault[] = [];
  readonly known: Known = new Map();

  value(schema: JsonSchema, data: unknown, path: Path): void {
    if (!this.#type(schema, data, path)) return;
    const add = (keyword: keyof JsonSchema): void => this.#add(schema, keyword, path);
    if (schema.enum !== undefined && !schema.enum.some((choice) => equal(choice, data))) add('enum');
    if ('const' in schema && !equal(schema.const, data)) add('const');
    if (typeof data === 'number') checkNumber(schema, data, add);
    else if (typeof data === 'string') checkString(schema, data, add);
    else if (Array.isArray(data)) this.#array(schema, data, path, add);
    else if (typeof data === 'object' && data !== null)
      this.#object(schema, data as Record<string, unknown>, path, add);
    this.#combined(schema, data, path, add);
  }

  #add(schema: JsonSchema, keyword: keyof JsonSchema, path: Path): void {
    this.faults.push({ path, keyword, schema, wanted: schema[keyword] });
  }

  /** A value of the wrong type is told once; what else the schema says of it would only repeat that. */
  #type(schema: JsonSchema, data: unknown, path: Path): boolean {
    if (schema.type === undefined) return true;
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
    if (types.some((type) => hasType(type, data))) return true;
    this.#add(schema, 'type', path);
    return false;
  }

  #array(schema: JsonSchema, data: readonly unknown[], path: Path, add: (keyword: keyof JsonSchema) => void): void {
    if (data.length < (schema.minItems ?? 0)) add('minItems');
    if (data.length > (schema.maxItems ?? Infinity)) add('maxItems');
    if (schema.uniqueItems === true && new Set(data.map(canonical)).size < data.length) add('uniqueItems');
    const { items } = schema;
    if (items !== undefined) data.forEach((item, index) => this.value(items, item, [...path, index]));
  }

  #object(
    schema: JsonSchema,
    data: Record<string, unknown>,
    path: Path,
    add: (keyword: keyof JsonSchema) => void,
  ): void {
    const names = Object.keys(data);
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(data, name)) this.#missing(schema, name, [...path, name]);
    }
    if (names.length < (schema.minProperties ?? 0)) add('minProperties');
    if (names.length > (schema.maxProperties ?? Infinity)) add('maxProperties');
    const properties = schema.properties ?? {};
    for (const name of names) {
      const child = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
      if (child === false) this.#add(schema, 'additionalProperties', [...path, name]);
      if (child !== undefined && child !== false) this.#learn(data, name);
      if (typeof child === 'object') this.value(child, data[name], [...path, name]);
    }
  }

  /** Of a missing section the fields in it that must be filled in are told, not the section. */
  #missing(schema: JsonSchema, name: string, path: Path): void {
    const before = this.faults.length;
    const child = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
    if (child?.type === 'object') this.value(child, {}, path);
    if (this.faults.length === before) this.#add(schema, 'required', path);
  }

  #learn(data: object, name: string): void {
    const names = this.known.get(data) ?? new Set();
    this.known.set(data, names.add(name));
  }

  #combined(schema: JsonSchema, data: unknown, path: Path, add: (keyword: keyof JsonSchema) => void): void {
    for (const child of schema.allOf ?? []) this.value(child, data, path);
    if (schema.not !== undefined && isValid(schema.not, data)) add('not');
    if (schema.if !== undefined) {
      const branch = isValid(schema.if, data) ? schema.then : schema.else;
      if (branch !== undefined) this.value(branch, data, path);
    }
    if (schema.anyOf !== undefined && this.#fitting(schema.anyOf, data, path) === 0) add('anyOf');
    if (schema.oneOf !== undefined && this.#fitting(schema.oneOf, data, path) !== 1) add('oneOf');
  }

  /** How many of the schemas the data fits; what those know of its properties is known. */
  #fitting(schemas: readonly JsonSchema[], data: unknown, path: Path): number {
    let count = 0;
    for (const schema of schemas) {
      const run = new Check();
      run.value(schema, data, path);
      if (run.faults.length > 0) continue;
      count += 1;
      for (const [object, names] of run.known) for (const name of names) this.#learn(object, name);
    }
    return count;
  }
}

function hasType(type: JsonType, data: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(data);
    case 'object':
      return typeof data === 'object' && data !== null && !Array.isArray(data);
    case 'null':
      return data === null;
    case 'integer':
      return Number.isInteger(data);
    case 'number':
      return typeof data === 'number' && Number.isFinite(data);
    default:
      return typeof data === type;
  }
}

function checkNumber(schema: JsonSchema, data: number, add: (keyword: keyof JsonSchema) => void): void {
  if (significantDigits(data) > MOST_DIGITS) add('type');
  if (schema.minimum !== undefined && data < schema.minimum) add('minimum');
  if (schema.maximum !== undefined && data > schema.maximum) add('maximum');
  if (schema.exclusiveMinimum !== undefined && data <= schema.exclusiveMinimum) add('exclusiveMinimum');
  if (schema.exclusiveMaximum !== undefined && data >= schema.exclusiveMaximum) add('exclusiveMaximum');
  if (schema.multipleOf !== undefined && !isMultipleOf(data, schema.multipleOf)) add('multipleOf');
}

function checkString(schema: JsonSchema, data: string, add: (keyword: keyof JsonSchema) => void): void {
  // Length counts characters, not the halves of those beyond the first plane.
  const length = schema.minLength === undefined && schema.maxLength === undefined ? 0 : Array.from(data).length;
  if (length < (schema.minLength ?? 0)) add('minLength');
  if (length > (schema.maxLength ?? Infinity)) add('maxLength');
  if (schema.pattern !== undefined && !compiled(schema.pattern).matcher(data).find()) add('pattern');
  if (schema.format !== undefined && FORMAT_CHECKS[schema.format]?.(data) === false) add('format');
}

const patterns = new Map<string, RE2JS>();
const MOST_PATTERNS = 1_000;

function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
  if (patterns.size >= MOST_PATTERNS) patterns.clear();
  patterns.set(pattern, expression);
  return expression;
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && canonical(a) === canonical(b));
}

/** Equal values have equal texts, in whatever order their properties stand. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
