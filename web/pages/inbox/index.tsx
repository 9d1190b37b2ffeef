import { Button, Input, Segmented, Select, Skeleton } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { QueryOf, TaskSummary } from '#api/contract/index.ts';
import { useApi, usePages } from '#web/data/queries.ts';
import { useHasRole } from '#web/data/session.tsx';
import { withParameter } from '#web/data/use-filters.ts';
import { useBilingual } from '#i18n/index.ts';
import { Empty, PageHead, Problem } from '#web/ui/parts.tsx';
import './inbox.css';
import { TaskRow } from './task-row.tsx';
import { TaskView } from './task-view.tsx';
import { useInboxTexts } from './texts.ts';

type View = 'mine' | 'done' | 'department' | 'all';
type Sort = 'newest' | 'oldest' | 'deadline' | 'amount';

/** j/k move through the list, whatever has the focus outside of fields. */
function useListKeys(items: readonly TaskSummary[], selected: string | undefined, open: (key: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target?.closest('input, textarea, [contenteditable="true"], .ant-select')
      )
        return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0) return;
      const at = items.findIndex((item) => item.key === selected);
      const next = items[Math.max(0, Math.min(items.length - 1, at + step))];
      if (next) open(next.key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [items, selected, open]);
}

/** The tasks on the left, the chosen one on the right; on a phone one after the other. */
export default function Inbox() {
  const t = useInboxTexts();
  const inLanguage = useBilingual();
  const navigate = useNavigate();
  const { key } = useParams();
  const [search, setSearch] = useSearchParams();
  const seesDepartment = useHasRole('head', 'executive', 'admin');
  const view = (search.get('view') ?? 'mine') as View;
  const sort = (search.get('sort') ?? 'deadline') as Sort;
  const processId = search.get('process') ?? undefined;
  const [text, setText] = useState(search.get('text') ?? '');
  const wanted = search.get('text') ?? '';

  const query: NonNullable<QueryOf<'listTasks'>> = {
    view,
    sort,
    limit: 30,
    ...(processId ? { processId } : {}),
    ...(wanted ? { text: wanted } : {}),
  };
  const pages = usePages('listTasks', { query });
  const counts = useApi('countTasks', {});
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);

  const change = (name: string, value: string | undefined): void => {
    setSearch(withParameter(name, value), { replace: true });
  };
  const open = (next: string): void => void navigate({ pathname: `/inbox/${next}`, search: search.toString() });
  useListKeys(items, key, open);

  // On a desk the first task is open without a click; on a phone the list comes first.
  const wide = useRef(window.matchMedia('(min-width: 721px)').matches);
  const first = items[0]?.key;
  useEffect(() => {
    // Whoever is on the way to another page (which may still be loading) is not called back.
    if (!key && first && wide.current && window.location.pathname === '/inbox')
      void navigate({ pathname: `/inbox/${first}`, search: search.toString() }, { replace: true });
    // oxlint-disable-next-line react/exhaustive-deps -- only when the list or the choice changes, not with each navigate identity
  }, [key, first]);

  const goOn = (finished: string): void => {
    const at = items.findIndex((item) => item.key === finished);
    const next = items[at + 1] ?? items[at - 1];
    void navigate(
      { pathname: next && wide.current ? `/inbox/${next.key}` : '/inbox', search: search.toString() },
      { replace: true },
    );
  };

  const processes = Object.keys(counts.data?.byProcess ?? {});
  const names = new Map(items.map((item) => [item.processId, item.processName]));
  const nameOf = (id: string): string => {
    const name = names.get(id);
    return name ? inLanguage(name) : id;
  };
  const filtered = wanted !== '' || processId !== undefined;
  return (
    <div className="x-inbox" data-open={key !== undefined}>
      <section className="x-inbox-list" aria-label={t('title')}>
        <div className="x-inbox-head">
          <PageHead title={t('title')} note={counts.data ? counts.data.open : null} />
          <Segmented<View>
            size="small"
            block
            value={view}
            onChange={(next) => change('view', next === 'mine' ? undefined : next)}
            options={[
              { value: 'mine', label: t('mine') },
              { value: 'done', label: t('done') },
              ...(seesDepartment ? [{ value: 'department' as const, label: t('department') }] : []),
            ]}
          />
          <div className="x-inbox-filters">
            <Input.Search
              size="small"
              value={text}
              allowClear
              placeholder={t('searchHere')}
              aria-label={t('searchHere')}
              onChange={(event) => setText(event.target.value)}
              onSearch={(value) => change('text', value.trim() || undefined)}
            />
            <Select<Sort>
              size="small"
              aria-label={t('sort')}
              value={sort}
              popupMatchSelectWidth={false}
              onChange={(next) => change('sort', next === 'deadline' ? undefined : next)}
              options={(['deadline', 'newest', 'oldest', 'amount'] as const).map((value) => ({
                value,
                label: t(value),
              }))}
            />
            {processes.length > 1 ? (
              <Select
                size="small"
                aria-label={t('filter')}
                value={processId ?? ''}
                popupMatchSelectWidth={false}
                onChange={(next) => change('process', next || undefined)}
                options={[
                  { value: '', label: t('anyProcess') },
                  ...processes.map((id) => ({ value: id, label: nameOf(id) })),
                ]}
              />
            ) : null}
          </div>
        </div>
        <div className="x-inbox-rows">
          {pages.isPending ? <Skeleton active paragraph={{ rows: 8 }} title={false} style={{ padding: 16 }} /> : null}
          {pages.error ? <Problem error={pages.error} onRetry={() => void pages.refetch()} /> : null}
          {items.map((task) => (
            <TaskRow key={task.key} task={task} selected={task.key === key} onOpen={() => open(task.key)} />
          ))}
          {!pages.isPending && items.length === 0 && !pages.error ? (
            filtered ? (
              <Empty
                title={t('emptyFiltered')}
                action={
                  <Button
                    onClick={() => {
                      setText('');
                      setSearch({}, { replace: true });
                    }}
                  >
                    {t('clearFilter')}
                  </Button>
                }
              />
            ) : (
              <Empty title={t('emptyTitle')}>{t('emptyText')}</Empty>
            )
          ) : null}
          {pages.hasNextPage ? (
            <Button type="text" block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('more')}
            </Button>
          ) : null}
        </div>
      </section>
      <section className="x-inbox-detail">
        {key ? (
          <TaskView
            key={key}
            taskKey={key}
            onDone={() => goOn(key)}
            onBack={() => void navigate({ pathname: '/inbox', search: search.toString() })}
          />
        ) : (
          <Empty title={t('choose')}>{t('chooseText')}</Empty>
        )}
      </section>
    </div>
  );
}
