import { App, Button, Form, Input } from 'antd';
import { useAct } from '#web/data/queries.ts';
import { Problem } from '#web/ui/parts.tsx';
import { SignInCard } from './sign-in.tsx';
import { useSignInTexts } from './texts.ts';

interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

export function PasswordForm({ onChanged }: { readonly onChanged?: () => void }) {
  const t = useSignInTexts();
  const { message } = App.useApp();
  const act = useAct('changePassword');
  const [form] = Form.useForm<Passwords>();
  const change = ({ current, next }: Passwords): void =>
    act.mutate(
      { body: { current, next } },
      {
        onSuccess: () => {
          void message.success(t('changed'));
          form.resetFields();
          onChanged?.();
        },
      },
    );
  return (
    <Form<Passwords> form={form} layout="vertical" requiredMark={false} onFinish={change} style={{ maxWidth: 360 }}>
      <Form.Item name="current" label={t('current')} rules={[{ required: true, message: t('needed') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="next" label={t('next')} rules={[{ required: true, min: 8, message: t('short') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('different'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {act.error ? <Problem error={act.error} /> : null}
      <Button type="primary" htmlType="submit" loading={act.isPending} style={{ marginTop: 8 }}>
        {t('change')}
      </Button>
    </Form>
  );
}

/** Stands before everything else while an administrator's password is still in use. */
export function ChangePassword({ forced }: { readonly forced: boolean }) {
  const t = useSignInTexts();
  return (
    <SignInCard title={t('change')} {...(forced ? { note: t('forced') } : {})}>
      <PasswordForm onChanged={() => window.location.assign('/')} />
    </SignInCard>
  );
}
