import { isDeepStrictEqual } from 'node:util';
import { taskActs } from '#tasks/acts.ts';
import { taskCounters } from '#tasks/counters.ts';
import { workItems } from '#tasks/work-item.ts';
import type { Disk } from '../disk.ts';
import type { InstanceAudit, Tell } from './instance.ts';

const USER_TASK = 'io.camunda.zeebe:userTask';

/** The inbox: an open item for each open job of a user task and no other, counters as a recount gives them, one ending act. */
export function checkInbox(disk: Disk, instances: ReadonlyMap<string, InstanceAudit>, tell: Tell): void {
  const items = disk.all(workItems);
  const open = items.filter(({ state }) => state === 'open');
  const wanted = new Set<string>();
  for (const { state } of instances.values()) {
    for (const job of Object.values(state.jobs)) {
      if (job.type === USER_TASK && job.status !== 'ERROR_THROWN') wanted.add(job.key);
    }
  }
  for (const { key, processInstanceKey } of open) {
    if (wanted.delete(key)) continue;
    const isOver = instances.get(processInstanceKey)?.hasEnded ?? true;
    tell(isOver ? 'I6' : 'I4', `task ${key} is open, its job is not`);
  }
  for (const key of wanted) tell('I4', `job ${key} has no open task`);
  checkCounters(disk, open, tell);
  checkActs(disk, tell);
}

function checkCounters(
  disk: Disk,
  open: readonly { bpmnProcessId: string; elementId: string; pool: string; excluded: readonly string[] }[],
  tell: Tell,
): void {
  const wanted = new Map<string, Record<string, number>>();
  for (const { bpmnProcessId, elementId, pool } of open) {
    const step = `${bpmnProcessId}/${elementId}`;
    const pools = wanted.get(step) ?? {};
    pools[pool] = (pools[pool] ?? 0) + 1;
    wanted.set(step, pools);
  }
  for (const { id, pools } of disk.all(taskCounters)) {
    if (!isDeepStrictEqual(pools, wanted.get(id) ?? {})) {
      tell(
        'counters',
        `step ${id} counts ${JSON.stringify(pools)}, a recount gives ${JSON.stringify(wanted.get(id) ?? {})}`,
      );
    }
    wanted.delete(id);
  }
  for (const id of wanted.keys()) tell('counters', `step ${id} has open tasks, but no counter`);
}

function checkActs(disk: Disk, tell: Tell): void {
  const ended = new Set<string>();
  for (const { type, taskKey } of disk.all(taskActs)) {
    if (type !== 'complete') continue;
    if (ended.has(taskKey)) tell('I2', `task ${taskKey} was completed by two acts`);
    ended.add(taskKey);
  }
}
