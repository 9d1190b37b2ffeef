import { ANY, type FeelType, contextOf, joinTypes, listOf, nullable, simple } from '#engine/feel/index.ts';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listAt = (schema: Schema, name: string): readonly unknown[] => {
  const value = schema[name];
  return Array.isArray(value) ? value : [];
};

/** The variables that a form gives: its JSON Schema as FEEL types. What need not be filled in may be absent. */
export function formTypes(schema: unknown): Readonly<Record<string, FeelType>> {
  const type = isSchema(schema) ? typeOfSchema(schema, schema) : ANY;
  return type.kind === 'context' ? type.entries : {};
}

function typeOfSchema(schema: Schema, root: Schema): FeelType {
  const target = typeof schema['$ref'] === 'string' ? /^#\/definitions\/([^/]+)$/.exec(schema['$ref'])?.[1] : undefined;
  const definitions = root['definitions'];
  if (target !== undefined && isSchema(definitions) && isSchema(definitions[target]))
    return typeOfSchema(definitions[target], {});
  const types = [schema['type']].flat();
  const kinds = types.filter((type) => type !== 'null').map((type) => kindOf(type, schema, root));
  const type = kinds.length === 0 ? ofValues(schema) : kinds.reduce(joinTypes);
  return types.includes('null') ? nullable(type) : type;
}

function kindOf(type: unknown, schema: Schema, root: Schema): FeelType {
  switch (type) {
    case 'string':
      return simple('string');
    case 'number':
    case 'integer':
      return simple('number');
    case 'boolean':
      return simple('boolean');
    case 'array':
      return listOf(isSchema(schema['items']) ? typeOfSchema(schema['items'], root) : ANY);
    case 'object':
      return objectType(schema, root);
    default:
      return ofValues(schema);
  }
}

/** Told by its values only. */
function ofValues(schema: Schema): FeelType {
  const values = schema['const'] === undefined ? listAt(schema, 'enum') : [schema['const']];
  const kinds = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  const [kind] = kinds;
  if (kinds.size === 1 && (kind === 'string' || kind === 'number' || kind === 'boolean')) return simple(kind);
  return isSchema(schema['properties']) ? objectType(schema, schema) : ANY;
}

/** Fields that a condition adds (`if`/`then`) may be absent, whatever they ask for once they are there. */
function objectType(schema: Schema, root: Schema): FeelType {
  const entries: Record<string, FeelType> = {};
  for (const { part, sure } of partsOf(schema)) {
    const required = new Set(listAt(part, 'required'));
    const properties = isSchema(part['properties']) ? part['properties'] : {};
    for (const [name, field] of Object.entries(properties)) {
      const type = isSchema(field) ? typeOfSchema(field, root) : ANY;
      const known = Object.hasOwn(entries, name) ? entries[name] : undefined;
      if (known === undefined || known.kind === 'any')
        entries[name] = sure && required.has(name) ? type : nullable(type);
    }
  }
  return contextOf(entries);
}

function partsOf(schema: Schema, sure = true): readonly { readonly part: Schema; readonly sure: boolean }[] {
  const branches = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((name) =>
    listAt(schema, name)
      .filter(isSchema)
      .flatMap((part) => partsOf(part, sure && name === 'allOf')),
  );
  const conditional = [schema['then'], schema['else']].filter(isSchema).flatMap((part) => partsOf(part, false));
  return [{ part: schema, sure }, ...branches, ...conditional];
}
