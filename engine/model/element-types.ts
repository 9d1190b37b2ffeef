import type { ElementType } from '../records.ts';
import { ELEMENTS } from './constructs.ts';
import { booleanOf, type XmlNode } from './moddle.ts';

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
  return ELEMENTS[node.$type.slice('bpmn:'.length)]?.type;
}

export function isActivity(node: XmlNode): boolean {
  const type = typeOf(node);
  return type !== undefined && ACTIVITIES.has(type);
}
