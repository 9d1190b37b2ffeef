import type { KnownTypes, SourceFile } from '#designer/lint/index.ts';

/** What `startVariables` of `api/views/starts.ts` puts in besides the form. */
const START = `zone: string, requester: context<id: string, name: string>,
  owners: context<sales: string | null, finance: string | null, legal: string | null>,
  request: context<currency: string, title: string, customerId: string | null, requester: string>`;

const PROFILE = `context<currency: string, hasHistory: boolean, onTimeRate: number | null, overdueCount: number, tradeAmount: number,
  ordersPerYear: number, openAmount: number, overdueAmount: number, exposure: number, currentLimit: number,
  availableCredit: number, recentOverdueDays: number, grade: string | null>`;

/** What the workers bring. */
const JOBS: Readonly<Record<string, string>> = {
  'credit.check-promise': 'promiseKept: boolean',
  'credit.open-dispute': 'disputeId: string',
  'credit.register-promise': 'promiseId: string',
  'credit.profile': `profile: ${PROFILE}`,
};

/**
 * The types of the variables that come from outside of a drawing. `elsewhere`: files besides those that are checked; `forms`: JSON
 * Schemas of the forms among them, by id.
 */
export const knownTypes = (elsewhere: readonly SourceFile[], forms: Readonly<Record<string, unknown>>): KnownTypes => ({
  start: START,
  customer: 'customer: context<id: string, name: string, grade: string | null>',
  jobs: JOBS,
  forms,
  decisions: elsewhere.filter(({ name }) => name.endsWith('.dmn')),
});
