import { findPeople, namePrincipal, parsePrincipal, readChart } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { WorkItem } from '#tasks/index.ts';
import type { ActResult, TaskSummary } from '../contract/index.ts';

/** Work items as lists show them, in the order given. */
export async function taskSummaries(store: StoreReader, items: readonly WorkItem[]): Promise<TaskSummary[]> {
  const chart = await readChart(store);
  const named = items.flatMap((item) => [
    ...(item.assigneeId === null ? [] : [item.assigneeId]),
    ...item.candidates.flatMap((candidate) => {
      const principal = parsePrincipal(candidate);
      return principal?.kind === 'person' ? [principal.id] : [];
    }),
  ]);
  const people = await findPeople(store, named);
  return items.map((item) => ({
    key: item.key,
    version: item.version,
    name: item.name,
    processId: item.bpmnProcessId,
    processName: item.processName,
    processInstanceKey: item.processInstanceKey,
    kind: item.kind,
    stepRole: item.stepRole,
    title: item.title,
    customerId: item.customerId,
    customerName: item.customerName,
    receivableId: item.receivableId,
    invoiceNumber: item.invoiceNumber,
    amountMinor: item.amountMinor,
    currency: item.currency,
    dueDate: item.receivableDueDate,
    createdAt: item.createdAt,
    deadline: item.dueAt,
    assignee:
      item.assigneeId === null
        ? null
        : { id: item.assigneeId, name: people.get(item.assigneeId)?.name ?? item.assigneeId },
    candidates: item.candidates.map((candidate) => namePrincipal(candidate, chart, people)),
    state: item.state,
    suspended: item.suspended === true,
    endedAt: item.endedAt,
    endedBy: item.endedBy,
    outcome: item.outcome,
  }));
}

/** One work item as lists show it. */
export async function taskSummary(store: StoreReader, item: WorkItem): Promise<TaskSummary> {
  const [summary] = await taskSummaries(store, [item]);
  // One in, one out.
  return summary as TaskSummary;
}

/** Who is next, in few words. */
export function nextTasks(summaries: readonly TaskSummary[]): ActResult['next'] {
  return summaries.map(({ key, name, assignee, candidates }) => ({ key, name, assignee, candidates }));
}
