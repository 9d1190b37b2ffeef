import type { JsonSchema } from './types.ts';

/** A subschema with where it stands in the definition and which field of the data it speaks of (array items carry no number). */
export interface SchemaPlace {
  readonly schema: JsonSchema;
  readonly pointer: string;
  readonly field: string;
  /** Inside of `if` or `not`. */
  readonly condition: boolean;
}

/** These ask about a value; they declare no field that is shown. */
const CONDITIONS = ['not', 'if'] as const;
const BRANCHES = ['then', 'else'] as const;
const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;

/** Every subschema, the outer before the inner. */
export function* walkSchema(schema: JsonSchema, pointer = '', field = '', condition = false): Generator<SchemaPlace> {
  yield { schema, pointer, field, condition };
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    yield* walkSchema(child, `${pointer}/properties/${escapePointer(name)}`, joinField(field, name), condition);
  }
  if (schema.items !== undefined) yield* walkSchema(schema.items, `${pointer}/items`, field, condition);
  if (typeof schema.additionalProperties === 'object') {
    yield* walkSchema(schema.additionalProperties, `${pointer}/additionalProperties`, joinField(field, '*'), condition);
  }
  for (const keyword of [...BRANCHES, ...CONDITIONS]) {
    const child = schema[keyword];
    const asks = condition || keyword === 'if' || keyword === 'not';
    if (child !== undefined) yield* walkSchema(child, `${pointer}/${keyword}`, field, asks);
  }
  for (const keyword of LISTS) {
    for (const [index, child] of (schema[keyword] ?? []).entries()) {
      yield* walkSchema(child, `${pointer}/${keyword}/${index}`, field, condition);
    }
  }
}

/** Builds a new schema from the inside out; `change` sees each subschema with its children already changed. Conditions stay as they are. */
export function mapSchema(
  schema: JsonSchema,
  change: (schema: JsonSchema, field: string) => JsonSchema,
  field = '',
): JsonSchema {
  const inner = (child: JsonSchema): JsonSchema => mapSchema(child, change, field);
  const { additionalProperties: extra, properties, items } = schema;
  const named = Object.entries(properties ?? {}).map(
    ([name, child]) => [name, mapSchema(child, change, joinField(field, name))] as const,
  );
  return change(
    {
      ...schema,
      ...(properties === undefined ? {} : { properties: Object.fromEntries(named) }),
      ...(items === undefined ? {} : { items: inner(items) }),
      ...(typeof extra === 'object' ? { additionalProperties: mapSchema(extra, change, joinField(field, '*')) } : {}),
      ...Object.fromEntries(BRANCHES.flatMap((key) => (schema[key] === undefined ? [] : [[key, inner(schema[key])]]))),
      ...Object.fromEntries(LISTS.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key].map(inner)]]))),
    },
    field,
  );
}

export function joinField(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
