import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { date, instant } from './fields.ts';

const schema = z.object({
  id: z.literal('company'),
  /** Company date whose midnight has been worked off last. */
  turned: date,
  at: instant,
});

export type DayTurn = z.infer<typeof schema>;

export const dayTurns: Collection<DayTurn> = {
  name: 'dayTurns',
  key: 'id',
  schema,
  schemaVersion: 1,
  indexes: { byDate: { kind: 'ordered', fields: ['turned'] } },
};
