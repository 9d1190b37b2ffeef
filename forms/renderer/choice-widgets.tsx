import type { WidgetProps } from '@rjsf/utils';
import { ariaDescribedByIds, titleId } from '@rjsf/utils';
import { Checkbox, Radio, Select } from 'antd';
import { useContext } from 'react';
import { settingsOf, TablePlace } from './context.ts';
import { ReadText } from './read-text.tsx';
import { formText } from './texts.ts';

interface Choice {
  readonly value: unknown;
  readonly label: string;
}

function choicesOf({ options }: WidgetProps): readonly Choice[] {
  return (options.enumOptions ?? []).map(({ value, label }): Choice => ({ value, label }));
}

/** Choices are numbered for the controls, because their values may be of any type. */
function indexOf(choices: readonly Choice[], value: unknown): number | null {
  const index = choices.findIndex((choice) => choice.value === value);
  return index < 0 ? null : index;
}

function indexesOf(choices: readonly Choice[], value: unknown): number[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  return values.flatMap((entry) => indexOf(choices, entry) ?? []);
}

function labelsOf(choices: readonly Choice[], value: unknown, joint: string): string {
  const indexes = Array.isArray(value) ? indexesOf(choices, value) : [indexOf(choices, value) ?? -1];
  return indexes.flatMap((index) => choices[index]?.label ?? []).join(joint);
}

function Chosen({ props }: { readonly props: WidgetProps }) {
  const joint = settingsOf(props.registry).language === 'en' ? ', ' : '、';
  return <ReadText props={props}>{labelsOf(choicesOf(props), props.value, joint)}</ReadText>;
}

function isWrong({ rawErrors }: WidgetProps): boolean {
  return (rawErrors?.length ?? 0) > 0;
}

export function SelectWidget(props: WidgetProps) {
  if (props.readonly) return <Chosen props={props} />;
  const choices = choicesOf(props);
  const { language } = settingsOf(props.registry);
  const shared = {
    id: props.id,
    className: 'xf-select',
    placeholder: props.placeholder || formText(language, 'choose'),
    options: choices.map(({ label }, index) => ({ value: index, label })),
    'aria-describedby': ariaDescribedByIds(props.id),
    'aria-required': props.required ?? false,
    'aria-invalid': isWrong(props),
    ...(isWrong(props) ? { status: 'error' as const } : {}),
    ...(choices.length > 8 ? { showSearch: { optionFilterProp: 'label' } } : {}),
  };
  if (props.multiple) {
    return (
      <Select<number[]>
        {...shared}
        mode="multiple"
        value={indexesOf(choices, props.value)}
        onChange={(indexes) => props.onChange(indexes.map((index) => choices[index]?.value))}
      />
    );
  }
  return (
    <Select<number | null>
      {...shared}
      allowClear={!props.required}
      value={indexOf(choices, props.value)}
      onChange={(index) => props.onChange(index === null || index === undefined ? undefined : choices[index]?.value)}
    />
  );
}

export function RadioWidget(props: WidgetProps) {
  if (props.readonly) return <Chosen props={props} />;
  const choices = choicesOf(props);
  return (
    <Radio.Group
      id={props.id}
      name={props.id}
      aria-labelledby={titleId(props.id)}
      aria-describedby={ariaDescribedByIds(props.id)}
      value={indexOf(choices, props.value)}
      onChange={({ target }) => props.onChange(choices[Number(target.value)]?.value)}
      options={choices.map(({ label }, index) => ({ value: index, label }))}
    />
  );
}

export function CheckboxesWidget(props: WidgetProps) {
  if (props.readonly) return <Chosen props={props} />;
  const choices = choicesOf(props);
  return (
    <fieldset
      className="xf-group"
      id={props.id}
      aria-labelledby={titleId(props.id)}
      aria-describedby={ariaDescribedByIds(props.id)}
    >
      <Checkbox.Group
        name={props.id}
        value={indexesOf(choices, props.value)}
        onChange={(indexes) =>
          props.onChange(choices.filter((_, index) => indexes.includes(index)).map(({ value }) => value))
        }
        options={choices.map(({ label }, index) => ({ value: index, label }))}
      />
    </fieldset>
  );
}

export function CheckboxWidget(props: WidgetProps) {
  const { language } = settingsOf(props.registry);
  const checked = props.value === true;
  // In a table the column's head says what it is.
  const concealed = useContext(TablePlace) === 'cell' ? 'xf-concealed' : '';
  if (props.readonly) {
    const answer = props.value === undefined ? '' : formText(language, checked ? 'yes' : 'no');
    return (
      <div className="xf-read-line">
        <span className={`xf-label ${concealed}`}>{props.label}</span>
        <ReadText props={props}>{answer}</ReadText>
      </div>
    );
  }
  return (
    <Checkbox
      id={props.id}
      checked={checked}
      aria-describedby={ariaDescribedByIds(props.id)}
      onChange={({ target }) => props.onChange(target.checked)}
    >
      <span className={concealed}>
        {props.label}
        {props.required ? <Required /> : null}
      </span>
    </Checkbox>
  );
}

export function Required() {
  return (
    <span className="xf-required" aria-hidden="true">
      *
    </span>
  );
}
