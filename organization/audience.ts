import type { DocumentReference, Documents } from '#store/index.ts';
import type { OrganizationChart } from './chart.ts';
import { CHART_KEY, EMPTY_CHART, organizationCharts } from './chart.ts';
import { people } from './people.ts';
import { actingPersonFor, headOf } from './principals.ts';
import { roleMembers } from './role-members.ts';
import type { Role } from './roles.ts';
import { isRole } from './roles.ts';
import { reference } from './work.ts';

/** Whom a case is about: its owners by step role (`sales`, `finance` …) and who asked for it. Person ids. */
export interface AudienceSubject {
  readonly owners?: Readonly<Record<string, string>>;
  readonly requester?: string;
}

interface Parsed {
  readonly kind: 'person' | 'head-of-person' | 'role' | 'nobody';
  readonly id: string;
}

/** `owner:<role>`, `head-of:<role>`, `role:<role>`, `person:<id>`, `requester`, `head-of:requester`. */
function parse(audience: string, subject: AudienceSubject): Parsed {
  const [, word = audience, rest = ''] = /^([\w-]+):(\S+)$/.exec(audience) ?? [];
  const owner = rest === 'requester' ? subject.requester : subject.owners?.[rest];
  if (word === 'role') return { kind: 'role', id: rest };
  if (word === 'person') return { kind: 'person', id: rest };
  if (word === 'requester' && subject.requester !== undefined) return { kind: 'person', id: subject.requester };
  if (word === 'owner' && owner !== undefined) return { kind: 'person', id: owner };
  if (word === 'head-of' && owner !== undefined) return { kind: 'head-of-person', id: owner };
  return { kind: 'nobody', id: '' };
}

/** The documents that `resolveAudience` needs. */
export function audienceReferences(audience: string, subject: AudienceSubject): readonly DocumentReference[] {
  const { kind, id } = parse(audience, subject);
  const chart = reference(organizationCharts, CHART_KEY);
  if (kind === 'nobody') return [];
  if (kind === 'role') return isRole(id) ? [reference(roleMembers, id), chart] : [];
  return [reference(people, id), chart];
}

/**
 * Ids of the people an audience means now: `head-of:sales` is the head over the owner for sales, `owner:sales` the owner
 * (the head over a disabled one), `role:legal` every active person of the role. Empty when nobody is meant or left.
 */
export function resolveAudience(audience: string, subject: AudienceSubject, documents: Documents): readonly string[] {
  const { kind, id } = parse(audience, subject);
  if (kind === 'nobody') return [];
  if (kind === 'role') return isRole(id) ? membersOf(id, documents) : [];
  const person = documents.get(people, id)?.document;
  if (person === undefined) return [];
  const chart = chartIn(documents);
  const found = kind === 'person' ? actingPersonFor(person, chart) : headOf(person, chart);
  return found === null ? [] : [found];
}

function membersOf(role: Role, documents: Documents): readonly string[] {
  const members = documents.get(roleMembers, role)?.document.members ?? [];
  const { departments } = chartIn(documents);
  const heads = role === 'head' ? departments.filter((one) => one.active && one.headActive) : [];
  const ids = [...members.map((member) => member.personId), ...heads.flatMap((one) => one.headId ?? [])];
  return [...new Set(ids)];
}

function chartIn(documents: Documents): OrganizationChart {
  return documents.get(organizationCharts, CHART_KEY)?.document ?? EMPTY_CHART;
}
