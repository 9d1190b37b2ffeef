import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from '../support/world.ts';

export interface Task {
  readonly key: string;
  readonly title: string;
  readonly invoiceNumber: string | null;
  readonly receivableId: string;
  readonly processInstanceKey: string;
}

/** The person's own open tasks, most urgent first. */
export async function tasksOf(person: Person, text = ''): Promise<readonly Task[]> {
  const { items } = await person.read<{ items: readonly Task[] }>(
    `/tasks?view=mine&sort=deadline&limit=30${text ? `&text=${encodeURIComponent(text)}` : ''}`,
  );
  return items;
}

/** The person's own task about an invoice; waits until there is one. */
export async function taskOf(person: Person, invoice: string): Promise<Task> {
  const find = async (): Promise<Task | undefined> => (await tasksOf(person, invoice))[0];
  await expect.poll(find, { timeout: 20_000, interval: 200 }).toBeDefined();
  const task = await find();
  if (!task) throw new Error(`expected a task about ${invoice}, found none`);
  return task;
}

/** Its row in the inbox that is open in the person's browser. */
export function rowOf({ page }: Person, task: Task): Locator {
  return page.locator('.x-task-row', { hasText: task.invoiceNumber ?? task.title });
}
