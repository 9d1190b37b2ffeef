import { z } from 'zod';
import type { Collection } from '#store/index.ts';

const departmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  /** Null: vacant. */
  headId: z.string().nullable(),
  /** Kept with the head's account, so that finding a head needs the chart alone. */
  headActive: z.boolean(),
  active: z.boolean(),
  /** Active people placed directly in it; kept. */
  members: z.int(),
});
export type Department = Readonly<z.infer<typeof departmentSchema>>;

const chartSchema = z.object({ id: z.literal('company'), departments: z.array(departmentSchema) });

/** All departments in one document: a few hundred at most, and every question about heads needs several of them. */
export type OrganizationChart = Readonly<z.infer<typeof chartSchema>>;

export const CHART_KEY = 'company';

export const organizationCharts: Collection<OrganizationChart> = {
  name: 'organizationCharts',
  key: 'id',
  schema: chartSchema,
  schemaVersion: 1,
  indexes: {},
};

export const EMPTY_CHART: OrganizationChart = { id: 'company', departments: [] };

export function findDepartment(chart: OrganizationChart, id: string | null): Department | undefined {
  return id === null ? undefined : chart.departments.find((department) => department.id === id);
}

/** The department and those above it, lowest first. Ends at the top, at a dangling parent and before going in a circle. */
export function departmentPath(chart: OrganizationChart, id: string | null): readonly Department[] {
  const path: Department[] = [];
  let department = findDepartment(chart, id);
  while (department !== undefined && !path.includes(department)) {
    path.push(department);
    department = findDepartment(chart, department.parentId);
  }
  return path;
}

/** Ids of the department and of all below it. */
export function departmentsUnder(chart: OrganizationChart, id: string): readonly string[] {
  return chart.departments
    .filter((department) => departmentPath(chart, department.id).some((above) => above.id === id))
    .map((department) => department.id);
}

/** Ids of the departments this person heads, with all below them. */
export function departmentsHeadedBy(chart: OrganizationChart, personId: string): readonly string[] {
  const headed = chart.departments.filter((department) => department.headId === personId && department.active);
  return [...new Set(headed.flatMap((department) => departmentsUnder(chart, department.id)))];
}
