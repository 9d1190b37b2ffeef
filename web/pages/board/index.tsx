import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { QueryOf, ResponseOf } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { useApi } from '#web/data/queries.ts';
import { useFilters } from '#web/data/use-filters.ts';
import { type Column, DataTable, TableTools } from '#web/parts/data-table.tsx';
import { defineTexts, useBilingual } from '#i18n/index.ts';
import { formatMoney } from '#web/ui/format.ts';
import { At, Due, Empty, LevelTag, Loaded, Money, PageHead } from '#web/ui/parts.tsx';
import { MEANING } from '#web/ui/theme.ts';
import { Reassign } from '../inbox/reassign.tsx';
import './board.css';

const useTexts = defineTexts('board', {
  'zh-CN': {
    title: '升级看板',
    sales: '一级 · 销售',
    finance: '二级 · 财务',
    legal: '三级 · 法务',
    cases: '{{count}} 笔',
    oldest: '最久 {{days}} 天',
    none: '没有',
    who: '在谁手上',
    all: '全部',
    departments: '全部部门',
    sort: '排序',
    amount: '金额最大',
    age: '逾期最久',
    level: '级别最高',
    customer: '客户',
    invoice: '发票号',
    open: '未收（{{currency}}）',
    due: '逾期',
    at: '级别',
    step: '当前任务',
    assignee: '处理人',
    since: '停留自',
    reassign: '转交',
    nobody: '未分配',
    openTasks: '{{count}} 项',
    empty: '没有升级中的逾期款',
    emptyText: '逾期 7 天仍未结清的应收会出现在这里，先到销售，再到财务和法务。',
    clear: '看全部',
    act: '操作',
  },
  en: {
    title: 'Escalations',
    sales: 'Level 1 · sales',
    finance: 'Level 2 · finance',
    legal: 'Level 3 · legal',
    cases: '{{count}} cases',
    oldest: 'oldest {{days}} days',
    none: 'none',
    who: 'Who sits on it',
    all: 'All',
    departments: 'All departments',
    sort: 'Sort',
    amount: 'Largest amount',
    age: 'Longest overdue',
    level: 'Highest level',
    customer: 'Customer',
    invoice: 'Invoice',
    open: 'Open ({{currency}})',
    due: 'Overdue',
    at: 'Level',
    step: 'Task',
    assignee: 'With',
    since: 'Since',
    reassign: 'Reassign',
    nobody: 'unassigned',
    openTasks: '{{count}} open',
    empty: 'Nothing has escalated',
    emptyText:
      'Receivables still open 7 days after their due date appear here: first with sales, then finance, then legal.',
    clear: 'Show all',
    act: 'Act',
  },
});

type Answer = ResponseOf<'getBoard'>;
type Item = Answer['items'][number];
const LEVELS = ['sales', 'finance', 'legal'] as const;

function Levels({
  answer,
  chosen,
  choose,
}: {
  readonly answer: Answer;
  readonly chosen: string | undefined;
  readonly choose: (level: string | undefined) => void;
}) {
  const t = useTexts();
  return (
    <div className="x-levels">
      {LEVELS.map((level) => {
        const figures = answer.levels.find((item) => item.level === level);
        const pressed = chosen === level;
        return (
          <button
            key={level}
            type="button"
            className="x-surface x-level"
            aria-pressed={pressed}
            onClick={() => choose(pressed ? undefined : level)}
            style={{ borderTopColor: MEANING[level] }}
          >
            <span style={{ color: MEANING[level], fontWeight: 600 }}>{t(level)}</span>
            <strong>
              {figures && figures.cases > 0 ? formatMoney(figures.openMinor, answer.currency) : t('none')}
            </strong>
            <small className="x-quiet">
              {figures && figures.cases > 0
                ? `${t('cases', { count: figures.cases })} · ${t('oldest', { days: figures.oldestDays })}`
                : ' '}
            </small>
          </button>
        );
      })}
    </div>
  );
}

function People({
  answer,
  chosen,
  choose,
}: {
  readonly answer: Answer;
  readonly chosen: string | undefined;
  readonly choose: (id: string | undefined) => void;
}) {
  const t = useTexts();
  const most = Math.max(1, ...answer.people.map((person) => person.openMinor));
  if (answer.people.length === 0) return null;
  return (
    <section className="x-card" style={{ marginBottom: 12 }}>
      <h2>{t('who')}</h2>
      <ul className="x-load">
        {answer.people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              aria-pressed={chosen === person.id}
              onClick={() => choose(chosen === person.id ? undefined : person.id)}
            >
              <span>{person.name}</span>
              <span className="x-load-bar" aria-hidden="true">
                <i style={{ width: `${(person.openMinor / most) * 100}%` }} />
              </span>
              <span className="x-number">{formatMoney(person.openMinor, answer.currency)}</span>
              <small className="x-quiet x-nowrap">
                {t('openTasks', { count: person.open })} · {t('oldest', { days: person.oldestDays })}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useColumns(currency: string, onReassign: (item: Item) => void): readonly Column<Item>[] {
  const t = useTexts();
  const inLanguage = useBilingual();
  return [
    {
      key: 'customer',
      title: t('customer'),
      lead: true,
      render: (row) => <Link to={`/customers/${row.customerId}`}>{row.customerName}</Link>,
    },
    {
      key: 'invoice',
      title: t('invoice'),
      render: (row) => <Link to={`/receivables/${row.receivableId}`}>{row.invoiceNumber}</Link>,
    },
    {
      key: 'open',
      title: t('open', { currency }),
      number: true,
      lead: true,
      render: (row) => <Money minor={row.openMinor} currency={row.currency} />,
    },
    { key: 'due', title: t('due'), render: (row) => <Due date={row.dueDate} /> },
    { key: 'level', title: t('at'), render: (row) => <LevelTag level={row.level} /> },
    {
      key: 'step',
      title: t('step'),
      render: (row) => <Link to={`/inbox/${row.taskKey}`}>{inLanguage(row.taskName)}</Link>,
    },
    { key: 'assignee', title: t('assignee'), render: (row) => row.assignee?.name ?? t('nobody') },
    { key: 'since', title: t('since'), render: (row) => <At instant={row.since} /> },
    {
      key: 'act',
      title: t('act'),
      render: (row) => (
        <Button size="small" onClick={() => onReassign(row)}>
          {t('reassign')}
        </Button>
      ),
    },
  ];
}

export default function Board() {
  const t = useTexts();
  const filters = useFilters(['departmentId', 'level', 'personId', 'sort']);
  const query = filters.values as NonNullable<QueryOf<'getBoard'>>;
  const found = useApi('getBoard', { query }, { keep: true });
  const [handing, setHanding] = useState<Item | null>(null);
  const columns = useColumns(found.data?.currency ?? '', setHanding);
  return (
    <>
      <PageHead title={t('title')}>
        <TableTools
          name="board"
          columns={columns}
          exportTo={(format) => addressOf('exportTable', { params: { what: 'board' }, query: { ...query, format } })}
        />
      </PageHead>
      <Loaded of={found}>
        {(answer) => (
          <>
            <div className="x-filters">
              {answer.departments.length > 1 ? (
                <Select
                  value={filters.values.departmentId ?? ''}
                  aria-label={t('departments')}
                  popupMatchSelectWidth={false}
                  onChange={(value) => filters.set('departmentId', value || undefined)}
                  options={[
                    { value: '', label: t('departments') },
                    ...answer.departments.map((department) => ({ value: department.id, label: department.name })),
                  ]}
                />
              ) : null}
              <Select
                value={filters.values.sort ?? 'amount'}
                aria-label={t('sort')}
                popupMatchSelectWidth={false}
                onChange={(value) => filters.set('sort', value)}
                options={(['amount', 'age', 'level'] as const).map((value) => ({ value, label: t(value) }))}
              />
              {filters.any ? <Button onClick={filters.clear}>{t('clear')}</Button> : null}
            </div>
            <Levels answer={answer} chosen={filters.values.level} choose={(level) => filters.set('level', level)} />
            <People answer={answer} chosen={filters.values.personId} choose={(id) => filters.set('personId', id)} />
            <DataTable
              name="board"
              columns={columns}
              rows={answer.items}
              rowKey={(row) => row.taskKey}
              empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
            />
          </>
        )}
      </Loaded>
      {handing ? (
        <Reassign taskKey={handing.taskKey} version={handing.taskVersion} onClose={() => setHanding(null)} />
      ) : null}
    </>
  );
}
