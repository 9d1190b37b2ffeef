import type { ResponseOf } from '#api/contract/index.ts';
import { MEANING } from '#web/ui/theme.ts';
import { useOperationsTexts } from './texts.ts';

export type State = ResponseOf<'listInstances'>['items'][number]['state'];

export const STATES: readonly State[] = ['active', 'incident', 'suspended', 'completed', 'terminated'];

const COLOURS: Readonly<Partial<Record<State, string>>> = {
  incident: MEANING.legal,
  suspended: MEANING.sales,
  active: MEANING.dueSoon,
};

/** How an instance is, in a word and a colour. */
export function StateTag({ state }: { readonly state: State }) {
  const t = useOperationsTexts();
  const color = COLOURS[state];
  return (
    <span className="x-tag" style={color === undefined ? undefined : { color }}>
      {t(state)}
    </span>
  );
}
