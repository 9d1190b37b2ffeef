/** The door of the engine: the port, the embedded engine, the sandbox, clocks and what can be read. */
export type * from './gateway.ts';
export type * from './records.ts';
export { OffsetClock, SimulatedClock, SystemClock } from './clock.ts';
export type { Clock, MovableClock } from './clock.ts';
export { engineCollections } from './embedded/collections.ts';
export type * from './embedded/documents.ts';
export { answersSchema, scenarioSchema } from './sandbox/scenario.ts';
export type { Answers, Scenario, ScenarioInput, ScenarioStep } from './sandbox/scenario.ts';
