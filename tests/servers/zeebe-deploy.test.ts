import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZBClient } from 'zeebe-node';
import { shippedProcesses } from '#processes/index.ts';
import { openBroker } from './zeebe-broker.ts';
import type { ZeebeBroker } from './zeebe-broker.ts';

const processes = shippedProcesses();
const files = processes.flatMap(({ resources }) => resources);
const DAY = 86_400_000;
const ZONE = 'Asia/Shanghai';

interface SeenTask {
  readonly processInstanceKey: string;
  readonly elementId: string;
  readonly assignee: unknown;
  readonly levels: unknown;
}

let broker: ZeebeBroker;
let zeebe: ZBClient;
const tasks: SeenTask[] = [];

beforeAll(async () => {
  broker = await openBroker();
  zeebe = new ZBClient(broker.address, { loglevel: 'NONE', retry: false });
});
afterAll(async () => {
  await zeebe.close();
  await broker.stop();
});

const deploy = async (name: string, content: string): Promise<{ readonly key: unknown }> => {
  const bytes = Buffer.from(content);
  if (name.endsWith('.dmn')) return zeebe.deployResource({ name, decision: bytes });
  return zeebe.deployResource({ name, process: bytes });
};

/** A case of a receivable due on that date; its key. */
async function openCase(dueDate: string): Promise<string> {
  const receivable = { id: `${dueDate}-${Date.now()}`, dueDate, currency: 'CNY', amount: 1000.5, openAmount: 1000.5 };
  const { processInstanceKey } = await zeebe.createProcessInstance({
    bpmnProcessId: 'overdue-escalation',
    variables: {
      receivable: { ...receivable, invoiceNumber: 'INV-1', disputed: false },
      customer: { id: 'C-1', name: '测试客户', grade: 'B' },
      owners: { sales: 'ana', finance: 'fei', legal: 'li' },
      zone: ZONE,
    },
  });
  return processInstanceKey;
}

const localDate = (instant: Date): string => instant.toLocaleDateString('sv-SE', { timeZone: ZONE });
const tasksOf = (key: string): readonly SeenTask[] => tasks.filter((task) => task.processInstanceKey === key);
const waitForTasks = (key: string, elementIds: readonly string[]): Promise<unknown> =>
  vi.waitFor(() => expect(tasksOf(key).map(({ elementId }) => elementId)).toEqual(elementIds), {
    timeout: 40_000,
    interval: 100,
  });

describe('a Zeebe 8.5 broker', () => {
  it.each(files)('should take $name unchanged', async ({ name, content }) => {
    expect((await deploy(name, content)).key).toMatch(/^\d+$/);
  });

  it('should raise the sales, finance and legal task at 09:00 of days 7, 15 and 30', async () => {
    const today = localDate(new Date());
    const nine = (day: number): number => Date.parse(`${today}T09:00:00+08:00`) + day * DAY;
    zeebe.createWorker({
      taskType: 'io.camunda.zeebe:userTask',
      timeout: 365 * DAY,
      taskHandler(job) {
        const { processInstanceKey, elementId, customHeaders, variables } = job;
        const assignee = customHeaders['io.camunda.zeebe:assignee'];
        tasks.push({ processInstanceKey, elementId, assignee, levels: variables['levels'] });
        return job.forward();
      },
    });
    zeebe.createWorker({ taskType: 'credit.notify', taskHandler: (job) => job.complete() });
    const dayBefore = await openCase(localDate(new Date(nine(-1))));
    const subject = await openCase(today);

    await broker.pinClock(new Date(nine(7) - 1000));
    await waitForTasks(dayBefore, ['sales-follow-up']);
    expect(tasksOf(subject)).toEqual([]);

    await broker.pinClock(new Date(nine(7)));
    await waitForTasks(subject, ['sales-follow-up']);
    await broker.pinClock(new Date(nine(15)));
    await waitForTasks(subject, ['sales-follow-up', 'finance-collection']);
    await broker.pinClock(new Date(nine(30)));
    await waitForTasks(subject, ['sales-follow-up', 'finance-collection', 'legal-handling']);

    expect(tasksOf(subject).map(({ assignee }) => assignee)).toEqual(['ana', 'fei', 'li']);
    expect(tasksOf(subject)[0]?.levels).toEqual({ salesDays: 7, financeDays: 15, legalDays: 30 });
    for (const key of [dayBefore, subject]) await zeebe.cancelProcessInstance(key);
  });
});
