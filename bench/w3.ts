/**
 * W3, timers: instances wait at a user task whose boundary timer fires after seven days. They are started, the engine is
 * opened again over the same file, and the clock jumps eight days ahead, while somebody goes on starting instances.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { engineCollections, openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import type { EmbeddedEngine } from '#engine/index.ts';
import { openSqliteStore } from '#store/index.ts';
import type { Line } from './table.ts';

const START = '2026-01-01T00:00:00.000Z';
const EIGHT_DAYS_ON = '2026-01-09T00:00:00.000Z';

const TIMERS_XML = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:bench">
<bpmn:process id="timers" isExecutable="true">
<bpmn:startEvent id="start"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
<bpmn:userTask id="wait"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="waiters"/></bpmn:extensionElements></bpmn:userTask>
<bpmn:boundaryEvent id="late" attachedToRef="wait"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:timerEventDefinition id="seven"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="end"/><bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="over"/>
<bpmn:endEvent id="end"/><bpmn:endEvent id="over"/>
</bpmn:process></bpmn:definitions>`;

export async function measureW3(folder: () => string, timers: number): Promise<readonly Line[]> {
  const path = join(folder(), 'w3.db');
  const clock = new SimulatedClock(START);
  const open = async () => {
    const store = await openSqliteStore({ path, collections: engineCollections });
    return { store, engine: await openEmbeddedEngine({ store, clock }) };
  };
  const first = await open();
  await first.engine.deployResource([{ name: 'timers.bpmn', content: TIMERS_XML }]);
  const started = await timed(() => startMany(first.engine, timers));
  await first.engine.close();
  await first.store.close();

  const { result: second, milliseconds: ready } = await timed(open);
  const fired = await fire(second.engine, clock, timers);
  await second.engine.close();
  await second.store.close();
  const line = (who: string, value: number, unit: string): Line => ({
    workload: `W3, ${timers} timers`,
    who: `xinliu, ${who}`,
    value,
    unit,
  });
  return [
    line('started', (timers * 1000) / started.milliseconds, 'instances/s'),
    line('opened again', ready, 'ms'),
    { ...line('fired, each once', fired.perSecond, 'timers/s'), wanted: '5,000' },
    line('longest stop of the event loop meanwhile', fired.longestStop, 'ms'),
    { ...line('an instance started meanwhile', fired.p50, 'ms'), p50: fired.p50, p99: fired.p99 },
  ];
}

async function startMany(engine: EmbeddedEngine, instances: number): Promise<void> {
  for (let from = 0; from < instances; from += 200) {
    const some = Array.from({ length: Math.min(200, instances - from) }, (_, index) => start(engine, from + index));
    await Promise.all(some);
  }
}

async function start(engine: EmbeddedEngine, index: number): Promise<void> {
  const variables = { amount: 50_000, customer: `Customer ${index}`, requester: `user${index % 100}` };
  await engine.createProcessInstance({ bpmnProcessId: 'timers', variables });
}

async function fire(engine: EmbeddedEngine, clock: SimulatedClock, timers: number) {
  const seen = new Set<string>();
  let twice = 0;
  const allFired = new Promise<void>((resolve) => {
    engine.onRecords((records) => {
      for (const { event } of records) {
        if (event.type !== 'timerTriggered') continue;
        if (seen.has(event.timerKey)) twice += 1;
        seen.add(event.timerKey);
      }
      if (seen.size >= timers) resolve();
    });
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  clock.moveTo(EIGHT_DAYS_ON);
  const asking = askMeanwhile(engine, allFired);
  await allFired;
  const seconds = (performance.now() - from) / 1000;
  delay.disable();
  const answers = (await asking).toSorted((a, b) => a - b);
  if (twice > 0 || seen.size !== timers)
    throw new Error(`${seen.size} of ${timers} timers fired, ${twice} of them twice.`);
  return {
    perSecond: timers / seconds,
    longestStop: delay.max / 1e6,
    p50: answers[answers.length >> 1] ?? 0,
    p99: answers[Math.floor(answers.length * 0.99)] ?? 0,
  };
}

/** Milliseconds each answer took to somebody who asks again and again, 10 ms after the last. */
async function askMeanwhile(engine: EmbeddedEngine, end: Promise<void>): Promise<readonly number[]> {
  const answers: number[] = [];
  let isOver = false;
  void end.then(() => (isOver = true));
  while (!isOver) {
    answers.push((await timed(() => start(engine, answers.length))).milliseconds);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return answers;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const from = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - from };
}
