import type { ProcessEngine } from '#engine/index.ts';
import type { StoreReader } from '#store/index.ts';
import { OVERDUE_PROCESS_ID } from './deciders/open-case.ts';
import type { CasePolicy } from './deciders/open-case.ts';

/** What every door of the credit module works with. All writing goes through the engine, in its turn. */
export interface Credit extends CasePolicy {
  readonly engine: Pick<ProcessEngine, 'transact'>;
  readonly store: StoreReader;
}

/** The credit module over an engine and its store. `zone`: the company's IANA time zone. */
export function createCredit(parts: {
  readonly engine: Pick<ProcessEngine, 'transact'>;
  readonly store: StoreReader;
  readonly zone: string;
  readonly bpmnProcessId?: string;
}): Credit {
  return { bpmnProcessId: OVERDUE_PROCESS_ID, ...parts };
}
