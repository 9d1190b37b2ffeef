import { DeleteOutlined, DownOutlined, PlusOutlined, UpOutlined } from '@ant-design/icons';
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from '@rjsf/utils';
import { getUiOptions, titleId } from '@rjsf/utils';
import { Button } from 'antd';
import { Required } from './choice-widgets.tsx';
import { settingsOf, TablePlace } from './context.ts';
import { formText } from './texts.ts';

/** A sub-table: rows and columns on a desk, one card for each row on a phone. */
export function ArrayTemplate(props: ArrayFieldTemplateProps) {
  const { compact, language } = settingsOf(props.registry);
  const { addButtonText } = getUiOptions(props.uiSchema);
  const editable = !props.readonly && !props.disabled;
  return (
    <fieldset className="xf-group xf-array" aria-labelledby={titleId(props.fieldPathId)}>
      <div id={titleId(props.fieldPathId)} className="xf-label">
        {props.title}
        {props.required && editable ? <Required /> : null}
      </div>
      {props.items.length === 0 ? <div className="xf-none">{formText(language, 'noRows')}</div> : null}
      {props.items.length > 0 ? compact ? <div className="xf-cards">{props.items}</div> : <Rows {...props} /> : null}
      {props.canAdd && editable ? (
        <Button type="dashed" icon={<PlusOutlined />} onClick={props.onAddClick}>
          {typeof addButtonText === 'string' ? addButtonText : formText(language, 'add')}
        </Button>
      ) : null}
    </fieldset>
  );
}

interface Column {
  readonly name: string;
  readonly title: string;
  readonly required: boolean;
}

function columnsOf({ schema, title, uiSchema }: ArrayFieldTemplateProps): readonly Column[] {
  const { items } = schema;
  if (typeof items !== 'object' || Array.isArray(items) || items.type !== 'object') {
    return [{ name: 'value', title, required: true }];
  }
  const { order } = getUiOptions(itemUi(uiSchema));
  const names = Object.keys(items.properties ?? {});
  const ordered = Array.isArray(order) ? orderedNames(names, order.map(String)) : names;
  return ordered.map((name) => {
    const column = items.properties?.[name];
    const own = typeof column === 'object' ? column.title : undefined;
    return { name, title: own ?? name, required: (items.required ?? []).includes(name) };
  });
}

function itemUi(uiSchema: ArrayFieldTemplateProps['uiSchema']): ArrayFieldTemplateProps['uiSchema'] {
  const items = uiSchema?.items;
  return typeof items === 'object' ? items : {};
}

/** As rjsf orders the cells: the named ones, the others in the place of `*`. */
function orderedNames(names: readonly string[], order: readonly string[]): readonly string[] {
  const rest = names.filter((name) => !order.includes(name));
  return order.flatMap((name) => (name === '*' ? rest : names.includes(name) ? [name] : []));
}

function Rows(props: ArrayFieldTemplateProps) {
  const { language } = settingsOf(props.registry);
  return (
    <div className="xf-scroll">
      <table className="xf-table">
        <thead>
          <tr>
            {columnsOf(props).map(({ name, title, required }) => (
              <th key={name} scope="col">
                {title}
                {required && !props.readonly ? <Required /> : null}
              </th>
            ))}
            {props.readonly ? null : (
              <th scope="col">
                <span className="xf-concealed">{formText(language, 'actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{props.items}</tbody>
      </table>
    </div>
  );
}

export function ArrayItemTemplate(props: ArrayFieldItemTemplateProps) {
  const { compact, language } = settingsOf(props.registry);
  if (compact) {
    return (
      <fieldset className="xf-group xf-card" aria-label={formText(language, 'row', props.index + 1)}>
        <div className="xf-card-head">
          <span className="xf-help">{formText(language, 'row', props.index + 1)}</span>
          <RowButtons {...props} />
        </div>
        <TablePlace value="card">{props.children}</TablePlace>
      </fieldset>
    );
  }
  return (
    <tr>
      <TablePlace value="row">{props.children}</TablePlace>
      {props.readonly ? null : (
        <td className="xf-row-buttons">
          <RowButtons {...props} />
        </td>
      )}
    </tr>
  );
}

function RowButtons({ buttonsProps, index, parentUiSchema, readonly, registry }: ArrayFieldItemTemplateProps) {
  const { language } = settingsOf(registry);
  const { hasMoveDown, hasMoveUp, hasRemove, onMoveDownItem, onMoveUpItem, onRemoveItem } = buttonsProps;
  const movable = getUiOptions(parentUiSchema).orderable === true;
  if (readonly) return null;
  const row = index + 1;
  return (
    <>
      {movable && hasMoveUp ? (
        <Button type="text" icon={<UpOutlined />} aria-label={formText(language, 'up', row)} onClick={onMoveUpItem} />
      ) : null}
      {movable && hasMoveDown ? (
        <Button
          type="text"
          icon={<DownOutlined />}
          aria-label={formText(language, 'down', row)}
          onClick={onMoveDownItem}
        />
      ) : null}
      {hasRemove ? (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={formText(language, 'remove', row)}
          onClick={onRemoveItem}
        />
      ) : null}
    </>
  );
}
