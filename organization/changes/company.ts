import { IANAZone } from 'luxon';
import type { Work } from '#engine/index.ts';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import { logins, normalizeLogin } from '../accounts/account.ts';
import type { CalendarOverride, WorkCalendar } from '../calendar/working-days.ts';
import { STANDARD_CALENDAR, WORK_CALENDAR_KEY, workCalendars } from '../calendar/working-days.ts';
import { people } from '../people.ts';
import type { Person } from '../people.ts';
import type { CompanySettings } from '../settings.ts';
import { DEFAULT_SETTINGS, SETTINGS_KEY, companySettings } from '../settings.ts';
import { accept, put, reference } from '../work.ts';
import type { NewPerson } from './people.ts';
import { admit, checkNewPerson } from './people.ts';
import { placeReferences } from './place-person.ts';
import { byReferences, checkAdministrator, checkName, firstOf } from './rules.ts';

export type SettingsChange = Partial<Omit<CompanySettings, 'id' | 'demo' | 'setUpAt'>>;

export interface FirstSetUp {
  readonly company: SettingsChange & Pick<CompanySettings, 'name'> & { readonly demo?: boolean };
  readonly administrator: Pick<NewPerson, 'id' | 'name' | 'login' | 'passwordHash' | 'language'>;
}

/**
 * Makes the company and its first administrator, once, ever: a stored mark closes this door, and nothing opens it again
 * (ORG_SETUP_CLOSED), not even disabling everybody.
 */
export function setUpCompany(input: FirstSetUp): Work<{ readonly settings: CompanySettings; readonly person: Person }> {
  const administrator: NewPerson = {
    ...input.administrator,
    mustChangePassword: false,
    departmentId: null,
    // Who sets up has to be able to mend what goes wrong; moving an instance still takes a second person.
    roles: ['admin', 'operator'],
  };
  return {
    reads: [
      reference(companySettings, SETTINGS_KEY),
      reference(logins, normalizeLogin(administrator.login)),
      ...placeReferences,
      ...(administrator.id === undefined ? [] : [reference(people, administrator.id)]),
    ],
    decide(documents, context) {
      const kept = documents.get(companySettings, SETTINGS_KEY)?.document ?? DEFAULT_SETTINGS;
      if (kept.setUpAt !== null) return { ok: false, rejection: reject('ORG_SETUP_CLOSED', { at: kept.setUpAt }) };
      const settings = { ...kept, ...input.company, setUpAt: context.now };
      const rejection = firstOf(checkSettings(settings), checkNewPerson(documents, administrator));
      if (rejection !== undefined) return { ok: false, rejection };
      const admitted = admit(documents, administrator, administrator.id ?? context.nextKey(), context.now);
      if (!admitted.ok) return admitted;
      return accept([put(companySettings, settings), ...admitted.writes], { settings, person: admitted.result });
    },
  };
}

/** Changes what is named. Rejects with ORG_ZONE_INVALID, ORG_NAME_INVALID and, before `setUpCompany`, ORG_SETUP_NEEDED. */
export function changeSettings(change: SettingsChange, by: string): Work<CompanySettings> {
  return {
    reads: [...byReferences(by), reference(companySettings, SETTINGS_KEY)],
    decide(documents) {
      const kept = documents.get(companySettings, SETTINGS_KEY)?.document;
      if (kept === undefined) return { ok: false, rejection: reject('ORG_SETUP_NEEDED') };
      const after = { ...kept, ...change };
      const rejection = firstOf(checkAdministrator(documents, by), checkSettings(after));
      return rejection === undefined ? accept([put(companySettings, after)], after) : { ok: false, rejection };
    },
  };
}

/** Says for one date what the company does; null goes back to the published calendar. */
export function changeCalendar(
  date: string,
  change: Omit<CalendarOverride, 'date'> | null,
  by: string,
): Work<WorkCalendar> {
  return {
    reads: [...byReferences(by), reference(workCalendars, WORK_CALENDAR_KEY)],
    decide(documents) {
      const rejection = checkAdministrator(documents, by);
      if (rejection !== undefined) return { ok: false, rejection };
      const kept = documents.get(workCalendars, WORK_CALENDAR_KEY)?.document ?? STANDARD_CALENDAR;
      const others = kept.overrides.filter((override) => override.date !== date);
      const overrides = change === null ? others : [...others, { date, ...change }];
      const after = { ...kept, overrides: overrides.toSorted((a, b) => (a.date < b.date ? -1 : 1)) };
      return accept([put(workCalendars, after)], after);
    },
  };
}

function checkSettings(settings: CompanySettings): Rejection | undefined {
  return firstOf(
    checkName(settings.name),
    IANAZone.isValidZone(settings.zone) ? undefined : reject('ORG_ZONE_INVALID', { zone: settings.zone }),
  );
}
