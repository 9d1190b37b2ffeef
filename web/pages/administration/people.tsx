import { App, Button, Dropdown, Form, Input, Modal, Select, Typography } from 'antd';
import { MoreOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { Person, Role } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useFilters } from '#web/data/use-filters.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { Loaded, Problem } from '#web/ui/parts.tsx';
import { useAdministrationTexts } from './texts.ts';

const ROLES: readonly Role[] = ['sales', 'finance', 'legal', 'credit', 'head', 'executive', 'admin', 'operator'];

interface Entry {
  readonly name: string;
  readonly login: string;
  readonly roles: Role[];
  readonly departmentId: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
}

type ShowPassword = (name: string, password: string) => void;

function PersonForm({
  person,
  onClose,
  showPassword,
}: {
  readonly person: Person | null;
  readonly onClose: () => void;
  readonly showPassword: ShowPassword;
}) {
  const t = useAdministrationTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const departments = useApi('listDepartments', {});
  const add = useAct('addPerson', ['people']);
  const edit = useAct('editPerson', ['people']);
  const needed = [{ required: true, message: t('needed') }];
  const save = (entry: Entry): void => {
    const body = { ...entry, email: entry.email || null, phone: entry.phone || null };
    if (person) {
      edit.mutate(
        { params: { id: person.id }, body },
        {
          onSuccess: () => {
            void message.success(t('done'));
            onClose();
          },
        },
      );
      return;
    }
    add.mutate(
      { body },
      {
        onSuccess: (answer) => {
          onClose();
          showPassword(answer.person.name, answer.password);
        },
      },
    );
  };
  const error = add.error ?? edit.error;
  return (
    <Modal
      open
      title={person ? t('edit') : t('add')}
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
        initialValues={
          person
            ? {
                name: person.name,
                login: person.login,
                roles: person.roles,
                departmentId: person.department?.id ?? null,
                email: person.email,
                phone: person.phone,
              }
            : { roles: ['sales'], departmentId: null }
        }
      >
        <Form.Item name="name" label={t('name')} rules={needed}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="login" label={t('login')} rules={needed}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="roles" label={t('roles')} rules={needed}>
          <Select mode="multiple" options={ROLES.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="departmentId" label={t('department')}>
          <Select
            options={[
              { value: null, label: t('noDepartment') },
              ...(departments.data ?? [])
                .filter((department) => department.active)
                .map((department) => ({ value: department.id, label: department.name })),
            ]}
          />
        </Form.Item>
        <Form.Item name="email" label={t('email')}>
          <Input type="email" />
        </Form.Item>
        <Form.Item name="phone" label={t('phone')}>
          <Input maxLength={30} />
        </Form.Item>
      </Form>
      {error ? <Problem error={error} /> : null}
    </Modal>
  );
}

/** A first password, shown once. */
function usePasswordDialog(): ShowPassword {
  const t = useAdministrationTexts();
  const { modal } = App.useApp();
  return (name, password) =>
    void modal.success({
      title: t('newPassword', { name }),
      okText: t('close'),
      content: (
        <>
          <p>{t('passwordOnce')}</p>
          <Typography.Text copyable code style={{ fontSize: 16 }}>
            {password}
          </Typography.Text>
        </>
      ),
    });
}

function Menu({
  person,
  onEdit,
  showPassword,
}: {
  readonly person: Person;
  readonly onEdit: () => void;
  readonly showPassword: ShowPassword;
}) {
  const t = useAdministrationTexts();
  const { message, modal } = App.useApp();
  const disable = useAct('disablePerson', ['people']);
  const enable = useAct('enablePerson', ['people']);
  const reset = useAct('resetPassword');
  const params = { id: person.id };
  const onError = (error: Error): void => void message.error(error.message, 6);
  const onSuccess = (): void => void message.success(t('done'));
  const act = (key: string): void => {
    if (key === 'edit') onEdit();
    if (key === 'enable') enable.mutate({ params }, { onError, onSuccess });
    if (key === 'reset') {
      modal.confirm({
        title: t('confirmReset', { name: person.name }),
        content: t('resetNote'),
        okText: t('reset'),
        cancelText: t('cancel'),
        onOk: () => reset.mutateAsync({ params }).then(({ password }) => showPassword(person.name, password), onError),
      });
    }
    if (key === 'disable') {
      modal.confirm({
        title: t('confirmDisable', { name: person.name }),
        content: t('disableNote'),
        okText: t('disable'),
        cancelText: t('cancel'),
        okButtonProps: { danger: true },
        onOk: () => disable.mutateAsync({ params }).then(onSuccess, onError),
      });
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'edit', label: t('edit') },
          { key: 'reset', label: t('reset') },
          person.active ? { key: 'disable', label: t('disable'), danger: true } : { key: 'enable', label: t('enable') },
        ],
        onClick: ({ key }) => act(key),
      }}
    >
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`${t('edit')} ${person.name}`} />
    </Dropdown>
  );
}

export function People() {
  const t = useAdministrationTexts();
  const filters = useFilters(['text']);
  const found = useApi(
    'listPeople',
    { query: filters.values.text ? { text: filters.values.text } : {} },
    { keep: true },
  );
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const showPassword = usePasswordDialog();
  const role = (name: string): string => (ROLES.includes(name as Role) ? t(name as Role) : name);
  const columns: readonly Column<Person>[] = [
    { key: 'name', title: t('name'), lead: true, render: (person) => person.name },
    { key: 'login', title: t('login'), render: (person) => person.login },
    { key: 'roles', title: t('roles'), render: (person) => person.roles.map(role).join('、') },
    { key: 'department', title: t('department'), render: (person) => person.department?.name ?? '—' },
    { key: 'open', title: t('openTasks'), number: true, render: (person) => person.openTasks },
    {
      key: 'state',
      title: t('state'),
      render: (person) => (person.active ? t('active') : <span className="x-quiet">{t('disabled')}</span>),
    },
    {
      key: 'menu',
      title: '',
      lead: true,
      render: (person) => <Menu person={person} onEdit={() => setEditing(person)} showPassword={showPassword} />,
    },
  ];
  return (
    <>
      <div className="x-filters">
        <Input.Search
          defaultValue={filters.values.text ?? ''}
          allowClear
          placeholder={t('search')}
          aria-label={t('search')}
          style={{ width: 220 }}
          onSearch={(value) => filters.set('text', value.trim() || undefined)}
        />
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('add')}
        </Button>
      </div>
      <Loaded of={found}>
        {(people) => <DataTable name="people" columns={columns} rows={people} rowKey={(person) => person.id} />}
      </Loaded>
      {editing ? (
        <PersonForm
          person={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          showPassword={showPassword}
        />
      ) : null}
    </>
  );
}
