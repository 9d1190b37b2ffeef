import { EngineQueries, type ProcessInstanceSummary } from '#engine/index.ts';
import { findPeople } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import { type CaseRefs, findCases, findOpenItemsOfCase, type WorkItem } from '#tasks/index.ts';
import type { CaseSummary } from '../contract/index.ts';
import type { Services } from '../services.ts';

/** How long an answer waits for what follows by itself, to tell who is next. */
export const MOMENT_MS = 400;

/** Resolves when the engine rests, or after so many milliseconds: others may keep it busy for long. */
export async function restWithin(engine: Pick<Services['engine'], 'settled'>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, milliseconds);
  });
  await Promise.race([engine.settled(), late]);
  clearTimeout(timer);
}

export async function isEnded(store: StoreReader, processInstanceKey: string): Promise<boolean> {
  const instance = await new EngineQueries(store).findProcessInstance(processInstanceKey);
  return instance?.state === 'completed' || instance?.state === 'terminated';
}

/** Process instances as lists show them, in the order given. */
export async function caseSummaries(
  services: Services,
  instances: readonly ProcessInstanceSummary[],
): Promise<CaseSummary[]> {
  const { store } = services;
  const refs = await findCases(
    store,
    instances.map((instance) => instance.processInstanceKey),
  );
  const open = await Promise.all(
    instances.map(({ processInstanceKey, state }) =>
      state === 'active' || state === 'incident'
        ? findOpenItemsOfCase(store, processInstanceKey)
        : Promise.resolve<readonly WorkItem[]>([]),
    ),
  );
  const people = await findPeople(
    store,
    open.flat().flatMap((item) => item.assigneeId ?? []),
  );
  const nameOf = (id: string): string => people.get(id)?.name ?? id;
  return Promise.all(
    instances.map((instance, index) =>
      summaryOf(services, instance, refs.get(instance.processInstanceKey), open[index] ?? [], nameOf),
    ),
  );
}

async function summaryOf(
  { engine }: Services,
  instance: ProcessInstanceSummary,
  refs: CaseRefs | undefined,
  open: readonly WorkItem[],
  nameOf: (id: string) => string,
): Promise<CaseSummary> {
  const model = await engine.loadModel(instance.processDefinitionKey);
  return {
    key: instance.processInstanceKey,
    processId: instance.bpmnProcessId,
    processName: model.text,
    version: instance.version,
    title: refs?.title ?? '',
    state: instance.state,
    startedAt: instance.startedAt,
    endedAt: instance.endedAt ?? null,
    customerId: refs?.customerId ?? null,
    customerName: refs?.customerName ?? null,
    receivableId: refs?.receivableId ?? null,
    openTasks: open.map(({ key, name, assigneeId }) => ({
      key,
      name,
      assignee: assigneeId === null ? null : { id: assigneeId, name: nameOf(assigneeId) },
    })),
  };
}
