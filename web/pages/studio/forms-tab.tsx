import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { FormSchemaEditor } from '#forms/index.ts';
import { useLanguage } from '#i18n/index.ts';
import { Empty } from '#web/ui/parts.tsx';
import { formFileName, formIdOf, isForm, newForm, readForm } from './form-files.ts';
import { useStudioTexts } from './texts.ts';
import type { Bundle } from './use-bundle.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly english: string;
}

function NewForm({
  bundle,
  onMade,
  onClose,
}: {
  readonly bundle: Bundle;
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}) {
  const t = useStudioTexts();
  const [form] = Form.useForm<Entry>();
  const taken = new Set(bundle.resources.filter(isForm).map(formIdOf));
  const needed = { required: true, message: t('needed') };
  return (
    <Modal
      open
      title={t('newForm')}
      okText={t('create')}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ id, title, english }) => {
          bundle.put({ name: formFileName(id), content: newForm(id, { 'zh-CN': title, en: english }) });
          onMade(id);
        }}
      >
        <Form.Item name="title" label={t('newFormTitle')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="english" label={t('newFormTitleEn')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="id"
          label={t('newFormId')}
          rules={[
            needed,
            { pattern: /^[a-z][a-z0-9-]*$/, message: t('idShape') },
            {
              validator: (_, value: string) =>
                taken.has(value) ? Promise.reject(new Error(t('idTaken'))) : Promise.resolve(),
            },
          ]}
        >
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** The forms of a process as schema with live preview. */
export function Forms({ bundle }: { readonly bundle: Bundle }) {
  const t = useStudioTexts();
  const language = useLanguage();
  const forms = bundle.resources.filter(isForm);
  const [chosen, setChosen] = useState<string | undefined>(forms[0] ? formIdOf(forms[0]) : undefined);
  const [making, setMaking] = useState(false);
  const file = forms.find((resource) => formIdOf(resource) === chosen);
  return (
    <div className="x-studio-scroll">
      <Space style={{ marginBottom: 12 }} wrap>
        <Select
          aria-label={t('chooseForm')}
          style={{ minWidth: 220 }}
          value={chosen ?? null}
          options={forms.map((resource) => ({
            value: formIdOf(resource),
            label: readForm(resource)?.title[language] ?? formIdOf(resource),
          }))}
          onChange={(id: string | null) => setChosen(id ?? undefined)}
        />
        <Button icon={<PlusOutlined />} onClick={() => setMaking(true)}>
          {t('newForm')}
        </Button>
      </Space>
      {file ? (
        <FormSchemaEditor
          key={file.name}
          value={file.content}
          onChange={(content: string) => bundle.put({ name: file.name, content })}
          language={language}
        />
      ) : (
        <Empty title={t('noForms')} />
      )}
      {making ? (
        <NewForm
          bundle={bundle}
          onClose={() => setMaking(false)}
          onMade={(id) => {
            setChosen(id);
            setMaking(false);
          }}
        />
      ) : null}
    </div>
  );
}
