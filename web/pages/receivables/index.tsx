import { Button, Input, Select } from 'antd';
import { Link } from 'react-router';
import type { QueryOf } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { usePages } from '#web/data/queries.ts';
import { useHasRole, useSession } from '#web/data/session.tsx';
import { useFilters } from '#web/data/use-filters.ts';
import { DataTable, TableTools } from '#web/parts/data-table.tsx';
import { formatMoney } from '#web/ui/format.ts';
import { Empty, PageHead, Problem } from '#web/ui/parts.tsx';
import { useReceivableColumns } from './columns.tsx';
import { useReceivableTexts } from './texts.ts';

const STATUSES = ['open', 'overdue', 'disputed', 'settled', 'written-off'] as const;
const BUCKETS = ['notDue', 'd1to30', 'd31to60', 'd61to90', 'd91to180', 'd181to365', 'over365'] as const;
const LEVELS = ['sales', 'finance', 'legal'] as const;

export default function Receivables() {
  const t = useReceivableTexts();
  const { company } = useSession();
  const mayImport = useHasRole('finance', 'admin');
  const filters = useFilters(['text', 'status', 'bucket', 'level', 'ownerId', 'customerId', 'sort']);
  // The address bar holds what the server then checks by its contract.
  // The largest first: what is owed, not old credit notes.
  const query = { status: 'open', sort: '-openMinor', ...filters.values, limit: 50 } as NonNullable<
    QueryOf<'listReceivables'>
  >;
  const pages = usePages('listReceivables', { query });
  const first = pages.data?.pages[0];
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useReceivableColumns(first?.currency ?? company.currency);
  const select = <Name extends 'status' | 'bucket' | 'level'>(
    name: Name,
    any: string,
    values: readonly (typeof STATUSES | typeof BUCKETS | typeof LEVELS)[number][],
  ) => (
    <Select
      value={name === 'status' ? (filters.values.status ?? 'open') : (filters.values[name] ?? '')}
      aria-label={any}
      popupMatchSelectWidth={false}
      onChange={(value) => filters.set(name, value || undefined)}
      options={[
        ...(name === 'status' ? [] : [{ value: '', label: any }]),
        ...values.map((value) => ({ value, label: t(value) })),
      ]}
    />
  );
  return (
    <>
      <PageHead
        title={t('title')}
        note={
          first ? t('count', { count: first.total, amount: formatMoney(first.totalOpenMinor, first.currency) }) : null
        }
      >
        <TableTools
          name="receivables"
          columns={columns}
          exportTo={(format) =>
            addressOf('exportTable', { params: { what: 'receivables' }, query: { ...query, limit: undefined, format } })
          }
        />
        {mayImport ? (
          <Link to="/imports">
            <Button type="primary">{t('import')}</Button>
          </Link>
        ) : null}
      </PageHead>
      <div className="x-filters">
        <Input.Search
          defaultValue={filters.values.text ?? ''}
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          style={{ width: 220 }}
          onSearch={(value) => filters.set('text', value.trim() || undefined)}
        />
        {select('status', t('anyStatus'), STATUSES)}
        {select('bucket', t('anyBucket'), BUCKETS)}
        {select('level', t('anyLevel'), LEVELS)}
      </div>
      {pages.error ? <Problem error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      <DataTable
        name="receivables"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        href={(row) => `/receivables/${row.id}`}
        loading={pages.isPending}
        sort={filters.values.sort}
        onSort={(sort) => filters.set('sort', sort)}
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
