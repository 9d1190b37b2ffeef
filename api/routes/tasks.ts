import { validateSubmission } from '#forms/validate/index.ts';
import { fail } from '#errors/index.ts';
import { departmentsHeadedBy, findDepartment, findPrincipals, listPeople, readChart } from '#organization/index.ts';
import {
  claimTask,
  commentTask,
  completeTask,
  type CompletionInput,
  countFiltered,
  countHeldBy,
  countInbox,
  findBoard,
  findDone,
  findInbox,
  findOpen,
  findOpenItemsOfCase,
  getWorkItem,
  type InboxQuery,
  isAssignable,
  permitted,
  reassignTask,
  saveTaskDraft,
  unclaimTask,
  type ValidateSubmission,
  type WorkItem,
  type WorkItemPage,
} from '#tasks/index.ts';
import { permissionsFor } from '../forms.ts';
import type { Call, Caller, Handlers } from '../http.ts';
import type { Services } from '../services.ts';
import { actorOf, mayReadTask } from '../views/case-rights.ts';
import { isEnded, MOMENT_MS, restWithin } from '../views/case-summaries.ts';
import { shownForm, type ShownForm, taskDetail } from '../views/task-detail.ts';
import { nextTasks, taskSummaries, taskSummary } from '../views/task-summaries.ts';

type TaskHandlers = Pick<
  Handlers,
  | 'listTasks'
  | 'countTasks'
  | 'getTask'
  | 'claimTask'
  | 'unclaimTask'
  | 'completeTask'
  | 'saveTaskDraft'
  | 'reassignTask'
  | 'commentTask'
  | 'listAssignees'
>;

/** The task as it is now, if this caller may read it; else it is not there. */
async function readTask({ store }: Services, caller: Caller, key: string): Promise<WorkItem> {
  const item = await getWorkItem(store, key);
  return (await mayReadTask(store, caller, item)) ? item : fail('TASK_NOT_FOUND', { key });
}

/** Inbox, task page and the acts on a task. */
export function taskHandlers(services: Services): TaskHandlers {
  const { store, engine } = services;
  return {
    async listTasks({ caller, query }) {
      const page = await findTasks(services, caller, query);
      const items = await taskSummaries(store, page.items);
      const total = page.total === undefined ? {} : { total: page.total };
      return { items, ...total, ...(page.next === undefined ? {} : { next: page.next }) };
    },
    async countTasks({ caller }) {
      const { open, byProcess } = await countInbox(store, await ownerOf(services, caller));
      return { open, byProcess: { ...byProcess } };
    },
    async getTask({ params, caller, language }) {
      return taskDetail(services, caller, await readTask(services, caller, params.key), language);
    },
    async claimTask({ params, body, caller, once }) {
      const { item } = await once(async (transact) => {
        const seen = await readTask(services, caller, params.key);
        return transact(claimTask(seen, { actorId: caller.personId, version: body.version }));
      });
      services.push(['tasks']);
      return taskSummary(store, item);
    },
    async unclaimTask({ params, body, caller, once }) {
      const { item } = await once(async (transact) => {
        const seen = await readTask(services, caller, params.key);
        return transact(unclaimTask(seen, { actorId: caller.personId, version: body.version }));
      });
      services.push(['tasks']);
      return taskSummary(store, item);
    },
    completeTask: (call) => complete(services, call),
    async saveTaskDraft({ params, body, caller }) {
      const seen = await readTask(services, caller, params.key);
      await engine.transact(saveTaskDraft(seen, { actorId: caller.personId, data: body.data }));
      return { ok: true };
    },
    async reassignTask({ params, body, caller, once }) {
      const { item } = await once(async (transact) => {
        const seen = await readTask(services, caller, params.key);
        return transact(reassignTask(seen, { actorId: caller.personId, ...body }));
      });
      services.push(['tasks', `case:${item.processInstanceKey}`]);
      return taskSummary(store, item);
    },
    async commentTask({ params, body, caller, once }) {
      const { item } = await once(async (transact) => {
        const seen = await readTask(services, caller, params.key);
        return transact(commentTask(seen, { actorId: caller.personId, text: body.text }));
      });
      services.push([`case:${item.processInstanceKey}`]);
      return { ok: true };
    },
    async listAssignees({ params, caller }) {
      const item = await readTask(services, caller, params.key);
      if (!permitted(item, await actorOf(store, caller)).reassign) fail('TASK_REASSIGN_FORBIDDEN');
      const chart = await readChart(store);
      const people = (await listPeople(store, { active: true })).filter((person) => isAssignable(item, person));
      const held = await countHeldBy(
        store,
        people.map((person) => person.id),
      );
      return people.map(({ id, name, departmentId }) => ({
        id,
        name,
        department: findDepartment(chart, departmentId)?.name ?? null,
        openTasks: held.get(id) ?? 0,
      }));
    },
  };
}

async function ownerOf({ store }: Services, { personId }: Caller) {
  return { personId, principals: await findPrincipals(store, personId) };
}

type TaskQuery = Call<'listTasks'>['query'];

async function findTasks(
  services: Services,
  caller: Caller,
  query: TaskQuery,
): Promise<WorkItemPage & { readonly total?: number }> {
  const { store, clock } = services;
  const asked = inboxQuery(query, clock.now());
  const seesAll = caller.roles.some((role) => role === 'admin' || role === 'executive');
  switch (query.view ?? 'mine') {
    case 'done':
      return findDone(store, caller.personId, asked);
    case 'all':
      return seesAll ? findOpen(store, asked) : watched(services, caller, asked);
    case 'department':
      return watched(services, caller, asked);
    case 'mine': {
      const owner = await ownerOf(services, caller);
      const page = await findInbox(store, owner, asked);
      // With a search the rows on show are few and counted by the eye.
      return asked.text === undefined ? { ...page, total: await countFiltered(store, owner, asked) } : page;
    }
  }
}

function inboxQuery(query: TaskQuery, now: string): InboxQuery {
  const { processId, customerId, text, sort, limit, after } = query;
  return {
    ...(processId === undefined ? {} : { bpmnProcessId: processId }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(query.overdue === true ? { dueBefore: now } : {}),
    ...(text === undefined || text.trim() === '' ? {} : { text }),
    ...(sort === undefined ? {} : { sort: sort === 'deadline' ? ('urgent' as const) : sort }),
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Open tasks in the departments the caller heads. `after` counts the items already given. */
async function watched({ store }: Services, caller: Caller, query: InboxQuery): Promise<WorkItemPage> {
  const departmentIds = departmentsHeadedBy(await readChart(store), caller.personId);
  const { items } = await findBoard(store, {
    departmentIds,
    sort: query.sort === 'amount' ? 'amount' : 'age',
    ...(query.bpmnProcessId === undefined ? {} : { bpmnProcessId: query.bpmnProcessId }),
  });
  const { text = '', customerId, dueBefore, sort = 'newest', limit = 50 } = query;
  const found = items.filter(
    (item) =>
      item.title.toLowerCase().includes(text.trim().toLowerCase()) &&
      (customerId === undefined || item.customerId === customerId) &&
      (dueBefore === undefined || item.urgency < dueBefore),
  );
  const sorted =
    sort === 'newest'
      ? found.toReversed()
      : sort === 'urgent'
        ? found.toSorted((a, b) => (a.urgency < b.urgency ? -1 : Number(a.urgency > b.urgency)))
        : found;
  const start = Number(query.after ?? 0) || 0;
  const end = start + limit;
  return { items: sorted.slice(start, end), ...(end < sorted.length ? { next: String(end) } : {}) };
}

/** Finishes a task: the form is checked as the browser checked it, and what it does not know is dropped. */
async function complete(
  services: Services,
  { caller, params, body, once }: Call<'completeTask'>,
): ReturnType<TaskHandlers['completeTask']> {
  const { store, engine } = services;
  const { item } = await once(async (transact) => {
    const seen = await readTask(services, caller, params.key);
    const shown = await shownForm(services, seen);
    if (seen.formKey !== null && shown === null) fail('API_FORM_MISSING', { form: seen.formKey });
    const input: CompletionInput = {
      actorId: caller.personId,
      version: body.version,
      data: shown === null ? {} : submitted(shown, seen, body),
      ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
      ...(body.comment === undefined ? {} : { comment: body.comment }),
    };
    return transact(completeTask(seen, input, validatorOf(shown, body.outcome)));
  });
  await restWithin(engine, MOMENT_MS);
  const open = await findOpenItemsOfCase(store, item.caseKey);
  return {
    task: await taskSummary(store, item),
    ended: await isEnded(store, item.caseKey),
    next: nextTasks(await taskSummaries(store, open)),
  };
}

/** What was filled in as the form knows it. A rejection may leave a form incomplete; then nothing of it is kept. */
function submitted(
  { form, values }: ShownForm,
  item: WorkItem,
  { data, outcome }: Call<'completeTask'>['body'],
): Readonly<Record<string, unknown>> {
  const submission = validateSubmission(form, data, permissionsFor(form, item.permissions), values);
  if (submission.ok) return submission.data;
  return outcome === 'rejected' ? {} : data;
}

function validatorOf(shown: ShownForm | null, outcome: 'approved' | 'rejected' | undefined): ValidateSubmission {
  return (_formKey, _formVersion, data, permissions) => {
    if (shown === null || outcome === 'rejected') return [];
    const submission = validateSubmission(shown.form, data, permissionsFor(shown.form, permissions), shown.values);
    return submission.ok ? [] : submission.errors;
  };
}
