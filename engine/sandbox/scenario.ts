import { z } from 'zod';

const variables = z.record(z.string(), z.unknown());

/** `HH:MM` of a day in the zone of the scenario. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const localDate = z.iso.date();

const completeTask = z.strictObject({ complete: z.string().min(1), variables: variables.optional() });
const publishMessage = z.strictObject({
  message: z.strictObject({ name: z.string().min(1), correlationKey: z.string(), variables: variables.optional() }),
});
const throwError = z.strictObject({
  throwError: z.strictObject({ elementId: z.string().min(1), errorCode: z.string() }),
});

const expectations = z.strictObject({
  /** Ids of exactly the user tasks that are open, in any order; an id twice when two are open at one element. */
  tasks: z.array(z.string()).optional(),
  /** True when the instance that the scenario started has ended. */
  ended: z.boolean().optional(),
  /** Paths into the variables of the process, with the value expected there. */
  variables: variables.optional(),
  /** Templates of the `credit.notify` jobs since the step before, in any order. */
  notices: z.array(z.string()).optional(),
  /** How many incidents are open. */
  incidents: z.int().min(0).optional(),
});

const step = z.strictObject({
  /** Calendar days after the start. */
  day: z.int().min(0),
  at: timeOfDay,
  when: z.union([completeTask, publishMessage, throwError]).optional(),
  then: expectations.optional(),
});

/** What an outside system would have answered, by job type: the same each time, or one answer a call (the last repeats). */
export const answersSchema = z.record(z.string(), z.union([variables, z.array(variables).min(1)]));

/** A story of one case: given a start, when this happens on day N, then that is so. */
export const scenarioSchema = z.strictObject({
  name: z.strictObject({ 'zh-CN': z.string(), en: z.string() }),
  process: z.string().min(1),
  zone: z.string().default('Asia/Shanghai'),
  /** Local date of day 0; the clock begins at its midnight. */
  start: localDate,
  variables: variables.default({}),
  answers: answersSchema.default({}),
  steps: z.array(step).default([]),
});

/** As written in a file; defaults may be left out. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioStep = Scenario['steps'][number];
export type Answers = z.output<typeof answersSchema>;
