import { modelsOf } from '../support/kernel.ts';
import { finishWork, perform, tellAll } from './acts.ts';
import type { Violation } from './audit/auditor.ts';
import type { Backing, CommitFault, Disk, Faults } from './disk.ts';
import { deploy, hireStaff } from './operations.ts';
import { resourcesOf } from './scenario.ts';
import type { Scenario, Step } from './scenario.ts';
import { World } from './world.ts';

export interface Options {
  readonly backing?: Backing;
  /** One fault at one commit, instead of those of the scenario. */
  readonly faultAt?: { readonly commit: number; readonly fault: CommitFault };
  readonly keepsTrace?: boolean;
  /** Told what is stored when the steps are done, before everything is brought to its end. */
  readonly beforeEnd?: (disk: Disk) => void;
}

export interface Report {
  readonly violation: Violation | undefined;
  /** Of everything that happened. */
  readonly hash: string;
  readonly trace: readonly string[];
  readonly attempted: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly commits: number;
  readonly lives: number;
  readonly instances: number;
  readonly records: number;
}

/** Rounds of work in which every instance must come to its end once nothing goes wrong any more. */
const ROUNDS = 1_000;

/** Runs one scenario from an empty store to its end. It never throws for what the program does: the report tells. */
export async function simulate(scenario: Scenario, options: Options = {}): Promise<Report> {
  stopMeasuring();
  const resources = resourcesOf(scenario);
  const models = (await Promise.all(resources.map(({ content }) => modelsOf(content)))).flat();
  const byId = new Map(models.map((model) => [model.bpmnProcessId, model]));
  const world = new World(scenario, byId, options.backing ?? 'memory', options.keepsTrace);
  const armed = new Armed(options.faultAt);
  world.disk.faults = armed;
  try {
    await begin(world, resources);
    for (const step of scenario.steps) {
      if (world.violation !== undefined) break;
      await take(world, armed, step, options.faultAt === undefined);
    }
    armed.disarm();
    options.beforeEnd?.(world.disk);
    world.isCounting = false;
    await finish(world);
    await compareStore(world);
  } finally {
    world.current?.die();
    world.zombie?.die();
    await world.disk.close();
  }
  return reportOf(world);
}

async function begin(world: World, resources: readonly { name: string; content: string }[]): Promise<void> {
  await world.open();
  for (const operation of [deploy(world, resources), hireStaff(world)]) {
    world.submit(operation);
    await world.rest();
    const sent = world.sent.at(-1);
    while (sent?.standing === 'unknown') {
      world.send(sent);
      await world.rest();
    }
  }
}

async function take(world: World, armed: Armed, step: Step, withFaults: boolean): Promise<void> {
  world.trace.add('step', world.clock.now());
  if (withFaults) armed.arm(step.fault);
  for (const act of step.acts) await perform(world, act);
  await world.rest();
}

/** I5: whatever has happened, everything comes to its end, or stands at the one incident that nobody can mend. */
async function finish(world: World): Promise<void> {
  world.trace.add('finish');
  world.zombie?.die();
  await world.rest();
  for (let round = 0, idle = 0; world.violation === undefined && !isOver(world); round += 1) {
    if (round === ROUNDS) return world.auditor.tell('I5', `after ${ROUNDS} rounds ${openInstances(world)}`);
    if (!finishWork(world, round)) {
      // Time passes between two messages, else who is reminded by each is never done.
      idle += 1;
      const next = world.clock.nextWakeUp();
      const isTold = (idle % 2 === 1 || next === undefined) && tellAll(world);
      if (!isTold && next === undefined) return world.auditor.tell('I5', `nothing is due, but ${openInstances(world)}`);
      if (!isTold) world.passUntil(next);
    }
    await world.rest();
  }
  const lost = world.sent.filter(({ standing }) => standing === 'waiting');
  if (world.violation === undefined && lost.length > 0)
    world.auditor.tell('I5', `${lost.length} commands were never answered`);
}

function isOver(world: World): boolean {
  const unending = [...world.auditor.instances.values()].filter(({ hasEnded }) => !hasEnded);
  return unending.every(({ state }) => {
    const [incident, ...others] = Object.values(state.incidents);
    const stands = incident !== undefined ? state.elements[incident.elementInstanceKey]?.elementId : undefined;
    return stands === 'broken' && others.length === 0;
  });
}

function openInstances(world: World): string {
  const open = [...world.auditor.instances.values()].filter(({ hasEnded }) => !hasEnded);
  const told = open.map(
    ({ key, state }) =>
      `${key} at ${Object.values(state.elements)
        .map(({ elementId }) => elementId)
        .join(', ')}`,
  );
  return `these have not ended: ${told.join('; ')}`;
}

async function compareStore(world: World): Promise<void> {
  const differences = world.violation === undefined ? await world.disk.differences() : [];
  if (differences.length > 0)
    world.auditor.tell('I4', `the store differs from what was committed: ${differences.join(', ')}`);
}

function reportOf(world: World): Report {
  const { violation, attempted, acknowledged, refused, lives, trace } = world;
  const instances = [...world.auditor.instances.values()];
  const records = instances.reduce((total, instance) => total + instance.records, 0);
  const { commits } = world.disk;
  const counts = { attempted, acknowledged, refused, commits, lives, instances: instances.length, records };
  return { violation, hash: trace.digest(), trace: trace.lines, ...counts };
}

/** The next commit that a step dooms, the next read that it fails. */
class Armed implements Faults {
  readonly #at: Options['faultAt'];
  #commit: CommitFault | undefined;
  #reads = 0;

  constructor(at: Options['faultAt']) {
    this.#at = at;
  }

  arm(roll: number): void {
    if (roll < 15) this.#commit = 'crashBefore';
    else if (roll < 30) this.#commit = 'crashAfter';
    else if (roll < 45) this.#commit = 'error';
    else if (roll < 60) this.#commit = 'lostReply';
    else if (roll < 75) this.#reads = 1 + (roll % 3);
  }

  disarm(): void {
    this.#commit = undefined;
    this.#reads = 0;
  }

  ofCommit(number: number): CommitFault | undefined {
    if (number === this.#at?.commit) return this.#at.fault;
    const fault = this.#commit;
    this.#commit = undefined;
    return fault;
  }

  failsRead(): boolean {
    if (this.#reads === 0) return false;
    this.#reads -= 1;
    return true;
  }
}

/** How long something took on this machine must not decide how a run goes. */
function stopMeasuring(): void {
  performance.eventLoopUtilization = () => ({ active: 0, idle: 0, utilization: 0 });
}
