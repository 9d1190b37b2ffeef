import { SearchOutlined } from '@ant-design/icons';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApi } from '#web/data/queries.ts';
import { formatMoney } from '#web/ui/format.ts';
import { useFrameTexts } from './texts.ts';

/** Finds customers, receivables, tasks and people while one types; `/` puts the cursor here. */
export function Search() {
  const t = useFrameTexts();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const input = useRef<InputRef>(null);
  const found = useApi('search', { query: { text: wanted } }, { enabled: wanted !== '', keep: true });

  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null;
      if (
        event.key !== '/' ||
        event.ctrlKey ||
        event.metaKey ||
        target?.closest('input, textarea, [contenteditable="true"]')
      )
        return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  const data = wanted === '' ? undefined : found.data;
  const group = (label: string, options: readonly { value: string; label: React.ReactNode }[]) =>
    options.length === 0 ? [] : [{ label, options: [...options] }];
  const options = data
    ? [
        ...group(
          t('customers'),
          data.customers.map((item) => ({
            value: `/customers/${item.id}`,
            label: `${item.name}${item.grade ? ` · ${item.grade}` : ''}`,
          })),
        ),
        ...group(
          t('receivables'),
          data.receivables.map((item) => ({
            value: `/receivables/${item.id}`,
            label: `${item.invoiceNumber} · ${item.customerName} · ${formatMoney(item.openMinor, item.currency)}`,
          })),
        ),
        ...group(
          t('inbox'),
          data.tasks.map((item) => ({ value: `/inbox/${item.key}`, label: `${item.name} · ${item.title}` })),
        ),
        ...group(
          t('people'),
          data.people.map((item) => ({ value: `/board?person=${encodeURIComponent(item.id)}`, label: item.name })),
        ),
      ]
    : [];
  return (
    <AutoComplete
      className="x-top-search"
      value={text}
      options={options}
      onSearch={setText}
      onSelect={(path: string) => {
        setText('');
        void navigate(path);
      }}
      notFoundContent={
        data && options.length === 0 ? <span className="x-quiet">{t('searchNothing', { text: wanted })}</span> : null
      }
    >
      <Input
        ref={input}
        prefix={<SearchOutlined className="x-quiet" />}
        placeholder={t('search')}
        aria-label={t('search')}
        allowClear
      />
    </AutoComplete>
  );
}
