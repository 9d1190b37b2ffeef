import type { Rule } from '../types.ts';
import { approvalOutcome } from './approval-outcome.ts';
import { calledDecision } from './called-decision.ts';
import { calledProcess } from './called-process.ts';
import { conditionProven } from './condition-proven.ts';
import { deadEnd } from './dead-end.ts';
import { elementName } from './element-name.ts';
import { formExists } from './form-exists.ts';
import { gatewayDefault } from './gateway-default.ts';
import { gatewayOverlap } from './gateway-overlap.ts';
import { jobTypeKnown } from './job-type-known.ts';
import { needsZeebe } from './needs-zeebe.ts';
import { parallelApprovals } from './parallel-approvals.ts';
import { reachable } from './reachable.ts';
import { standardLoop } from './standard-loop.ts';
import { taskHeaders } from './task-headers.ts';
import { timerReadable } from './timer-readable.ts';
import { userTaskAssignment } from './user-task-assignment.ts';
import { userTaskForm } from './user-task-form.ts';
import { userTaskLabel } from './user-task-label.ts';

/** Every rule, those that forbid publishing first. */
export const RULES: readonly Rule[] = [
  approvalOutcome,
  conditionProven,
  parallelApprovals,
  taskHeaders,
  userTaskForm,
  formExists,
  userTaskAssignment,
  userTaskLabel,
  standardLoop,
  gatewayDefault,
  gatewayOverlap,
  elementName,
  reachable,
  deadEnd,
  timerReadable,
  jobTypeKnown,
  calledDecision,
  calledProcess,
  needsZeebe,
];
