/** Form definitions: read and checked, put into a language, cut to what a step permits. Pure; runs in browser and server. */
export { localize } from './localize.ts';
export { parseForm } from './parse.ts';
export { applyPermissions, hasInnerPermissions, isEditable, permissionOf, requireFields } from './permissions.ts';
export type { Form, JsonSchema, JsonType, Language, Permission, Permissions, Text, UiSchema } from './types.ts';
export { joinField, walkSchema } from './walk.ts';
