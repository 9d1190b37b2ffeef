import { App, Button, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import type { ResponseOf } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { Loaded, Problem } from '#web/ui/parts.tsx';
import { useAdministrationTexts } from './texts.ts';

type Department = ResponseOf<'listDepartments'>[number];

interface Entry {
  readonly name: string;
  readonly parentId: string | null;
  readonly headId: string | null;
}

function DepartmentForm({
  department,
  all,
  onClose,
}: {
  readonly department: Department | null;
  readonly all: readonly Department[];
  readonly onClose: () => void;
}) {
  const t = useAdministrationTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const people = useApi('listPeople', { query: { active: 'true' } });
  const add = useAct('addDepartment', ['people']);
  const edit = useAct('editDepartment', ['people']);
  const onSuccess = (): void => {
    void message.success(t('done'));
    onClose();
  };
  const save = (body: Entry): void => {
    if (department) edit.mutate({ params: { id: department.id }, body }, { onSuccess });
    else add.mutate({ body }, { onSuccess });
  };
  const error = add.error ?? edit.error;
  return (
    <Modal
      open
      title={department ? t('edit') : t('addDepartment')}
      okText={t('save')}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={add.isPending || edit.isPending}
      destroyOnHidden
    >
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{
          name: department?.name,
          parentId: department?.parentId ?? null,
          headId: department?.head?.id ?? null,
        }}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('needed') }]}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="parentId" label={t('parent')}>
          <Select
            options={[
              { value: null, label: t('top') },
              ...all.filter((item) => item.id !== department?.id).map((item) => ({ value: item.id, label: item.name })),
            ]}
          />
        </Form.Item>
        <Form.Item name="headId" label={t('headOf')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: null, label: '—' },
              ...(people.data ?? []).map((person) => ({ value: person.id, label: person.name })),
            ]}
          />
        </Form.Item>
      </Form>
      {error ? <Problem error={error} /> : null}
    </Modal>
  );
}

export function Departments() {
  const t = useAdministrationTexts();
  const found = useApi('listDepartments', {});
  const { message } = App.useApp();
  const turn = useAct('editDepartment', ['people']);
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const names = new Map((found.data ?? []).map((department) => [department.id, department.name]));
  const columns: readonly Column<Department>[] = [
    { key: 'name', title: t('name'), lead: true, render: (department) => department.name },
    {
      key: 'parent',
      title: t('parent'),
      render: (department) => (department.parentId ? (names.get(department.parentId) ?? '—') : '—'),
    },
    { key: 'head', title: t('headOf'), render: (department) => department.head?.name ?? '—' },
    { key: 'people', title: t('members'), number: true, render: (department) => department.people },
    {
      key: 'state',
      title: t('state'),
      render: (department) => (department.active ? t('active') : <span className="x-quiet">{t('closedState')}</span>),
    },
    {
      key: 'edit',
      title: '',
      render: (department) => (
        <Space>
          <Button size="small" onClick={() => setEditing(department)}>
            {t('edit')}
          </Button>
          <Button
            size="small"
            onClick={() =>
              turn.mutate(
                { params: { id: department.id }, body: { active: !department.active } },
                {
                  onSuccess: () => void message.success(t('done')),
                  onError: (error) => void message.error(error.message, 6),
                },
              )
            }
          >
            {department.active ? t('closeDepartment') : t('reopen')}
          </Button>
        </Space>
      ),
    },
  ];
  return (
    <>
      <div className="x-filters">
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('addDepartment')}
        </Button>
      </div>
      <Loaded of={found}>
        {(departments) => (
          <DataTable name="departments" columns={columns} rows={departments} rowKey={(department) => department.id} />
        )}
      </Loaded>
      {editing ? (
        <DepartmentForm
          department={editing === 'new' ? null : editing}
          all={found.data ?? []}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  );
}
