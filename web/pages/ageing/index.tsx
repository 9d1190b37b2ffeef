import { Segmented } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { useApi } from '#web/data/queries.ts';
import { useFilters } from '#web/data/use-filters.ts';
import { AgeingBar, BUCKETS, useBucketTexts } from '#web/parts/ageing-bar.tsx';
import { type Column, DataTable, TableTools } from '#web/parts/data-table.tsx';
import { defineTexts, useLanguage } from '#i18n/index.ts';
import { formatDate, formatMoney } from '#web/ui/format.ts';
import { Empty, Loaded, Money, PageHead } from '#web/ui/parts.tsx';

const useTexts = defineTexts('ageing', {
  'zh-CN': {
    title: '账龄分析',
    asOf: '截至 {{date}}',
    allCurrent: '全部应收均未到期',
    headline: '逾期 {{amount}}，占未收的 {{share}} %',
    by: '汇总方式',
    customer: '按客户',
    owner: '按负责人',
    department: '按部门',
    grade: '按等级',
    name: '名称',
    open: '未收（{{currency}}）',
    overdue: '逾期（{{currency}}）',
    empty: '没有未收款项',
    emptyText: '导入应收文件后，这里按到期日显示账龄。',
    none: '未评级',
  },
  en: {
    title: 'Ageing',
    asOf: 'as of {{date}}',
    allCurrent: 'Nothing is overdue',
    headline: '{{amount}} overdue, {{share}} % of what is open',
    by: 'Group',
    customer: 'By customer',
    owner: 'By owner',
    department: 'By department',
    grade: 'By grade',
    name: 'Name',
    open: 'Open ({{currency}})',
    overdue: 'Overdue ({{currency}})',
    empty: 'Nothing is open',
    emptyText: 'After an import, open amounts are shown here by age.',
    none: 'ungraded',
  },
});

type Answer = ResponseOf<'getAgeing'>;
type Row = Answer['rows'][number];
type By = 'customer' | 'owner' | 'department' | 'grade';

function hrefOf(by: By, id: string): string | undefined {
  if (by === 'customer') return `/customers/${id}`;
  return by === 'owner' ? `/receivables?ownerId=${encodeURIComponent(id)}` : undefined;
}

function useColumns(by: By, currency: string): readonly Column<Row>[] {
  const t = useTexts();
  const bucket = useBucketTexts();
  return [
    {
      key: 'name',
      title: t('name'),
      lead: true,
      render: (row) => {
        const href = hrefOf(by, row.id);
        const name = row.name || t('none');
        return href ? <Link to={href}>{name}</Link> : name;
      },
    },
    {
      key: 'open',
      title: t('open', { currency }),
      number: true,
      lead: true,
      render: (row) => <Money minor={row.openMinor} currency={currency} />,
    },
    {
      key: 'overdue',
      title: t('overdue', { currency }),
      number: true,
      render: (row) => <Money minor={row.overdueMinor} currency={currency} />,
    },
    ...BUCKETS.map((name) => ({
      key: name,
      title: bucket(name),
      number: true,
      render: (row: Row) =>
        row.buckets[name] === 0 ? (
          <span className="x-quiet">—</span>
        ) : (
          <Money minor={row.buckets[name]} currency={currency} />
        ),
    })),
  ];
}

function Figures({ answer, by }: { readonly answer: Answer; readonly by: By }) {
  const t = useTexts();
  const language = useLanguage();
  const navigate = useNavigate();
  const columns = useColumns(by, answer.currency);
  const open = BUCKETS.reduce((sum, name) => sum + answer.total[name], 0);
  const overdue = open - answer.total.notDue;
  const headline =
    overdue === 0
      ? t('allCurrent')
      : t('headline', {
          amount: formatMoney(overdue, answer.currency),
          share: open === 0 ? '0' : ((overdue / open) * 100).toFixed(1),
        });
  return (
    <>
      <section className="x-card" style={{ marginBottom: 12 }}>
        <h2>
          <span>{headline}</span>
          <span className="x-quiet">{t('asOf', { date: formatDate(answer.asOf, language) })}</span>
        </h2>
        <AgeingBar
          buckets={answer.total}
          currency={answer.currency}
          onOpen={(bucket) => void navigate(`/receivables?bucket=${bucket}`)}
        />
      </section>
      <DataTable
        name="ageing"
        columns={columns}
        rows={answer.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
      />
    </>
  );
}

export default function Ageing() {
  const t = useTexts();
  const filters = useFilters(['by']);
  const by = (filters.values.by ?? 'customer') as By;
  const found = useApi('getAgeing', { query: { by } }, { keep: true });
  const columns = useColumns(by, found.data?.currency ?? '');
  return (
    <>
      <PageHead title={t('title')}>
        <TableTools
          name="ageing"
          columns={columns}
          exportTo={(format) => addressOf('exportTable', { params: { what: 'ageing' }, query: { by, format } })}
        />
      </PageHead>
      <div className="x-filters">
        <Segmented<By>
          aria-label={t('by')}
          value={by}
          onChange={(value) => filters.set('by', value)}
          options={(['customer', 'owner', 'department', 'grade'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Loaded of={found}>{(answer) => <Figures answer={answer} by={by} />}</Loaded>
    </>
  );
}
