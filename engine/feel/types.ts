import { FeelSyntaxError } from './errors.ts';
import type { TypeName } from './syntax.ts';
import { FeelRange, type FeelValue, entryOf, isContext, isList, kindOf } from './values.ts';

const SIMPLE: ReadonlySet<string> = new Set([
  'boolean',
  'string',
  'number',
  'date',
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
  'list',
  'context',
  'range',
  'function',
]);
const ALIASES: Readonly<Record<string, string>> = {
  dateTime: 'date and time',
  'date time': 'date and time',
  yearMonthDuration: 'years and months duration',
  dayTimeDuration: 'days and time duration',
};

type Member = (value: FeelValue) => boolean;
type Declared = ReadonlyMap<string, Member>;

/** A predicate for `instance of`. Null is of no type but Null. Throws FeelSyntaxError for an unknown type. */
export function compileType(type: TypeName, at: number, declared: Declared): Member {
  const own = type.of.length === 0 ? declared.get(type.name) : undefined;
  if (own) return (value) => value !== null && own(value);
  const name = ALIASES[type.name] ?? type.name;
  if (name === 'Any') return (value) => value !== null;
  if (name === 'Null' || name === 'null') return (value) => value === null;
  if (!SIMPLE.has(name)) throw new FeelSyntaxError(`There is no type '${name}'.`, at);
  const isKind: Member = (value) => kindOf(value) === name;
  if (name === 'context' && type.fields) return fieldsOf(type.fields, at, declared);
  const [of] = type.of;
  if (of === undefined || name === 'function') return isKind;
  const inner = compileType(of, at, declared);
  if (name === 'list') return (value) => isList(value) && value.every((item) => item === null || inner(item));
  if (name === 'range')
    return (value) => value instanceof FeelRange && [value.low, value.high].every((end) => end === null || inner(end));
  return isKind;
}

function fieldsOf(
  fields: readonly { readonly name: string; readonly type: TypeName }[],
  at: number,
  declared: Declared,
): Member {
  const members = fields.map((field) => ({ name: field.name, member: compileType(field.type, at, declared) }));
  return (value) =>
    isContext(value) &&
    members.every(({ name, member }) => {
      const entry = entryOf(value, name);
      return entry !== undefined && (entry === null || member(entry));
    });
}

/**
 * A value as a parameter of this type takes it: as it is, a list of one as its item, an item as a list of one (DMN 1.5,
 * 10.3.2.9.4 "Type conversions"). Null is taken by every type; undefined where there is no conversion.
 */
export function compileConversion(
  type: TypeName,
  at: number,
  declared: Declared,
): (value: FeelValue) => FeelValue | undefined {
  const isMember = compileType(type, at, declared);
  return (value) => {
    if (value === null || isMember(value)) return value;
    const only = isList(value) && value.length === 1 ? (value[0] ?? null) : null;
    if (only !== null && isMember(only)) return only;
    return isMember([value]) ? [value] : undefined;
  };
}
