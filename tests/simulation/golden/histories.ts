/** Journals that a release has written. Whatever the code becomes, it must read out of them what was read then. */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { journal } from '#engine/embedded/collections.ts';
import { unpack } from '#engine/embedded/packing.ts';
import type { PackedEntry } from '#engine/embedded/packing.ts';
import { upcast } from '#engine/embedded/upcast.ts';
import { apply, createState, processVariables } from '#engine/kernel/index.ts';
import type { State } from '#engine/kernel/index.ts';
import { resourcesOf } from '../scenario.ts';
import { scenarioOf } from '../seeds.ts';
import { simulate } from '../simulate.ts';

/** What a state says, in words that outlive its shape. */
interface Facts {
  readonly status: string;
  readonly elements: readonly string[];
  readonly jobs: readonly string[];
  readonly timers: readonly string[];
  readonly subscriptions: readonly string[];
  readonly signals: readonly string[];
  readonly incidents: readonly string[];
  readonly variables: object;
}

export interface History {
  readonly seed: number;
  readonly resources: readonly { readonly name: string; readonly content: string }[];
  /** As they lay in the store. */
  readonly entries: readonly PackedEntry[];
  /** By process instance, after the last entry. */
  readonly facts: Readonly<Record<string, Facts>>;
}

/** Steps of a scenario that are recorded: enough to leave most instances under way. */
const STEPS = 25;

/** The histories of these seeds, without faults, broken off before everything comes to its end. */
export async function record(first: number, count: number): Promise<readonly History[]> {
  const histories: History[] = [];
  for (let seed = first; histories.length < count; seed += 1) {
    const { steps, ...rest } = scenarioOf(seed);
    const scenario = { ...rest, steps: steps.slice(0, STEPS) };
    let entries: readonly PackedEntry[] = [];
    await simulate(scenario, {
      faultAt: { commit: 0, fault: 'error' },
      beforeEnd: (disk) => (entries = disk.all(journal)),
    });
    if (entries.length < 5) continue;
    histories.push({ seed, resources: resourcesOf(scenario), entries, facts: replay(entries) });
  }
  return histories;
}

/** What today's code reads out of a journal. */
export function replay(entries: readonly PackedEntry[]): Record<string, Facts> {
  const states = new Map<string, State>();
  for (const stored of entries) {
    const { processInstanceKey, events } = unpack(stored);
    const state = states.get(processInstanceKey) ?? createState();
    states.set(processInstanceKey, state);
    for (const event of events) apply(state, upcast(event));
  }
  return Object.fromEntries([...states].map(([key, state]) => [key, factsOf(state)]));
}

export function write(path: string, histories: readonly History[]): void {
  const lines = histories.map((history) => JSON.stringify(history)).join('\n');
  writeFileSync(path, gzipSync(lines, { level: 9 }));
}

export function read(path: string): readonly History[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.map((line) => JSON.parse(line) as History);
}

function factsOf(state: State): Facts {
  const { status, elements, jobs, timers, subscriptions, signals, incidents } = state;
  const at = (key: string): string => elements[key]?.elementId ?? '';
  return {
    status,
    elements: Object.values(elements).map((element) => `${element.elementId} ${element.type} ${element.state}`),
    jobs: Object.values(jobs).map((job) => `${at(job.elementInstanceKey)} ${job.type} ${job.retries} ${job.status}`),
    timers: Object.values(timers).map((timer) => `${timer.targetElementId} ${timer.dueAt} ${timer.repetitionsLeft}`),
    subscriptions: Object.values(subscriptions).map((open) => `${open.messageName} ${open.correlationKey}`),
    signals: Object.values(signals).map((signal) => `${signal.targetElementId} ${signal.signalName}`),
    incidents: Object.values(incidents).map((incident) => `${at(incident.elementInstanceKey)} ${incident.type}`),
    variables: processVariables(state),
  };
}
