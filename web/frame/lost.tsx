import { Button } from 'antd';
import { Link, useLocation, Navigate } from 'react-router';
import { useSession } from '#web/data/session.tsx';
import { Empty } from '#web/ui/parts.tsx';
import { homeOf } from './places.tsx';
import { useFrameTexts } from './texts.ts';

/** An address nobody answers; `/home` leads to what one's role needs first. */
export function Lost() {
  const t = useFrameTexts();
  const { me } = useSession();
  const { pathname } = useLocation();
  const home = homeOf(me.roles);
  if (pathname === '/home') return <Navigate to={home} replace />;
  return (
    <Empty
      title={t('lost')}
      action={
        <Link to={home}>
          <Button type="primary">{t('back')}</Button>
        </Link>
      }
    >
      {t('lostText')}
    </Empty>
  );
}
