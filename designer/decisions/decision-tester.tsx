import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { defineTexts, useLanguage } from '#i18n/index.ts';
import type { DecisionTable } from './table-xml.ts';

const useTexts = defineTexts('decision-tester', {
  'zh-CN': {
    title: '试一试',
    run: '计算',
    result: '结果',
    matched: '命中第 {{rules}} 行',
    none: '没有一行符合',
    notJson: '“{{name}}” 的值读不出来，文字请直接写，数字写数字',
  },
  en: {
    title: 'Try it',
    run: 'Evaluate',
    result: 'Result',
    matched: 'row {{rules}} matched',
    none: 'no row matches',
    notJson: 'The value of “{{name}}” can’t be read',
  },
});

export interface DecisionAnswer {
  readonly result: unknown;
  readonly matchedRules: readonly string[];
}

/** Numbers, true, false and null as such; anything else is text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function nested(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [path, text] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let place = result;
    for (const name of names) {
      const next = (place[name] ??= {}) as Record<string, unknown>;
      place = next;
    }
    place[last] = valueOf(text);
  }
  return result;
}

/** Fills in the inputs of a table and shows what it decides, and by which row. */
export function DecisionTester({
  table,
  evaluate,
  onMatched,
}: {
  readonly table: DecisionTable;
  readonly evaluate: (variables: Record<string, unknown>) => Promise<DecisionAnswer>;
  readonly onMatched: (rules: readonly string[]) => void;
}) {
  const t = useTexts();
  const language = useLanguage();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [answer, setAnswer] = useState<DecisionAnswer | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const run = (): void => {
    setFailed(null);
    evaluate(nested(Object.fromEntries(table.inputs.map((input) => [input.name, values[input.name] ?? 'null'])))).then(
      (found) => {
        setAnswer(found);
        onMatched(found.matchedRules);
      },
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  };
  const rows = answer?.matchedRules.map((id) => table.rules.findIndex((rule) => rule.id === id) + 1).join('、');
  return (
    <div className="x-surface" style={{ padding: 12, marginBottom: 24 }}>
      <h3 style={{ marginBottom: 8 }}>{t('title')}</h3>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'end' }}>
        {table.inputs.map((input) => (
          <label key={input.id} style={{ display: 'grid', gap: 2 }}>
            <small className="x-quiet">{input.label[language]}</small>
            <Input
              value={values[input.name] ?? ''}
              onChange={(event) => setValues({ ...values, [input.name]: event.target.value })}
              onPressEnter={run}
              style={{ width: 150 }}
            />
          </label>
        ))}
        <Button onClick={run}>{t('run')}</Button>
      </div>
      {failed ? <Alert type="error" showIcon title={failed} style={{ marginTop: 8 }} /> : null}
      {answer && !failed ? (
        <p style={{ margin: '8px 0 0' }}>
          {t('result')} <code>{JSON.stringify(answer.result)}</code>{' '}
          <span className="x-quiet">
            {answer.matchedRules.length > 0 ? t('matched', { rules: rows ?? '' }) : t('none')}
          </span>
        </p>
      ) : null}
    </div>
  );
}
