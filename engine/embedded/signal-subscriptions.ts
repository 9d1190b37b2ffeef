import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import type { Key } from '../records.ts';

/** What a broadcast reaches: an event that waits in an instance, or a start event of the newest version of a process. */
export interface SignalSubscription {
  readonly subscriptionKey: Key;
  readonly signalName: string;
  readonly processInstanceKey?: Key;
  /** The fields below: of a start event. */
  readonly processDefinitionKey?: Key;
  readonly startEventId?: string;
}

const key = z.string().min(1);

export const signalSubscriptions: Collection<SignalSubscription> = {
  name: 'engine-signal-subscriptions',
  key: 'subscriptionKey',
  trusted: true,
  schemaVersion: 1,
  schema: z.object({
    subscriptionKey: key,
    signalName: z.string(),
    processInstanceKey: z.exactOptional(key),
    processDefinitionKey: z.exactOptional(key),
    startEventId: z.exactOptional(z.string()),
  }),
  indexes: {
    bySignal: { kind: 'ordered', fields: ['signalName'] },
    byDefinition: { kind: 'ordered', fields: ['processDefinitionKey'] },
  },
};
