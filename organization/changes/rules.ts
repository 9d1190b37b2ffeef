import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { DocumentReference, Documents } from '#store/index.ts';
import type { OrganizationChart } from '../chart.ts';
import { CHART_KEY, EMPTY_CHART, findDepartment, organizationCharts } from '../chart.ts';
import type { Person } from '../people.ts';
import { people } from '../people.ts';
import { roleMembers } from '../role-members.ts';
import { reference } from '../work.ts';

/** Acts of the product itself: setting up the sample company, importing people. */
export const SYSTEM = 'system';

export const chartReference: DocumentReference = reference(organizationCharts, CHART_KEY);

export function chartIn(documents: Documents): OrganizationChart {
  return documents.get(organizationCharts, CHART_KEY)?.document ?? EMPTY_CHART;
}

export function byReferences(by: string): readonly DocumentReference[] {
  return by === SYSTEM ? [] : [reference(people, by)];
}

/** Changing the organisation takes an active administrator, whatever the route has checked. */
export function checkAdministrator(documents: Documents, by: string): Rejection | undefined {
  if (by === SYSTEM) return undefined;
  const person = documents.get(people, by)?.document;
  if (person === undefined) return reject('ORG_PERSON_NOT_FOUND', { id: by });
  if (!person.active) return reject('ORG_PERSON_DISABLED', { name: person.name });
  return person.roles.includes('admin') ? undefined : reject('ORG_ADMINISTRATOR_NEEDED');
}

export function checkName(name: string): Rejection | undefined {
  const { length } = name.trim();
  return length >= 1 && length <= 100 ? undefined : reject('ORG_NAME_INVALID');
}

/** An id chosen by the caller. Ids appear in principals and in process variables, so they are kept plain. */
export function checkId(id: string | undefined): Rejection | undefined {
  return id === undefined || /^[\w-]{1,60}$/.test(id) ? undefined : reject('ORG_ID_INVALID', { id });
}

/** The department exists and takes people; null is "none". */
export function checkDepartment(chart: OrganizationChart, id: string | null): Rejection | undefined {
  if (id === null) return undefined;
  const department = findDepartment(chart, id);
  if (department === undefined) return reject('ORG_DEPARTMENT_NOT_FOUND', { id });
  return department.active ? undefined : reject('ORG_DEPARTMENT_DISABLED', { name: department.name });
}

/** Somebody else is an active administrator. */
export function checkAdministratorRemains(documents: Documents, person: Person): Rejection | undefined {
  const members = documents.get(roleMembers, 'admin')?.document.members ?? [];
  const others = members.filter((member) => member.personId !== person.id);
  return others.length > 0 ? undefined : reject('ORG_LAST_ADMINISTRATOR', { name: person.name });
}

/** The first of several checks that fails. */
export function firstOf(...rejections: readonly (Rejection | undefined)[]): Rejection | undefined {
  return rejections.find((rejection) => rejection !== undefined);
}
