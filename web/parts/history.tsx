import type { Act } from '#api/contract/index.ts';
import { defineTexts, useBilingual } from '#i18n/index.ts';
import { At } from '#web/ui/parts.tsx';

const useTexts = defineTexts('history', {
  'zh-CN': { none: '还没有记录', system: '系统' },
  en: { none: 'Nothing yet', system: 'System' },
});

/** Who did what, newest first; acts of the system are quieter than those of people. */
export function History({ acts }: { readonly acts: readonly Act[] }) {
  const t = useTexts();
  const inLanguage = useBilingual();
  if (acts.length === 0) return <span className="x-quiet">{t('none')}</span>;
  return (
    <ol className="x-history">
      {acts.toReversed().map((act, index) => (
        <li key={`${act.at}-${index}`} data-person={act.by !== null}>
          <div>
            <strong>{act.by?.name ?? t('system')}</strong> {inLanguage(act.text)}
            {act.taskName ? <span className="x-quiet"> · {inLanguage(act.taskName)}</span> : null}
          </div>
          <small className="x-quiet">
            <At instant={act.at} />
          </small>
          {act.fields && act.fields.length > 0 ? (
            <dl className="x-facts" style={{ marginTop: 4 }}>
              {act.fields.map((field) => (
                <div key={inLanguage(field.label)}>
                  <dt>{inLanguage(field.label)}</dt>
                  <dd>{field.value}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          {act.comment ? <blockquote>{act.comment}</blockquote> : null}
        </li>
      ))}
    </ol>
  );
}
