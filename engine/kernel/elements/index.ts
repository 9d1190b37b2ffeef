import type { Behaviors } from '../execution.ts';
import { adHocInnerInstance, adHocSubProcess } from './ad-hoc-sub-process.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { container, eventSubProcess } from './container.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { catchEvent, endEvent, happenedEvent, throwEvent } from './events.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import { jobTask } from './job-task.ts';
import { manualTask } from './manual-task.ts';
import { multiInstanceBody } from './multi-instance-body.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { process } from './process.ts';
import { scriptTask } from './script-task.ts';

/** Element type → its hooks. Types the model parser still refuses have none. */
export const BEHAVIORS: Behaviors = {
  PROCESS: process,
  SUB_PROCESS: container,
  EVENT_SUB_PROCESS: eventSubProcess,
  AD_HOC_SUB_PROCESS: adHocSubProcess,
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: adHocInnerInstance,
  START_EVENT: happenedEvent,
  BOUNDARY_EVENT: happenedEvent,
  INTERMEDIATE_CATCH_EVENT: catchEvent,
  INTERMEDIATE_THROW_EVENT: throwEvent,
  END_EVENT: endEvent,
  SERVICE_TASK: jobTask,
  SEND_TASK: jobTask,
  USER_TASK: jobTask,
  SCRIPT_TASK: scriptTask,
  BUSINESS_RULE_TASK: businessRuleTask,
  RECEIVE_TASK: catchEvent,
  MANUAL_TASK: manualTask,
  TASK: manualTask,
  EXCLUSIVE_GATEWAY: exclusiveGateway,
  PARALLEL_GATEWAY: parallelGateway,
  INCLUSIVE_GATEWAY: inclusiveGateway,
  EVENT_BASED_GATEWAY: eventBasedGateway,
  CALL_ACTIVITY: callActivity,
  MULTI_INSTANCE_BODY: multiInstanceBody,
};
