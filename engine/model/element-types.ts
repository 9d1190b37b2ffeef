import type { ElementType } from '../records.ts';
import { booleanOf, type XmlNode } from './moddle.ts';

/** What the kernel executes, by its name in the file. */
const TYPES: Readonly<Record<string, ElementType>> = {
  'bpmn:Process': 'PROCESS',
  'bpmn:SubProcess': 'SUB_PROCESS',
  'bpmn:AdHocSubProcess': 'AD_HOC_SUB_PROCESS',
  'bpmn:StartEvent': 'START_EVENT',
  'bpmn:IntermediateCatchEvent': 'INTERMEDIATE_CATCH_EVENT',
  'bpmn:IntermediateThrowEvent': 'INTERMEDIATE_THROW_EVENT',
  'bpmn:BoundaryEvent': 'BOUNDARY_EVENT',
  'bpmn:EndEvent': 'END_EVENT',
  'bpmn:ServiceTask': 'SERVICE_TASK',
  'bpmn:SendTask': 'SEND_TASK',
  'bpmn:UserTask': 'USER_TASK',
  'bpmn:ReceiveTask': 'RECEIVE_TASK',
  'bpmn:ScriptTask': 'SCRIPT_TASK',
  'bpmn:BusinessRuleTask': 'BUSINESS_RULE_TASK',
  'bpmn:ManualTask': 'MANUAL_TASK',
  'bpmn:Task': 'TASK',
  'bpmn:ExclusiveGateway': 'EXCLUSIVE_GATEWAY',
  'bpmn:ParallelGateway': 'PARALLEL_GATEWAY',
  'bpmn:InclusiveGateway': 'INCLUSIVE_GATEWAY',
  'bpmn:EventBasedGateway': 'EVENT_BASED_GATEWAY',
  'bpmn:CallActivity': 'CALL_ACTIVITY',
};

const ACTIVITIES = new Set<ElementType>([
  'SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'SERVICE_TASK',
  'SEND_TASK',
  'USER_TASK',
  'RECEIVE_TASK',
  'SCRIPT_TASK',
  'BUSINESS_RULE_TASK',
  'MANUAL_TASK',
  'TASK',
  'CALL_ACTIVITY',
]);

/** Undefined for what can't be executed. */
export function typeOf(node: XmlNode): ElementType | undefined {
  if (node.$type === 'bpmn:SubProcess' && booleanOf(node, 'triggeredByEvent') === true) return 'EVENT_SUB_PROCESS';
  return TYPES[node.$type];
}

export function isActivity(node: XmlNode): boolean {
  const type = typeOf(node);
  return type !== undefined && ACTIVITIES.has(type);
}
