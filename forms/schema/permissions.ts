import { setUi } from './localize.ts';
import type { JsonSchema, Permission, Permissions, UiSchema } from './types.ts';
import { joinField, mapSchema, walkSchema } from './walk.ts';

/** The permission that holds for a field: its own, else that of what it lies in, else `edit`. */
export function permissionOf(permissions: Permissions, field: string): Permission {
  for (let at = field; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const own = Object.hasOwn(permissions, at) ? permissions[at] : undefined;
    // "Required" is said of a field itself; what lies in it is merely open for editing.
    if (own !== undefined) return own === 'required' && at !== field ? 'edit' : own;
  }
  return 'edit';
}

export function isEditable(permissions: Permissions, field: string): boolean {
  const permission = permissionOf(permissions, field);
  return permission === 'edit' || permission === 'required';
}

/** Whether something within the field has a permission of its own. */
export function hasInnerPermissions(permissions: Permissions, field: string): boolean {
  return Object.keys(permissions).some((name) => field === '' || name.startsWith(`${field}.`));
}

/** The form as a person at this step may see it: hidden fields are gone, those to read are marked, required ones are required. */
export function applyPermissions<F extends { readonly schema: JsonSchema; readonly uiSchema: UiSchema }>(
  form: F,
  permissions: Permissions,
): F {
  const schema = requireFields(form.schema, permissions);
  const visible = mapSchema(schema, (node, field) => withoutHidden(node, field, permissions));
  let uiSchema = form.uiSchema;
  for (const { field } of walkSchema(visible)) {
    if (field !== '' && permissionOf(permissions, field) === 'read') {
      uiSchema = setUi(uiSchema, visible, field, 'ui:readonly', true);
    }
  }
  return { ...form, schema: visible, uiSchema };
}

/** The schema in which fields with the permission `required` are required, wherever they are declared. */
export function requireFields(schema: JsonSchema, permissions: Permissions): JsonSchema {
  return mapSchema(schema, (node, field) => {
    const declared = Object.entries(node.properties ?? {});
    const wanted = declared.map(([name]) => name).filter((name) => isRequired(permissions, joinField(field, name)));
    if (wanted.length === 0) return node;
    const properties = declared.map(
      ([name, child]) => [name, wanted.includes(name) ? withContent(child) : child] as const,
    );
    return {
      ...node,
      properties: Object.fromEntries(properties),
      required: [...new Set([...(node.required ?? []), ...wanted])],
    };
  });
}

function isRequired(permissions: Permissions, field: string): boolean {
  return Object.hasOwn(permissions, field) && permissions[field] === 'required';
}

/** An empty text or an empty list fills in nothing. */
function withContent(schema: JsonSchema): JsonSchema {
  if (schema.type === 'string') return { ...schema, minLength: Math.max(1, schema.minLength ?? 0) };
  return schema.type === 'array' ? { ...schema, minItems: Math.max(1, schema.minItems ?? 0) } : schema;
}

/** A hidden field that holds one with a permission of its own stays as its frame. */
function withoutHidden(node: JsonSchema, field: string, permissions: Permissions): JsonSchema {
  const shown = (name: string): boolean => {
    const own = joinField(field, name);
    return permissionOf(permissions, own) !== 'hidden' || hasInnerPermissions(permissions, own);
  };
  const { properties, required } = node;
  return {
    ...node,
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).filter(([name]) => shown(name))) }),
    ...(required === undefined ? {} : { required: required.filter(shown) }),
  };
}
