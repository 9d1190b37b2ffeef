import type { ProcessEngine } from '#engine/index.ts';
import { addDepartment, addPerson, editDepartment, hashPassword, setUpCompany, SYSTEM } from '#organization/index.ts';
import {
  SAMPLE_ADMINISTRATOR,
  SAMPLE_COMPANY_NAME,
  SAMPLE_DEPARTMENTS,
  SAMPLE_PASSWORD,
  SAMPLE_PEOPLE,
} from './people.ts';

/** Sets up the sample company with its people. Rejects with ORG_SETUP_CLOSED when a company is there. */
export async function loadOrganization(engine: Pick<ProcessEngine, 'transact'>, zone: string): Promise<void> {
  const passwordHash = await hashPassword(SAMPLE_PASSWORD);
  const account = { passwordHash, mustChangePassword: false };
  await engine.transact(
    setUpCompany({
      company: { name: SAMPLE_COMPANY_NAME, zone, demo: true },
      administrator: { ...SAMPLE_ADMINISTRATOR, login: SAMPLE_ADMINISTRATOR.id, passwordHash },
    }),
  );
  for (const { id, name } of SAMPLE_DEPARTMENTS) {
    await engine.transact(addDepartment({ id, name, parentId: null, headId: null }, SYSTEM));
  }
  for (const person of SAMPLE_PEOPLE) {
    await engine.transact(addPerson({ ...person, login: person.id, ...account }, SYSTEM));
  }
  for (const { id, headId } of SAMPLE_DEPARTMENTS) await engine.transact(editDepartment(id, { headId }, SYSTEM));
}
