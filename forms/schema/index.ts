/** Form definitions: read and checked, put into a language, cut to what a step permits. Pure; runs in browser and server. */
export { FORM_SCHEMA_ID, FORMATS, WIDGETS } from './definition.ts';
export { localize } from './localize.ts';
export { FORM_LIMITS, parseForm, type ParsedForm } from './parse.ts';
export { applyPermissions, hasInnerPermissions, isEditable, permissionOf, requireFields } from './permissions.ts';
export type {
  Form,
  JsonSchema,
  JsonType,
  Labels,
  Language,
  LocalizedForm,
  Permission,
  Permissions,
  Text,
  UiSchema,
} from './types.ts';
export { joinField, walkSchema } from './walk.ts';
