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

const collection = inboxItems as unknown as Collection;

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

export const benchCollections: readonly Collection[] = [...engineCollections, collection];

/** W1 through the port, on any store: the whole of the engine, its journal and its read models. */
export async function openByEngine(store: Store): Promise<Contestant> {
  const engine = await openEmbeddedEngine({ store, clock: new SystemClock(), projectors: [inboxProjector] });
  await engine.deployResource([{ name: 'approval.bpmn', content: APPROVAL_XML }]);
  return {
    async start(variables) {
      await engine.createProcessInstance({ bpmnProcessId: 'approval', variables });
    },
    complete: (jobKey, variables) => engine.completeJob({ jobKey, variables }),
    async inbox(name, limit) {
      const sort = { by: 'createdAt', descending: true };
      const page = await store.find(inboxItems, { where: { inbox: name }, sort, limit });
      return page.items.map(({ document }) => document.key);
    },
    async close() {
      await engine.close();
      await store.close();
    },
  };
}
