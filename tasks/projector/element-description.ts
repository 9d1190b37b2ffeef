import type { EngineEvent } from '#engine/index.ts';
import type { LocalizedText } from '#organization/index.ts';

/** What people call an element, and the version of its form. Undefined for what is not known. */
export interface ElementDescription {
  readonly name: LocalizedText;
  readonly processName: LocalizedText;
  readonly formVersion?: number;
}

/** A pure lookup in the deployed models. */
export type DescribeElement = (processDefinitionKey: string, elementId: string) => ElementDescription | undefined;

/** The record of a new job. */
export type JobCreated = Extract<EngineEvent, { type: 'jobCreated' }>;
