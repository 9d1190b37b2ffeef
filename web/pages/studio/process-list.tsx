import { App, Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { At, Empty, Loaded, PageHead } from '#web/ui/parts.tsx';
import { ChangeList } from './change-list.tsx';
import { useStudioTexts } from './texts.ts';

type Publication = ResponseOf<'listPublications'>[number];
type Process = ResponseOf<'listProcesses'>[number];

function Awaiting({ publication }: { readonly publication: Publication }) {
  const t = useStudioTexts();
  const inLanguage = useBilingual();
  const { message } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const act = useAct('decidePublication', ['processes']);
  const decide = (agree: boolean): void =>
    act.mutate(
      { params: { id: publication.id }, body: { agree, ...(agree ? {} : { reason }) } },
      {
        onSuccess: ({ version }) => {
          if (version !== null) void message.success(t('publishedNow', { version }));
          setRefusing(false);
        },
        onError: (error) => void message.error(error.message, 6),
      },
    );
  return (
    <section className="x-card" style={{ marginBottom: 12 }}>
      <h2>
        <span>
          {inLanguage(publication.name)} · {t('awaiting')}
        </span>
        <span className="x-quiet">
          <At instant={publication.at} />
        </span>
      </h2>
      <p>{t('awaitingBy', { who: publication.by.name, note: publication.note ?? t('noNote') })}</p>
      <ChangeList changes={publication.changes} />
      {publication.mayAgree ? (
        <Space>
          <Button type="primary" loading={act.isPending} onClick={() => decide(true)}>
            {t('agree')}
          </Button>
          <Button onClick={() => setRefusing(true)}>{t('refuse')}</Button>
        </Space>
      ) : (
        <span className="x-quiet">{t('ownRequest')}</span>
      )}
      <Modal
        open={refusing}
        title={t('refuse')}
        okText={t('refuse')}
        cancelText={t('cancel')}
        onCancel={() => setRefusing(false)}
        onOk={() => decide(false)}
        okButtonProps={{ disabled: reason.trim() === '' }}
      >
        <Input.TextArea
          aria-label={t('refuseReason')}
          placeholder={t('refuseReason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={500}
          autoSize={{ minRows: 2 }}
        />
      </Modal>
    </section>
  );
}

/** Every process with its version, what runs on it and who is redrawing it. */
export function ProcessList() {
  const t = useStudioTexts();
  const inLanguage = useBilingual();
  const found = useApi('listProcesses', {});
  const waiting = useApi('listPublications', {});
  const columns: readonly Column<Process>[] = [
    {
      key: 'name',
      title: t('name'),
      lead: true,
      render: (row) => <Link to={`/studio/${row.id}`}>{inLanguage(row.name)}</Link>,
    },
    { key: 'version', title: t('version'), number: true, render: (row) => row.version },
    { key: 'running', title: t('running'), number: true, render: (row) => row.running },
    {
      key: 'published',
      title: t('published'),
      render: (row) => (
        <>
          {row.publishedBy?.name ?? t('byProduct')}{' '}
          {row.publishedAt ? (
            <span className="x-quiet">
              <At instant={row.publishedAt} />
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'draft', title: t('draft'), render: (row) => (row.draft ? t('hasDraft', { who: row.draft.by.name }) : '—') },
  ];
  return (
    <>
      <PageHead title={t('title')} />
      {(waiting.data ?? []).map((publication) => (
        <Awaiting key={publication.id} publication={publication} />
      ))}
      <Loaded of={found}>
        {(processes) => (
          <DataTable
            name="processes"
            columns={columns}
            rows={processes}
            rowKey={(row) => row.id}
            href={(row) => `/studio/${row.id}`}
            empty={<Empty title={t('empty')}>{t('emptyText')}</Empty>}
          />
        )}
      </Loaded>
    </>
  );
}
