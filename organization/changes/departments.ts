import type { Decision, Work } from '#engine/index.ts';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { Documents } from '#store/index.ts';
import type { Department, OrganizationChart } from '../chart.ts';
import { departmentsUnder, findDepartment, organizationCharts } from '../chart.ts';
import { people } from '../people.ts';
import { accept, put, reference } from '../work.ts';
import {
  byReferences,
  chartIn,
  chartReference,
  checkAdministrator,
  checkDepartment,
  checkId,
  checkName,
  firstOf,
} from './rules.ts';

export interface NewDepartment {
  readonly id?: string;
  readonly name: string;
  readonly parentId: string | null;
  /** An active person, or null while the place is vacant. */
  readonly headId: string | null;
}

export type DepartmentChange = Partial<Omit<NewDepartment, 'id'>>;

/** Rejects with ORG_NAME_INVALID, ORG_ID_*, ORG_DEPARTMENT_* (parent) and ORG_PERSON_* (head). */
export function addDepartment(input: NewDepartment, by: string): Work<Department> {
  return changeChart(by, input.headId, (documents, chart, nextKey) => {
    const id = input.id ?? nextKey();
    const rejection = firstOf(
      checkId(input.id),
      findDepartment(chart, id) === undefined ? undefined : reject('ORG_ID_TAKEN', { id }),
      checkName(input.name),
      checkDepartment(chart, input.parentId),
      checkHead(documents, input.headId),
    );
    if (rejection !== undefined) return { ok: false, rejection };
    const { parentId, headId } = input;
    const added = {
      id,
      name: input.name.trim(),
      parentId,
      headId,
      headActive: headId !== null,
      active: true,
      members: 0,
    };
    return accept([put(organizationCharts, { ...chart, departments: [...chart.departments, added] })], added);
  });
}

/** Rejects as `addDepartment`, and with ORG_DEPARTMENT_CYCLE. */
export function editDepartment(id: string, change: DepartmentChange, by: string): Work<Department> {
  return changeDepartment(id, by, change.headId, (documents, chart, department) => {
    const headChanges = change.headId !== undefined && change.headId !== department.headId;
    const after: Department = {
      ...department,
      ...(change.name === undefined ? {} : { name: change.name.trim() }),
      ...(change.parentId === undefined ? {} : { parentId: change.parentId }),
      ...(headChanges ? { headId: change.headId, headActive: change.headId !== null } : {}),
    };
    const rejection = firstOf(
      checkName(after.name),
      after.parentId === department.parentId ? undefined : checkParent(chart, department, after.parentId),
      headChanges ? checkHead(documents, after.headId) : undefined,
    );
    return rejection === undefined ? replace(chart, after) : { ok: false, rejection };
  });
}

/** Rejects with ORG_DEPARTMENT_IN_USE while active people or departments are in it. */
export function disableDepartment(id: string, by: string): Work<Department> {
  return changeDepartment(id, by, undefined, (_documents, chart, department) => {
    const children = chart.departments.filter((one) => one.parentId === id && one.active).length;
    if (department.members > 0 || children > 0) {
      const details = { name: department.name, people: department.members, children };
      return { ok: false, rejection: reject('ORG_DEPARTMENT_IN_USE', details) };
    }
    return replace(chart, { ...department, active: false });
  });
}

export function enableDepartment(id: string, by: string): Work<Department> {
  return changeDepartment(id, by, undefined, (_documents, chart, department) => {
    const rejection = checkDepartment(chart, department.parentId);
    return rejection === undefined ? replace(chart, { ...department, active: true }) : { ok: false, rejection };
  });
}

function changeChart(
  by: string,
  headId: string | null | undefined,
  decide: (documents: Documents, chart: OrganizationChart, nextKey: () => string) => Decision<Department>,
): Work<Department> {
  return {
    reads: [
      ...byReferences(by),
      chartReference,
      ...(headId === null || headId === undefined ? [] : [reference(people, headId)]),
    ],
    decide(documents, context) {
      const rejection = checkAdministrator(documents, by);
      return rejection === undefined
        ? decide(documents, chartIn(documents), context.nextKey)
        : { ok: false, rejection };
    },
  };
}

function changeDepartment(
  id: string,
  by: string,
  headId: string | null | undefined,
  decide: (documents: Documents, chart: OrganizationChart, department: Department) => Decision<Department>,
): Work<Department> {
  return changeChart(by, headId, (documents, chart) => {
    const department = findDepartment(chart, id);
    if (department === undefined) return { ok: false, rejection: reject('ORG_DEPARTMENT_NOT_FOUND', { id }) };
    return decide(documents, chart, department);
  });
}

function replace(chart: OrganizationChart, after: Department): Decision<Department> {
  const departments = chart.departments.map((one) => (one.id === after.id ? after : one));
  return accept([put(organizationCharts, { ...chart, departments })], after);
}

function checkHead(documents: Documents, headId: string | null): Rejection | undefined {
  if (headId === null) return undefined;
  const head = documents.get(people, headId)?.document;
  if (head === undefined) return reject('ORG_PERSON_NOT_FOUND', { id: headId });
  return head.active ? undefined : reject('ORG_PERSON_DISABLED', { name: head.name });
}

function checkParent(chart: OrganizationChart, department: Department, parentId: string | null): Rejection | undefined {
  if (parentId !== null && departmentsUnder(chart, department.id).includes(parentId)) {
    return reject('ORG_DEPARTMENT_CYCLE', { name: department.name });
  }
  return checkDepartment(chart, parentId);
}
