import { z } from 'zod';
import { done, id, instant, language, personRef, role, route } from './route.ts';

export const me = z
  .object({
    id,
    name: z.string(),
    login: z.string(),
    roles: z.array(role),
    department: z.object({ id, name: z.string() }).nullable(),
    /** Departments this person heads. */
    heads: z.array(z.object({ id, name: z.string() })),
    language,
    /** The password was set by an administrator and must be changed before anything else. */
    mustChangePassword: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export const company = z
  .object({
    name: z.string(),
    zone: z.string(),
    language,
    currency: z.string(),
    /** A sample company: it has a demo clock. */
    sample: z.boolean(),
    publishNeedsSecondPerson: z.boolean(),
    /** The company's present, by the demo clock where there is one. */
    now: instant,
  })
  .meta({ id: 'Company' });
export type Company = z.infer<typeof company>;

const password = z.string().min(8).max(200);

export const sessionRoutes = {
  health: route({
    method: 'get',
    path: '/health',
    tag: 'session',
    summary: 'Whether this server can do its work',
    policy: 'public',
    response: z.object({
      status: z.enum(['ok', 'degraded', 'starting']),
      version: z.string(),
      store: z.string(),
      engine: z.string(),
      now: instant,
      /** What keeps it from doing all its work (`degraded`): reading goes on. In the language asked for. */
      problems: z.array(z.object({ code: z.string(), text: z.string(), remedy: z.string() })),
    }),
  }),
  getSetup: route({
    method: 'get',
    path: '/setup',
    tag: 'session',
    summary: 'Whether the first administrator is still to be made',
    policy: 'public',
    response: z.object({
      needed: z.boolean(),
      accounts: z.array(z.object({ login: z.string(), password: z.string(), name: z.string(), role: z.string() })),
    }),
  }),
  setUp: route({
    method: 'post',
    path: '/setup',
    tag: 'session',
    summary: 'Make the first administrator; works once, ever',
    policy: 'public',
    body: z.object({
      companyName: z.string().min(1).max(100),
      name: z.string().min(1).max(50),
      login: z.string().min(2).max(50),
      password,
      language: language.optional(),
    }),
    response: me,
  }),
  signIn: route({
    method: 'post',
    path: '/session',
    tag: 'session',
    summary: 'Sign in; the answer sets the session cookie',
    policy: 'public',
    body: z.object({ login: z.string().min(1).max(50), password: z.string().min(1).max(200) }),
    response: me,
  }),
  getSession: route({
    method: 'get',
    path: '/session',
    tag: 'session',
    summary: 'Who is signed in',
    policy: 'signed-in',
    response: me,
  }),
  signOut: route({
    method: 'delete',
    path: '/session',
    tag: 'session',
    summary: 'Sign out',
    policy: 'signed-in',
    response: done,
  }),
  changePassword: route({
    method: 'put',
    path: '/session/password',
    tag: 'session',
    summary: 'Change one’s own password',
    policy: 'signed-in',
    body: z.object({ current: z.string(), next: password }),
    response: done,
  }),
  setPreferences: route({
    method: 'put',
    path: '/session/preferences',
    tag: 'session',
    summary: 'Change one’s own language',
    policy: 'signed-in',
    body: z.object({ language }),
    response: me,
  }),
  getCompany: route({
    method: 'get',
    path: '/company',
    tag: 'company',
    summary: 'The company and its present',
    policy: 'signed-in',
    response: company,
  }),
  setCompany: route({
    method: 'put',
    path: '/company',
    tag: 'company',
    summary: 'Change the company’s settings',
    policy: { roles: ['admin'] },
    body: z
      .object({ name: z.string().min(1).max(100), zone: z.string(), language, publishNeedsSecondPerson: z.boolean() })
      .partial(),
    response: company,
  }),
  moveClock: route({
    method: 'post',
    path: '/company/clock',
    tag: 'company',
    summary: 'Move the demo clock of a sample company forward',
    policy: 'signed-in',
    body: z.object({ to: z.enum(['next-morning', 'plus-7-days']) }),
    response: z.object({ now: instant }),
  }),
  listNotices: route({
    method: 'get',
    path: '/notices',
    tag: 'notices',
    summary: 'Notices for me, newest first',
    policy: 'signed-in',
    query: z.object({ unread: z.stringbool().optional(), limit: z.coerce.number().int().max(200).optional() }),
    response: z.object({
      unread: z.int(),
      items: z.array(
        z.object({
          id,
          at: instant,
          title: z.string(),
          text: z.string(),
          read: z.boolean(),
          link: z.string().optional(),
          template: z.string(),
        }),
      ),
    }),
  }),
  readNotices: route({
    method: 'post',
    path: '/notices/read',
    tag: 'notices',
    summary: 'Mark notices as read; all when none is named',
    policy: 'signed-in',
    body: z.object({ ids: z.array(id).optional() }),
    response: done,
  }),
  search: route({
    method: 'get',
    path: '/search',
    tag: 'search',
    summary: 'Customers, receivables, tasks and people by part of a name or number',
    policy: 'signed-in',
    query: z.object({ text: z.string().min(1).max(100) }),
    response: z.object({
      customers: z.array(z.object({ id, name: z.string(), code: z.string().optional(), grade: z.string().nullable() })),
      receivables: z.array(
        z.object({
          id,
          invoiceNumber: z.string(),
          customerName: z.string(),
          dueDate: z.string(),
          openMinor: z.int(),
          currency: z.string(),
        }),
      ),
      tasks: z.array(z.object({ key: z.string(), name: z.string(), title: z.string() })),
      people: z.array(personRef),
    }),
  }),
};
