import type { Request } from 'express';
import { AppError, describe, fail } from '#errors/index.ts';
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
function begin(request: Request, { person, sessionEpoch, mustChangePassword }: SignedIn): Promise<void> {
  return new Promise((done, failed) => {
    request.session.regenerate((error: unknown) => {
      if (error) return failed(error);
      request.session.personId = person.id;
      request.session.sessionEpoch = sessionEpoch;
      request.session.mustChangePassword = mustChangePassword;
      request.session.save((problem: unknown) => (problem ? failed(problem) : done()));
    });
  });
}

async function meOf({ store }: Services, personId: string, mustChangePassword: boolean): Promise<Me> {
  const person = await getPerson(store, personId);
  const chart = await readChart(store);
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
    mustChangePassword,
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

type Move = 'next-morning' | 'plus-7-days';

/** Moves run one after the other: two people pressing at once move the clock twice, not over each other. */
function clockMover(services: Services): (to: Move) => Promise<void> {
  const { clock, engine } = services;
  let last: Promise<unknown> = Promise.resolve();
  const move = async (to: Move): Promise<void> => {
    const { zone } = await services.settings();
    const now = clock.now();
    const target = to === 'next-morning' ? nextMorning(now, zone) : inSevenDays(now);
    // Kept before it is gone there: a start after a crash on the way must not find the clock behind what has happened.
    await keepOffset(services, Math.round(clock.offset + Date.parse(target) - Date.parse(now)));
    await passTime({ clock, engine, dayTurns: services.dayTurns() }, target);
    services.push(['clock', 'tasks', 'cases', 'receivables', 'customers', 'notices']);
  };
  return (to) => {
    const moved = last.then(() => move(to));
    last = moved.catch(() => undefined);
    return moved;
  };
}

function keepOffset({ engine }: Services, offset: number): Promise<void> {
  const document = { id: DEMO_CLOCK_KEY, offset } as const;
  return engine.transact({
    reads: [],
    decide: () => ({ ok: true, writes: [{ type: 'put', collection: demoClocks, document }], result: undefined }),
  });
}

export function sessionHandlers(services: Services): SessionHandlers {
  const { store, engine } = services;
  const shell = { reader: store, transact: engine.transact.bind(engine) };
  const moveClock = clockMover(services);
  return {
    async health({ language }) {
      const problems = services.problems().map((one) => ({ code: one.code, ...describe(one, language) }));
      return {
        status: problems.length === 0 ? 'ok' : 'degraded',
        version: services.version,
        store: 'sqlite',
        engine: 'embedded',
        now: services.clock.now(),
        problems,
      };
    },
    async getSetup({ language }) {
      const settings = await services.settings();
      return { needed: settings.setUpAt === null, accounts: [...(await sampleAccounts(store, language))] };
    },
    async setUp({ body, request }) {
      // Said before the costly hash: this door is open to everybody.
      const { setUpAt } = await services.settings();
      if (setUpAt !== null) fail('ORG_SETUP_CLOSED', { at: setUpAt });
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
      return meOf(services, signed.person.id, signed.mustChangePassword);
    },
    async signIn({ body, request }) {
      const signed = await signIn(shell, body);
      await begin(request, signed);
      return meOf(services, signed.person.id, signed.mustChangePassword);
    },
    getSession: ({ caller }) => meOf(services, caller.personId, caller.mustChangePassword),
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
      return meOf(services, caller.personId, caller.mustChangePassword);
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
      services.push(['clock']);
      return companyOf(services);
    },
    async moveClock({ body }) {
      if (!(await services.settings()).demo) fail('API_NO_DEMO_CLOCK');
      await moveClock(body.to);
      return { now: services.clock.now() };
    },
  };
}
