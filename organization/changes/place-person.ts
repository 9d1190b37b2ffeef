import type { DocumentReference, Documents, Write } from '#store/index.ts';
import type { Department, OrganizationChart } from '../chart.ts';
import { organizationCharts } from '../chart.ts';
import type { Person } from '../people.ts';
import { people } from '../people.ts';
import type { RoleMembers } from '../role-members.ts';
import { roleMembers } from '../role-members.ts';
import { ROLES } from '../roles.ts';
import { put, reference } from '../work.ts';
import { chartIn, chartReference } from './rules.ts';

/** What `placePerson` reads besides the person. */
export const placeReferences: readonly DocumentReference[] = [
  chartReference,
  ...ROLES.map((role) => reference(roleMembers, role)),
];

/** The writes that change a person and everything kept about people: members of roles and departments, heads at work. */
export function placePerson(documents: Documents, before: Person | undefined, after: Person): readonly Write[] {
  const chart = chartIn(documents);
  const placed = placeInChart(chart, before, after);
  return [
    put(people, after),
    ...(placed === chart ? [] : [put(organizationCharts, placed)]),
    ...ROLES.flatMap((role) => {
      const kept: RoleMembers = documents.get(roleMembers, role)?.document ?? { role, members: [] };
      const changed = placeInRole(kept, after);
      return JSON.stringify(changed) === JSON.stringify(kept) ? [] : [put(roleMembers, changed)];
    }),
  ];
}

function placeInRole(kept: RoleMembers, person: Person): RoleMembers {
  const belongs = person.active && person.roles.includes(kept.role);
  const entry = { personId: person.id, departmentId: person.departmentId };
  if (!belongs) return { ...kept, members: kept.members.filter((member) => member.personId !== person.id) };
  const has = kept.members.some((member) => member.personId === person.id);
  const members = has
    ? kept.members.map((member) => (member.personId === person.id ? entry : member))
    : [...kept.members, entry];
  return { ...kept, members };
}

function placeInChart(chart: OrganizationChart, before: Person | undefined, after: Person): OrganizationChart {
  const counts = (person: Person | undefined, department: Department): number =>
    person?.active === true && person.departmentId === department.id ? 1 : 0;
  const departments = chart.departments.map((department) => {
    const members = department.members + counts(after, department) - counts(before, department);
    const headActive = department.headId === after.id ? after.active : department.headActive;
    const same = members === department.members && headActive === department.headActive;
    return same ? department : { ...department, members, headActive };
  });
  const same = departments.every((department, index) => department === chart.departments[index]);
  return same ? chart : { ...chart, departments };
}
