/** Questions about the organisation, asked of the store. */
import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { WorkCalendar } from './calendar/working-days.ts';
import { STANDARD_CALENDAR, WORK_CALENDAR_KEY, workCalendars } from './calendar/working-days.ts';
import type { OrganizationChart } from './chart.ts';
import { CHART_KEY, EMPTY_CHART, organizationCharts } from './chart.ts';
import type { Person } from './people.ts';
import { people } from './people.ts';
import type { Principal } from './principals.ts';
import { principalsOf } from './principals.ts';
import type { CompanySettings } from './settings.ts';
import { DEFAULT_SETTINGS, SETTINGS_KEY, companySettings } from './settings.ts';

const ALL = 1000;

export async function findPerson(reader: StoreReader, id: string): Promise<Person | undefined> {
  return (await reader.get(people, id))?.document;
}

/** Rejects with ORG_PERSON_NOT_FOUND. */
export async function getPerson(reader: StoreReader, id: string): Promise<Person> {
  return (await findPerson(reader, id)) ?? fail('ORG_PERSON_NOT_FOUND', { id });
}

/** Those of the ids that exist, by id: for showing names. */
export async function findPeople(reader: StoreReader, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const found = await reader.getMany(people, [...new Set(ids)]);
  return new Map([...found].map(([id, stored]) => [id, stored.document]));
}

/** By name; with `text`, those whose name or sign-in name contains it. */
export async function listPeople(
  reader: StoreReader,
  filter: {
    readonly text?: string;
    readonly active?: boolean;
    readonly departmentId?: string;
    readonly limit?: number;
  } = {},
): Promise<readonly Person[]> {
  const { text, active, departmentId, limit = ALL } = filter;
  const searching = text !== undefined && text.trim() !== '';
  const where = {
    ...(active === undefined ? {} : { active }),
    ...(departmentId === undefined ? {} : { departmentId }),
  };
  const page = await reader.find(people, {
    limit,
    ...(searching ? { text: text.trim() } : { sort: { by: 'name' } }),
    ...(Object.keys(where).length === 0 ? {} : { where }),
  });
  return page.items.map((item) => item.document).toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

export async function readChart(reader: StoreReader): Promise<OrganizationChart> {
  return (await reader.get(organizationCharts, CHART_KEY))?.document ?? EMPTY_CHART;
}

export async function readSettings(reader: StoreReader): Promise<CompanySettings> {
  return (await reader.get(companySettings, SETTINGS_KEY))?.document ?? DEFAULT_SETTINGS;
}

export async function readWorkCalendar(reader: StoreReader): Promise<WorkCalendar> {
  return (await reader.get(workCalendars, WORK_CALENDAR_KEY))?.document ?? STANDARD_CALENDAR;
}

/** Everything this person may act as now; empty for the unknown and the disabled. */
export async function findPrincipals(reader: StoreReader, personId: string): Promise<readonly Principal[]> {
  const person = await findPerson(reader, personId);
  return person === undefined ? [] : principalsOf(person, await readChart(reader));
}
