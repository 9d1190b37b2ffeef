import type { OrganizationChart, Person } from '#organization/index.ts';
import { departmentsHeadedBy, principalsOf } from '#organization/index.ts';
import type { PersonRef } from '../work-item.ts';

/** Somebody who wants to act, with everything they may act as at this moment. */
export interface Actor {
  readonly person: Person;
  readonly principals: ReadonlySet<string>;
  /** Departments this person is the head of, those below included. */
  readonly heads: ReadonlySet<string>;
}

export function createActor(person: Person, chart: OrganizationChart): Actor {
  return {
    person,
    principals: new Set(principalsOf(person, chart)),
    heads: new Set(person.active ? departmentsHeadedBy(chart, person.id) : []),
  };
}

export function refOf(actor: Actor): PersonRef {
  return { id: actor.person.id, name: actor.person.name };
}

/** Heads a department that the item concerns. */
export function isHeadOver(actor: Actor, departments: readonly string[]): boolean {
  return departments.some((department) => actor.heads.has(department));
}

export function isAdministrator(actor: Actor): boolean {
  return actor.principals.has('role:admin');
}
