import { DownloadOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Popover, Table } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts } from '#i18n/index.ts';
import { usePreference } from '#web/ui/preferences.ts';
import './data-table.css';

const useTexts = defineTexts('table', {
  'zh-CN': { columns: '显示列', export: '导出', csv: '导出 CSV', xlsx: '导出 Excel', more: '加载更多', total: '合计' },
  en: {
    columns: 'Columns',
    export: 'Export',
    csv: 'Export CSV',
    xlsx: 'Export Excel',
    more: 'Load more',
    total: 'Total',
  },
});

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Numbers stand on the right. */
  readonly number?: boolean;
  readonly width?: number;
  /** Name of the sort order the server knows; a leading minus is added for descending. */
  readonly sort?: string;
  /** Not shown until somebody chooses it. */
  readonly optional?: boolean;
  /** The first line of the card on a phone. */
  readonly lead?: boolean;
}

interface Props<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly href?: (row: Row) => string;
  readonly loading?: boolean;
  readonly empty?: ReactNode;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string | undefined) => void;
  readonly more?: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
  readonly summary?: ReactNode;
}

/** Which columns a person sees, remembered on this machine. */
function useColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const initial = columns.filter((column) => !column.optional).map((column) => column.key);
  const [stored, store] = usePreference(`columns.${name}`, initial.join(','));
  const chosen = new Set(stored.split(','));
  return {
    shown: columns.filter((column) => chosen.has(column.key)),
    chosen,
    choose: (keys: readonly string[]) => store(keys.join(',')),
  };
}

/** A table on a desk, cards on a phone; the same rows and the same words. */
export function DataTable<Row extends object>({
  name,
  columns,
  rows,
  rowKey,
  href,
  loading = false,
  empty,
  sort,
  onSort,
  more,
  summary,
}: Props<Row>) {
  const t = useTexts();
  const navigate = useNavigate();
  const { shown } = useColumns(name, columns);
  return (
    <>
      <div className="x-desk x-surface x-table">
        <Table<Row>
          size="small"
          rowKey={rowKey}
          dataSource={[...rows]}
          loading={loading}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: empty }}
          {...(summary ? { summary: () => summary } : {})}
          onRow={(row) =>
            href
              ? {
                  onClick: (event) => {
                    if (!(event.target as HTMLElement).closest('a, button, input')) void navigate(href(row));
                  },
                  style: { cursor: 'pointer' },
                }
              : {}
          }
          onChange={(_, __, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            const column = columns.find((item) => item.key === one?.columnKey);
            onSort?.(one?.order && column?.sort ? `${one.order === 'descend' ? '-' : ''}${column.sort}` : undefined);
          }}
          columns={shown.map((column) => ({
            key: column.key,
            title: column.title,
            render: (_: unknown, row: Row) => column.render(row),
            ...(column.number ? { align: 'right' as const, className: 'x-number' } : {}),
            ...(column.width ? { width: column.width } : {}),
            ...(column.sort
              ? {
                  sorter: true,
                  sortOrder:
                    sort === column.sort
                      ? ('ascend' as const)
                      : sort === `-${column.sort}`
                        ? ('descend' as const)
                        : null,
                }
              : {}),
          }))}
        />
      </div>
      <ul className="x-phone x-cards">
        {rows.map((row) => (
          <li key={rowKey(row)} className="x-surface">
            <Card row={row} columns={shown} {...(href ? { open: () => void navigate(href(row)) } : {})} />
          </li>
        ))}
        {rows.length === 0 && !loading ? <li>{empty}</li> : null}
      </ul>
      {more?.has ? (
        <Button type="text" block loading={more.loading} onClick={more.load} style={{ marginTop: 8 }}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}

function Card<Row>({
  row,
  columns,
  open,
}: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly open?: () => void;
}) {
  const lead = columns.filter((column) => column.lead);
  const rest = columns.filter((column) => !column.lead);
  const content = (
    <>
      <div className="x-cards-lead">
        {lead.map((column) => (
          <div key={column.key}>{column.render(row)}</div>
        ))}
      </div>
      <dl>
        {rest.map((column) => (
          <div key={column.key}>
            <dt>{column.title}</dt>
            <dd>{column.render(row)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
  if (!open) return content;
  return (
    <div
      // A card holds links of its own, which an anchor around it may not.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="link"
      tabIndex={0}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a, button, input')) open();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) open();
      }}
    >
      {content}
    </div>
  );
}

/** Chooses columns and exports what is seen. */
export function TableTools<Row>({
  name,
  columns,
  exportTo,
}: {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly exportTo?: (format: 'csv' | 'xlsx') => string;
}) {
  const t = useTexts();
  const { chosen, choose } = useColumns(name, columns);
  return (
    <>
      {exportTo ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              {
                key: 'xlsx',
                label: (
                  <a href={exportTo('xlsx')} download>
                    {t('xlsx')}
                  </a>
                ),
              },
              {
                key: 'csv',
                label: (
                  <a href={exportTo('csv')} download>
                    {t('csv')}
                  </a>
                ),
              },
            ],
          }}
        >
          <Button icon={<DownloadOutlined />}>{t('export')}</Button>
        </Dropdown>
      ) : null}
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <Checkbox.Group
            style={{ display: 'grid', gap: 6 }}
            value={[...chosen]}
            onChange={(keys) => choose(columns.map((column) => column.key).filter((key) => keys.includes(key)))}
            options={columns.map((column) => ({ value: column.key, label: column.title }))}
          />
        }
      >
        <Button className="x-desk" icon={<SettingOutlined />} aria-label={t('columns')} title={t('columns')} />
      </Popover>
    </>
  );
}
