import type { StoreReader } from '#store/index.ts';
import { ROLE_NAMES, listPeople, readSettings } from '#organization/index.ts';
import { SAMPLE_LOGINS, SAMPLE_PASSWORD } from '#credit/index.ts';
import type { Language } from './contract/index.ts';

export interface SampleAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
}

/** The accounts a sample company offers on its sign-in page; a company with real data offers none. */
export async function sampleAccounts(reader: StoreReader, language: Language): Promise<readonly SampleAccount[]> {
  if (!(await readSettings(reader)).demo) return [];
  const people = new Map((await listPeople(reader, { active: true })).map((person) => [person.login, person]));
  return SAMPLE_LOGINS.flatMap((login) => {
    const person = people.get(login);
    if (!person) return [];
    return [
      {
        login,
        password: SAMPLE_PASSWORD,
        name: person.name,
        role: person.roles.map((role) => ROLE_NAMES[role][language]).join(' · '),
      },
    ];
  });
}
