import { Tag } from 'antd';
import type { Change } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useStudioTexts } from './texts.ts';

const COLORS = { added: 'green', removed: 'red', changed: 'blue', moved: 'default' } as const;

/** What differs between two versions, in sentences. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  const t = useStudioTexts();
  const inLanguage = useBilingual();
  if (changes.length === 0) return <p className="x-quiet">{t('noChanges')}</p>;
  return (
    <ul className="x-changes">
      {changes.map((change, index) => (
        <li key={index}>
          <Tag color={COLORS[change.kind]}>{t(change.kind)}</Tag> {inLanguage(change.text)}
        </li>
      ))}
    </ul>
  );
}
