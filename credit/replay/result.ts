import type { OverdueCase } from '../collections/overdue-cases.ts';
import { isLevel } from '../cases/apply-to-case.ts';
import { inZone } from '../deciders/dates.ts';

/** What became of one case. Instants carry the offset of the zone. */
export interface ReplayDetail {
  readonly invoiceNumber: string;
  readonly opened: string;
  /** Levels reached, in order: `sales`, `finance`, `legal`. */
  readonly levels: readonly { readonly level: string; readonly at: string }[];
  readonly ended: string | null;
  readonly reason: string | null;
}

export interface ReplayFigures {
  readonly cases: number;
  /** Cases that ended because nothing was open any more. */
  readonly cured: { readonly beforeAnyTask: number; readonly afterTask: number };
  /** Cases still running at the end. */
  readonly open: number;
  /** Tasks raised, by step role. */
  readonly tasks: Readonly<Record<string, number>> & {
    readonly sales: number;
    readonly finance: number;
    readonly legal: number;
  };
}

const CURED: ReadonlySet<string> = new Set(['paid', 'credited', 'written-off']);

/** Counts of all cases of a replay. */
export function figuresOf(cases: readonly OverdueCase[]): ReplayFigures {
  const cured = cases.filter((one) => one.state === 'ended' && CURED.has(one.reason ?? ''));
  const beforeAnyTask = cured.filter((one) => one.tasks.length === 0).length;
  const tasks: Record<string, number> & ReplayFigures['tasks'] = { sales: 0, finance: 0, legal: 0 };
  for (const { stepRole } of cases.flatMap((one) => one.tasks)) {
    const role = stepRole === '' ? 'other' : stepRole;
    tasks[role] = (tasks[role] ?? 0) + 1;
  }
  return {
    cases: cases.length,
    cured: { beforeAnyTask, afterTask: cured.length - beforeAnyTask },
    open: cases.filter((one) => one.state === 'open').length,
    tasks,
  };
}

/** Each case, in the order in which they opened. */
export function detailsOf(cases: readonly OverdueCase[], zone: string): readonly ReplayDetail[] {
  const key = (one: OverdueCase): string => `${one.openedAt} ${one.invoiceNumber}`;
  return cases
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((one) => ({
      invoiceNumber: one.invoiceNumber,
      opened: inZone(one.openedAt, zone),
      levels: one.tasks
        .filter((task) => isLevel(task.stepRole))
        .map((task) => ({ level: task.stepRole, at: inZone(task.at, zone) })),
      ended: one.endedAt === undefined ? null : inZone(one.endedAt, zone),
      reason: one.reason ?? null,
    }));
}
