import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { businessSchema } from './work-item.ts';

const caseRefsSchema = z.object({
  processInstanceKey: z.string(),
  /** The instance at the top of the calls: itself, or the one that called it. */
  caseKey: z.string(),
  parentProcessInstanceKey: z.string().nullable(),
  bpmnProcessId: z.string(),
  processDefinitionKey: z.string(),
  processVersion: z.int(),
  startedAt: z.string(),
  /** How many times each human step has been reached, by element id. */
  rounds: z.record(z.string(), z.int()),
  ...businessSchema.shape,
});

/** What a process instance is about, taken from its well-known variables; tasks made later carry it. */
export type CaseRefs = Readonly<z.infer<typeof caseRefsSchema>>;

export const caseRefs: Collection<CaseRefs> = {
  name: 'caseRefs',
  key: 'processInstanceKey',
  schema: caseRefsSchema,
  trusted: true,
  behind: true,
  schemaVersion: 1,
  indexes: {
    ofCustomer: { kind: 'ordered', fields: ['customerId', 'startedAt'], sparse: true },
  },
};
