/**
 * Who may act, as stored with tasks: `person:<id>`, `role:<id>`, `department:<id>`. Principals are names, not lists of
 * people: a change in the organisation changes who is behind them without touching what is stored.
 */
import type { OrganizationChart } from './chart.ts';
import { departmentPath, findDepartment } from './chart.ts';
import type { Person } from './people.ts';
import type { LocalizedText } from './roles.ts';
import { isRole, ROLE_NAMES } from './roles.ts';

export type Principal = `${'person' | 'role' | 'department'}:${string}`;

/** Undefined when the text is no principal. */
export function parsePrincipal(
  text: string,
): { readonly kind: 'person' | 'role' | 'department'; readonly id: string } | undefined {
  const [, kind, id] = /^(person|role|department):(\S+)$/.exec(text) ?? [];
  if (id === undefined) return undefined;
  return kind === 'person' || kind === 'role' || kind === 'department' ? { kind, id } : undefined;
}

/**
 * Everything this person may act as: the person, each role, the department and those above it; `role:head` for whoever
 * heads a department. Nobody, when disabled.
 */
export function principalsOf(person: Person, chart: OrganizationChart): readonly Principal[] {
  if (!person.active) return [];
  const heads = chart.departments.some((department) => department.active && department.headId === person.id);
  const roles = new Set<string>(heads ? [...person.roles, 'head'] : person.roles);
  return [
    `person:${person.id}`,
    ...[...roles].map((role): Principal => `role:${role}`),
    ...departmentPath(chart, person.departmentId).map((department): Principal => `department:${department.id}`),
  ];
}

/**
 * The head over this person: of the department, or, where that place is vacant, disabled or the person's own, of the next
 * department up. Null above the top.
 */
export function headOf(person: Person, chart: OrganizationChart): string | null {
  const department = departmentPath(chart, person.departmentId).find(
    (one) => one.headId !== null && one.headActive && one.headId !== person.id,
  );
  return department?.headId ?? null;
}

/** Who acts where this person is named: the person, or the head when disabled. Null: nobody is left. */
export function actingPersonFor(person: Person, chart: OrganizationChart): string | null {
  return person.active ? person.id : headOf(person, chart);
}

/** What people call a principal: the name of the person or department, or of the role; what is unknown by its id. */
export function namePrincipal(
  principal: string,
  chart: OrganizationChart,
  people: ReadonlyMap<string, Pick<Person, 'name'>>,
): LocalizedText {
  const { kind, id } = parsePrincipal(principal) ?? { kind: 'person', id: principal };
  if (kind === 'role' && isRole(id)) return ROLE_NAMES[id];
  const name = (kind === 'department' ? findDepartment(chart, id)?.name : people.get(id)?.name) ?? id;
  return { 'zh-CN': name, en: name };
}
