import type { ModelElement, ProcessModel } from './types.ts';

export const elementsOf = (process: ProcessModel): readonly ModelElement[] => [...process.elements.values()];

export const userTasksOf = (process: ProcessModel): readonly ModelElement[] =>
  elementsOf(process).filter((element) => element.type === 'USER_TASK');

/** A user task that approves or rejects, by its header `kind`. */
export const isApproval = (element: ModelElement): boolean =>
  element.type === 'USER_TASK' && element.headers['kind'] === 'approval';

/** What stands directly in a process or sub-process. */
export const childrenOf = (process: ProcessModel, scopeId: string): readonly ModelElement[] =>
  elementsOf(process).filter((element) => element.scopeId === scopeId);

/** The elements that the flow leads to. */
export const nextOf = (process: ProcessModel, element: ModelElement): readonly ModelElement[] =>
  element.outgoing.flatMap((flow) => process.elements.get(flow.targetId) ?? []);
