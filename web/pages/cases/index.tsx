import { Select } from 'antd';
import type { QueryOf } from '#api/contract/index.ts';
import { useFilters } from '#web/data/use-filters.ts';
import { CaseList } from '#web/parts/case-list.tsx';
import { PageHead } from '#web/ui/parts.tsx';
import { useCaseTexts } from './texts.ts';

const STATES = ['active', 'incident', 'suspended', 'completed', 'terminated'] as const;

export default function Cases() {
  const t = useCaseTexts();
  const filters = useFilters(['state', 'processId']);
  return (
    <>
      <PageHead title={t('title')} />
      <div className="x-filters">
        <Select
          value={filters.values.state ?? ''}
          aria-label={t('anyState')}
          style={{ minWidth: 120 }}
          onChange={(value) => filters.set('state', value || undefined)}
          options={[{ value: '', label: t('anyState') }, ...STATES.map((value) => ({ value, label: t(value) }))]}
        />
      </div>
      <CaseList query={filters.values as NonNullable<QueryOf<'listCases'>>} />
    </>
  );
}
