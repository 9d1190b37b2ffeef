import type { TableRule } from '../types.ts';
import { ruleReachable } from './rule-reachable.ts';
import { ruleShadowed } from './rule-shadowed.ts';
import { tableDisagree } from './table-disagree.ts';
import { tableGap } from './table-gap.ts';
import { tableOverlap } from './table-overlap.ts';

/** Every rule about decision tables, those that forbid publishing first. */
export const TABLE_RULES: readonly TableRule[] = [tableOverlap, tableDisagree, ruleReachable, ruleShadowed, tableGap];
