/** Forms in the browser: shown, filled in, edited. The server's doors are `schema/index.ts` and `validate/index.ts`. */
export { FormSchemaEditor, type FormSchemaEditorProps } from './builder/form-schema-editor.tsx';
export type { FieldProblem } from './renderer/error-schema.ts';
export { FormView, type FormHandle, type FormValue, type FormViewProps } from './renderer/form-view.tsx';
export {
  localize,
  parseForm,
  type Form,
  type LocalizedForm,
  type Permission,
  type Permissions,
} from './schema/index.ts';
