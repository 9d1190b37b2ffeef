/** The product around the engine, as small as it can be: two people, two workers, a read model of our own beside the inbox. */
import { z } from 'zod';
import { engineCollections } from '#engine/index.ts';
import type { ActivatedJob, Projector, Worker } from '#engine/index.ts';
import { organizationCollections, people, roleMembers } from '#organization/index.ts';
import type { Person } from '#organization/index.ts';
import type { Collection, Write } from '#store/index.ts';
import { taskCollections } from '#tasks/index.ts';

/** What a worker did for one job, and how often. */
interface WorkEffect {
  readonly jobKey: string;
  readonly times: number;
}

export const workEffects: Collection<WorkEffect> = {
  name: 'workEffects',
  key: 'jobKey',
  schema: z.object({ jobKey: z.string(), times: z.int() }),
  schemaVersion: 1,
  indexes: {},
};

/** How many records an instance has had, kept by a projector. */
interface Tally {
  readonly processInstanceKey: string;
  readonly records: number;
}

export const tallies: Collection<Tally> = {
  name: 'tallies',
  key: 'processInstanceKey',
  schema: z.object({ processInstanceKey: z.string(), records: z.int() }),
  schemaVersion: 1,
  indexes: {},
};

export const collections: readonly Collection[] = [
  ...engineCollections,
  ...taskCollections,
  ...organizationCollections,
  workEffects,
  tallies,
];

export const PEOPLE = ['ana', 'bob'] as const;

function personOf(id: string): Person {
  return {
    id,
    name: id,
    login: id,
    departmentId: null,
    roles: ['finance'],
    active: true,
    email: null,
    phone: null,
    language: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    disabledAt: null,
  };
}

/** Two people of the finance department, in one unit; putting them twice changes nothing. */
export const staff: readonly Write[] = [
  ...PEOPLE.map((id): Write => ({ type: 'put', collection: people, document: personOf(id) })),
  {
    type: 'put',
    collection: roleMembers,
    document: { role: 'finance', members: PEOPLE.map((personId) => ({ personId, departmentId: null })) },
  },
];

export const tallyProjector: Projector = {
  name: 'tally',
  reads: (records) => records.map(({ processInstanceKey }) => ({ collection: tallies, key: processInstanceKey })),
  project(records, documents) {
    const counted = new Map<string, number>();
    for (const { processInstanceKey } of records) {
      const before = documents.get(tallies, processInstanceKey)?.document.records ?? 0;
      counted.set(processInstanceKey, (counted.get(processInstanceKey) ?? before) + 1);
    }
    return [...counted].map(([processInstanceKey, count]): Write => ({
      type: 'put',
      collection: tallies,
      document: { processInstanceKey, records: count },
    }));
  },
};

const numberOf = ({ variables }: ActivatedJob): number => (typeof variables['x'] === 'number' ? variables['x'] : 0);

/** Notes its effect in the unit that ends the job. Fails the first time for some numbers, sends a message for others. */
export function workerOf(type: string, prepare?: (job: ActivatedJob) => Promise<string>): Worker<string> {
  return {
    type,
    ...(prepare === undefined ? {} : { prepare }),
    reads: (job) => [{ collection: workEffects, key: job.key }],
    decide(documents, job, prepared) {
      const x = numberOf(job);
      if (job.retries === 3 && x % 6 === 5) throw new Error('the first time is too early');
      const times = (documents.get(workEffects, job.key)?.document.times ?? 0) + 1;
      const told = { type: 'publishMessage', name: 'message', correlationKey: String(job.variables['key']) } as const;
      return {
        writes: [{ type: 'put', collection: workEffects, document: { jobKey: job.key, times } }],
        commands: x % 11 === 0 && x > 0 ? [{ ...told, variables: {} }] : [],
        outcome: { type: 'complete', variables: { x: Math.floor(x / 2), by: prepared ?? type } },
      };
    },
  };
}
