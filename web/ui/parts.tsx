import { Alert, Button, Skeleton, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '#web/data/client.ts';
import { useSession, useToday } from '#web/data/session.tsx';
import { defineTexts, useLanguage } from '#i18n/index.ts';
import { daysOverdue, formatAmount, formatDate, formatDue, formatInstant, formatMoney } from './format.ts';
import { MEANING } from './theme.ts';

const useTexts = defineTexts('parts', {
  'zh-CN': {
    retry: '重试',
    sales: '一级 · 销售',
    finance: '二级 · 财务',
    legal: '三级 · 法务',
    settled: '已结清',
    none: '未评级',
    failed: '没能打开',
  },
  en: {
    retry: 'Try again',
    sales: 'Level 1 · sales',
    finance: 'Level 2 · finance',
    legal: 'Level 3 · legal',
    settled: 'settled',
    none: 'ungraded',
    failed: 'This could not be opened',
  },
});

/** The title line of a page: what it is, a few quiet words, at most one primary action. */
export function PageHead({
  title,
  note,
  children,
}: {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <header className="x-page-head">
      <h1>{title}</h1>
      {note ? <span className="x-quiet">{note}</span> : null}
      {children ? <div className="x-page-actions">{children}</div> : null}
    </header>
  );
}

/** What will appear here, and the one thing to do. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="x-empty">
      <h2>{title}</h2>
      {children ? <div>{children}</div> : null}
      {action}
    </div>
  );
}

/** A problem in the server's own words, with its remedy and a way to try again. */
export function Problem({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const t = useTexts();
  const remedy = error instanceof ApiProblem ? error.problem.remedy : undefined;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error.message || t('failed')}
      description={remedy}
      action={
        onRetry ? (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : undefined
      }
    />
  );
}

interface Loadable<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  refetch(): unknown;
}

/** Skeleton while it loads, the problem when it failed, else the children with the data. */
export function Loaded<T>({
  of,
  rows = 6,
  children,
}: {
  readonly of: Loadable<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Problem error={of.error} onRetry={() => void of.refetch()} />;
  return <Skeleton active paragraph={{ rows }} title={false} aria-busy="true" />;
}

export function Money({
  minor,
  currency,
  alone = false,
}: {
  readonly minor: number;
  readonly currency: string;
  readonly alone?: boolean;
}) {
  return <span className="x-nowrap">{alone ? formatMoney(minor, currency) : formatAmount(minor, currency)}</span>;
}

/** 逾期 12 天, with the date on hover; coloured by meaning, readable without colour. */
export function Due({ date, settled = false }: { readonly date: string; readonly settled?: boolean }) {
  const today = useToday();
  const language = useLanguage();
  const days = daysOverdue(date, today);
  const color = settled
    ? undefined
    : days > 30
      ? MEANING.legal
      : days > 15
        ? MEANING.finance
        : days > 0
          ? MEANING.sales
          : days > -8
            ? MEANING.dueSoon
            : undefined;
  return (
    <Tooltip title={formatDate(date, language)}>
      <span className="x-nowrap" style={color ? { color } : undefined}>
        {settled ? formatDate(date, language) : formatDue(date, today, language)}
      </span>
    </Tooltip>
  );
}

/** 今天 09:00, with the full date on hover. */
export function At({ instant }: { readonly instant: string }) {
  const { company } = useSession();
  const language = useLanguage();
  return (
    <time dateTime={instant} className="x-nowrap" title={formatDate(instant, language)}>
      {formatInstant(instant, company.now, company.zone, language)}
    </time>
  );
}

export type Level = 'sales' | 'finance' | 'legal';

export function LevelTag({ level }: { readonly level: Level }) {
  const t = useTexts();
  return (
    <span className="x-tag" style={{ color: MEANING[level] }}>
      {t(level)}
    </span>
  );
}

export function GradeTag({ grade }: { readonly grade: string | null }) {
  const t = useTexts();
  return <span className="x-grade">{grade ?? t('none')}</span>;
}
