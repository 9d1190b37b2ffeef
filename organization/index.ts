/** The door of the organisation: people, departments, heads, roles, working calendar, accounts and sign-in, notices. */
import type { Collection } from '#store/index.ts';
import { accounts, logins, signInThrottles } from './accounts/account.ts';
import { sessions } from './accounts/sessions.ts';
import { workCalendars } from './calendar/working-days.ts';
import { organizationCharts } from './chart.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { roleMembers } from './role-members.ts';
import { companySettings } from './settings.ts';

/** To be opened with the store. */
export const organizationCollections: readonly Collection[] = [
  people,
  organizationCharts,
  roleMembers,
  accounts,
  logins,
  signInThrottles,
  sessions,
  companySettings,
  workCalendars,
  notices,
];

export { CHART_KEY, departmentPath, departmentsHeadedBy, EMPTY_CHART, findDepartment } from './chart.ts';
export type { Department, OrganizationChart } from './chart.ts';
export { organizationCharts } from './chart.ts';
export { people } from './people.ts';
export type { Person } from './people.ts';
export { isRole, ROLE_NAMES, ROLES } from './roles.ts';
export type { LocalizedText, Role } from './roles.ts';
export { roleMembers } from './role-members.ts';
export type { RoleMembers } from './role-members.ts';
export { actingPersonFor, headOf, namePrincipal, parsePrincipal, principalsOf } from './principals.ts';
export type { Principal } from './principals.ts';
export { audienceReferences, resolveAudience } from './audience.ts';
export type { AudienceSubject } from './audience.ts';
export { companySettings, DEFAULT_SETTINGS, SETTINGS_KEY } from './settings.ts';
export type { CompanySettings } from './settings.ts';
export {
  addWorkingDays,
  dayName,
  isWorkingDay,
  STANDARD_CALENDAR,
  WORK_CALENDAR_KEY,
  workCalendars,
} from './calendar/working-days.ts';
export type { CalendarOverride, WorkCalendar } from './calendar/working-days.ts';
export { countUnreadNotices, findUnreadNoticeIds, listNotices, notices, noticeWrite, readNotices } from './notices.ts';
export type { Notice } from './notices.ts';
export {
  findPeople,
  findPerson,
  findPrincipals,
  getPerson,
  listPeople,
  readChart,
  readSettings,
  readWorkCalendar,
} from './reads.ts';
export { SYSTEM } from './changes/rules.ts';
export { addPerson, disablePerson, editPerson, enablePerson, resetPassword, setLanguage } from './changes/people.ts';
export type { NewPerson, PersonChange } from './changes/people.ts';
export { addDepartment, disableDepartment, editDepartment, enableDepartment } from './changes/departments.ts';
export type { DepartmentChange, NewDepartment } from './changes/departments.ts';
export { changeCalendar, changeSettings, setUpCompany } from './changes/company.ts';
export type { FirstSetUp, SettingsChange } from './changes/company.ts';
export { checkPassword, createOneTimePassword, hashPassword } from './accounts/password.ts';
export { changePassword, signIn } from './accounts/sign-in.ts';
export type { AccountShell, SignedIn } from './accounts/sign-in.ts';
export { findExpiredSessions, findLiveSession, removeSessions } from './accounts/sessions.ts';
export type { SessionRecord } from './accounts/sessions.ts';
export { SessionStore } from './accounts/session-store.ts';
export type { SessionData, SessionShell } from './accounts/session-store.ts';
