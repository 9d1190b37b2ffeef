import type { ObjectFieldTemplatePropertyType, ObjectFieldTemplateProps, UiSchema } from '@rjsf/utils';
import { getUiOptions, titleId } from '@rjsf/utils';
import { isValidElement, useContext, type ReactNode } from 'react';
import { TablePlace } from './context.ts';

interface Section {
  readonly title: string;
  readonly fields: readonly string[];
}

/** The fields of an object in a grid of two columns, one on a phone; an object within the form is a section with its title. */
export function ObjectTemplate(props: ObjectFieldTemplateProps) {
  const place = useContext(TablePlace);
  const shown = props.properties.filter(({ hidden }) => !hidden);
  if (place === 'row') return <Cells properties={shown} />;
  const { sections } = getUiOptions(props.uiSchema);
  const isRoot = props.fieldPathId.path.length === 0;
  const content = Array.isArray(sections) ? (
    <Sections sections={sections as readonly Section[]} properties={shown} />
  ) : (
    <Grid properties={shown} />
  );
  if (place === 'card') return <TablePlace value={null}>{content}</TablePlace>;
  if (isRoot || !props.title) return content;
  return (
    <fieldset className="xf-section" aria-labelledby={titleId(props.fieldPathId)}>
      <legend id={titleId(props.fieldPathId)}>{props.title}</legend>
      {props.description ? <div className="xf-help">{props.description}</div> : null}
      {content}
    </fieldset>
  );
}

function Cells({ properties }: { readonly properties: readonly ObjectFieldTemplatePropertyType[] }) {
  return properties.map(({ name, content }) => (
    <td key={name}>
      <TablePlace value="cell">{content}</TablePlace>
    </td>
  ));
}

function Grid({ properties }: { readonly properties: readonly ObjectFieldTemplatePropertyType[] }) {
  return (
    <div className="xf-grid">
      {properties.map(({ name, content }) => (
        <div key={name} className={isWide(content) ? 'xf-full' : 'xf-half'}>
          {content}
        </div>
      ))}
    </div>
  );
}

/** Fields that no section names come at the end, so that none is lost. */
function Sections({
  sections,
  properties,
}: {
  readonly sections: readonly Section[];
  readonly properties: readonly ObjectFieldTemplatePropertyType[];
}) {
  const named = new Set(sections.flatMap(({ fields }) => fields));
  const rest = properties.filter(({ name }) => !named.has(name));
  return (
    <>
      {sections.map(({ title, fields }) => {
        const own = properties.filter(({ name }) => fields.includes(name));
        return own.length === 0 ? null : (
          <fieldset key={title} className="xf-section">
            <legend>{title}</legend>
            <Grid properties={own} />
          </fieldset>
        );
      })}
      {rest.length > 0 ? <Grid properties={rest} /> : null}
    </>
  );
}

const WIDE_WIDGETS: ReadonlySet<unknown> = new Set(['textarea', 'radio', 'checkboxes']);

function isWide(content: ReactNode): boolean {
  if (!isValidElement<{ readonly schema?: { readonly type?: unknown }; readonly uiSchema?: UiSchema }>(content)) {
    return false;
  }
  const { schema, uiSchema } = content.props;
  const { widget, span } = getUiOptions(uiSchema);
  if (span === 'full' || span === 'half') return span === 'full';
  return schema?.type === 'object' || schema?.type === 'array' || WIDE_WIDGETS.has(widget);
}
