/** What happens to the program from outside: clients, people, workers, operators, the clock, the power. */
import { incidents, messageSubscriptions } from '#engine/embedded/collections.ts';
import { workItems } from '#tasks/index.ts';
import type { Operation } from './client.ts';
import { isToBeSentAgain, Sent } from './client.ts';
import {
  actOnTask,
  broadcast,
  cancel,
  completeJob,
  create,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  throwError,
} from './operations.ts';
import type { TaskActName } from './operations.ts';
import type { Act } from './scenario.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const MOST_INSTANCES = 5;

type Doing = (world: World, act: Act) => void | Promise<void>;

/** One of them, or none. */
function pick<T>(from: readonly T[], { pick: number }: Pick<Act, 'pick'>): T | undefined {
  return from[number % Math.max(from.length, 1)];
}

function submit(world: World, operation: Operation | undefined): void {
  if (operation !== undefined) world.submit(operation);
}

/** Jobs that clients do, as the journal tells. */
const handJobs = (world: World) =>
  running(world)
    .flatMap(({ state }) => Object.values(state.jobs))
    .filter(({ type, status, retries }) => type === 'hand' && status === 'ACTIVATABLE' && retries > 0)
    .map(({ key: jobKey }) => ({ jobKey }));
const openTasks = (world: World) => world.disk.all(workItems).filter(({ state }) => state === 'open');
const running = (world: World) => [...world.auditor.instances.values()].filter(({ hasEnded }) => !hasEnded);

const createOne: Doing = (world, act) => {
  const roots = [...world.auditor.instances.values()].filter(({ state }) => state.parent === undefined);
  if (roots.length >= MOST_INSTANCES) return completeOne(world, act);
  submit(world, create(world, `p${act.pick % world.scenario.processes.length}`, act.value));
};

const completeOne: Doing = (world, act) => {
  const job = pick(handJobs(world), act);
  if (job === undefined) return actOnOne('complete')(world, act);
  submit(world, completeJob(world, job.jobKey, act.value));
};

/** Two clients with the same job: one gets it. */
const completeTwice: Doing = (world, act) => {
  const job = pick(handJobs(world), act);
  if (job === undefined) return;
  submit(world, completeJob(world, job.jobKey, act.value));
  submit(world, { ...completeJob(world, job.jobKey, act.value + 1), isCopy: true });
};

/** A worker that takes a job, and finishes it some steps later, however long that took. */
const activate: Doing = (world, act) => {
  const { current } = world;
  if (current === undefined) return;
  const request = { type: 'hand', worker: 'w', maxJobsToActivate: 1 + (act.pick % 2), timeout: HOUR / 2 };
  const asked = current.engine.activateJobs(request);
  void asked.then(
    (activated) => {
      if (current.isDead) return;
      for (const job of activated) world.handOut(job);
    },
    () => undefined,
  );
};

const finishActivated: Doing = (world, act) => {
  const job = world.handedOut.splice(act.pick % Math.max(world.handedOut.length, 1), 1)[0];
  if (job === undefined) return completeOne(world, act);
  submit(world, { ...completeJob(world, job.key, act.value), isCopy: true });
};

const failOne: Doing = (world, act) => {
  const job = pick(handJobs(world), act);
  if (job !== undefined) submit(world, failJob(world, job.jobKey, act.value % 3, (act.value % 2) * HOUR));
};

const throwOne: Doing = (world, act) => {
  const job = pick(handJobs(world), act);
  if (job !== undefined) submit(world, throwError(world, job.jobKey));
};

const resolveOne: Doing = (world, act) => {
  const incident = pick(world.disk.all(incidents), act);
  if (incident === undefined) return completeOne(world, act);
  submit(world, resolveIncident(world, incident.incidentKey, incident.jobKey));
};

const publishOne: Doing = (world, act) => {
  const open = pick(world.disk.all(messageSubscriptions), act);
  const key = open?.correlationKey ?? `k${act.pick % 3}`;
  submit(world, publish(world, 'message', key, act.value, act.value % 2 === 0));
};

/** The same message, sent twice because the first answer was slow. */
const publishTwice: Doing = (world, act) => {
  const sent = new Sent(publish(world, 'message', `k${act.pick % 3}`, act.value, true));
  world.send(sent);
  submit(world, { ...sent.operation, isCopy: true });
};

const beginByMessage: Doing = (world, act) => {
  if (!world.scenario.starts) return publishOne(world, act);
  submit(world, publish(world, 'begin', `k${act.pick % 2}`, act.value, act.value % 2 === 0));
};

const broadcastOne: Doing = (world, act) => submit(world, broadcast(world, act.value));

const setOne: Doing = (world, act) => {
  const instance = pick(running(world), act);
  if (instance === undefined) return;
  const element = pick(Object.keys(instance.state.elements), { pick: act.value });
  if (element !== undefined) submit(world, setVariables(world, element, act.value));
};

const cancelOne: Doing = (world, act) => {
  const instance = pick(
    running(world).filter(({ state }) => state.parent === undefined),
    act,
  );
  if (instance !== undefined) submit(world, cancel(world, instance.key));
};

const actOnOne =
  (name: TaskActName): Doing =>
  (world, act) => {
    const open = openTasks(world);
    const fits = { claim: null, unclaim: 'claim', complete: undefined, reassign: undefined, comment: undefined }[name];
    const item = pick(fits === undefined ? open : open.filter(({ assignedBy }) => assignedBy === fits), act);
    if (item === undefined) return;
    const who = item.assigneeId === 'bob' || (item.assigneeId === null && act.value % 2 === 1) ? 1 : 0;
    submit(world, actOnTask(world, item, name, who, act.value));
  };

/** Two people finish the same task; so do those who saw it some time ago. */
const finishTogether: Doing = (world, act) => {
  const item = pick(openTasks(world), act);
  if (item === undefined) return;
  submit(world, { ...actOnTask(world, item, 'complete', 0, act.value), isCopy: true });
  submit(world, { ...actOnTask(world, item, 'complete', 1, act.value), isCopy: true });
};

const release: Doing = (world, act) => {
  const [prepared] = world.preparations.splice(act.pick % Math.max(world.preparations.length, 1), 1);
  if (act.value % 4 === 0) prepared?.reject(new Error('the worker crashed'));
  else prepared?.resolve('later');
};

/** A command on its way while others overtake it. */
const delay: Doing = (world, act) => {
  const job = pick(handJobs(world), act);
  if (job !== undefined) world.late.push({ ...completeJob(world, job.jobKey, act.value), isCopy: true });
};

const deliver: Doing = (world, act) => {
  const [late] = world.late.splice(act.pick % Math.max(world.late.length, 1), 1);
  submit(world, late);
};

const sendAgain: Doing = (world, act) => {
  const lost = world.sent.filter((sent) => isToBeSentAgain(sent, world.clock.now()));
  const sent = pick(lost, act);
  if (sent !== undefined) world.send(sent);
};

/** Those connected to the server that was replaced: nothing they are told is stored may be lost. */
const askZombie: Doing = (world, act) => {
  const { zombie } = world;
  const job = pick(handJobs(world), act);
  if (zombie === undefined || job === undefined) return;
  world.submit({ ...completeJob(world, job.jobKey, act.value), isCopy: true }, zombie);
};

const jump =
  (milliseconds: number): Doing =>
  (world) =>
    world.moveClock(milliseconds);

const toNextWakeUp: Doing = (world) => {
  world.passUntil(world.clock.nextWakeUp());
};

/** How often each happens, in parts. */
const DOINGS: readonly (readonly [number, Doing])[] = [
  [14, createOne],
  [22, completeOne],
  [4, completeTwice],
  [6, activate],
  [6, finishActivated],
  [5, failOne],
  [4, throwOne],
  [6, resolveOne],
  [8, publishOne],
  [3, publishTwice],
  [4, beginByMessage],
  [4, broadcastOne],
  [4, setOne],
  [2, cancelOne],
  [5, actOnOne('claim')],
  [2, actOnOne('unclaim')],
  [8, actOnOne('complete')],
  [2, actOnOne('reassign')],
  [2, actOnOne('comment')],
  [4, finishTogether],
  [6, release],
  [3, delay],
  [4, deliver],
  [6, sendAgain],
  [3, askZombie],
  [12, toNextWakeUp],
  [5, jump(HOUR)],
  [2, jump(-HOUR)],
  [1, jump(-24 * HOUR)],
  [1, jump(3653 * 24 * HOUR)],
  [1, (world) => world.crash()],
  [2, (world) => world.takeOver()],
];

const ALL = DOINGS.flatMap(([parts, doing]) => Array.from({ length: parts }, () => doing));

/** Does what the number of the act says. */
export async function perform(world: World, act: Act): Promise<void> {
  await ALL[act.act % ALL.length]?.(world, act);
}

/** Everybody does what lies before them: one round of the end of a run, without faults. False when there was nothing to do. */
export function finishWork(world: World, round: number): boolean {
  const before = world.sent.length;
  const prepared = world.preparations.splice(0);
  for (const each of prepared) each.resolve('at last');
  for (const { jobKey } of handJobs(world)) submit(world, completeJob(world, jobKey, 0));
  for (const item of openTasks(world)) {
    submit(world, actOnTask(world, item, 'complete', item.assigneeId === 'bob' ? 1 : 0, 0));
  }
  for (const { incidentKey, jobKey } of world.disk.all(incidents)) {
    if (jobKey !== undefined) submit(world, resolveIncident(world, incidentKey, jobKey));
  }
  if (round === 0) {
    for (const sent of world.sent) if (isToBeSentAgain(sent, world.clock.now())) world.send(sent);
  }
  return world.sent.length > before || prepared.length > 0;
}

/** Whoever waits for a message or a signal gets it. False when nobody does. */
export function tellAll(world: World): boolean {
  const keys = new Set(world.disk.all(messageSubscriptions).map(({ correlationKey }) => correlationKey));
  for (const key of keys) submit(world, publish(world, 'message', key, 0, false));
  const isListening = running(world).some(({ state }) => Object.keys(state.signals).length > 0);
  if (isListening) submit(world, broadcast(world, 0));
  return isListening || keys.size > 0;
}
