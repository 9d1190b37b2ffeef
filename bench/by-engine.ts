import { z } from 'zod';
import { engineCollections, openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import type { EngineRecord, Projector } from '#engine/index.ts';
import type { Collection, Store, Write } from '#store/index.ts';
import { APPROVAL_XML } from './workload.ts';
import type { Contestant } from './workload.ts';

/** The least an inbox needs: one document a task, found by group, newest first. */
interface InboxItem {
  readonly key: string;
  readonly inbox: string;
  readonly createdAt: string;
  readonly elementId: string;
  readonly processInstanceKey: string;
}

const inboxItems: Collection<InboxItem> = {
  name: 'bench-inbox',
  key: 'key',
  schema: z.custom<InboxItem>(),
  trusted: true,
  schemaVersion: 1,
  indexes: { byInbox: { kind: 'ordered', fields: ['inbox', 'createdAt'] } },
};

const collection = inboxItems;

function writesOf({ event, timestamp, processInstanceKey }: EngineRecord): readonly Write[] {
  if (event.type === 'jobCreated') {
    const document: InboxItem = {
      key: event.jobKey,
      inbox: event.userTask?.candidateGroups[0] ?? '',
      createdAt: timestamp,
      elementId: event.elementId,
      processInstanceKey,
    };
    return [{ type: 'put', collection, document, expected: 'absent' }];
  }
  return event.type === 'jobCompleted' ? [{ type: 'delete', collection, key: event.jobKey }] : [];
}

const inboxProjector: Projector = {
  name: 'inbox',
  reads: () => [],
  project: (records) => records.flatMap(writesOf),
};

export const leastCollections: readonly Collection[] = [...engineCollections, collection];

/** W1 through the port with the least inbox there can be: what the engine itself costs. */
export function openWithLeastInbox(store: Store): Promise<Contestant> {
  return openByEngine(store, inboxProjector, async (name, limit) => {
    const sort = { by: 'createdAt', descending: true };
    const page = await store.find(inboxItems, { where: { inbox: name }, sort, limit });
    return page.items.map(({ document }) => document.key);
  });
}

/** W1 through the port: the engine, its journal and its read models, and an inbox on top. */
export async function openByEngine(
  store: Store,
  projector: Projector,
  inbox: Contestant['inbox'],
): Promise<Contestant> {
  const engine = await openEmbeddedEngine({ store, clock: new SystemClock(), projectors: [projector] });
  await engine.deployResource([{ name: 'approval.bpmn', content: APPROVAL_XML }]);
  return {
    inbox,
    async start(variables) {
      await engine.createProcessInstance({ bpmnProcessId: 'approval', variables });
    },
    complete: (jobKey, variables) => engine.completeJob({ jobKey, variables }),
    async close() {
      await engine.close();
      await store.close();
    },
  };
}
