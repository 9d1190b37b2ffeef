import { receivables } from '#credit/index.ts';
import { EngineQueries, type Variables } from '#engine/index.ts';
import type { Form } from '#forms/schema/index.ts';
import { findActs, findDraft, permitted, type WorkItem } from '#tasks/index.ts';
import type { TaskDetail } from '../contract/index.ts';
import { fieldsOf, findForm, permissionsFor, taskForm, valuesFor } from '../forms.ts';
import type { Caller } from '../http.ts';
import { findCustomerCard, receivableCards } from '../routes/cards.ts';
import { mayReadCustomer } from '../routes/rights.ts';
import type { Services } from '../services.ts';
import { caseHistory } from './case-history.ts';
import { actorOf } from './case-rights.ts';
import { factsOf } from './facts.ts';
import { taskSummary } from './task-summaries.ts';

/** The form of a work item and the values it is shown with before anybody fills it in. */
export interface ShownForm {
  readonly form: Form;
  readonly values: Readonly<Record<string, unknown>>;
}

export async function shownForm(services: Services, item: WorkItem): Promise<ShownForm | null> {
  const form =
    item.formKey === null ? undefined : await findForm(services.store, item.processDefinitionKey, item.formKey);
  if (form === undefined) return null;
  const model = await services.engine.loadModel(item.processDefinitionKey);
  const inputs = model.elements.get(item.elementId)?.inputs ?? [];
  const mapped = new Set(inputs.flatMap(({ target }) => target[0] ?? []));
  const variables = await variablesOf(services, item);
  return { form, values: valuesFor(form, item.permissions, variables, mapped) };
}

/** What is visible from the task; of an ended one what its process last knew. */
function variablesOf({ store }: Services, item: WorkItem): Promise<Variables> {
  const queries = new EngineQueries(store);
  return item.state === 'open'
    ? queries.variables(item.processInstanceKey, item.elementInstanceKey)
    : queries.variables(item.processInstanceKey);
}

/** One task with all that this person needs to do it. */
export async function taskDetail(
  services: Services,
  caller: Caller,
  item: WorkItem,
  language: 'zh-CN' | 'en',
): Promise<TaskDetail> {
  const { store } = services;
  const actor = await actorOf(store, caller);
  const { claim, unclaim, complete, reassign, comment } = permitted(item, actor);
  const [shown, variables, draft, records, history, cards] = await Promise.all([
    shownForm(services, item),
    variablesOf(services, item),
    findDraft(store, item.key, caller.personId),
    new EngineQueries(store).history(item.processInstanceKey),
    caseHistory(services, item, language),
    cardsOf(services, caller, item),
  ]);
  const permissions = shown === null ? item.permissions : permissionsFor(shown.form, item.permissions);
  const kept = item.state === 'open' ? (draft?.data ?? {}) : await submittedIn(services, item);
  return {
    task: await taskSummary(store, item),
    may: { claim, unclaim, complete, reassign, comment },
    form: shown === null ? null : taskForm(shown.form, item.permissions, language),
    data: { ...shown?.values, ...withoutHidden(kept, permissions) },
    draftAt: item.state === 'open' ? (draft?.savedAt ?? null) : null,
    ...cards,
    facts: factsOf(variables, records, { fields: shown === null ? [] : fieldsOf(shown.form), permissions }, language),
    history,
  };
}

/** What was filled in when it was finished. */
async function submittedIn({ store }: Services, item: WorkItem): Promise<Readonly<Record<string, unknown>>> {
  const acts = await findActs(store, item.caseKey);
  return acts.findLast((act) => act.taskKey === item.key && act.fields !== null)?.fields ?? {};
}

function withoutHidden(
  data: Readonly<Record<string, unknown>>,
  permissions: WorkItem['permissions'],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(data).filter(([field]) => permissions[field] !== 'hidden'));
}

/** Whoever has the task sees what it is about, as long as it is before them; others by their right to the customer. */
async function cardsOf(
  services: Services,
  caller: Caller,
  item: WorkItem,
): Promise<Pick<TaskDetail, 'customer' | 'receivable'>> {
  const { store } = services;
  const stored = item.receivableId === null ? undefined : await store.get(receivables, item.receivableId);
  const mine = item.state === 'open' && permitted(item, await actorOf(store, caller)).complete;
  const may = await mayReadCustomer(store, caller);
  const [receivable] = stored ? await receivableCards(store, [stored.document]) : [];
  const customer = item.customerId === null ? null : await findCustomerCard(services, item.customerId);
  const owner = stored?.document.salesOwnerId ?? customer?.salesOwner?.id ?? '';
  const readable = mine || may({ salesOwnerId: owner });
  return { customer: readable ? customer : null, receivable: readable ? (receivable ?? null) : null };
}
