/** The door of the engine: the port, the embedded engine, the sandbox, clocks and what can be read. */
export type * from './gateway.ts';
export type * from './records.ts';
export { OffsetClock, SimulatedClock, SystemClock } from './clock.ts';
export type { Clock, MovableClock } from './clock.ts';
export { advanceClock } from './embedded/advance.ts';
export { engineCollections } from './embedded/collections.ts';
export type {
  DecisionDefinition,
  DeployedResource,
  FormDefinition,
  Incident,
  Job,
  JournalEntry,
  ProcessDefinition,
  ProcessInstanceState,
  ResourceKind,
} from './embedded/documents.ts';
export { openEmbeddedEngine } from './embedded/engine.ts';
export type { EmbeddedEngine, EmbeddedOptions } from './embedded/engine.ts';
export type { Logger } from './embedded/logger.ts';
export { EngineQueries } from './embedded/queries.ts';
export type { CurrentElement, ProcessInstanceFilter, ProcessInstanceSummary, ResultPage } from './embedded/queries.ts';
export type { InstanceForecast, MigrationForecast } from './embedded/forecast.ts';
export { DeploymentRefused } from './embedded/resources.ts';
export type { SandboxEffect } from './sandbox/answers.ts';
export type { OpenUserTask } from './sandbox/open-tasks.ts';
export { parseScenario, runScenario } from './sandbox/run-scenario.ts';
export type { Expectation, ScenarioResult, StepResult } from './sandbox/run-scenario.ts';
export { createSandbox } from './sandbox/sandbox.ts';
export type { Sandbox, SandboxOptions } from './sandbox/sandbox.ts';
export type { Answers, Scenario, ScenarioInput, ScenarioStep } from './sandbox/scenario.ts';
export type { TraceEntry } from './sandbox/trace.ts';
