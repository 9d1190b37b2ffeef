/** Forms in the browser: shown, filled in, edited. The server's doors are `schema/index.ts` and `validate/index.ts`. */
export { FormSchemaEditor } from './builder/form-schema-editor.tsx';
export { FormView, type FormHandle } from './renderer/form-view.tsx';
