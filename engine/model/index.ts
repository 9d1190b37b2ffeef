/** BPMN XML → the frozen process models the kernel runs. */
export { checkBindings, decisionTagsOf, describeBinding, isBoundToDeployment } from './bindings.ts';
export { ELEMENTS, EXTENSIONS, FEATURES } from './constructs.ts';
export { isPriority } from './extensions.ts';
export { parseProcesses } from './parse-processes.ts';
export { addMilliseconds, nextTimer, parseInstant, scheduleTimer } from './timer.ts';
export type { TimerSchedule } from './timer.ts';
export type {
  AdHocDefinition,
  AdHocElement,
  Binding,
  Evaluation,
  EventType,
  Expression,
  JobDefinition,
  LocalizedText,
  Mapping,
  MessageDefinition,
  ModelElement,
  ModelProblem,
  MultiInstanceDefinition,
  ParseOutcome,
  ProcessModel,
  SequenceFlow,
  TimerDefinition,
  UserTaskDefinition,
} from './types.ts';
