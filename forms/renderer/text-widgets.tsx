import type { WidgetProps } from '@rjsf/utils';
import { ariaDescribedByIds } from '@rjsf/utils';
import { DatePicker, Input, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { settingsOf } from './context.ts';
import { DATE_FORMATS, decimalsOf, formatDate, formatMoney, formatNumber } from './format.ts';
import { ReadText } from './read-text.tsx';
import { formText } from './texts.ts';

/** Props that every control takes: its name for labels and tests, whether it is wrong and what describes it. */
function commonProps(props: WidgetProps) {
  return {
    id: props.id,
    ...(props.placeholder ? { placeholder: props.placeholder } : {}),
    'aria-describedby': ariaDescribedByIds(props.id),
    'aria-required': props.required ?? false,
    'aria-invalid': (props.rawErrors?.length ?? 0) > 0,
    ...((props.rawErrors?.length ?? 0) > 0 ? { status: 'error' as const } : {}),
    onBlur: () => props.onBlur(props.id, props.value),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A line of text; for numbers a number input, since rjsf draws both with this widget. */
export function TextWidget(props: WidgetProps) {
  if (props.schema.type === 'number' || props.schema.type === 'integer') return <NumberWidget {...props} />;
  const text = textOf(props.value);
  if (props.readonly) return <ReadText props={props}>{text}</ReadText>;
  const kinds: Readonly<Record<string, string>> = { email: 'email', uri: 'url' };
  return (
    <Input
      {...commonProps(props)}
      value={text}
      type={kinds[props.schema.format ?? ''] ?? 'text'}
      onChange={({ target }) => props.onChange(target.value === '' ? undefined : target.value)}
    />
  );
}

export function TextareaWidget(props: WidgetProps) {
  const text = textOf(props.value);
  if (props.readonly) return <ReadText props={props}>{text}</ReadText>;
  const { maxLength } = props.schema;
  const rows = typeof props.options.rows === 'number' ? props.options.rows : 3;
  return (
    <Input.TextArea
      {...commonProps(props)}
      value={text}
      autoSize={{ minRows: rows, maxRows: Math.max(rows, 12) }}
      // A count only where the end is in sight: it would otherwise tick beside every line.
      {...(maxLength !== undefined && text.length > maxLength * 0.8 ? { count: { show: true, max: maxLength } } : {})}
      onChange={({ target }) => props.onChange(target.value === '' ? undefined : target.value)}
    />
  );
}

/** The number kept apart from its text: what has more digits than a number can hold stays out. */
function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function NumberWidget(props: WidgetProps) {
  const value = numberOf(props.value);
  if (props.readonly) return <ReadText props={props}>{value === null ? '' : formatNumber(value)}</ReadText>;
  return (
    <InputNumber<number>
      {...commonProps(props)}
      className="xf-number"
      value={value}
      changeOnWheel={false}
      controls={false}
      onChange={(next) => props.onChange(next ?? undefined)}
    />
  );
}

/** An amount with its currency behind it: 1,234.50 CNY. */
export function MoneyWidget(props: WidgetProps) {
  const settings = settingsOf(props.registry);
  const currency = typeof props.options['currency'] === 'string' ? props.options['currency'] : settings.currency;
  const value = numberOf(props.value);
  if (props.readonly) {
    return <ReadText props={props}>{value === null ? '' : `${formatMoney(value, currency)} ${currency}`}</ReadText>;
  }
  return (
    <InputNumber<number>
      {...commonProps(props)}
      className="xf-number"
      value={value}
      suffix={currency}
      changeOnWheel={false}
      controls={false}
      formatter={(shown, { userTyping, input }) => {
        if (userTyping) return input;
        return shown === undefined || String(shown) === ''
          ? ''
          : formatMoney(Number(shown), currency).replace('−', '-');
      }}
      parser={(text) => Number((text ?? '').replaceAll(/[,，\s]/g, '').replace('−', '-'))}
      step={10 ** -decimalsOf(currency)}
      onChange={(next) => props.onChange(next ?? undefined)}
    />
  );
}

export function DateWidget(props: WidgetProps) {
  const { language } = settingsOf(props.registry);
  const text = textOf(props.value);
  if (props.readonly) return <ReadText props={props}>{formatDate(text, language)}</ReadText>;
  const day = text === '' ? null : dayjs(text);
  return (
    <DatePicker
      {...commonProps(props)}
      className="xf-date"
      value={day?.isValid() ? day : null}
      format={DATE_FORMATS[language]}
      placeholder={props.placeholder || formText(language, 'choose')}
      onChange={(next) => props.onChange(next === null ? undefined : next.format('YYYY-MM-DD'))}
    />
  );
}
