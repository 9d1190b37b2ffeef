import type { Express } from 'express';
import pino from 'pino';
import request, { type Agent } from 'supertest';
import { createApp } from '#api/app.ts';
import { readConfig } from '#api/config.ts';
import { collections, startServices, type Services } from '#api/services.ts';
import { openSessionCookie } from '#api/session-cookie.ts';
import { SimulatedClock } from '#engine/index.ts';
import {
  addDepartment,
  addPerson,
  editDepartment,
  hashPassword,
  setUpCompany,
  SYSTEM,
  type NewPerson,
  type Role,
} from '#organization/index.ts';
import { openMemoryStore, type Store } from '#store/index.ts';

export const PASSWORD = 'Lantern-harbour-27';

export interface Office {
  readonly app: Express;
  readonly services: Services;
  readonly clock: SimulatedClock;
  /** An agent with the session of this person. */
  as(login: string): Promise<Agent>;
  close(): Promise<void>;
}

/** The API over an empty memory store; answers are held against the contract. */
export async function openApi(
  start = '2026-03-02T01:00:00.000Z',
  around: (store: Store) => Store = (store) => store,
): Promise<Office> {
  const store = around(await openMemoryStore(collections));
  const clock = new SimulatedClock(start);
  const services = await startServices({ store, clock, version: '0.0.0', logger: pino({ level: 'silent' }) });
  const sessions = await openSessionCookie(services, { secure: false });
  const app = createApp(services, readConfig({}), { sessions, checkResponses: true });
  return {
    app,
    services,
    clock,
    async as(login) {
      const agent = request.agent(app);
      const answer = await agent.post('/api/v1/session').send({ login, password: PASSWORD });
      if (answer.status !== 200) throw new Error(`${login} can't sign in: ${answer.text}`);
      return agent;
    },
    close: () => services.close(),
  };
}

let hashed: Promise<string> | undefined;

/** A person of the test company who signs in with PASSWORD. */
export async function addStaff(
  { engine }: Services,
  id: string,
  departmentId: string | null,
  roles: readonly Role[],
  changes: Partial<NewPerson> = {},
): Promise<void> {
  const passwordHash = await (hashed ??= hashPassword(PASSWORD));
  await engine.transact(
    addPerson(
      {
        id,
        login: id,
        name: changes.name ?? id,
        passwordHash,
        mustChangePassword: false,
        departmentId,
        roles,
        ...changes,
      },
      SYSTEM,
    ),
  );
}

/**
 * A company: root (admin); sales with head chief, ana and bo; south sales with sam; finance with head fiona and fei;
 * legal with lea; eva the executive.
 */
export async function openCompany(start?: string, around?: (store: Store) => Store): Promise<Office> {
  const office = await openApi(start, around);
  const { engine } = office.services;
  const passwordHash = await (hashed ??= hashPassword(PASSWORD));
  await engine.transact(
    setUpCompany({
      company: { name: '示例公司' },
      administrator: { id: 'root', name: '管理员', login: 'root', passwordHash },
    }),
  );
  for (const [id, name] of [
    ['sales', '销售一部'],
    ['south', '华南销售部'],
    ['finance', '财务部'],
    ['legal', '法务部'],
  ] as const) {
    await engine.transact(addDepartment({ id, name, parentId: null, headId: null }, SYSTEM));
  }
  await addStaff(office.services, 'chief', 'sales', ['sales', 'head'], { name: '陈经理' });
  await addStaff(office.services, 'ana', 'sales', ['sales'], { name: '安娜' });
  await addStaff(office.services, 'bo', 'sales', ['sales'], { name: '小博' });
  await addStaff(office.services, 'sam', 'south', ['sales'], { name: '山姆' });
  await addStaff(office.services, 'fiona', 'finance', ['finance', 'head'], { name: '方经理' });
  await addStaff(office.services, 'fei', 'finance', ['finance'], { name: '小飞' });
  await addStaff(office.services, 'lea', 'legal', ['legal'], { name: '李雅' });
  await addStaff(office.services, 'eva', null, ['executive'], { name: '艾总' });
  await engine.transact(editDepartment('sales', { headId: 'chief' }, SYSTEM));
  await engine.transact(editDepartment('finance', { headId: 'fiona' }, SYSTEM));
  return office;
}
