import { withTheme, type FormProps } from '@rjsf/core';
import type { RegistryWidgetsType, TemplatesType, UnsupportedFieldProps } from '@rjsf/utils';
import { Theme } from '@rjsf/antd';
import type { ComponentType } from 'react';
import { ArrayItemTemplate, ArrayTemplate } from './array-template.tsx';
import { CheckboxesWidget, CheckboxWidget, RadioWidget, SelectWidget } from './choice-widgets.tsx';
import { settingsOf } from './context.ts';
import { FieldTemplate } from './field-template.tsx';
import { ObjectTemplate } from './object-template.tsx';
import { DateWidget, MoneyWidget, TextareaWidget, TextWidget } from './text-widgets.tsx';
import { formText } from './texts.ts';

/** What the form can't draw is said in its place; it must not take the page down. */
function Unsupported({ registry }: UnsupportedFieldProps) {
  return <div className="xf-help">{formText(settingsOf(registry).language, 'unsupported')}</div>;
}

const templates: Partial<TemplatesType> = {
  FieldTemplate,
  ObjectFieldTemplate: ObjectTemplate,
  ArrayFieldTemplate: ArrayTemplate,
  ArrayFieldItemTemplate: ArrayItemTemplate,
  UnsupportedFieldTemplate: Unsupported,
};

const widgets: RegistryWidgetsType = {
  TextWidget,
  EmailWidget: TextWidget,
  URLWidget: TextWidget,
  UpDownWidget: TextWidget,
  TextareaWidget,
  DateWidget,
  SelectWidget,
  RadioWidget,
  CheckboxesWidget,
  CheckboxWidget,
  money: MoneyWidget,
};

/** rjsf with antd's theme for what is rare and our own templates and widgets for what is usual. */
export const ThemedForm: ComponentType<FormProps> = withTheme({
  ...Theme,
  templates: { ...Theme.templates, ...templates },
  widgets: { ...Theme.widgets, ...widgets },
});
