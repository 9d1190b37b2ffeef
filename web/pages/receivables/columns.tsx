import { Link } from 'react-router';
import type { ReceivableCard } from '#api/contract/index.ts';
import type { Column } from '#web/parts/data-table.tsx';
import { useLanguage } from '#i18n/index.ts';
import { formatDate } from '#web/ui/format.ts';
import { Due, LevelTag, Money } from '#web/ui/parts.tsx';
import { useReceivableTexts } from './texts.ts';

/** The columns of every list of receivables. */
export function useReceivableColumns(currency: string): readonly Column<ReceivableCard>[] {
  const t = useReceivableTexts();
  const language = useLanguage();
  return [
    {
      key: 'invoice',
      title: t('invoice'),
      lead: true,
      render: (row) => <Link to={`/receivables/${row.id}`}>{row.invoiceNumber}</Link>,
    },
    {
      key: 'customer',
      title: t('customer'),
      sort: 'customerName',
      render: (row) => <Link to={`/customers/${row.customerId}`}>{row.customerName}</Link>,
    },
    {
      key: 'due',
      title: t('due'),
      sort: 'dueDate',
      render: (row) => <Due date={row.dueDate} settled={row.status !== 'open' || row.openMinor < 0} />,
    },
    { key: 'dueDate', optional: true, title: t('dueDate'), render: (row) => formatDate(row.dueDate, language) },
    {
      key: 'invoiceDate',
      title: t('invoiceDate'),
      optional: true,
      render: (row) => (row.invoiceDate ? formatDate(row.invoiceDate, language) : '—'),
    },
    {
      key: 'amount',
      title: t('amount', { currency }),
      number: true,
      render: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
    {
      key: 'open',
      title: t('openAmount', { currency }),
      number: true,
      lead: true,
      sort: 'openMinor',
      render: (row) => <Money minor={row.openMinor} currency={row.currency} />,
    },
    { key: 'level', title: t('level'), render: (row) => (row.level ? <LevelTag level={row.level} /> : '—') },
    { key: 'owner', title: t('owner'), render: (row) => row.owner?.name ?? '—' },
    {
      key: 'status',
      title: t('status'),
      render: (row) => `${t(row.status)}${row.disputed ? ` · ${t('disputed')}` : ''}`,
    },
    { key: 'seller', title: t('seller'), optional: true, render: (row) => row.seller ?? '—' },
  ];
}
