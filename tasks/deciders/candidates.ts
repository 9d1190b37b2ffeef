import type { Person, OrganizationChart, RoleMembers } from '#organization/index.ts';
import { departmentPath, isRole, parsePrincipal } from '#organization/index.ts';

/** The organisation as far as one task needs it. */
export interface Staff {
  readonly chart: OrganizationChart;
  readonly person: (id: string) => Person | undefined;
  readonly members: (role: string) => RoleMembers['members'];
}

export interface Offer {
  readonly assigneeId: string | null;
  readonly candidates: readonly string[];
  /** Departments of the candidates, those above included. */
  readonly candidateDepartments: readonly string[];
  readonly departments: readonly string[];
  readonly excluded: readonly string[];
}

const ADMINISTRATORS = 'role:admin';

/**
 * Whom a new task goes to. An assignee who is disabled, or who asked for the decision, gives way to the head over them,
 * level by level. Where nobody is left, and where no candidate could act, it goes to the administrators: never into
 * nobody's hands and never through by itself.
 */
export function offerTask(
  task: {
    readonly kind: 'work' | 'approval';
    readonly assignee: string | undefined;
    readonly candidates: readonly string[];
    readonly requester: string | null;
  },
  staff: Staff,
): Offer {
  const excluded = task.kind === 'approval' && task.requester !== null ? [task.requester] : [];
  const named = [...new Set(task.candidates.flatMap(asPrincipal))];
  const owner = task.assignee === undefined || task.assignee === '' ? undefined : task.assignee;
  const assigneeId = owner === undefined ? null : actingFor(staff.person(owner), excluded, staff.chart);
  const reachable = assigneeId !== null || named.some((principal) => canAct(principal, excluded, staff));
  const candidates = reachable || named.includes(ADMINISTRATORS) ? named : [...named, ADMINISTRATORS];
  const candidateDepartments = departmentsOf(candidates, staff);
  const path = owner === undefined ? [] : departmentPath(staff.chart, staff.person(owner)?.departmentId ?? null);
  const departments = path.length > 0 ? path.map((department) => department.id) : candidateDepartments;
  return { assigneeId, candidates, candidateDepartments, departments, excluded };
}

/** The person, or the nearest head over them who is at work and not excluded. Null: nobody is. */
function actingFor(person: Person | undefined, excluded: readonly string[], chart: OrganizationChart): string | null {
  if (person === undefined) return null;
  if (person.active && !excluded.includes(person.id)) return person.id;
  const place = departmentPath(chart, person.departmentId).find(
    ({ headId, headActive }) => headId !== null && headActive && headId !== person.id && !excluded.includes(headId),
  );
  return place?.headId ?? null;
}

/** Drawings name principals; a bare role is taken for one, and what names nobody is left out. */
function asPrincipal(text: string): readonly string[] {
  if (parsePrincipal(text) !== undefined) return [text];
  return isRole(text) ? [`role:${text}`] : [];
}

function canAct(principal: string, excluded: readonly string[], staff: Staff): boolean {
  const parsed = parsePrincipal(principal);
  if (parsed?.kind === 'person') return staff.person(parsed.id)?.active === true && !excluded.includes(parsed.id);
  if (parsed?.kind === 'role') return staff.members(parsed.id).some((member) => !excluded.includes(member.personId));
  return (departmentPath(staff.chart, parsed?.id ?? null)[0]?.members ?? 0) > 0;
}

function departmentsOf(candidates: readonly string[], staff: Staff): readonly string[] {
  const ids = candidates.flatMap((principal) => {
    const parsed = parsePrincipal(principal);
    if (parsed?.kind === 'department') return [parsed.id];
    if (parsed?.kind === 'person') return [staff.person(parsed.id)?.departmentId ?? null];
    return staff.members(parsed?.id ?? '').map((member) => member.departmentId);
  });
  const paths = ids.flatMap((id) => departmentPath(staff.chart, id).map((department) => department.id));
  return [...new Set(paths)];
}
