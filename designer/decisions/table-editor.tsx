import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { defineTexts, useLanguage } from '#i18n/index.ts';
import './table-editor.css';
import type { DecisionTable, TableColumn, TableRule } from './table-xml.ts';

const useTexts = defineTexts('decision-table', {
  'zh-CN': {
    any: '任意',
    annotation: '说明',
    add: '添加一行',
    up: '上移',
    down: '下移',
    remove: '删除这一行',
    UNIQUE: '只有一行符合',
    FIRST: '从上往下，取第一行',
    ANY: '多行符合时结果须一致',
    COLLECT: '收集所有符合的行',
    PRIORITY: '按结果优先级',
    'RULE ORDER': '按行顺序全部列出',
    'OUTPUT ORDER': '按结果顺序全部列出',
    if: '当',
    then: '则',
    hint: '文字要加英文引号，如 "A"；范围写 [1..10]；“-” 表示任意',
  },
  en: {
    any: 'any',
    annotation: 'Note',
    add: 'Add a row',
    up: 'Move up',
    down: 'Move down',
    remove: 'Remove this row',
    UNIQUE: 'exactly one row matches',
    FIRST: 'from the top, the first that matches',
    ANY: 'rows that match must agree',
    COLLECT: 'all rows that match',
    PRIORITY: 'by priority of the result',
    'RULE ORDER': 'all that match, in row order',
    'OUTPUT ORDER': 'all that match, by result',
    if: 'When',
    then: 'Then',
    hint: 'Text stands in quotes, as "A"; a range is [1..10]; “-” is anything',
  },
});

const POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'PRIORITY', 'RULE ORDER', 'OUTPUT ORDER'] as const;
type Policy = (typeof POLICIES)[number];

/** A cell that is written back when one leaves it. */
function Cell({
  value,
  label,
  onChange,
}: {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // Changed from outside, by undo for instance: show that.
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  return (
    <Input
      variant="borderless"
      className="x-cell"
      value={text}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== value) onChange(text);
      }}
      onPressEnter={() => {
        if (text !== value) onChange(text);
      }}
    />
  );
}

const replaced = <T,>(list: readonly T[], index: number, value: T): readonly T[] =>
  list.map((item, at) => (at === index ? value : item));

/** The rules of a decision table as a grid: what one looks at on the left, what follows on the right. */
export function DecisionTableEditor({
  table,
  onChange,
  readOnly = false,
  matched = [],
  flawed = [],
}: {
  readonly table: DecisionTable;
  readonly onChange: (rules: readonly TableRule[]) => void;
  readonly readOnly?: boolean;
  readonly matched?: readonly string[];
  /** Ids of rules that something is wrong with. */
  readonly flawed?: readonly string[];
}) {
  const t = useTexts();
  const language = useLanguage();
  const { rules } = table;
  const set = (index: number, rule: TableRule): void => onChange(replaced(rules, index, rule));
  const move = (from: number, to: number): void => {
    const next = [...rules];
    const [rule] = next.splice(from, 1);
    if (rule) next.splice(to, 0, rule);
    onChange(next);
  };
  const add = (): void =>
    onChange([
      ...rules,
      { id: '', inputs: table.inputs.map(() => '-'), outputs: table.outputs.map(() => ''), annotation: '' },
    ]);
  const column = (part: 'inputs' | 'outputs', head: TableColumn, at: number) => ({
    title: (
      <div className="x-cell-head">
        <span>{head.label[language]}</span>
        <code>{head.name}</code>
      </div>
    ),
    key: head.id,
    className: part === 'inputs' ? 'x-cell-input' : 'x-cell-output',
    render: (_: unknown, rule: TableRule, index: number) =>
      readOnly ? (
        (rule[part][at] ?? '')
      ) : (
        <Cell
          label={`${head.label[language]} ${index + 1}`}
          value={rule[part][at] ?? ''}
          onChange={(value) => set(index, { ...rule, [part]: replaced(rule[part], at, value) })}
        />
      ),
  });
  return (
    <div className="x-decision">
      <Space wrap style={{ marginBottom: 8 }}>
        <h3>{table.name[language]}</h3>
        <Tag>{POLICIES.includes(table.hitPolicy as Policy) ? t(table.hitPolicy as Policy) : table.hitPolicy}</Tag>
        <small className="x-quiet">{t('hint')}</small>
      </Space>
      <Table<TableRule>
        size="small"
        bordered
        pagination={false}
        rowKey={(rule) => rule.id || `new-${rules.indexOf(rule)}`}
        dataSource={[...rules]}
        scroll={{ x: 'max-content' }}
        rowClassName={({ id }) =>
          [matched.includes(id) ? 'x-rule-matched' : '', flawed.includes(id) ? 'x-rule-flawed' : ''].join(' ')
        }
        columns={[
          {
            title: '',
            key: 'number',
            width: 40,
            render: (_, __, index) => <span className="x-quiet">{index + 1}</span>,
          },
          { title: t('if'), children: table.inputs.map((head, at) => column('inputs', head, at)) },
          { title: t('then'), children: table.outputs.map((head, at) => column('outputs', head, at)) },
          {
            title: t('annotation'),
            key: 'annotation',
            className: 'x-cell-note',
            render: (_, rule, index) =>
              readOnly ? (
                rule.annotation
              ) : (
                <Cell
                  label={`${t('annotation')} ${index + 1}`}
                  value={rule.annotation}
                  onChange={(annotation) => set(index, { ...rule, annotation })}
                />
              ),
          },
          ...(readOnly
            ? []
            : [
                {
                  title: '',
                  key: 'act',
                  width: 100,
                  render: (_: unknown, __: TableRule, index: number) => (
                    <Space size={0}>
                      <Button
                        type="text"
                        size="small"
                        icon={<ArrowUpOutlined />}
                        disabled={index === 0}
                        aria-label={t('up')}
                        onClick={() => move(index, index - 1)}
                      />
                      <Button
                        type="text"
                        size="small"
                        icon={<ArrowDownOutlined />}
                        disabled={index === rules.length - 1}
                        aria-label={t('down')}
                        onClick={() => move(index, index + 1)}
                      />
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={t('remove')}
                        onClick={() => onChange(rules.filter((_, at) => at !== index))}
                      />
                    </Space>
                  ),
                },
              ]),
        ]}
      />
      {readOnly ? null : (
        <Button icon={<PlusOutlined />} onClick={add} style={{ marginTop: 8 }}>
          {t('add')}
        </Button>
      )}
    </div>
  );
}
