import type { DecisionRule, TableRule } from '../types.ts';
import { beyondZeebe } from './beyond-zeebe.ts';
import { ruleReachable } from './rule-reachable.ts';
import { ruleShadowed } from './rule-shadowed.ts';
import { tableClaim } from './table-claim.ts';
import { tableDisagree } from './table-disagree.ts';
import { tableGap } from './table-gap.ts';
import { tableMonotonic } from './table-monotonic.ts';
import { tableOverlap } from './table-overlap.ts';

/** Every rule about decision tables, those that forbid publishing first. */
export const TABLE_RULES: readonly TableRule[] = [
  tableOverlap,
  tableDisagree,
  tableMonotonic,
  tableClaim,
  ruleReachable,
  ruleShadowed,
  tableGap,
];

/** Every rule about files of decisions as a whole. */
export const DECISION_RULES: readonly DecisionRule[] = [beyondZeebe];
