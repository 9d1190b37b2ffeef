import {
  BellOutlined,
  ClockCircleOutlined,
  MoonOutlined,
  SunOutlined,
  TranslationOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Dropdown, Popover, Space } from 'antd';
import { Link, useNavigate } from 'react-router';
import { call } from '#web/data/client.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useSession } from '#web/data/session.tsx';
import { setLanguage, useLanguage } from '#i18n/index.ts';
import { formatDate, formatInstant } from '#web/ui/format.ts';
import { DateTime } from '#web/ui/date-time.ts';
import { At } from '#web/ui/parts.tsx';
import { usePreference } from '#web/ui/preferences.ts';
import { Search } from './search.tsx';
import { useFrameTexts } from './texts.ts';

function DemoClock() {
  const t = useFrameTexts();
  const language = useLanguage();
  const { company } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const move = useAct('moveClock');
  const at = DateTime.inZone(company.now, company.zone);
  const shown = `${formatDate(at.date, language)} ${at.time}`;
  const go = (to: 'next-morning' | 'plus-7-days'): void =>
    move.mutate(
      { body: { to } },
      {
        onSuccess: ({ now }) => {
          void client.invalidateQueries();
          void message.success(
            t('moved', {
              at: formatInstant(now, now, company.zone, language).replace(
                /^\S+/,
                formatDate(DateTime.inZone(now, company.zone).date, language),
              ),
            }),
          );
        },
        onError: (error) => void message.error(error.message),
      },
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'next-morning', label: t('nextMorning') },
          { key: 'plus-7-days', label: t('plusSeven') },
        ],
        onClick: ({ key }) => go(key === 'plus-7-days' ? 'plus-7-days' : 'next-morning'),
      }}
    >
      <Button
        icon={<ClockCircleOutlined />}
        loading={move.isPending}
        aria-label={`${t('demoClock')} ${shown}`}
        title={t('demoClock')}
      >
        <span className="x-desk">{move.isPending ? t('moving') : shown}</span>
      </Button>
    </Dropdown>
  );
}

function Notices() {
  const t = useFrameTexts();
  const notices = useApi('listNotices', { query: { limit: 20 } });
  const read = useAct('readNotices', ['notices']);
  const items = notices.data?.items ?? [];
  const list = (
    <div style={{ width: 'min(360px, 86vw)', maxHeight: '60vh', overflow: 'auto' }}>
      {items.length === 0 ? <p className="x-quiet">{t('noNotices')}</p> : null}
      {items.map((notice) => (
        <div
          key={notice.id}
          style={{ padding: '8px 0', borderBottom: '1px solid var(--x-line)', fontWeight: notice.read ? 400 : 600 }}
        >
          {notice.link ? (
            <Link to={notice.link} onClick={() => read.mutate({ body: { ids: [notice.id] } })}>
              {notice.title}
            </Link>
          ) : (
            notice.title
          )}
          <div className="x-quiet" style={{ fontWeight: 400 }}>
            {notice.text} · <At instant={notice.at} />
          </div>
        </div>
      ))}
      {(notices.data?.unread ?? 0) > 0 ? (
        <Button type="link" style={{ paddingInline: 0 }} onClick={() => read.mutate({ body: {} })}>
          {t('readAll')}
        </Button>
      ) : null}
    </div>
  );
  return (
    <Popover content={list} title={t('notices')} trigger="click" placement="bottomRight">
      <Badge count={notices.data?.unread ?? 0} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t('notices')} />
      </Badge>
    </Popover>
  );
}

function Person() {
  const t = useFrameTexts();
  const { me } = useSession();
  const [scheme, setScheme] = usePreference('scheme', 'light');
  const navigate = useNavigate();
  const client = useQueryClient();
  const out = async (): Promise<void> => {
    await call('signOut', {}).catch(() => undefined);
    client.clear();
    window.location.assign('/');
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'mine', label: t('changePassword') },
          {
            key: 'scheme',
            icon: scheme === 'dark' ? <SunOutlined /> : <MoonOutlined />,
            label: scheme === 'dark' ? t('light') : t('dark'),
          },
          { type: 'divider' },
          { key: 'out', label: t('signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'mine') void navigate('/mine');
          if (key === 'scheme') setScheme(scheme === 'dark' ? 'light' : 'dark');
          if (key === 'out') void out();
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />}>
        {me.name}
      </Button>
    </Dropdown>
  );
}

export function LanguageButton() {
  const t = useFrameTexts();
  const language = useLanguage();
  const set = useAct('setPreferences');
  const client = useQueryClient();
  const change = (): void => {
    const next = language === 'en' ? 'zh-CN' : 'en';
    setLanguage(next);
    set.mutate(
      { body: { language: next } },
      {
        onSuccess: (me) => {
          client.setQueryData(['getSession', null, null], me);
          void client.invalidateQueries();
        },
      },
    );
  };
  return (
    <Button type="text" icon={<TranslationOutlined />} onClick={change} aria-label={t('language')}>
      {t('language')}
    </Button>
  );
}

/** Search over everything, the company and its demo clock, language, notices, the person. */
export function TopBar() {
  const { company } = useSession();
  return (
    <header className="x-top">
      <Search />
      <span className="x-top-spacer" />
      <Space size={4}>
        <span className="x-desk x-quiet">{company.name}</span>
        {company.sample ? <DemoClock /> : null}
        <span className="x-desk">
          <LanguageButton />
        </span>
        <Notices />
        <span className="x-desk">
          <Person />
        </span>
      </Space>
    </header>
  );
}
