/**
 * W1, an approval: sales, then finance where the amount is above 100,000, then legal and risk side by side. Every second
 * instance is large: 3.5 tasks an instance. A client works in batches of 20: starts 20 instances, then, group by group, asks
 * the inbox for the newest tasks and completes each with one variable.
 */
export const GROUPS = ['sales', 'finance', 'legal', 'risk'] as const;
export type GroupName = (typeof GROUPS)[number];
export const BATCH = 20;
export const LARGE = 100_000;

/** What is started with, the same for everybody who is measured. `client` names the inboxes it works from. */
export function variablesOf(index: number, client: string) {
  const amount = index % 2 === 0 ? 150_000 : 50_000;
  return { amount, customer: `Customer ${index}`, requester: `user${index % 100}`, client };
}

/** Whoever works from it: a principal. */
export const inboxOf = (group: GroupName, client: string): string => `person:${group}-${client}`;

const userTask = (id: string, incoming: string, outgoing: string): string =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements>` +
  `<zeebe:assignmentDefinition candidateGroups="=[&quot;person:${id}-&quot; + client]"/></bpmn:extensionElements>` +
  `<bpmn:incoming>${incoming}</bpmn:incoming><bpmn:outgoing>${outgoing}</bpmn:outgoing></bpmn:userTask>`;

const flow = (id: string, source: string, target: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${condition}</bpmn:sequenceFlow>`;

const isLarge = `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=amount &gt; ${LARGE}</bpmn:conditionExpression>`;

/** The same graph as a file for the engine. */
export const APPROVAL_XML = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:bench">
<bpmn:process id="approval" isExecutable="true">
<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
${userTask('sales', 'f1', 'f2')}
<bpmn:exclusiveGateway id="amount" default="f4"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing><bpmn:outgoing>f4</bpmn:outgoing></bpmn:exclusiveGateway>
${userTask('finance', 'f3', 'f5')}
<bpmn:exclusiveGateway id="merge"><bpmn:incoming>f4</bpmn:incoming><bpmn:incoming>f5</bpmn:incoming><bpmn:outgoing>f6</bpmn:outgoing></bpmn:exclusiveGateway>
<bpmn:parallelGateway id="fork"><bpmn:incoming>f6</bpmn:incoming><bpmn:outgoing>f7</bpmn:outgoing><bpmn:outgoing>f8</bpmn:outgoing></bpmn:parallelGateway>
${userTask('legal', 'f7', 'f9')}
${userTask('risk', 'f8', 'f10')}
<bpmn:parallelGateway id="join"><bpmn:incoming>f9</bpmn:incoming><bpmn:incoming>f10</bpmn:incoming><bpmn:outgoing>f11</bpmn:outgoing></bpmn:parallelGateway>
<bpmn:endEvent id="end"><bpmn:incoming>f11</bpmn:incoming></bpmn:endEvent>
${flow('f1', 'start', 'sales')}
${flow('f2', 'sales', 'amount')}
${flow('f3', 'amount', 'finance', isLarge)}
${flow('f4', 'amount', 'merge')}
${flow('f5', 'finance', 'merge')}
${flow('f6', 'merge', 'fork')}
${flow('f7', 'fork', 'legal')}
${flow('f8', 'fork', 'risk')}
${flow('f9', 'legal', 'join')}
${flow('f10', 'risk', 'join')}
${flow('f11', 'join', 'end')}
</bpmn:process></bpmn:definitions>`;

/** Somebody who can do W1. Every call is durable when it resolves. */
export interface Contestant {
  start(variables: ReturnType<typeof variablesOf>): Promise<void>;
  /** Keys of the newest tasks. */
  inbox(name: string, limit: number): Promise<readonly string[]>;
  complete(key: string, variables: Readonly<Record<string, unknown>>): Promise<void>;
  /** Makes all steps of a batch durable together, where somebody can: none of them is before the end. One client only. */
  readonly batch?: (work: () => Promise<void>) => Promise<void>;
  close(): Promise<void>;
}
