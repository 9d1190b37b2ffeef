import type { Request } from 'express';
import { AppError, fail } from '#errors/index.ts';
import {
  changePassword,
  changeSettings,
  checkPassword,
  departmentsHeadedBy,
  findDepartment,
  getPerson,
  hashPassword,
  readChart,
  setLanguage,
  setUpCompany,
  signIn,
  type SignedIn,
} from '#organization/index.ts';
import { inSevenDays, nextMorning, passTime } from '../company-clock.ts';
import type { Company, Me } from '../contract/index.ts';
import type { Handlers } from '../http.ts';
import { sampleAccounts } from '../sample-accounts.ts';
import type { Services } from '../services.ts';
import { DEMO_CLOCK_KEY, demoClocks } from '../studio/collections.ts';
import { accounts } from '#organization/index.ts';

type SessionHandlers = Pick<
  Handlers,
  | 'health'
  | 'getSetup'
  | 'setUp'
  | 'signIn'
  | 'getSession'
  | 'signOut'
  | 'changePassword'
  | 'setPreferences'
  | 'getCompany'
  | 'setCompany'
  | 'moveClock'
>;

/** A new session for whoever signed in: an id from before the sign-in is worth nothing afterwards. */
function begin(request: Request, { person, sessionEpoch }: SignedIn): Promise<void> {
  return new Promise((done, failed) => {
    request.session.regenerate((error: unknown) => {
      if (error) return failed(error);
      request.session.personId = person.id;
      request.session.sessionEpoch = sessionEpoch;
      request.session.save((problem: unknown) => (problem ? failed(problem) : done()));
    });
  });
}

async function meOf({ store }: Services, personId: string): Promise<Me> {
  const person = await getPerson(store, personId);
  const chart = await readChart(store);
  const account = (await store.get(accounts, personId))?.document;
  const department = findDepartment(chart, person.departmentId);
  return {
    id: person.id,
    name: person.name,
    login: person.login,
    roles: [...person.roles],
    department: department ? { id: department.id, name: department.name } : null,
    heads: departmentsHeadedBy(chart, person.id).flatMap((id) => {
      const headed = findDepartment(chart, id);
      return headed ? [{ id, name: headed.name }] : [];
    }),
    language: person.language ?? 'zh-CN',
    mustChangePassword: account?.mustChangePassword ?? false,
  };
}

async function companyOf(services: Services): Promise<Company> {
  const settings = await services.settings();
  return {
    name: settings.name,
    zone: settings.zone,
    language: settings.defaultLanguage,
    currency: settings.currency,
    sample: settings.demo,
    publishNeedsSecondPerson: settings.publishNeedsSecondPerson,
    now: services.clock.now(),
  };
}

/** Moves run one after the other: two people pressing at once move the clock twice, not over each other. */
function clockMover(services: Services): (to: 'next-morning' | 'plus-7-days') => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const move = async (to: 'next-morning' | 'plus-7-days'): Promise<void> => {
    const { zone } = await services.settings();
    const now = services.clock.now();
    await passTime(
      { clock: services.clock, engine: services.engine, dayTurns: services.dayTurns(), zone },
      to === 'next-morning' ? nextMorning(now, zone) : inSevenDays(now),
    );
    const offset = Math.round(services.clock.offset);
    await services.engine.transact({
      reads: [],
      decide: () => ({
        ok: true,
        writes: [{ type: 'put', collection: demoClocks, document: { id: DEMO_CLOCK_KEY, offset } }],
        result: undefined,
      }),
    });
    services.push(['clock', 'tasks', 'cases', 'receivables', 'customers', 'notices']);
  };
  return (to) => {
    const moved = last.then(() => move(to));
    last = moved.catch(() => undefined);
    return moved;
  };
}

export function sessionHandlers(services: Services): SessionHandlers {
  const { store, engine } = services;
  const shell = { reader: store, transact: engine.transact.bind(engine) };
  const moveClock = clockMover(services);
  return {
    async health() {
      return {
        status: 'ok',
        version: services.version,
        store: 'sqlite',
        engine: 'embedded',
        now: services.clock.now(),
        problems: [],
      };
    },
    async getSetup({ language }) {
      const settings = await services.settings();
      return { needed: settings.setUpAt === null, accounts: [...(await sampleAccounts(store, language))] };
    },
    async setUp({ body, request }) {
      const problem = checkPassword(body.password, body.login);
      if (problem) throw new AppError(problem);
      const { companyName, password, name, login, language } = body;
      await engine.transact(
        setUpCompany({
          company: { name: companyName, ...(language ? { defaultLanguage: language } : {}) },
          administrator: { name, login, passwordHash: await hashPassword(password), language: language ?? null },
        }),
      );
      const signed = await signIn(shell, { login, password });
      await begin(request, signed);
      return meOf(services, signed.person.id);
    },
    async signIn({ body, request }) {
      const signed = await signIn(shell, body);
      await begin(request, signed);
      return meOf(services, signed.person.id);
    },
    getSession: ({ caller }) => meOf(services, caller.personId),
    async signOut({ request }) {
      await new Promise<void>((done, failed) =>
        request.session.destroy((error: unknown) => (error ? failed(error) : done())),
      );
      return { ok: true };
    },
    async changePassword({ body, caller, request }) {
      await begin(request, await changePassword(shell, { personId: caller.personId, ...body }));
      return { ok: true };
    },
    async setPreferences({ body, caller }) {
      await engine.transact(setLanguage(caller.personId, body.language));
      return meOf(services, caller.personId);
    },
    getCompany: () => companyOf(services),
    async setCompany({ body, caller }) {
      const { language, name, zone, publishNeedsSecondPerson } = body;
      await engine.transact(
        changeSettings(
          {
            ...(name === undefined ? {} : { name }),
            ...(zone === undefined ? {} : { zone }),
            ...(language === undefined ? {} : { defaultLanguage: language }),
            ...(publishNeedsSecondPerson === undefined ? {} : { publishNeedsSecondPerson }),
          },
          caller.personId,
        ),
      );
      if (zone !== undefined && zone !== services.credit().zone) await services.restartDays();
      return companyOf(services);
    },
    async moveClock({ body }) {
      if (!(await services.settings()).demo) fail('API_NO_DEMO_CLOCK');
      await moveClock(body.to);
      return { now: services.clock.now() };
    },
  };
}
