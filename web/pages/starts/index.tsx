import { App, Button, Input, Select } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { FormView, type FormHandle } from '#forms/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useSession } from '#web/data/session.tsx';
import { defineTexts, useBilingual, useLanguage } from '#i18n/index.ts';
import { Empty, Loaded, PageHead, Problem } from '#web/ui/parts.tsx';
import './starts.css';

const useTexts = defineTexts('starts', {
  'zh-CN': {
    title: '发起流程',
    empty: '没有可以发起的流程',
    emptyText: '管理员发布流程并给您的岗位发起权限后，会出现在这里。',
    start: '提交',
    customer: '客户',
    customerFind: '输入客户名称查找',
    customerNew: '或填写新客户名称',
    neededNew: '请选择客户，或填写新客户名称',
    needed: '请选择客户',
    back: '全部流程',
    fix: '请先更正标出的内容',
    next: '已提交，下一步：{{next}}',
    done: '已提交',
  },
  en: {
    title: 'Start',
    empty: 'Nothing to start',
    emptyText: 'Processes that your role may start appear here once an administrator publishes them.',
    start: 'Submit',
    customer: 'Customer',
    customerFind: 'Type a name to find the customer',
    customerNew: 'Or the name of a new customer',
    neededNew: 'Choose the customer, or name a new one',
    needed: 'Choose the customer',
    back: 'All processes',
    fix: 'Correct the marked fields first',
    next: 'Submitted. Next: {{next}}',
    done: 'Submitted',
  },
});

type Start = ResponseOf<'listStarts'>[number];

function Customer({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}) {
  const t = useTexts();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const found = useApi('listCustomers', { query: { text: wanted, limit: 20 } }, { enabled: wanted !== '', keep: true });
  return (
    <label className="x-start-customer">
      <span>{t('customer')}</span>
      <Select
        showSearch={{ filterOption: false, onSearch: setText }}
        allowClear
        {...(value === undefined ? {} : { value })}
        placeholder={t('customerFind')}
        onChange={(id: string | undefined) => onChange(id)}
        options={(found.data?.items ?? []).map((customer) => ({ value: customer.id, label: customer.name }))}
        notFoundContent={null}
      />
    </label>
  );
}

function StartForm({ start }: { readonly start: Start }) {
  const t = useTexts();
  const inLanguage = useBilingual();
  const language = useLanguage();
  const navigate = useNavigate();
  const { company, me } = useSession();
  const { message } = App.useApp();
  const form = useRef<FormHandle>(null);
  const [data, setData] = useState<Record<string, unknown>>({});
  const [customerId, setCustomerId] = useState<string>();
  const [refused, setRefused] = useState<string | null>(null);
  const act = useAct('startCase', ['cases', 'tasks']);
  const [customerName, setCustomerName] = useState('');
  const submit = (): void => {
    if (start.customer === 'required' && !customerId) return setRefused(t('needed'));
    if (start.customer === 'new' && !customerId && customerName.trim() === '') return setRefused(t('neededNew'));
    if (form.current && !form.current.validate()) return setRefused(t('fix'));
    setRefused(null);
    act.mutate(
      {
        params: { processId: start.processId },
        body: {
          data,
          ...(customerId ? { customerId } : start.customer === 'new' ? { customerName: customerName.trim() } : {}),
        },
      },
      {
        onSuccess: (result) => {
          const next = result.next.map((item) =>
            [inLanguage(item.name), item.assignee?.name ?? item.candidates.map(inLanguage).join('、')]
              .filter(Boolean)
              .join(' '),
          );
          void message.success(next.length > 0 ? t('next', { next: next.join('；') }) : t('done'), 5);
          // The first step is often one's own: go on with it right away.
          const own = result.next.find((item) => item.assignee?.id === me.id);
          void navigate(own ? `/inbox/${own.key}` : `/cases/${result.key}`);
        },
        onError: (error) => {
          if (error.problem.errors) form.current?.showErrors(error.problem.errors);
        },
      },
    );
  };
  return (
    <>
      <PageHead title={inLanguage(start.name)} note={inLanguage(start.description)} />
      <section className="x-card" style={{ maxWidth: 860 }}>
        {start.customer === 'none' ? null : <Customer value={customerId} onChange={setCustomerId} />}
        {start.customer === 'new' && !customerId ? (
          <label className="x-start-customer">
            <span>{t('customerNew')}</span>
            <Input value={customerName} maxLength={100} onChange={(event) => setCustomerName(event.target.value)} />
          </label>
        ) : null}
        {start.form ? (
          <FormView
            ref={form}
            form={start.form}
            permissions={start.form.permissions}
            value={data}
            onChange={setData}
            readOnly={false}
            language={language}
            currency={company.currency}
          />
        ) : null}
        {act.error ? <Problem error={act.error} /> : null}
        <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginTop: 12 }}>
          <Button type="primary" loading={act.isPending} onClick={submit}>
            {t('start')}
          </Button>
          <Link to="/starts">{t('back')}</Link>
          {refused ? (
            <span role="alert" style={{ color: '#b91c1c' }}>
              {refused}
            </span>
          ) : null}
        </div>
      </section>
    </>
  );
}

/** The processes one may start; a chosen one shows its form. */
export default function Starts() {
  const t = useTexts();
  const inLanguage = useBilingual();
  const { processId } = useParams();
  const found = useApi('listStarts', {});
  return (
    <Loaded of={found}>
      {(starts) => {
        const chosen = starts.find((start) => start.processId === processId);
        if (chosen) return <StartForm key={chosen.processId} start={chosen} />;
        return (
          <>
            <PageHead title={t('title')} />
            {starts.length === 0 ? <Empty title={t('empty')}>{t('emptyText')}</Empty> : null}
            <ul className="x-starts">
              {starts.map((start) => (
                <li key={start.processId}>
                  <Link to={`/starts/${start.processId}`} className="x-surface">
                    <strong>{inLanguage(start.name)}</strong>
                    <span className="x-quiet">{inLanguage(start.description)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Loaded>
  );
}
