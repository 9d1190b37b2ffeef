/** What clients ask of the program; each carries its id where it can be found again. */
import { incidents, processInstances } from '#engine/embedded/collections.ts';
import type { EmbeddedEngine } from '#engine/index.ts';
import type { Work } from '#engine/index.ts';
import { claimTask, commentTask, completeTask, reassignTask, unclaimTask } from '#tasks/index.ts';
import type { ActResult, WorkItem } from '#tasks/index.ts';
import type { Operation } from './client.ts';
import { PEOPLE, staff } from './company.ts';
import type { World } from './world.ts';

type Send = (engine: EmbeddedEngine, id: string) => Promise<unknown>;

/** An operation told by the effects that carry its id. */
function operation(world: World, what: string, send: Send, maySendAgain: boolean): Operation {
  const id = world.nextId();
  const times = (): number => world.auditor.effects.of(id).length;
  return { id, what, maySendAgain, times, send: (engine) => send(engine, id) };
}

/** An operation told by how things stand: it can't be said whether it was done twice, only whether it was done. */
function condition(world: World, what: string, send: Send, holds: () => boolean): Operation {
  const id = world.nextId();
  return {
    id,
    what,
    maySendAgain: true,
    isShared: true,
    times: () => (holds() ? 1 : 0),
    send: (engine) => send(engine, id),
  };
}

export function deploy(world: World, resources: readonly { name: string; content: string }[]): Operation {
  const send: Send = (engine) => engine.deployResource(resources);
  return { ...operation(world, 'deploy', send, true), times: () => undefined };
}

export function hireStaff(world: World): Operation {
  const send: Send = (engine) =>
    engine.transact({ reads: [], decide: () => ({ ok: true, writes: staff, result: undefined }) });
  return { ...operation(world, 'hire', send, true), times: () => undefined };
}

/** Not to be sent again: the port knows no key for it. */
export function create(world: World, bpmnProcessId: string, x: number): Operation {
  const send: Send = (engine, op) =>
    engine.createProcessInstance({ bpmnProcessId, variables: { x, op, key: `k${x % 3}` } });
  return operation(world, `create ${bpmnProcessId}`, send, false);
}

export function completeJob(world: World, jobKey: string, x: number): Operation {
  return operation(
    world,
    `complete ${jobKey}`,
    (engine, op) => engine.completeJob({ jobKey, variables: { x, op } }),
    true,
  );
}

export function failJob(world: World, jobKey: string, retries: number, retryBackOff: number): Operation {
  const send: Send = (engine, op) => engine.failJob({ jobKey, retries, errorMessage: op, retryBackOff });
  return operation(world, `fail ${jobKey}`, send, false);
}

export function throwError(world: World, jobKey: string): Operation {
  const send: Send = (engine, op) => engine.throwError({ jobKey, errorCode: 'E', errorMessage: op });
  return operation(world, `throw ${jobKey}`, send, true);
}

/** Gives the job its retries back and lets the instance go on. */
export function resolveIncident(world: World, incidentKey: string, jobKey: string | undefined): Operation {
  const send: Send = async (engine) => {
    if (jobKey !== undefined) await engine.updateJobRetries({ jobKey, retries: 2 });
    await engine.resolveIncident({ incidentKey });
  };
  const isResolved = (): boolean => world.disk.get(incidents, incidentKey) === undefined;
  return condition(world, `resolve ${incidentKey}`, send, isResolved);
}

const DAY = 86_400_000;

/** With an id of its own and kept for a month, or given only to those who wait. */
export function publish(world: World, name: string, correlationKey: string, x: number, isKept: boolean): Operation {
  const send: Send = (engine, op) =>
    engine.publishMessage({
      name,
      correlationKey,
      variables: { x, op },
      ...(isKept ? { messageId: op, timeToLive: 30 * DAY } : {}),
    });
  const told = operation(world, `publish ${name} ${correlationKey}`, send, false);
  // Nobody may wait for it: then nothing tells of it. And every process has its own copy.
  const knownUntil = new Date(Date.parse(world.clock.now()) + 29 * DAY).toISOString();
  return { ...told, times: () => undefined, maySendAgain: isKept, knownUntil };
}

export function broadcast(world: World, x: number): Operation {
  const send: Send = (engine, op) => engine.broadcastSignal({ signalName: 'signal', variables: { x, op } });
  return { ...operation(world, 'broadcast', send, false), times: () => undefined };
}

export function setVariables(world: World, elementInstanceKey: string, x: number): Operation {
  const send: Send = (engine, op) => engine.setVariables({ elementInstanceKey, variables: { x, set: op } });
  const told = operation(world, `set at ${elementInstanceKey}`, send, true);
  // A called instance hands its variables on.
  return { ...told, times: () => Math.min(told.times() ?? 0, 1) };
}

export function cancel(world: World, processInstanceKey: string): Operation {
  const send: Send = (engine) => engine.cancelProcessInstance({ processInstanceKey });
  const hasEnded = (): boolean => world.disk.get(processInstances, processInstanceKey)?.endedAt !== undefined;
  return condition(world, `cancel ${processInstanceKey}`, send, hasEnded);
}

export type TaskActName = 'claim' | 'unclaim' | 'complete' | 'reassign' | 'comment';

/** What one of the two people does with a task as they saw it. Only finishing and saying something leave words of their own. */
export function actOnTask(world: World, seen: WorkItem, name: TaskActName, who: number, x: number): Operation {
  const actorId = PEOPLE[who % PEOPLE.length] ?? PEOPLE[0];
  const to = PEOPLE.find((id) => id !== actorId) ?? PEOPLE[0];
  const { version } = seen;
  const works = {
    claim: () => claimTask(seen, { actorId, version }),
    unclaim: () => unclaimTask(seen, { actorId, version }),
    complete: (id) => completeTask(seen, { actorId, version, data: { x, op: id }, comment: id }, () => []),
    reassign: (id) => reassignTask(seen, { actorId, version, to, reason: id }),
    comment: (id) => commentTask(seen, { actorId, text: id }),
  } satisfies Record<TaskActName, (id: string) => Work<ActResult>>;
  const send: Send = (engine, id) => engine.transact(works[name](id));
  const told = operation(world, `${name} ${seen.key} by ${actorId}`, send, name === 'complete');
  const acted = (): number => world.auditor.effects.of(told.id).filter((effect) => effect.startsWith('acted')).length;
  const isSilent = name === 'claim' || name === 'unclaim';
  return { ...told, times: isSilent ? () => undefined : acted };
}
