import { Button, Segmented } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { describe, type Rejection } from '#errors/index.ts';
import { FormView, type FormValue } from '../renderer/form-view.tsx';
import { localize, parseForm, type Form, type Language } from '../schema/index.ts';
import { CodeArea, type CodeAreaHandle } from './code-area.tsx';
import { lineOf } from './locate.ts';
import { builderText } from './texts.ts';
import './form-schema-editor.css';

export interface FormSchemaEditorProps {
  /** The text of the form file. It belongs to the caller, also while it is not yet right. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly language: Language;
  readonly readOnly?: boolean;
  readonly currency?: string;
}

/** Edits a form as its definition, beside a preview that follows while it is right and shows what it was before while it is not. */
export function FormSchemaEditor({ value, onChange, language, readOnly = false, currency }: FormSchemaEditorProps) {
  const area = useRef<CodeAreaHandle>(null);
  const parsed = useMemo(() => parseForm(value), [value]);
  const [last, setLast] = useState<Form | null>(null);
  if (parsed.ok && parsed.form !== last) setLast(parsed.form);
  const problems = useMemo(
    () => (parsed.ok ? [] : parsed.errors.map((error) => locate(value, error))),
    [parsed, value],
  );
  const tidy = (): void => {
    if (parsed.ok) onChange(`${JSON.stringify(JSON.parse(value), null, 2)}\n`);
  };
  return (
    <div className="xb">
      <section className="xb-pane">
        <div className="xb-head">
          <h3>{builderText(language, 'definition')}</h3>
          {readOnly ? null : (
            <Button size="small" disabled={!parsed.ok} onClick={tidy}>
              {builderText(language, 'tidy')}
            </Button>
          )}
        </div>
        <CodeArea
          ref={area}
          value={value}
          onChange={onChange}
          readOnly={readOnly}
          label={builderText(language, 'definition')}
          marked={new Set(problems.map(({ line }) => line))}
        />
        <Problems problems={problems} language={language} onChoose={(line) => area.current?.goToLine(line)} />
      </section>
      <Preview form={last} stale={!parsed.ok} language={language} currency={currency} />
    </div>
  );
}

interface Problem {
  readonly line: number;
  readonly rejection: Rejection;
}

function locate(text: string, rejection: Rejection): Problem {
  const { line, place } = rejection.details;
  return { line: line === undefined ? lineOf(text, String(place)) : Number(line), rejection };
}

function Problems({
  problems,
  language,
  onChoose,
}: {
  readonly problems: readonly Problem[];
  readonly language: Language;
  readonly onChoose: (line: number) => void;
}) {
  return (
    <div className="xb-problems" aria-live="polite">
      <div className={problems.length === 0 ? 'xf-help' : 'xf-error'}>
        {problems.length === 0
          ? builderText(language, 'fine')
          : builderText(language, 'count', { count: problems.length })}
      </div>
      <ul>
        {problems.map(({ line, rejection }, index) => {
          const { text, remedy } = describe(rejection, language);
          return (
            <li key={index}>
              <button type="button" onClick={() => onChoose(line)}>
                <b>{builderText(language, 'line', { line })}</b> {text} <span className="xf-help">{remedy}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const PHONE_WIDTH = 375;

function Preview({
  form,
  stale,
  language,
  currency,
}: {
  readonly form: Form | null;
  readonly stale: boolean;
  readonly language: Language;
  readonly currency: string | undefined;
}) {
  const [width, setWidth] = useState<'desk' | 'phone'>('desk');
  const [mode, setMode] = useState<'edit' | 'read'>('edit');
  const [sample, setSample] = useState<FormValue>({});
  const shown = useMemo(() => (form === null ? null : localize(form, language)), [form, language]);
  return (
    <section className="xb-pane">
      <div className="xb-head">
        <h3>{builderText(language, 'preview')}</h3>
        <Segmented
          size="small"
          aria-label={builderText(language, 'mode')}
          value={mode}
          onChange={setMode}
          options={(['edit', 'read'] as const).map((key) => ({ value: key, label: builderText(language, key) }))}
        />
        <Segmented
          size="small"
          aria-label={builderText(language, 'width')}
          value={width}
          onChange={setWidth}
          options={(['desk', 'phone'] as const).map((key) => ({ value: key, label: builderText(language, key) }))}
        />
      </div>
      {stale ? <div className="xf-help">{builderText(language, 'stale')}</div> : null}
      <div className="xb-preview">
        <div style={{ maxWidth: width === 'phone' ? PHONE_WIDTH : '100%' }} className={`xb-${width}`}>
          {shown === null ? null : (
            <>
              <h3>{shown.title}</h3>
              <FormView
                form={shown}
                value={sample}
                onChange={setSample}
                readOnly={mode === 'read'}
                language={language}
                {...(currency === undefined ? {} : { currency })}
              />
            </>
          )}
        </div>
      </div>
      <SampleData value={sample} onChange={setSample} language={language} />
    </section>
  );
}

/** The data behind the preview: typed in the form or here. Text that is no JSON yet stays until it is. */
function SampleData({
  value,
  onChange,
  language,
}: {
  readonly value: FormValue;
  readonly onChange: (value: FormValue) => void;
  readonly language: Language;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string): void => {
    setTyped(text);
    try {
      const data: unknown = JSON.parse(text);
      if (typeof data !== 'object' || data === null || Array.isArray(data)) return;
      onChange(data as FormValue);
      setTyped(null);
    } catch {
      // Not JSON yet: the preview keeps the data it has.
    }
  };
  return (
    <details className="xb-sample">
      <summary>{builderText(language, 'sample')}</summary>
      <textarea
        aria-label={builderText(language, 'sample')}
        spellCheck={false}
        rows={6}
        value={typed ?? JSON.stringify(value, null, 2)}
        onChange={({ target }) => type(target.value)}
      />
      <Button
        size="small"
        onClick={() => {
          setTyped(null);
          onChange({});
        }}
      >
        {builderText(language, 'reset')}
      </Button>
    </details>
  );
}
