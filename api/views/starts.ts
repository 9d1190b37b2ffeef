import { randomBytes } from 'node:crypto';
import { type Customer, customers, readOwnerRoster } from '#credit/index.ts';
import { EngineQueries } from '#engine/index.ts';
import { fail, reject } from '#errors/index.ts';
import type { Form } from '#forms/schema/index.ts';
import { validateSubmission } from '#forms/validate/index.ts';
import { isRole } from '#organization/index.ts';
import type { Bilingual } from '../contract/index.ts';
import { findForm } from '../forms.ts';
import type { Caller } from '../http.ts';
import { PlacesError } from '../problem.ts';
import { mayReadCustomer } from '../routes/rights.ts';
import type { Services } from '../services.ts';

/** A process that a person may start by hand. */
export interface Start {
  readonly processId: string;
  readonly processDefinitionKey: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly form: Form | undefined;
  /** What it is about: a customer in the books, one that may be new, or none. */
  readonly customer: 'required' | 'new' | 'none';
}

/**
 * The newest version of each process whose drawing lets one of the caller's roles start it (property `startRoles`, a list
 * with commas), in the order of their ids. `startForm` names the form that is filled in first, `startCustomer` is `new` where
 * the customer may be new to the books and `none` where there is none.
 */
export async function startsFor(services: Services, caller: Pick<Caller, 'roles'>): Promise<readonly Start[]> {
  const definitions = await new EngineQueries(services.store).processDefinitions();
  const newest = [...Map.groupBy(definitions, (one) => one.bpmnProcessId).values()].flatMap(
    (versions) => versions[0] ?? [],
  );
  const starts = await Promise.all(newest.map((definition) => startOf(services, definition.processDefinitionKey)));
  return starts.flatMap(({ roles, start }) => (caller.roles.some((role) => roles.includes(role)) ? [start] : []));
}

async function startOf(
  { engine, store }: Services,
  processDefinitionKey: string,
): Promise<{ readonly roles: readonly string[]; readonly start: Start }> {
  const model = await engine.loadModel(processDefinitionKey);
  const { startRoles = '', startForm, startCustomer } = model.properties;
  const description = model.properties['description'] ?? '';
  return {
    roles: startRoles
      .split(',')
      .map((role) => role.trim())
      .filter(isRole),
    start: {
      processId: model.bpmnProcessId,
      processDefinitionKey,
      name: model.text,
      description: { 'zh-CN': description, en: model.properties['description:en'] ?? description },
      form: startForm === undefined ? undefined : await findForm(store, processDefinitionKey, startForm),
      customer: startCustomer === 'new' || startCustomer === 'none' ? startCustomer : 'required',
    },
  };
}

export interface StartInput {
  readonly data: Readonly<Record<string, unknown>>;
  readonly customerId?: string | undefined;
  /** Of a customer who is not in the books yet. */
  readonly customerName?: string | undefined;
}

/** The variables a case begins with: the form's fields, and who and what it is about. */
export async function startVariables(
  services: Services,
  caller: Caller,
  start: Start,
  input: StartInput,
): Promise<Readonly<Record<string, unknown>>> {
  const fields = filledIn(start.form, input.data);
  const customer = await customerFor(services, caller, start, input);
  const { zone, currency } = await services.settings();
  const asked = objectAt(fields['request']);
  return {
    ...fields,
    zone,
    requester: { id: caller.personId, name: caller.name },
    ...(customer === null ? {} : { customer: { id: customer.id, name: customer.name, grade: customer.grade } }),
    owners: await ownersOf(services, caller, customer),
    request: {
      currency,
      ...asked,
      title: [customer?.name, start.name['zh-CN']].filter(Boolean).join(' · '),
      customerId: customer?.id ?? null,
      requester: caller.personId,
    },
  };
}

function filledIn(form: Form | undefined, data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (form === undefined) return {};
  const submission = validateSubmission(form, data);
  if (submission.ok) return submission.data;
  const { errors } = submission;
  throw new PlacesError(reject('API_FORM_INVALID', { count: errors.length }), (language) =>
    errors.map(({ path, message }) => ({ path, message: message[language] })),
  );
}

type Known = Pick<Customer, 'salesOwnerId' | 'financeOwnerId' | 'legalOwnerId'>;
type StartCustomer = {
  readonly id: string;
  readonly name: string;
  readonly grade: string | null;
  readonly known?: Known;
};

async function customerFor(
  { store }: Services,
  caller: Caller,
  start: Start,
  { customerId, customerName = '' }: StartInput,
): Promise<StartCustomer | null> {
  if (customerId !== undefined) {
    const found = (await store.get(customers, customerId))?.document;
    const may = await mayReadCustomer(store, caller);
    if (found === undefined || !may(found)) fail('CREDIT_CUSTOMER_NOT_FOUND', { id: customerId });
    return { id: found.id, name: found.name, grade: found.grade ?? null, known: found };
  }
  const name = customerName.trim();
  if (start.customer === 'required' || (start.customer === 'new' && name === '')) fail('API_CUSTOMER_NEEDED');
  // Whoever is in the books by this name is found there by the file or the archive that comes later.
  return name === '' ? null : { id: `c${randomBytes(10).toString('hex')}`, name, grade: null };
}

/** Always somebody: a case must have someone to go to. */
async function ownersOf(
  { store }: Services,
  { personId }: Caller,
  customer: StartCustomer | null,
): Promise<{ readonly sales: string; readonly finance: string; readonly legal: string }> {
  const known = customer?.known;
  if (known) return { sales: known.salesOwnerId, finance: known.financeOwnerId, legal: known.legalOwnerId };
  const roster = await readOwnerRoster(store, personId);
  const first = (people: readonly string[]): string => people.toSorted()[0] ?? roster.fallback;
  return { sales: personId, finance: first(roster.finance), legal: first(roster.legal) };
}

function objectAt(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
