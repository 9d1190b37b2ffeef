import { MenuFoldOutlined, MenuUnfoldOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import type { Company, Me } from '#api/contract/index.ts';
import { useApi, useLiveChanges } from '#web/data/queries.ts';
import { SessionProvider, useSession } from '#web/data/session.tsx';
import { ChangePassword } from '#web/pages/sign-in/change-password.tsx';
import { SignIn } from '#web/pages/sign-in/sign-in.tsx';
import { setLanguage, useLanguage } from '#i18n/index.ts';
import { Problem } from '#web/ui/parts.tsx';
import { usePreference } from '#web/ui/preferences.ts';
import { Waiting } from '#web/ui/waiting.tsx';
import { Health } from './health.tsx';
import { PLACES, type Place } from './places.tsx';
import { useFrameTexts } from './texts.ts';
import { TopBar } from './top-bar.tsx';

const PHONE_PLACES = new Set(['/inbox', '/board', '/customers', '/receivables']);

function placesOf(me: Me): readonly Place[] {
  return PLACES.filter((place) => place.roles.length === 0 || place.roles.some((role) => me.roles.includes(role)));
}

function Rail({ open }: { readonly open: number }) {
  const t = useFrameTexts();
  const { me } = useSession();
  const [collapsed, setCollapsed] = usePreference('rail', 'false');
  const small = collapsed === 'true';
  return (
    <nav className="x-rail" data-collapsed={collapsed} aria-label={t('more')}>
      <div className="x-brand">
        <img src="/icon.svg" alt="" />
        {small ? null : <span>{t('product')}</span>}
      </div>
      {placesOf(me).map((place) => (
        <NavLink key={place.path} to={place.path} className="x-rail-link" title={t(place.text)}>
          <span aria-hidden="true">{place.icon}</span>
          {small ? <span className="x-visually-hidden">{t(place.text)}</span> : <span>{t(place.text)}</span>}
          {place.path === '/inbox' && open > 0 && !small ? <span className="x-count">{open}</span> : null}
        </NavLink>
      ))}
      <span className="x-rail-spacer" />
      <button
        type="button"
        className="x-rail-link"
        style={{ border: 0, background: 'none', cursor: 'pointer', font: 'inherit' }}
        onClick={() => setCollapsed(small ? 'false' : 'true')}
        aria-label={small ? t('expand') : t('collapse')}
      >
        {small ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {small ? null : <span>{t('collapse')}</span>}
      </button>
    </nav>
  );
}

function BottomBar() {
  const t = useFrameTexts();
  const { me } = useSession();
  return (
    <nav className="x-bottom" aria-label={t('more')}>
      {placesOf(me)
        .filter((place) => PHONE_PLACES.has(place.path))
        .map((place) => (
          <NavLink key={place.path} to={place.path}>
            <span aria-hidden="true">{place.icon}</span>
            <span>{t(place.text)}</span>
          </NavLink>
        ))}
      <NavLink to="/mine">
        <span aria-hidden="true">
          <UserOutlined />
        </span>
        <span>{t('mine')}</span>
      </NavLink>
    </nav>
  );
}

function SignedIn({ me, company }: { readonly me: Me; readonly company: Company }) {
  const t = useFrameTexts();
  const language = useLanguage();
  const counts = useApi('countTasks', {});
  const { pathname } = useLocation();
  useLiveChanges(true);
  useEffect(() => {
    if (me.language !== language) setLanguage(me.language);
    // Only when the person changes: switching the language by hand is told to the server first.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [me.id, me.language]);
  if (me.mustChangePassword) return <ChangePassword forced />;
  const flush = pathname.startsWith('/studio/') || pathname.startsWith('/inbox');
  return (
    <SessionProvider session={{ me, company }}>
      <a href="#main" className="x-skip">
        {t('skip')}
      </a>
      <div className="x-frame">
        <Rail open={counts.data?.open ?? 0} />
        <TopBar />
        <div className="x-body">
          <Health />
          <main id="main" className="x-main" data-flush={flush}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <BottomBar />
      </div>
    </SessionProvider>
  );
}

/** Everything behind the sign-in: who is there decides what is shown. */
export function Frame() {
  const client = useQueryClient();
  const me = useApi('getSession', {});
  const company = useApi('getCompany', {}, { enabled: me.data !== undefined });
  if (me.error) {
    if (me.error.problem.status === 401)
      return (
        <SignIn
          onSignedIn={(who) => {
            // What the one before was shown is thrown away; the session itself stays, because this frame is looking at it.
            client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'getSession' });
            client.setQueryData(['getSession', null, null], who);
          }}
        />
      );
    return (
      <div style={{ padding: 20 }}>
        <Problem error={me.error} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  if (company.error)
    return (
      <div style={{ padding: 20 }}>
        <Problem error={company.error} onRetry={() => void company.refetch()} />
      </div>
    );
  if (!me.data || !company.data) return <Waiting />;
  return <SignedIn me={me.data} company={company.data} />;
}
