import type { Act, Language } from '../contract/index.ts';
import type { StoreReader } from '#store/index.ts';
import { findForm } from '../forms.ts';
import { publishedVersions } from '../studio/collections.ts';
import { tellValues } from './form-values.ts';

const PROCESS = 'credit-onboarding';
const FORM = 'credit-archive';

/** The credit archive of a customer in the words of its newest form. */
export async function archiveEntries(
  store: StoreReader,
  archive: Readonly<Record<string, unknown>> | undefined,
  language: Language,
): Promise<NonNullable<Act['fields']>> {
  if (archive === undefined) return [];
  const { items } = await store.find(publishedVersions, {
    where: { processId: PROCESS },
    sort: { by: 'version', descending: true },
    limit: 1,
  });
  const form = await findForm(store, items[0]?.document.processDefinitionKey ?? '', FORM);
  return [...tellValues(form, { archive }, language)];
}
