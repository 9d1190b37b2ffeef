import { App, Button, Form, Input, Select, Switch } from 'antd';
import type { Language } from '#api/contract/index.ts';
import { useAct } from '#web/data/queries.ts';
import { useSession } from '#web/data/session.tsx';
import { Problem } from '#web/ui/parts.tsx';
import { useAdministrationTexts } from './texts.ts';

interface Entry {
  readonly name: string;
  readonly zone: string;
  readonly language: Language;
  readonly publishNeedsSecondPerson: boolean;
}

export function CompanySettings() {
  const t = useAdministrationTexts();
  const { company } = useSession();
  const { message } = App.useApp();
  const act = useAct('setCompany', ['clock']);
  return (
    <section className="x-card" style={{ maxWidth: 520 }}>
      <Form<Entry>
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: company.name,
          zone: company.zone,
          language: company.language,
          publishNeedsSecondPerson: company.publishNeedsSecondPerson,
        }}
        onFinish={(body) => act.mutate({ body }, { onSuccess: () => void message.success(t('done')) })}
      >
        <Form.Item name="name" label={t('companyName')} rules={[{ required: true, message: t('needed') }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="zone" label={t('zone')}>
          <Select showSearch options={Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="language" label={t('language')}>
          <Select
            options={[
              { value: 'zh-CN', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
        <Form.Item name="publishNeedsSecondPerson" label={t('second')} valuePropName="checked" extra={t('secondNote')}>
          <Switch />
        </Form.Item>
        {company.sample ? <p className="x-quiet">{t('clockNote')}</p> : null}
        {act.error ? <Problem error={act.error} /> : null}
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('save')}
        </Button>
      </Form>
    </section>
  );
}
