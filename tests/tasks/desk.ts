import type { EngineEvent, EngineRecord, Projector, UserTaskProperties } from '#engine/index.ts';
import { editDepartment, findPrincipals, organizationCollections, SYSTEM } from '#organization/index.ts';
import type { Collection, Documents, Store, Write } from '#store/index.ts';
import { createTaskProjector, getWorkItem, taskCollections } from '#tasks/index.ts';
import type { ActResult, InboxOwner, WorkItem } from '#tasks/index.ts';
import type { Work } from '#engine/index.ts';
import { AppError } from '#errors/index.ts';
import { documentsOf, openOffice } from '../organization/shell.ts';
import type { Shell } from '../organization/shell.ts';

export const collections: readonly Collection[] = [...organizationCollections, ...taskCollections];

const NAMES: Readonly<Record<string, { readonly 'zh-CN': string; readonly en: string }>> = {
  call: { 'zh-CN': '电话催收', en: 'Call the customer' },
  review: { 'zh-CN': '财务审核', en: 'Finance review' },
};

export const projector: Projector = createTaskProjector((_key, elementId) => {
  const name = NAMES[elementId];
  return name === undefined
    ? undefined
    : { name, processName: { 'zh-CN': '逾期升级', en: 'Overdue escalation' }, formVersion: 3 };
});

let position = 0;

export function record(event: EngineEvent, changes: Partial<EngineRecord> = {}): EngineRecord {
  position += 1;
  return {
    processInstanceKey: '1',
    position,
    timestamp: '2026-03-02T01:00:00.000Z',
    bpmnProcessId: 'overdue-escalation',
    processDefinitionKey: '7',
    version: 1,
    event,
    ...changes,
  };
}

export const VARIABLES = {
  receivable: {
    id: 'r1',
    invoiceNumber: 'INV-1',
    dueDate: '2026-02-20',
    currency: 'CNY',
    amount: 1234.5,
    openAmount: 1000.1,
  },
  customer: { id: 'c1', name: '华东电子', grade: 'B' },
};

export function caseStarted(variables: object = VARIABLES, changes: Partial<EngineRecord> = {}, parent?: string) {
  const event: EngineEvent = {
    type: 'processInstanceCreated',
    v: 1,
    bpmnProcessId: 'overdue-escalation',
    version: 1,
    processDefinitionKey: '7',
    variables: variables as Record<string, unknown>,
    ...(parent === undefined ? {} : { parentProcessInstanceKey: parent }),
  };
  return record(event, changes);
}

/** The job of a user task: `call` is work, `review` an approval. */
export function taskMade(
  jobKey: string,
  task: Partial<UserTaskProperties> = {},
  headers: Readonly<Record<string, string>> = {},
  changes: Partial<EngineRecord> = {},
  elementId = headers['kind'] === 'approval' ? 'review' : 'call',
): EngineRecord {
  return record(
    {
      type: 'jobCreated',
      v: 1,
      jobKey,
      jobType: 'io.camunda.zeebe:userTask',
      retries: 1,
      elementId,
      elementInstanceKey: `9${jobKey}`,
      customHeaders: headers,
      userTask: { candidateGroups: [], candidateUsers: [], ...task },
    },
    changes,
  );
}

export function jobEnded(
  jobKey: string,
  type: 'jobCompleted' | 'jobCanceled',
  changes: Partial<EngineRecord> = {},
  elementId = 'call',
) {
  const event = { type, v: 1, jobKey, elementId, elementInstanceKey: `9${jobKey}`, variables: {} } as EngineEvent;
  return record(event, changes);
}

/** The small office with tasks: engine records are projected, and the commands of acts become records in the same unit. */
export interface Desk extends Shell {
  readonly commands: { readonly jobKey: string; readonly variables: unknown }[];
  readonly feed: (...records: readonly EngineRecord[]) => Promise<void>;
  readonly act: (work: Work<ActResult>) => Promise<ActResult>;
  readonly item: (key: string) => Promise<WorkItem>;
  readonly owner: (personId: string) => Promise<InboxOwner>;
}

export async function openDesk(): Promise<Desk> {
  const shell = await openOffice(collections);
  await shell.transact(editDepartment('board', { headId: 'boss' }, SYSTEM));
  await shell.transact(editDepartment('sales', { headId: 'chief' }, SYSTEM));
  const commands: { jobKey: string; variables: unknown }[] = [];
  const { reader } = shell;
  let key = 500_000;
  const context = () => ({ now: shell.now, nextKey: () => String((key += 1)) });

  async function project(records: readonly EngineRecord[], writes: readonly Write[]): Promise<readonly Write[]> {
    return projector.project(
      records,
      withWrites(await documentsOf(reader, projector.reads(records)), writes),
      context(),
    );
  }

  async function act(work: Work<ActResult>): Promise<ActResult> {
    const decision = work.decide(await documentsOf(reader, work.reads), context());
    if (!decision.ok) throw new AppError(decision.rejection);
    const records: EngineRecord[] = [];
    for (const command of decision.commands ?? []) {
      if (command.type !== 'completeJob') continue;
      commands.push({ jobKey: command.jobKey, variables: command.variables });
      const { elementId, processInstanceKey } = decision.result.item;
      records.push(jobEnded(command.jobKey, 'jobCompleted', { timestamp: shell.now, processInstanceKey }, elementId));
    }
    await reader.commit([...decision.writes, ...(await project(records, decision.writes))]);
    return decision.result;
  }

  return Object.assign(shell, {
    commands,
    feed: async (...records: readonly EngineRecord[]) => {
      await reader.commit(await project(records, []));
    },
    act,
    item: (jobKey: string) => getWorkItem(reader, jobKey),
    owner: async (personId: string) => ({ personId, principals: await findPrincipals(reader, personId) }),
  });
}

/** As the engine shows documents to a projector: with what the unit has decided to write. */
function withWrites(documents: Documents, writes: readonly Write[]): Documents {
  return {
    get(collection, key) {
      const write = writes.findLast(
        (one) =>
          one.type === 'put' &&
          one.collection.name === collection.name &&
          (one.document as Record<string, unknown>)[collection.key] === key,
      );
      return write?.type === 'put' ? { document: write.document as never, version: 0 } : documents.get(collection, key);
    },
  };
}

export type { Store };
