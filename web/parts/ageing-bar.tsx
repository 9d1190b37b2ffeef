import { Tooltip } from 'antd';
import type { Buckets } from '#api/contract/index.ts';
import { defineTexts } from '#i18n/index.ts';
import { formatMoney } from '#web/ui/format.ts';
import { MEANING } from '#web/ui/theme.ts';

export const useBucketTexts = defineTexts('buckets', {
  'zh-CN': {
    notDue: '未到期',
    d1to30: '1–30 天',
    d31to60: '31–60 天',
    d61to90: '61–90 天',
    d91to180: '91–180 天',
    d181to365: '181–365 天',
    over365: '365 天以上',
  },
  en: {
    notDue: 'Not due',
    d1to30: '1–30 days',
    d31to60: '31–60 days',
    d61to90: '61–90 days',
    d91to180: '91–180 days',
    d181to365: '181–365 days',
    over365: 'over 365 days',
  },
});

export const BUCKETS = ['notDue', 'd1to30', 'd31to60', 'd61to90', 'd91to180', 'd181to365', 'over365'] as const;
export type Bucket = (typeof BUCKETS)[number];

const COLORS: Readonly<Record<Bucket, string>> = {
  notDue: '#c7ced6',
  d1to30: '#e8b45a',
  d31to60: '#dd8a3c',
  d61to90: MEANING.finance,
  d91to180: '#a5321a',
  d181to365: MEANING.legal,
  over365: '#7f1d1d',
};

/** The ageing as one bar with its buckets labelled below; a bucket opens its rows. */
export function AgeingBar({
  buckets,
  currency,
  onOpen,
}: {
  readonly buckets: Buckets;
  readonly currency: string;
  readonly onOpen?: (bucket: Bucket) => void;
}) {
  const t = useBucketTexts();
  const total = BUCKETS.reduce((sum, name) => sum + Math.max(0, buckets[name]), 0);
  return (
    <div>
      <div className="x-ageing-bar" aria-hidden="true">
        {BUCKETS.filter((name) => buckets[name] > 0).map((name) => (
          <Tooltip key={name} title={`${t(name)} ${formatMoney(buckets[name], currency)}`}>
            <span style={{ flexGrow: buckets[name] / Math.max(1, total), background: COLORS[name] }} />
          </Tooltip>
        ))}
      </div>
      <dl className="x-facts x-ageing-facts">
        {BUCKETS.map((name) => (
          <div key={name}>
            <dt>
              <i style={{ background: COLORS[name] }} aria-hidden="true" /> {t(name)}
            </dt>
            <dd>
              {onOpen && buckets[name] !== 0 ? (
                <button type="button" className="x-link" onClick={() => onOpen(name)}>
                  {formatMoney(buckets[name], currency)}
                </button>
              ) : (
                formatMoney(buckets[name], currency)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
