import type { FieldTemplateProps } from '@rjsf/utils';
import { descriptionId, errorId, getUiOptions, helpId, titleId } from '@rjsf/utils';
import { useContext } from 'react';
import { Required } from './choice-widgets.tsx';
import { TablePlace } from './context.ts';

/** Label above, left-aligned; below the control what it means and what is wrong with it. */
export function FieldTemplate(props: FieldTemplateProps) {
  const place = useContext(TablePlace);
  const { schema, children, hidden } = props;
  if (hidden) return null;
  const isContainer = schema.type === 'object' || (schema.type === 'array' && !isChoice(props));
  if (place === 'row') {
    return schema.type === 'object' ? (
      children
    ) : (
      <td>
        <TablePlace value="cell">
          <Field {...props} />
        </TablePlace>
      </td>
    );
  }
  if (!isContainer) return <Field {...props} />;
  if (place === 'card' && schema.type === 'object') return children;
  // A section inside a cell begins anew: it is no part of the table around it.
  return (
    <TablePlace value={null}>
      {children}
      <Problems {...props} />
    </TablePlace>
  );
}

/** A list of choices out of a fixed set is one control, not a sub-table. */
function isChoice({ schema, uiSchema }: FieldTemplateProps): boolean {
  const { widget } = getUiOptions(uiSchema);
  const { items } = schema;
  const chosen = typeof items === 'object' && !Array.isArray(items) && items.enum !== undefined;
  return widget === 'checkboxes' || widget === 'select' || (chosen && schema.uniqueItems === true);
}

function Field(props: FieldTemplateProps) {
  const place = useContext(TablePlace);
  const { id, children, rawDescription, help, rawHelp, rawErrors, readonly } = props;
  const wrong = (rawErrors?.length ?? 0) > 0;
  return (
    <div className={`xf-field${wrong ? ' xf-wrong' : ''}`}>
      <FieldLabel {...props} concealed={place === 'cell'} />
      {children}
      {rawDescription && !readonly ? (
        <div id={descriptionId(id)} className="xf-help">
          {rawDescription}
        </div>
      ) : null}
      {rawHelp && !readonly ? (
        <div id={helpId(id)} className="xf-help">
          {help}
        </div>
      ) : null}
      <Problems {...props} />
    </div>
  );
}

const GROUPS: ReadonlySet<unknown> = new Set(['radio', 'checkboxes']);

/** In a table the column's head is the label for the eye; others hear it with every control. */
function FieldLabel({
  id,
  label,
  displayLabel,
  required,
  readonly,
  uiSchema,
  concealed,
}: FieldTemplateProps & { readonly concealed: boolean }) {
  const { widget } = getUiOptions(uiSchema);
  // A checkbox carries its label itself.
  if (!label || (!displayLabel && !concealed)) return null;
  const className = concealed ? 'xf-label xf-concealed' : 'xf-label';
  const text = (
    <>
      {label}
      {required && !readonly ? <Required /> : null}
    </>
  );
  // A group of controls is named by its title; there is no single control that a label could belong to.
  if (readonly || GROUPS.has(widget)) {
    return (
      <div id={titleId(id)} className={className}>
        {text}
      </div>
    );
  }
  return (
    <label htmlFor={id} className={className}>
      {text}
    </label>
  );
}

function Problems({ id, rawErrors }: FieldTemplateProps) {
  if (!rawErrors || rawErrors.length === 0) return null;
  return (
    <div id={errorId(id)} className="xf-error" role="alert">
      {rawErrors.join('；')}
    </div>
  );
}
