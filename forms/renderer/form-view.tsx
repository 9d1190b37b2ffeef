import type { ErrorSchema, RJSFSchema } from '@rjsf/utils';
import { TranslatableString } from '@rjsf/utils';
import { useCallback, useId, useImperativeHandle, useMemo, useState, type Ref } from 'react';
import { applyPermissions, type JsonSchema, type Language, type Permissions, type UiSchema } from '../schema/index.ts';
import { checkSubmission, withoutEmpty } from '../validate/index.ts';
import type { FormSettings } from './context.ts';
import { stepsOf, toErrorSchema, type FieldProblem } from './error-schema.ts';
import { formText } from './texts.ts';
import { ThemedForm } from './theme.tsx';
import { useCompact } from './use-compact.ts';
import { validator } from './validator.ts';
import './form.css';

export type FormValue = Readonly<Record<string, unknown>>;

/** What the one who shows a form can ask of it. */
export interface FormHandle {
  /** Checks all fields, shows what is wrong beside them and goes to the first; true where all is right. */
  readonly validate: () => boolean;
  /** Shows problems found elsewhere, by the server for instance, until their field is changed. */
  readonly showErrors: (problems: readonly FieldProblem[]) => void;
}

export interface FormViewProps {
  /** The form in the reader's language, as `localize` gives it. */
  readonly form: { readonly schema: object; readonly uiSchema: object };
  readonly permissions?: Permissions;
  readonly value: FormValue;
  readonly onChange?: ((value: Record<string, unknown>) => void) | undefined;
  readonly onSubmit?: ((value: Record<string, unknown>) => void) | undefined;
  readonly readOnly?: boolean;
  readonly language: Language;
  /** Currency of money fields that name none. */
  readonly currency?: string;
  readonly ref?: Ref<FormHandle>;
}

/**
 * Shows a form to fill in or to read. The value belongs to the caller: every change is handed out by `onChange`, so that drafts can be kept.
 * Nothing is complained about while somebody types for the first time; after `validate` was asked once, problems come and go with the typing.
 */
export function FormView({ permissions = NONE, readOnly = false, currency = 'CNY', ...props }: FormViewProps) {
  const { form, value, onChange, onSubmit, language, ref } = props;
  const [element, compact] = useCompact();
  const prefix = `f${useId().replaceAll(/\W/g, '')}`;
  const shown = useMemo(() => {
    // Checked when the form was stored; between API and page only its static type was lost.
    const { schema, uiSchema } = form as { readonly schema: JsonSchema; readonly uiSchema: UiSchema };
    return { ...applyPermissions({ schema, uiSchema }, permissions), full: schema };
  }, [form, permissions]);
  const problems = useProblems(shown.full, value, language, permissions);
  const settings: FormSettings = useMemo(() => ({ language, currency, compact }), [language, currency, compact]);
  const translate = useMemo(() => translator(language), [language]);

  const validate = (): boolean => {
    const found = problems.check();
    const [first] = found;
    if (first !== undefined) goTo(`${prefix}_${stepsOf(first.path).join('_')}`);
    return found.length === 0;
  };
  useImperativeHandle(ref, () => ({ validate, showErrors: problems.show }));

  return (
    <div ref={element} className={compact ? 'xf xf-compact' : 'xf'}>
      <ThemedForm
        tagName={onSubmit === undefined ? 'div' : 'form'}
        schema={shown.schema as RJSFSchema}
        uiSchema={{ ...shown.uiSchema, 'ui:submitButtonOptions': { norender: true } }}
        formData={value}
        formContext={settings}
        validator={validator}
        readonly={readOnly}
        idPrefix={prefix}
        noValidate
        showErrorList={false}
        extraErrors={problems.tree}
        translateString={translate}
        onChange={({ formData }, id) => {
          if (!readOnly && isChanged(value, formData, id !== undefined)) onChange?.(asValue(formData));
        }}
        onSubmit={({ formData }) => {
          if (validate()) onSubmit?.(asValue(formData));
        }}
      >
        {/* With it the Enter key submits; the button that people see is the page's. */}
        {onSubmit === undefined ? (
          <span hidden />
        ) : (
          <button type="submit" hidden>
            {formText(language, 'submit')}
          </button>
        )}
      </ThemedForm>
    </div>
  );
}

const NONE: Permissions = {};

function asValue(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

/** When a form opens rjsf fills it with defaults; empty lists among them are no reason to keep a draft. */
function isChanged(before: FormValue, after: unknown, byPerson: boolean): boolean {
  const essence = (data: unknown): string => JSON.stringify(byPerson ? data : withoutEmptyLists(withoutEmpty(data)));
  return essence(before) !== essence(after);
}

function withoutEmptyLists(data: unknown): unknown {
  const filled = Object.entries(asValue(data)).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(filled);
}

interface Problems {
  readonly tree: ErrorSchema;
  readonly check: () => readonly FieldProblem[];
  readonly show: (problems: readonly FieldProblem[]) => void;
}

interface Told {
  readonly problems: readonly FieldProblem[];
  /** The value they were told of: a field that has changed since is no longer blamed. */
  readonly about: FormValue;
}

function useProblems(schema: JsonSchema, value: FormValue, language: Language, permissions: Permissions): Problems {
  const [asked, setAsked] = useState(false);
  const [told, setTold] = useState<Told>({ problems: [], about: value });
  const judge = useCallback((): readonly FieldProblem[] => {
    const verdict = checkSubmission(schema, value, language, permissions, value);
    return verdict.ok ? [] : verdict.errors;
  }, [schema, value, language, permissions]);
  const tree = useMemo(() => {
    const own = asked ? judge() : [];
    const paths = new Set(own.map(({ path }) => path));
    const fresh = told.problems.filter(
      ({ path }) => !paths.has(path) && JSON.stringify(at(value, path)) === JSON.stringify(at(told.about, path)),
    );
    return toErrorSchema([...own, ...fresh]);
  }, [asked, judge, told, value]);
  return {
    tree,
    check: () => {
      setAsked(true);
      return judge();
    },
    show: (problems) => setTold({ problems, about: value }),
  };
}

function at(value: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((inner, step) => {
    return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined;
  }, value);
}

/** The control itself, else the nearest section around it that is drawn. */
function goTo(id: string): void {
  for (let name = id; name.includes('_'); name = name.slice(0, name.lastIndexOf('_'))) {
    const found = document.getElementById(name);
    if (found === null) continue;
    const control = found.matches('input, textarea, button') ? found : (found.querySelector('input') ?? found);
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: 'center', behavior: 'smooth' });
    return;
  }
}

function translator(language: Language): (text: TranslatableString) => string {
  const words: Partial<Record<TranslatableString, string>> = {
    [TranslatableString.YesLabel]: formText(language, 'yes'),
    [TranslatableString.NoLabel]: formText(language, 'no'),
    [TranslatableString.AddItemButton]: formText(language, 'add'),
    [TranslatableString.UnknownFieldType]: formText(language, 'unsupported'),
  };
  return (text) => words[text] ?? text;
}
