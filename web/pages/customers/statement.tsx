import { Button, DatePicker, Table } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { useApi } from '#web/data/queries.ts';
import { useToday } from '#web/data/session.tsx';
import { useLanguage } from '#i18n/index.ts';
import { formatDate, formatMoney } from '#web/ui/format.ts';
import { Empty, Loaded, Money } from '#web/ui/parts.tsx';
import { useCustomerTexts } from './texts.ts';

type Line = ResponseOf<'getStatement'>['lines'][number];

/** The account of a customer over a period, with the running balance; printable. */
export function Statement({ id }: { readonly id: string }) {
  const t = useCustomerTexts();
  const language = useLanguage();
  const today = useToday();
  const [period, setPeriod] = useState<readonly [string, string]>([
    dayjs(today).subtract(6, 'month').format('YYYY-MM-DD'),
    today,
  ]);
  const query = { from: period[0], to: period[1] };
  const found = useApi('getStatement', { params: { id }, query }, { keep: true });
  return (
    <>
      <div className="x-filters">
        <DatePicker.RangePicker
          aria-label={t('period')}
          allowClear={false}
          value={[dayjs(period[0]), dayjs(period[1])]}
          onChange={(dates) => {
            if (dates?.[0] && dates[1]) setPeriod([dates[0].format('YYYY-MM-DD'), dates[1].format('YYYY-MM-DD')]);
          }}
        />
        <Button onClick={() => window.print()}>{t('print')}</Button>
        <Button
          href={addressOf('exportTable', {
            params: { what: 'statement' },
            query: { ...query, customerId: id, format: 'xlsx' },
          })}
        >
          {t('export')}
        </Button>
      </div>
      <Loaded of={found}>
        {(statement) => (
          <div className="x-surface x-table">
            <Table<Line>
              size="small"
              pagination={false}
              scroll={{ x: 'max-content' }}
              rowKey={(line) => `${line.date}-${line.type}-${line.reference}-${line.balanceMinor}`}
              dataSource={statement.lines}
              locale={{ emptyText: <Empty title={t('noLines')} /> }}
              title={() => (
                <span className="x-quiet">
                  {t('opening')} {formatMoney(statement.openingMinor, statement.currency)} · {t('closing')}{' '}
                  {formatMoney(statement.closingMinor, statement.currency)}
                </span>
              )}
              columns={[
                { title: t('date'), render: (_, line) => formatDate(line.date, language) },
                { title: t('type'), render: (_, line) => t(line.type) },
                {
                  title: t('reference'),
                  render: (_, line) =>
                    line.receivableId ? (
                      <Link to={`/receivables/${line.receivableId}`}>{line.reference}</Link>
                    ) : (
                      line.reference
                    ),
                },
                {
                  title: t('debit'),
                  align: 'right',
                  render: (_, line) =>
                    line.debitMinor === 0 ? '' : <Money minor={line.debitMinor} currency={statement.currency} />,
                },
                {
                  title: t('credit'),
                  align: 'right',
                  render: (_, line) =>
                    line.creditMinor === 0 ? '' : <Money minor={line.creditMinor} currency={statement.currency} />,
                },
                {
                  title: t('balance'),
                  align: 'right',
                  render: (_, line) => <Money minor={line.balanceMinor} currency={statement.currency} />,
                },
              ]}
            />
          </div>
        )}
      </Loaded>
    </>
  );
}
