/**
 * Everything that is executed, with the first version of Zeebe that executes it (8.5 stands for older ones too). The parser
 * takes what stands here and nothing else; lint and docs/constructs.md say what it needs.
 */
import type { ElementType } from '../records.ts';
import type { EventType, ModelElement } from './types.ts';

export type ZeebeVersion = '8.5' | '8.6' | '8.7' | '8.8';

interface Construct {
  readonly since: ZeebeVersion;
}

/** Elements by their name in BPMN. An event sub-process is a `SubProcess` with `triggeredByEvent`. */
export const ELEMENTS: Readonly<Record<string, Construct & { readonly type: ElementType }>> = {
  Process: { type: 'PROCESS', since: '8.5' },
  SubProcess: { type: 'SUB_PROCESS', since: '8.5' },
  AdHocSubProcess: { type: 'AD_HOC_SUB_PROCESS', since: '8.7' },
  CallActivity: { type: 'CALL_ACTIVITY', since: '8.5' },
  ServiceTask: { type: 'SERVICE_TASK', since: '8.5' },
  SendTask: { type: 'SEND_TASK', since: '8.5' },
  UserTask: { type: 'USER_TASK', since: '8.5' },
  ReceiveTask: { type: 'RECEIVE_TASK', since: '8.5' },
  ScriptTask: { type: 'SCRIPT_TASK', since: '8.5' },
  BusinessRuleTask: { type: 'BUSINESS_RULE_TASK', since: '8.5' },
  ManualTask: { type: 'MANUAL_TASK', since: '8.5' },
  Task: { type: 'TASK', since: '8.5' },
  ExclusiveGateway: { type: 'EXCLUSIVE_GATEWAY', since: '8.5' },
  InclusiveGateway: { type: 'INCLUSIVE_GATEWAY', since: '8.5' },
  ParallelGateway: { type: 'PARALLEL_GATEWAY', since: '8.5' },
  EventBasedGateway: { type: 'EVENT_BASED_GATEWAY', since: '8.5' },
  StartEvent: { type: 'START_EVENT', since: '8.5' },
  IntermediateCatchEvent: { type: 'INTERMEDIATE_CATCH_EVENT', since: '8.5' },
  IntermediateThrowEvent: { type: 'INTERMEDIATE_THROW_EVENT', since: '8.5' },
  BoundaryEvent: { type: 'BOUNDARY_EVENT', since: '8.5' },
  EndEvent: { type: 'END_EVENT', since: '8.5' },
};

/** Where an event may stand, and of which kinds it may be there. All of them run on 8.5. */
export const EVENTS = {
  startOfProcess: ['NONE', 'TIMER', 'MESSAGE', 'SIGNAL'],
  startOfSubProcess: ['NONE'],
  startOfEventSubProcess: ['TIMER', 'MESSAGE', 'SIGNAL', 'ERROR', 'ESCALATION'],
  boundary: ['TIMER', 'MESSAGE', 'SIGNAL', 'ERROR', 'ESCALATION', 'COMPENSATION'],
  catch: ['TIMER', 'MESSAGE', 'SIGNAL', 'LINK'],
  throw: ['NONE', 'MESSAGE', 'SIGNAL', 'ESCALATION', 'COMPENSATION', 'LINK'],
  end: ['NONE', 'MESSAGE', 'SIGNAL', 'ERROR', 'ESCALATION', 'COMPENSATION', 'TERMINATE'],
} as const satisfies Readonly<Record<string, readonly EventType[]>>;

const JOBS = ['ServiceTask', 'SendTask', 'ScriptTask', 'BusinessRuleTask', 'AdHocSubProcess'];

/** Zeebe's extension elements, where they are looked at (`at` absent: wherever they fit), and their newer attributes. */
export const EXTENSIONS: Readonly<
  Record<
    string,
    Construct & { readonly at?: readonly string[]; readonly attributes?: Readonly<Record<string, ZeebeVersion>> }
  >
> = {
  'zeebe:taskDefinition': { since: '8.5', at: [...JOBS, 'IntermediateThrowEvent', 'EndEvent'] },
  'zeebe:taskHeaders': { since: '8.5' },
  'zeebe:ioMapping': { since: '8.5' },
  'zeebe:properties': { since: '8.5' },
  'zeebe:subscription': { since: '8.5', at: ['Message'] },
  'zeebe:loopCharacteristics': { since: '8.5', at: ['MultiInstanceLoopCharacteristics'] },
  'zeebe:script': { since: '8.5', at: ['ScriptTask'] },
  'zeebe:calledDecision': { since: '8.5', at: ['BusinessRuleTask'], attributes: { bindingType: '8.6' } },
  'zeebe:calledElement': { since: '8.5', at: ['CallActivity'], attributes: { bindingType: '8.6' } },
  'zeebe:userTask': { since: '8.5', at: ['UserTask'] },
  'zeebe:assignmentDefinition': { since: '8.5', at: ['UserTask'] },
  'zeebe:taskSchedule': { since: '8.5', at: ['UserTask'] },
  'zeebe:formDefinition': { since: '8.5', at: ['UserTask', 'StartEvent'] },
  'zeebe:priorityDefinition': { since: '8.6', at: ['UserTask'] },
  'zeebe:versionTag': { since: '8.6', at: ['Process'] },
  'zeebe:executionListeners': { since: '8.6' },
  'zeebe:taskListeners': { since: '8.8', at: ['UserTask'] },
  'zeebe:adHoc': {
    since: '8.7',
    at: ['AdHocSubProcess'],
    attributes: { outputCollection: '8.8', outputElement: '8.8' },
  },
};

/** Extensions that change what happens and that this engine does not execute → what to use instead. */
export const UNSUPPORTED_EXTENSIONS: Readonly<Record<string, string>> = {
  'zeebe:linkedResources': 'task headers',
  'zeebe:conditionalFilter': 'a message or timer',
  'zeebe:agentDefinition': 'a service task',
  'zeebe:jobPriorityDefinition': 'zeebe:priorityDefinition',
};

/** What shows only in how elements are drawn together. */
export const FEATURES: readonly (Construct & {
  readonly what: string;
  readonly has: (element: ModelElement) => boolean;
})[] = [
  { what: 'multi-instance', since: '8.5', has: ({ multiInstance }) => multiInstance !== undefined },
  { what: 'compensation handler', since: '8.5', has: ({ compensationHandler }) => compensationHandler !== undefined },
  {
    what: 'joining inclusive gateway',
    since: '8.6',
    has: ({ type, incoming }) => type === 'INCLUSIVE_GATEWAY' && incoming.length > 1,
  },
  {
    what: 'ad-hoc sub-process with a worker',
    since: '8.8',
    has: ({ adHoc, job }) => adHoc !== undefined && job !== undefined,
  },
];
