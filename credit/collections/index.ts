import type { Collection } from '#store/index.ts';
import { activities, disputes, promises } from './activities.ts';
import { customers } from './customers.ts';
import { dayTurns } from './day-turns.ts';
import { importFilePieces, importFiles } from './import-files.ts';
import { importMappings, importRows, imports } from './imports.ts';
import { gradings, limitDecisions } from './limits.ts';
import { overdueCases } from './overdue-cases.ts';
import { allocations, payments } from './payments.ts';
import { receivables } from './receivables.ts';

/** Everything the credit module keeps, for opening a store. */
export const creditCollections: readonly Collection[] = [
  customers,
  receivables,
  payments,
  allocations,
  activities,
  promises,
  disputes,
  imports,
  importRows,
  importMappings,
  importFiles,
  importFilePieces,
  overdueCases,
  dayTurns,
  limitDecisions,
  gradings,
].map((collection) => collection as unknown as Collection);
