import { Button, Space } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '#web/data/client.ts';
import { useSession } from '#web/data/session.tsx';
import { LanguageButton } from '#web/frame/top-bar.tsx';
import { useFrameTexts } from '#web/frame/texts.ts';
import { PageHead } from '#web/ui/parts.tsx';
import { usePreference } from '#web/ui/preferences.ts';
import { PasswordForm } from '../sign-in/change-password.tsx';

/** One's own account: language, dark mode, password, signing out. */
export default function Mine() {
  const t = useFrameTexts();
  const { me, company } = useSession();
  const [scheme, setScheme] = usePreference('scheme', 'light');
  const client = useQueryClient();
  const out = async (): Promise<void> => {
    await call('signOut', {}).catch(() => undefined);
    client.clear();
    window.location.assign('/');
  };
  return (
    <>
      <PageHead title={me.name} note={[company.name, me.department?.name].filter(Boolean).join(' · ')} />
      <Space wrap style={{ marginBottom: 20 }}>
        <LanguageButton />
        <Button onClick={() => setScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {scheme === 'dark' ? t('light') : t('dark')}
        </Button>
        <Button onClick={() => void out()}>{t('signOut')}</Button>
      </Space>
      <section className="x-surface" style={{ padding: 16, maxWidth: 480 }}>
        <h2 style={{ marginBottom: 12 }}>{t('changePassword')}</h2>
        <PasswordForm />
      </section>
    </>
  );
}
