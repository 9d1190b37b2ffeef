import { z } from 'zod';
import type { ActivatedJob, JobOutcome, Variables, Worker } from '#engine/index.ts';
import type { DocumentReference, StoreReader } from '#store/index.ts';
import type { Activity } from '../collections/activities.ts';
import { activities } from '../collections/activities.ts';
import { Draft } from '../deciders/draft.ts';

/** What the workers of the credit module are made with. */
export interface WorkerParts {
  /** Read only once jobs come. */
  readonly store: StoreReader;
  /** IANA zone of the company, as it is now. */
  zone(): string;
  /** Currency of customers nothing else is known of; CNY unless told. */
  readonly currency?: string;
}

/** Whom and what a job is about, as far as its process says. */
export const subjectSchema = z.object({
  customer: z.object({ id: z.string(), name: z.string().optional() }),
  receivable: z
    .object({
      id: z.string(),
      invoiceNumber: z.string().optional(),
      dueDate: z.string().optional(),
      currency: z.string().optional(),
      openAmount: z.number().optional(),
    })
    .nullish(),
});
/** Whoever asked for the case: a person id, or the person as the case carries it. */
export const requesterSchema = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

export const DEFAULT_CURRENCY = 'CNY';

export type Subject = z.infer<typeof subjectSchema>;

interface Definition<Inputs, Prepared> {
  readonly type: string;
  readonly inputs: z.ZodType<Inputs>;
  prepare?(inputs: Inputs, job: ActivatedJob): Promise<Prepared>;
  reads(inputs: Inputs, job: ActivatedJob): readonly DocumentReference[];
  /** Changes the draft; returns the variables the job completes with, or another outcome. */
  decide(draft: Draft, inputs: Inputs, job: ActivatedJob, prepared: Prepared): Variables | JobOutcome;
}

/**
 * A worker whose inputs are checked first: variables that do not fit fail the job for good with the name of each, so that
 * an operator sees what to correct.
 */
export function creditWorker<Inputs, Prepared = undefined>(definition: Definition<Inputs, Prepared>): Worker<Prepared> {
  const parse = (job: ActivatedJob): z.ZodSafeParseResult<Inputs> => definition.inputs.safeParse(job.variables);
  return {
    type: definition.type,
    async prepare(job) {
      const inputs = parse(job);
      return (inputs.success ? await definition.prepare?.(inputs.data, job) : undefined) as Prepared;
    },
    reads(job) {
      const inputs = parse(job);
      return inputs.success ? definition.reads(inputs.data, job) : [];
    },
    decide(documents, job, prepared, context) {
      const inputs = parse(job);
      if (!inputs.success) return { outcome: unfit(job, inputs.error) };
      const draft = new Draft(documents, context);
      const decided = definition.decide(draft, inputs.data, job, prepared);
      const outcome: JobOutcome = isOutcome(decided) ? decided : { type: 'complete', variables: decided };
      return outcome.type === 'fail' ? { outcome } : { writes: draft.writes(), commands: draft.commands, outcome };
    },
  };
}

/** A failure that trying again does not mend. */
export function givenUp(errorMessage: string): JobOutcome {
  return { type: 'fail', errorMessage, retries: 0 };
}

const OUTCOMES: ReadonlySet<unknown> = new Set(['complete', 'fail', 'error']);

function isOutcome(decided: Variables | JobOutcome): decided is JobOutcome {
  return OUTCOMES.has(decided['type' as keyof typeof decided]);
}

function unfit(job: ActivatedJob, error: z.ZodError): JobOutcome {
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return givenUp(`Job '${job.type}' of '${job.elementId}' got variables it can not work with (${problems}).`);
}

/** Appends what happened to the record of the customer, the receivable and the case. */
export function record(
  draft: Draft,
  subject: Subject,
  job: ActivatedJob,
  activity: Omit<Activity, 'id' | 'customerId' | 'receivableId' | 'processInstanceKey' | 'at'> & {
    readonly at?: string;
  },
): Activity {
  return draft.create(activities, {
    at: draft.context.now,
    ...activity,
    id: draft.context.nextKey(),
    customerId: subject.customer.id,
    processInstanceKey: job.processInstanceKey,
    ...given({ receivableId: subject.receivable?.id }),
  });
}

/** The values that are there: a field without one is left out, as documents have it. */
export function given<T extends Readonly<Record<string, unknown>>>(
  values: T,
): { readonly [Name in keyof T]?: NonNullable<T[Name]> } {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  // The names are those of `values`, and what is left has a value.
  return Object.fromEntries(present) as { readonly [Name in keyof T]?: NonNullable<T[Name]> };
}
