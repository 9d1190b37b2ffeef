import { App, Button, Form, Input, Modal, Select, Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useAct, useApi, usePages } from '#web/data/queries.ts';
import { Activities } from '#web/parts/activities.tsx';
import { AgeingBar } from '#web/parts/ageing-bar.tsx';
import { CaseList } from '#web/parts/case-list.tsx';
import { DataTable } from '#web/parts/data-table.tsx';
import { useBilingual } from '#i18n/index.ts';
import { Empty, GradeTag, Loaded, Money, PageHead, Problem } from '#web/ui/parts.tsx';
import '../receivables/receivable.css';
import { useReceivableColumns } from '../receivables/columns.tsx';
import { Statement } from './statement.tsx';
import { useCustomerTexts } from './texts.ts';

type Detail = ResponseOf<'getCustomer'>;
const CHANNELS = ['phone', 'visit', 'letter', 'mail', 'wechat', 'other'] as const;

interface Contact {
  readonly channel: (typeof CHANNELS)[number];
  readonly with?: string;
  readonly note: string;
}

function RecordContact({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useCustomerTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Contact>();
  const act = useAct('addActivity', ['customers', 'receivables']);
  return (
    <Modal
      open
      title={t('record')}
      okText={t('save')}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={act.isPending}
      destroyOnHidden
    >
      <Form<Contact>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ channel: 'phone' }}
        onFinish={(body) =>
          act.mutate(
            { params: { id }, body },
            {
              onSuccess: () => {
                void message.success(t('recorded'));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item name="channel" label={t('channel')}>
          <Select options={CHANNELS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="with" label={t('with')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="note" label={t('note')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
      </Form>
      {act.error ? <Problem error={act.error} /> : null}
    </Modal>
  );
}

function Owners({ detail }: { readonly detail: Detail }) {
  const t = useCustomerTexts();
  const { message } = App.useApp();
  const [editing, setEditing] = useState(false);
  const people = useApi('listPeople', { query: { active: 'true' } }, { enabled: editing });
  const act = useAct('setCustomerOwners', ['customers', 'receivables']);
  const [form] = Form.useForm<Record<'sales' | 'finance' | 'legal', string>>();
  const parts = ['sales', 'finance', 'legal'] as const;
  return (
    <section className="x-card">
      <h2>
        <span>{t('owners')}</span>
        {detail.may.edit ? (
          <button type="button" className="x-link" onClick={() => setEditing(true)}>
            {t('edit')}
          </button>
        ) : null}
      </h2>
      <dl className="x-facts">
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(part)}</dt>
            <dd>{detail.owners[part]?.name ?? '—'}</dd>
          </div>
        ))}
      </dl>
      {editing ? (
        <Modal
          open
          title={t('owners')}
          okText={t('save')}
          cancelText={t('cancel')}
          onCancel={() => setEditing(false)}
          onOk={() => form.submit()}
          confirmLoading={act.isPending}
          destroyOnHidden
        >
          <Form
            form={form}
            layout="vertical"
            initialValues={Object.fromEntries(
              parts.flatMap((part) => (detail.owners[part] ? [[part, detail.owners[part].id]] : [])),
            )}
            onFinish={(body) =>
              act.mutate(
                { params: { id: detail.customer.id }, body },
                {
                  onSuccess: () => {
                    void message.success(t('saved'));
                    setEditing(false);
                  },
                },
              )
            }
          >
            {parts.map((part) => (
              <Form.Item key={part} name={part} label={t(part)}>
                <Select
                  showSearch={{ optionFilterProp: 'label' }}
                  loading={people.isPending}
                  options={(people.data ?? [])
                    .filter((person) => person.roles.includes(part))
                    .map((person) => ({ value: person.id, label: person.name }))}
                />
              </Form.Item>
            ))}
          </Form>
          {act.error ? <Problem error={act.error} /> : null}
        </Modal>
      ) : null}
    </section>
  );
}

function CustomerReceivables({ id, currency }: { readonly id: string; readonly currency: string }) {
  const t = useCustomerTexts();
  const columns = useReceivableColumns(currency).filter((column) => column.key !== 'customer');
  const pages = usePages('listReceivables', { query: { customerId: id, sort: '-dueDate', limit: 50 } });
  return (
    <DataTable
      name="customer-receivables"
      columns={columns}
      rows={pages.data?.pages.flatMap((page) => page.items) ?? []}
      rowKey={(row) => row.id}
      href={(row) => `/receivables/${row.id}`}
      loading={pages.isPending}
      more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
      empty={<Empty title={t('noLines')} />}
    />
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="x-figure">{children}</dd>
    </div>
  );
}

function Overview({ detail, onRecord }: { readonly detail: Detail; readonly onRecord: () => void }) {
  const t = useCustomerTexts();
  const inLanguage = useBilingual();
  const navigate = useNavigate();
  const { customer, ageing, archive, activities, terms } = detail;
  const { currency } = customer;
  const available = customer.limitMinor === null ? null : customer.limitMinor - customer.exposureMinor;
  return (
    <div className="x-two">
      <div>
        <section className="x-card">
          <dl className="x-facts">
            <Figure label={t('open', { currency })}>
              <Money minor={customer.openMinor} currency={currency} />
            </Figure>
            <Figure label={t('overdue', { currency })}>
              <Money minor={customer.overdueMinor} currency={currency} />
            </Figure>
            <Figure label={t('limit', { currency })}>
              {customer.limitMinor === null ? '—' : <Money minor={customer.limitMinor} currency={currency} />}
            </Figure>
            <Figure label={t('available')}>
              {available === null ? '—' : <Money minor={available} currency={currency} />}
            </Figure>
            <Figure label={t('days')}>{t('dayCount', { days: customer.maxDaysOverdue })}</Figure>
            <Figure label={t('terms')}>
              {terms.payment ?? (terms.days === null ? '—' : t('termDays', { days: terms.days }))}
            </Figure>
          </dl>
        </section>
        <section className="x-card">
          <h2>{t('ageing')}</h2>
          <AgeingBar
            buckets={ageing}
            currency={currency}
            onOpen={(bucket) => void navigate(`/receivables?customerId=${customer.id}&bucket=${bucket}`)}
          />
        </section>
        <section className="x-card">
          <h2>{t('archive')}</h2>
          {archive.length === 0 ? (
            <span className="x-quiet">{t('noArchive')}</span>
          ) : (
            <dl className="x-facts">
              {archive.map((entry, index) => (
                <div key={`${index} ${inLanguage(entry.label)}`}>
                  <dt>{inLanguage(entry.label)}</dt>
                  <dd>{entry.value}</dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      </div>
      <div>
        <Owners detail={detail} />
        <section className="x-card">
          <h2>
            <span>{t('activities')}</span>
            <button type="button" className="x-link" onClick={onRecord}>
              {t('record')}
            </button>
          </h2>
          <Activities items={activities} />
        </section>
      </div>
    </div>
  );
}

export default function Customer() {
  const t = useCustomerTexts();
  const { id = '' } = useParams();
  const [recording, setRecording] = useState(false);
  const found = useApi('getCustomer', { params: { id } });
  return (
    <Loaded of={found}>
      {(detail) => (
        <>
          <PageHead
            title={detail.customer.name}
            note={
              <>
                <GradeTag grade={detail.customer.grade} /> {detail.customer.code}{' '}
                {detail.customer.hold ? <span className="x-tag">{t('hold')}</span> : null}
              </>
            }
          >
            <Button type="primary" onClick={() => setRecording(true)}>
              {t('record')}
            </Button>
          </PageHead>
          <Tabs
            items={[
              {
                key: 'figures',
                label: t('figures'),
                children: <Overview detail={detail} onRecord={() => setRecording(true)} />,
              },
              {
                key: 'receivables',
                label: t('receivables'),
                children: <CustomerReceivables id={id} currency={detail.customer.currency} />,
              },
              { key: 'statement', label: t('statement'), children: <Statement id={id} /> },
              { key: 'cases', label: t('cases'), children: <CaseList query={{ customerId: id }} /> },
            ]}
          />
          {recording ? <RecordContact id={id} onClose={() => setRecording(false)} /> : null}
        </>
      )}
    </Loaded>
  );
}
