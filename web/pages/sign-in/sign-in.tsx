import { Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Me } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { setLanguage, useLanguage } from '#i18n/index.ts';
import { Problem } from '#web/ui/parts.tsx';
import './sign-in.css';
import { useSignInTexts } from './texts.ts';

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** The card in the middle of an otherwise empty page. */
export function SignInCard({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  const t = useSignInTexts();
  const language = useLanguage();
  return (
    <main className="x-sign-in">
      <section className="x-sign-in-card x-surface">
        <div className="x-sign-in-brand">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <div>
            <h1>{title}</h1>
            <span className="x-quiet">{note ?? t('lead')}</span>
          </div>
        </div>
        {children}
      </section>
      <Button type="link" onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
        {t('language')}
      </Button>
    </main>
  );
}

function SetUp({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  const t = useSignInTexts();
  const language = useLanguage();
  const act = useAct('setUp');
  const needed = [{ required: true, message: t('needed') }];
  return (
    <SignInCard title={t('setUpTitle')} note={t('setUpNote')}>
      <Form<{ companyName: string; name: string } & Credentials>
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => act.mutate({ body: { ...body, language } }, { onSuccess: onSignedIn })}
      >
        <Form.Item name="companyName" label={t('companyName')} rules={needed}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="name" label={t('name')} rules={needed}>
          <Input autoComplete="name" />
        </Form.Item>
        <Form.Item name="login" label={t('login')} rules={needed}>
          <Input autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, min: 8, message: t('short') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {act.error ? <Problem error={act.error} /> : null}
        <Button type="primary" htmlType="submit" block loading={act.isPending} style={{ marginTop: 12 }}>
          {t('create')}
        </Button>
      </Form>
    </SignInCard>
  );
}

/** Signs a person in; on a new system it asks for the first administrator instead. */
export function SignIn({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  const t = useSignInTexts();
  const client = useQueryClient();
  const setup = useApi('getSetup', {});
  const act = useAct('signIn');
  const [form] = Form.useForm<Credentials>();
  if (setup.data?.needed)
    return (
      <SetUp
        onSignedIn={(me) => {
          void client.invalidateQueries({ queryKey: ['getSetup'] });
          onSignedIn(me);
        }}
      />
    );
  const needed = [{ required: true, message: t('needed') }];
  const accounts = setup.data?.accounts ?? [];
  return (
    <SignInCard title={t('title')}>
      <Form<Credentials>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => act.mutate({ body }, { onSuccess: onSignedIn })}
      >
        <Form.Item name="login" label={t('login')} rules={needed}>
          <Input autoFocus autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={needed}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {act.error ? <Problem error={act.error} /> : null}
        <Button type="primary" htmlType="submit" block loading={act.isPending} style={{ marginTop: 12 }}>
          {t('signIn')}
        </Button>
      </Form>
      {accounts.length > 0 ? (
        <div className="x-sign-in-samples">
          <h2>{t('samples')}</h2>
          <p className="x-quiet">{t('samplesNote')}</p>
          <ul>
            {accounts.map((account) => (
              <li key={account.login}>
                <button
                  type="button"
                  onClick={() => form.setFieldsValue({ login: account.login, password: account.password })}
                >
                  <span>{account.name}</span>
                  <span className="x-quiet">{account.role}</span>
                  <code>{account.login}</code>
                  <code>{account.password}</code>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </SignInCard>
  );
}
