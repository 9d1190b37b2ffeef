import { useQueryClient } from '@tanstack/react-query';
import { Steps } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import type { ImportState } from '#api/contract/index.ts';
import { useApi } from '#web/data/queries.ts';
import { Loaded, PageHead } from '#web/ui/parts.tsx';
import '../receivables/receivable.css';
import { CheckColumns, previewKey } from './check-columns.tsx';
import { formatCount } from './counts.ts';
import { DropZone } from './drop-zone.tsx';
import { ImportList } from './import-list.tsx';
import './imports.css';
import { Outcome, Running } from './outcome.tsx';
import { useImportTexts } from './texts.ts';

export default function Imports() {
  const { id } = useParams();
  return id === undefined ? <Overview /> : <Import key={id} id={id} />;
}

function Overview() {
  const t = useImportTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t('title')} />
      <DropZone
        onRead={(preview) => {
          client.setQueryData(previewKey(preview.import.id), preview);
          void navigate(`/imports/${preview.import.id}`);
        }}
      />
      <ImportList />
    </>
  );
}

function Import({ id }: { readonly id: string }) {
  const found = useApi('getImport', { params: { id } });
  const { refetch } = found;
  return (
    <Loaded of={found}>
      {(state) => (
        <>
          <Head state={state} />
          {state.state === 'mapping' ? (
            <CheckColumns id={id} />
          ) : state.state === 'running' ? (
            <Running state={state} refetch={refetch} />
          ) : (
            <Outcome state={state} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Head({ state }: { readonly state: ImportState }) {
  const t = useImportTexts();
  const { kind, encoding, rows } = state;
  const meta = { kind: kind.toUpperCase(), encoding: encoding.toUpperCase(), rows: formatCount(rows) };
  const ended = state.state !== 'mapping' && state.state !== 'running';
  return (
    <>
      <PageHead title={state.fileName} note={t(encoding === '' ? 'meta' : 'metaEncoding', meta)}>
        <Link to="/imports">{t('all')}</Link>
      </PageHead>
      <Steps
        className="x-import-steps"
        size="small"
        responsive={false}
        current={state.state === 'mapping' ? 1 : 2}
        status={state.state === 'failed' ? 'error' : ended ? 'finish' : 'process'}
        items={[{ title: t('stepFile') }, { title: t('stepColumns') }, { title: t('stepPost') }]}
      />
    </>
  );
}
