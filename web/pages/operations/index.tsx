import { Tabs } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useApi } from '#web/data/queries.ts';
import { PageHead } from '#web/ui/parts.tsx';
import { Incidents } from './incidents.tsx';
import { Instances } from './instances.tsx';
import { Moves } from './moves.tsx';
import './operations.css';
import { useOperationsTexts } from './texts.ts';

/** What runs, what stopped, and what waits for a second operator. */
export default function Operations() {
  const t = useOperationsTexts();
  const { tab = 'instances' } = useParams();
  const navigate = useNavigate();
  const moves = useApi('listMoves', {});
  const count = moves.data?.length ?? 0;
  return (
    <>
      <PageHead title={t('title')} />
      <Tabs
        activeKey={tab}
        onChange={(next) => void navigate(`/operations/${next}`, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'instances', label: t('instances'), children: <Instances /> },
          { key: 'incidents', label: t('incidents'), children: <Incidents /> },
          { key: 'moves', label: count > 0 ? `${t('moves')} (${count})` : t('moves'), children: <Moves /> },
        ]}
      />
    </>
  );
}
