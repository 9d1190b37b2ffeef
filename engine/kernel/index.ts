/** The pure core of the engine: `step` decides, `apply` does, and everything else reads. */
export { apply } from './apply.ts';
export type { ActivateInstruction, MappingInstruction, MoveInstruction, VariableInstruction } from './instructions.ts';
export { assessMigration } from './migration/assess.ts';
export type { MigrationVerdict } from './migration/assess.ts';
export type { MigrationProblem } from './migration/check-migration.ts';
export { proposeMapping } from './migration/mapping.ts';
export type { ElementMapping } from './migration/mapping.ts';
export {
  catchesError,
  escalationVerdict,
  findJob,
  instancesOf,
  isEnded,
  openIncidents,
  openJobs,
  openSignals,
  openSubscriptions,
  openTimers,
  processVariables,
  takesMessage,
  variablesOf,
} from './selectors.ts';
export { createState } from './state.ts';
export type {
  ElementInstance,
  IncidentState,
  JobState,
  LifecycleState,
  SignalState,
  State,
  SubscriptionState,
  TimerState,
} from './state.ts';
export { step } from './step.ts';
export type { Effect, EscalationVerdict, KernelCommand, KernelContext, Outcome, Which } from './types.ts';
