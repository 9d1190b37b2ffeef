/**
 * W2, straight through: start, three script tasks, an exclusive gateway, two more, end. One call an instance, answered when
 * it is on disk.
 */
import { join } from 'node:path';
import { createSandbox, engineCollections, openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import type { EmbeddedEngine } from '#engine/index.ts';
import { openSqliteStore } from '#store/index.ts';
import type { Line } from './table.ts';

const script = (id: string): string =>
  `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="=x + 1" resultVariable="x"/></bpmn:extensionElements></bpmn:scriptTask>`;

const flow = (id: string, source: string, target: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${condition}</bpmn:sequenceFlow>`;

const isLarge = `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=x &gt; 2</bpmn:conditionExpression>`;

const STRAIGHT_XML = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:bench">
<bpmn:process id="straight" isExecutable="true">
<bpmn:startEvent id="start"/>${script('t1')}${script('t2')}${script('t3')}
<bpmn:exclusiveGateway id="gateway" default="f6"/>${script('t4')}${script('t5')}
<bpmn:endEvent id="end"/><bpmn:endEvent id="end2"/>
${flow('f1', 'start', 't1')}${flow('f2', 't1', 't2')}${flow('f3', 't2', 't3')}${flow('f4', 't3', 'gateway')}
${flow('f5', 'gateway', 't4', isLarge)}${flow('f6', 'gateway', 'end2')}${flow('f7', 't4', 't5')}${flow('f8', 't5', 'end')}
</bpmn:process></bpmn:definitions>`;

const resource = { name: 'straight.bpmn', content: STRAIGHT_XML };

export async function measureW2(folder: () => string, instances: number): Promise<readonly Line[]> {
  const store = await openSqliteStore({ path: join(folder(), 'w2.db'), collections: engineCollections });
  const engine = await openEmbeddedEngine({ store, clock: new SystemClock() });
  await engine.deployResource([resource]);
  const one = await best(engine, instances / 4, 1);
  const many = await best(engine, instances, 64);
  await engine.close();
  await store.close();
  const sandbox = await createSandbox({ resources: [resource], start: '2026-01-01T00:00:00.000Z', keepRecords: false });
  const inSandbox = await best(sandbox.engine, instances, 20);
  await sandbox.close();
  const line = (who: string, value: number): Line => ({
    workload: 'W2, straight through',
    who: `xinliu, ${who}`,
    value,
    unit: 'instances/s',
  });
  return [
    line('1 client, a commit each', one),
    { ...line('64 clients', many), wanted: '2,000' },
    { ...line('in the sandbox', inSandbox), wanted: '10,000' },
  ];
}

/** Instances a second in the best of three runs, after one to warm up. */
async function best(engine: EmbeddedEngine, instances: number, clients: number): Promise<number> {
  await run(engine, instances, clients);
  const runs = [];
  for (let time = 0; time < 3; time += 1) runs.push(await run(engine, instances, clients));
  return Math.max(...runs);
}

async function run(engine: EmbeddedEngine, instances: number, clients: number): Promise<number> {
  const from = performance.now();
  let left = instances;
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const variables = { amount: 50_000, customer: 'Customer 1', requester: 'user1', x: 0 };
      await engine.createProcessInstance({ bpmnProcessId: 'straight', variables });
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (instances * 1000) / (performance.now() - from);
}
