import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TaskDetail } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { Due, GradeTag, LevelTag, Money } from '#web/ui/parts.tsx';
import { useInboxTexts } from './texts.ts';

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The numbers that matter before deciding: the customer's, the receivable's, and what the process worked out. */
export function Cards({ detail }: { readonly detail: TaskDetail }) {
  const t = useInboxTexts();
  const inLanguage = useBilingual();
  const { customer, receivable, facts } = detail;
  return (
    <>
      {facts.length > 0 ? (
        <section className="x-card">
          <h2>{t('facts')}</h2>
          <dl className="x-facts">
            {facts.map((fact) => (
              <Fact key={inLanguage(fact.label)} label={inLanguage(fact.label)}>
                {fact.value}
              </Fact>
            ))}
          </dl>
        </section>
      ) : null}
      {receivable ? (
        <section className="x-card">
          <h2>
            <span>{t('receivable')}</span>
            <Link to={`/receivables/${receivable.id}`}>{t('openReceivable')}</Link>
          </h2>
          <dl className="x-facts">
            <Fact label={t('openAmount')}>
              <strong>
                <Money minor={receivable.openMinor} currency={receivable.currency} alone />
              </strong>
            </Fact>
            <Fact label={t('invoiceAmount')}>
              <Money minor={receivable.amountMinor} currency={receivable.currency} alone />
            </Fact>
            <Fact label={t('dueDate')}>
              <Due date={receivable.dueDate} settled={receivable.status !== 'open'} />
            </Fact>
            <Fact label={t('invoice')}>{receivable.invoiceNumber}</Fact>
          </dl>
          {receivable.level || receivable.disputed ? (
            <p style={{ margin: '10px 0 0' }}>
              {receivable.level ? <LevelTag level={receivable.level} /> : null}{' '}
              {receivable.disputed ? <span className="x-tag">{t('disputed')}</span> : null}
            </p>
          ) : null}
        </section>
      ) : null}
      {customer ? (
        <section className="x-card">
          <h2>
            <span>{t('customer')}</span>
            <Link to={`/customers/${customer.id}`}>{t('openCustomer')}</Link>
          </h2>
          <p style={{ margin: '0 0 10px' }}>
            {customer.name} <GradeTag grade={customer.grade} />{' '}
            {customer.hold ? <span className="x-tag">{t('hold')}</span> : null}
          </p>
          <dl className="x-facts">
            <Fact label={t('limit')}>
              {customer.limitMinor === null ? (
                '—'
              ) : (
                <Money minor={customer.limitMinor} currency={customer.currency} alone />
              )}
            </Fact>
            <Fact label={t('exposure')}>
              <Money minor={customer.exposureMinor} currency={customer.currency} alone />
            </Fact>
            <Fact label={t('overdue')}>
              <Money minor={customer.overdueMinor} currency={customer.currency} alone />
            </Fact>
            <Fact label={t('maxDays')}>{t('days', { days: customer.maxDaysOverdue })}</Fact>
          </dl>
        </section>
      ) : null}
    </>
  );
}
