/** What an operator says of single elements; callers of the port use the same words. */
import type { Key, Variables } from '../records.ts';

/** Local to the scope of this id: the element itself or one around it; without an id of the process. */
export interface VariableInstruction {
  readonly scopeId?: string;
  readonly variables: Variables;
}

export interface ActivateInstruction {
  readonly elementId: string;
  /** Which instance of a scope around it, where several run. Scopes between the two are made anew. */
  readonly ancestorElementInstanceKey?: Key;
  readonly variableInstructions?: readonly VariableInstruction[];
}

export interface MoveInstruction extends Omit<ActivateInstruction, 'elementId'> {
  readonly sourceElementInstanceKey: Key;
  readonly targetElementId: string;
}

/** What an active element, or an event it waits for, becomes. */
export interface MappingInstruction {
  readonly sourceElementId: string;
  readonly targetElementId: string;
}
