import { Button, Input, Select } from 'antd';
import { Link } from 'react-router';
import type { QueryOf, ResponseOf } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { usePages } from '#web/data/queries.ts';
import { useSession } from '#web/data/session.tsx';
import { useFilters } from '#web/data/use-filters.ts';
import { type Column, DataTable, TableTools } from '#web/parts/data-table.tsx';
import { Empty, GradeTag, Money, PageHead, Problem } from '#web/ui/parts.tsx';
import { useCustomerTexts } from './texts.ts';

type Customer = ResponseOf<'listCustomers'>['items'][number];

function useColumns(currency: string): readonly Column<Customer>[] {
  const t = useCustomerTexts();
  return [
    {
      key: 'name',
      title: t('name'),
      sort: 'name',
      lead: true,
      render: (row) => <Link to={`/customers/${row.id}`}>{row.name}</Link>,
    },
    { key: 'code', title: t('code'), optional: true, render: (row) => row.code ?? '—' },
    { key: 'grade', title: t('grade'), sort: 'grade', lead: true, render: (row) => <GradeTag grade={row.grade} /> },
    {
      key: 'limit',
      title: t('limit', { currency }),
      number: true,
      render: (row) => (row.limitMinor === null ? '—' : <Money minor={row.limitMinor} currency={row.currency} />),
    },
    {
      key: 'exposure',
      title: t('exposure', { currency }),
      number: true,
      render: (row) => <Money minor={row.exposureMinor} currency={row.currency} />,
    },
    {
      key: 'open',
      title: t('open', { currency }),
      number: true,
      sort: 'openMinor',
      render: (row) => <Money minor={row.openMinor} currency={row.currency} />,
    },
    {
      key: 'overdue',
      title: t('overdue', { currency }),
      number: true,
      sort: 'overdueMinor',
      render: (row) => <Money minor={row.overdueMinor} currency={row.currency} />,
    },
    {
      key: 'days',
      title: t('days'),
      number: true,
      render: (row) => (row.maxDaysOverdue > 0 ? t('dayCount', { days: row.maxDaysOverdue }) : '—'),
    },
    { key: 'owner', title: t('owner'), render: (row) => row.salesOwner?.name ?? '—' },
    { key: 'hold', title: t('hold'), optional: true, render: (row) => (row.hold ? t('hold') : '—') },
  ];
}

/** The server sorts amounts from large to small only; names and grades upwards only. */
const SORTS = new Set(['name', 'grade', '-overdueMinor', '-openMinor']);

export default function Customers() {
  const t = useCustomerTexts();
  const { company } = useSession();
  const filters = useFilters(['text', 'grade', 'ownerId', 'sort']);
  const query = { ...filters.values, limit: 50 } as NonNullable<QueryOf<'listCustomers'>>;
  const pages = usePages('listCustomers', { query });
  const columns = useColumns(company.currency);
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const total = pages.data?.pages[0]?.total;
  return (
    <>
      <PageHead title={t('title')} note={total === undefined ? null : t('count', { count: total })}>
        <TableTools
          name="customers"
          columns={columns}
          exportTo={(format) =>
            addressOf('exportTable', { params: { what: 'customers' }, query: { ...query, limit: undefined, format } })
          }
        />
      </PageHead>
      <div className="x-filters">
        <Input.Search
          defaultValue={filters.values.text ?? ''}
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          style={{ width: 240 }}
          onSearch={(value) => filters.set('text', value.trim() || undefined)}
        />
        <Select
          value={filters.values.grade ?? ''}
          aria-label={t('anyGrade')}
          style={{ minWidth: 110 }}
          onChange={(value) => filters.set('grade', value || undefined)}
          options={[
            { value: '', label: t('anyGrade') },
            ...['A', 'B', 'C', 'D'].map((value) => ({ value, label: value })),
            { value: 'none', label: t('none') },
          ]}
        />
      </div>
      {pages.error ? <Problem error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      <DataTable
        name="customers"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        href={(row) => `/customers/${row.id}`}
        loading={pages.isPending}
        sort={filters.values.sort}
        onSort={(sort) => {
          const flipped = sort?.startsWith('-') ? sort.slice(1) : sort ? `-${sort}` : undefined;
          filters.set('sort', sort && SORTS.has(sort) ? sort : flipped && SORTS.has(flipped) ? flipped : undefined);
        }}
        more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
        empty={
          filters.any ? (
            <Empty title={t('emptyFiltered')} action={<Button onClick={filters.clear}>{t('clear')}</Button>} />
          ) : (
            <Empty title={t('emptyTitle')}>{t('emptyText')}</Empty>
          )
        }
      />
    </>
  );
}
