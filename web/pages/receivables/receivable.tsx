import { App, Button, DatePicker, Form, Input, InputNumber, Modal, Table } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ReceivableCard, ResponseOf } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useToday } from '#web/data/session.tsx';
import { Activities } from '#web/parts/activities.tsx';
import { History } from '#web/parts/history.tsx';
import { useBilingual, useLanguage } from '#i18n/index.ts';
import { exponentOf, formatDate, formatMoney } from '#web/ui/format.ts';
import { Due, LevelTag, Loaded, Money, PageHead, Problem } from '#web/ui/parts.tsx';
import './receivable.css';
import { useReceivableTexts } from './texts.ts';

interface Entry {
  readonly date: Dayjs;
  readonly amount: number;
  readonly reference?: string;
  readonly note?: string;
}

function PostPayment({ receivable, onClose }: { readonly receivable: ReceivableCard; readonly onClose: () => void }) {
  const t = useReceivableTexts();
  const today = useToday();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const act = useAct('postPayment', ['receivables', 'customers', 'tasks', 'cases']);
  const digits = exponentOf(receivable.currency);
  const open = receivable.openMinor / 10 ** digits;
  const post = (entry: Entry): void =>
    act.mutate(
      {
        params: { id: receivable.id },
        body: {
          date: entry.date.format('YYYY-MM-DD'),
          amountMinor: Math.round(entry.amount * 10 ** digits),
          ...(entry.reference ? { reference: entry.reference } : {}),
          ...(entry.note ? { note: entry.note } : {}),
        },
      },
      {
        onSuccess: ({ caseEnded, unappliedMinor }) => {
          const text =
            unappliedMinor > 0
              ? t('postedRest', { amount: formatMoney(unappliedMinor, receivable.currency) })
              : caseEnded
                ? t('postedEnded')
                : t('posted');
          void message.success(text, 5);
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={`${t('postPayment')} · ${receivable.invoiceNumber}`}
      okText={t('post')}
      cancelText={t('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={act.isPending}
      destroyOnHidden
    >
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={post}
        initialValues={{ date: dayjs(today), amount: open }}
      >
        <Form.Item name="date" label={t('date')} rules={[{ required: true, message: t('needed') }]}>
          <DatePicker
            style={{ width: '100%' }}
            allowClear={false}
            disabledDate={(date) => date.format('YYYY-MM-DD') > today}
          />
        </Form.Item>
        <Form.Item
          name="amount"
          label={`${t('paid')}（${receivable.currency}）`}
          rules={[{ required: true, message: t('needed') }]}
        >
          <InputNumber<number> style={{ width: '100%' }} min={1 / 10 ** digits} precision={digits} />
        </Form.Item>
        <Form.Item name="reference" label={t('reference')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="note" label={t('note')}>
          <Input.TextArea autoSize maxLength={500} />
        </Form.Item>
      </Form>
      {act.error ? <Problem error={act.error} /> : null}
    </Modal>
  );
}

type Detail = ResponseOf<'getReceivable'>;

function Payments({ detail }: { readonly detail: Detail }) {
  const t = useReceivableTexts();
  const language = useLanguage();
  const source = {
    manual: t('manual'),
    import: t('importSource'),
    'credit-note': t('credit-note'),
    'write-off': t('write-off'),
    reversal: t('reversal'),
  };
  return (
    <section className="x-card">
      <h2>{t('payments')}</h2>
      {detail.payments.length === 0 ? (
        <span className="x-quiet">{t('noPayments')}</span>
      ) : (
        <Table<Detail['payments'][number]>
          size="small"
          pagination={false}
          rowKey="id"
          dataSource={detail.payments}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: t('date'), render: (_, payment) => formatDate(payment.date, language) },
            {
              title: t('paid'),
              align: 'right',
              render: (_, payment) => <Money minor={payment.amountMinor} currency={detail.receivable.currency} />,
            },
            { title: t('source'), render: (_, payment) => source[payment.source] },
            {
              title: t('reference'),
              render: (_, payment) => (
                <>
                  {payment.reference ?? (payment.note === null ? '—' : '')}{' '}
                  {payment.note === null ? null : <span className="x-quiet">{payment.note}</span>}
                </>
              ),
            },
            { title: t('by'), render: (_, payment) => payment.by?.name ?? t('system') },
          ]}
        />
      )}
    </section>
  );
}

function Case({ detail }: { readonly detail: Detail }) {
  const t = useReceivableTexts();
  const inLanguage = useBilingual();
  const { receivable, tasks } = detail;
  return (
    <section className="x-card">
      <h2>
        <span>{t('caseTitle')}</span>
        {receivable.caseKey ? <Link to={`/cases/${receivable.caseKey}`}>{t('openCase')}</Link> : null}
      </h2>
      {receivable.caseKey ? null : <span className="x-quiet">{t('noCase')}</span>}
      {receivable.caseKey && receivable.status !== 'open' ? <span className="x-quiet">{t('caseOver')}</span> : null}
      {receivable.caseKey && tasks.length === 0 ? <span className="x-quiet">{t('caseWaits')}</span> : null}
      {receivable.level ? (
        <p style={{ margin: '0 0 8px' }}>
          <LevelTag level={receivable.level} />
        </p>
      ) : null}
      {tasks.map((task) => (
        <div key={task.key}>
          <Link to={`/inbox/${task.key}`}>{inLanguage(task.name)}</Link>{' '}
          <span className="x-quiet">{task.assignee?.name}</span>
        </div>
      ))}
    </section>
  );
}

export default function Receivable() {
  const t = useReceivableTexts();
  const language = useLanguage();
  const { id = '' } = useParams();
  const [paying, setPaying] = useState(false);
  const found = useApi('getReceivable', { params: { id } });
  return (
    <Loaded of={found}>
      {(detail) => {
        const { receivable } = detail;
        return (
          <>
            <PageHead
              title={receivable.invoiceNumber}
              note={<Link to={`/customers/${receivable.customerId}`}>{receivable.customerName}</Link>}
            >
              {detail.may.pay && receivable.status === 'open' ? (
                <Button type="primary" onClick={() => setPaying(true)}>
                  {t('postPayment')}
                </Button>
              ) : null}
            </PageHead>
            <section className="x-card" style={{ marginBottom: 12 }}>
              <dl className="x-facts">
                <div>
                  <dt>{t('openAmount', { currency: receivable.currency })}</dt>
                  <dd className="x-figure">
                    <Money minor={receivable.openMinor} currency={receivable.currency} />
                  </dd>
                </div>
                <div>
                  <dt>{t('amount', { currency: receivable.currency })}</dt>
                  <dd className="x-figure">
                    <Money minor={receivable.amountMinor} currency={receivable.currency} />
                  </dd>
                </div>
                <div>
                  <dt>{t('due')}</dt>
                  <dd className={receivable.status === 'open' && receivable.openMinor > 0 ? 'x-figure' : ''}>
                    <Due date={receivable.dueDate} settled={receivable.status !== 'open' || receivable.openMinor < 0} />
                  </dd>
                </div>
                <div>
                  <dt>{t('invoiceDate')}</dt>
                  <dd>{receivable.invoiceDate ? formatDate(receivable.invoiceDate, language) : '—'}</dd>
                </div>
                <div>
                  <dt>{t('status')}</dt>
                  <dd>
                    {t(receivable.status)}
                    {receivable.disputed ? ` · ${t('disputed')}` : ''}
                  </dd>
                </div>
                <div>
                  <dt>{t('owner')}</dt>
                  <dd>{receivable.owner?.name ?? '—'}</dd>
                </div>
              </dl>
            </section>
            <div className="x-two">
              <div>
                <Payments detail={detail} />
                <section className="x-card">
                  <h2>{t('history')}</h2>
                  <History acts={detail.history} />
                </section>
              </div>
              <div>
                <Case detail={detail} />
                <section className="x-card">
                  <h2>{t('activities')}</h2>
                  <Activities items={detail.activities} />
                </section>
              </div>
            </div>
            {paying ? <PostPayment receivable={receivable} onClose={() => setPaying(false)} /> : null}
          </>
        );
      }}
    </Loaded>
  );
}
