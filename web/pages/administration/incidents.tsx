import { App, Button } from 'antd';
import { Link } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { At, Empty, Loaded } from '#web/ui/parts.tsx';
import { useAdministrationTexts } from './texts.ts';

type Incident = ResponseOf<'listIncidents'>[number];

function Row({ incident }: { readonly incident: Incident }) {
  const t = useAdministrationTexts();
  const { message } = App.useApp();
  const act = useAct('resolveIncident', ['cases']);
  return (
    <section className="x-card" style={{ marginBottom: 8 }}>
      <h2>
        <span>
          {incident.title} · {incident.elementId}
        </span>
        <span className="x-quiet">
          <At instant={incident.createdAt} />
        </span>
      </h2>
      <p style={{ margin: '0 0 8px' }}>{incident.message}</p>
      <Button
        size="small"
        loading={act.isPending}
        onClick={() =>
          act.mutate(
            { params: { key: incident.key }, body: { retries: 1 } },
            {
              onSuccess: () => void message.success(t('done')),
              onError: (error) => void message.error(error.message, 6),
            },
          )
        }
      >
        {t('retry')}
      </Button>{' '}
      <Link to={`/cases/${incident.caseKey}`}>{t('openCase')}</Link>
    </section>
  );
}

export function Incidents() {
  const t = useAdministrationTexts();
  const found = useApi('listIncidents', {});
  return (
    <Loaded of={found}>
      {(incidents) =>
        incidents.length === 0 ? (
          <Empty title={t('noIncidents')}>{t('noIncidentsText')}</Empty>
        ) : (
          <>
            {incidents.map((incident) => (
              <Row key={incident.key} incident={incident} />
            ))}
          </>
        )
      }
    </Loaded>
  );
}
