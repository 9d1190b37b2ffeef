import { App, Button, Space } from 'antd';
import { Link } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useHasRole, useSession } from '#web/data/session.tsx';
import { At, Empty, Loaded } from '#web/ui/parts.tsx';
import { useOperationsTexts } from './texts.ts';

export type Move = ResponseOf<'listMoves'>[number];

/** One proposal: from where, to where, why, and the word of a second operator. */
export function MoveCard({ move, withLink = false }: { readonly move: Move; readonly withLink?: boolean }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const { message } = App.useApp();
  const { me } = useSession();
  const isOperator = useHasRole('operator');
  const act = useAct('decideMove', ['operations', 'cases', 'tasks']);
  const decide = (agree: boolean): void =>
    act.mutate(
      { params: { id: move.id }, body: { agree } },
      {
        onSuccess: () => void message.success(agree ? t('agreed') : t('refused')),
        onError: (error) => void message.error(error.message, 6),
      },
    );
  const isOwn = move.by.id === me.id;
  return (
    <section className="x-card x-incident-group">
      <h2>
        <span>
          {t('from')} {inLanguage(move.source.name)} {t('to')} {inLanguage(move.target.name)}
        </span>
        <span className="x-quiet">
          {t('proposedBy', { name: move.by.name })} · <At instant={move.at} />
        </span>
      </h2>
      <p className="x-incident-text">{move.reason}</p>
      <Space wrap>
        {isOperator && !isOwn ? (
          <Button size="small" type="primary" loading={act.isPending} onClick={() => decide(true)}>
            {t('agree')}
          </Button>
        ) : null}
        {isOperator ? (
          <Button size="small" loading={act.isPending} onClick={() => decide(false)}>
            {t('refuse')}
          </Button>
        ) : null}
        {isOwn ? <span className="x-quiet">{t('own')}</span> : null}
        {withLink ? <Link to={`/operations/instances/${move.instanceKey}`}>{t('open')}</Link> : null}
      </Space>
    </section>
  );
}

export function Moves() {
  const t = useOperationsTexts();
  const found = useApi('listMoves', {});
  return (
    <Loaded of={found}>
      {(moves) =>
        moves.length === 0 ? (
          <Empty title={t('noMoves')}>{t('noMovesText')}</Empty>
        ) : (
          <>
            {moves.map((move) => (
              <MoveCard key={move.id} move={move} withLink />
            ))}
          </>
        )
      }
    </Loaded>
  );
}
