import { App, Form, Input, Modal, Select } from 'antd';
import { useAct, useApi } from '#web/data/queries.ts';
import { Problem } from '#web/ui/parts.tsx';
import { useInboxTexts } from './texts.ts';

interface Choice {
  readonly to: string;
  readonly reason: string;
}

/** Hands a task to another person for good; says how busy each one is. */
export function Reassign({
  taskKey,
  version,
  onClose,
}: {
  readonly taskKey: string;
  readonly version: number;
  readonly onClose: () => void;
}) {
  const t = useInboxTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Choice>();
  const people = useApi('listAssignees', { params: { key: taskKey } });
  const act = useAct('reassignTask', ['tasks', 'cases']);
  const hand = ({ to, reason }: Choice): void =>
    act.mutate(
      { params: { key: taskKey }, body: { version, to, reason } },
      {
        onSuccess: (task) => {
          void message.success(t('reassigned', { who: task.assignee?.name ?? '' }));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('reassignTitle')}
      okText={t('reassign')}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={act.isPending}
      destroyOnHidden
    >
      <p className="x-quiet">{t('reassignNote')}</p>
      <Form<Choice> form={form} layout="vertical" requiredMark={false} onFinish={hand}>
        <Form.Item name="to" label={t('reassignTo')} rules={[{ required: true, message: t('needed') }]}>
          <Select
            showSearch={{ optionFilterProp: 'title' }}
            loading={people.isPending}
            options={(people.data ?? []).map((person) => ({
              value: person.id,
              title: person.name,
              label: `${person.name}${person.department ? ` · ${person.department}` : ''} · ${t('openTasks', { count: person.openTasks })}`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('reassignReason')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
      {act.error ? <Problem error={act.error} /> : null}
    </Modal>
  );
}
