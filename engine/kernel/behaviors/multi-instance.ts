import type { Execution } from '../execution.ts';
import type { ElementInstance } from '../state.ts';

/** Whether it is one of the instances a multi-instance body has made: its flow scope is the body of the same element. */
export function isInner(execution: Execution, instance: ElementInstance): boolean {
  return execution.find(instance.scopeKey)?.type === 'MULTI_INSTANCE_BODY';
}
