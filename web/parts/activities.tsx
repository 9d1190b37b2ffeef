import type { ResponseOf } from '#api/contract/index.ts';
import { defineTexts } from '#i18n/index.ts';
import { At } from '#web/ui/parts.tsx';

const useTexts = defineTexts('activities', {
  'zh-CN': {
    none: '还没有跟进记录。电话、拜访、催款函和付款承诺会记在这里。',
    with: '与 {{who}}',
    phone: '电话',
    visit: '拜访',
    letter: '信函',
    mail: '邮件',
    wechat: '微信',
    other: '其他',
    promise: '付款承诺',
    'promise-kept': '承诺已兑现',
    'promise-broken': '承诺未兑现',
    dispute: '争议',
    'dispute-closed': '争议已解决',
    hold: '停止发货',
    'hold-lifted': '恢复发货',
    'write-off': '核销',
    grade: '信用等级',
    limit: '信用额度',
    call: '电话',
    note: '备注',
    system: '系统',
  },
  en: {
    none: 'No contact recorded. Calls, visits, letters and promises to pay are kept here.',
    with: 'with {{who}}',
    phone: 'Phone',
    visit: 'Visit',
    letter: 'Letter',
    mail: 'Mail',
    wechat: 'WeChat',
    other: 'Other',
    promise: 'Promise to pay',
    'promise-kept': 'Promise kept',
    'promise-broken': 'Promise broken',
    dispute: 'Dispute',
    'dispute-closed': 'Dispute closed',
    hold: 'Shipments stopped',
    'hold-lifted': 'Shipments resumed',
    'write-off': 'Write-off',
    grade: 'Grade',
    limit: 'Credit limit',
    call: 'Phone',
    note: 'Note',
    system: 'System',
  },
});

const CHANNELS = [
  'phone',
  'visit',
  'letter',
  'mail',
  'wechat',
  'other',
  'promise',
  'promise-kept',
  'promise-broken',
  'dispute',
  'dispute-closed',
  'hold',
  'hold-lifted',
  'write-off',
  'grade',
  'limit',
  'call',
  'note',
] as const;
type Channel = (typeof CHANNELS)[number];

/** Contacts with a customer, newest first. */
export function Activities({ items }: { readonly items: ResponseOf<'getCustomer'>['activities'] }) {
  const t = useTexts();
  if (items.length === 0) return <span className="x-quiet">{t('none')}</span>;
  const channel = (name: string): string => (CHANNELS.includes(name as Channel) ? t(name as Channel) : name);
  return (
    <ol className="x-history">
      {items.map((item) => (
        <li key={item.id} data-person={item.by !== null}>
          <div>
            <strong>{channel(item.channel)}</strong> {item.with ? t('with', { who: item.with }) : null}
          </div>
          <div style={{ whiteSpace: 'pre-wrap' }}>{item.note}</div>
          <small className="x-quiet">
            {item.by?.name ?? t('system')} · <At instant={item.at} />
          </small>
        </li>
      ))}
    </ol>
  );
}
