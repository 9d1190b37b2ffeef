import { Link } from 'react-router';
import type { CaseSummary, QueryOf } from '#api/contract/index.ts';
import { usePages } from '#web/data/queries.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { defineTexts, useBilingual } from '#i18n/index.ts';
import { At, Empty, Problem } from '#web/ui/parts.tsx';

const useTexts = defineTexts('case-list', {
  'zh-CN': {
    process: '流程',
    title: '事项',
    state: '状态',
    tasks: '当前任务',
    started: '开始',
    ended: '结束',
    version: '版本',
    active: '进行中',
    completed: '已完成',
    terminated: '已终止',
    incident: '待排障',
    suspended: '已暂停',
    empty: '没有流程记录',
    emptyText: '逾期流程会自动开启，其他流程在“发起”里开始。',
  },
  en: {
    process: 'Process',
    title: 'About',
    state: 'State',
    tasks: 'Now at',
    started: 'Started',
    ended: 'Ended',
    version: 'Version',
    active: 'running',
    completed: 'completed',
    terminated: 'ended early',
    incident: 'in trouble',
    suspended: 'suspended',
    empty: 'No cases',
    emptyText: 'Overdue cases open by themselves; others begin under Start.',
  },
});

/** Process instances with where they stand. */
export function CaseList({ query }: { readonly query: NonNullable<QueryOf<'listCases'>> }) {
  const t = useTexts();
  const inLanguage = useBilingual();
  const pages = usePages('listCases', { query: { ...query, limit: 50 } });
  const columns: readonly Column<CaseSummary>[] = [
    {
      key: 'process',
      title: t('process'),
      lead: true,
      render: (row) => <Link to={`/cases/${row.key}`}>{inLanguage(row.processName)}</Link>,
    },
    { key: 'title', title: t('title'), render: (row) => row.title },
    { key: 'state', title: t('state'), lead: true, render: (row) => t(row.state) },
    {
      key: 'tasks',
      title: t('tasks'),
      render: (row) =>
        row.openTasks
          .map((task) => [inLanguage(task.name), task.assignee?.name].filter(Boolean).join(' · '))
          .join('；') || '—',
    },
    { key: 'started', title: t('started'), render: (row) => <At instant={row.startedAt} /> },
    { key: 'ended', title: t('ended'), render: (row) => (row.endedAt ? <At instant={row.endedAt} /> : '—') },
    { key: 'version', title: t('version'), number: true, optional: true, render: (row) => row.version },
  ];
  return (
    <>
      {pages.error ? <Problem error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      <DataTable
        name="cases"
        columns={columns}
        rows={pages.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.key}
        href={(row) => `/cases/${row.key}`}
        loading={pages.isPending}
        more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
        empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
      />
    </>
  );
}
