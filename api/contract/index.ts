/**
 * The API under /api/v1, as data: one zod contract that the server enforces, the browser's typed client follows and the
 * OpenAPI document is made from.
 */
import type { z } from 'zod';
import { caseRoutes } from './cases.ts';
import { operationRoutes } from './operations.ts';
import { customerRoutes, importRoutes, receivableRoutes } from './receivables.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session.ts';
import { administrationRoutes, studioRoutes } from './studio.ts';
import { taskRoutes } from './tasks.ts';

export * from './cases.ts';
export * from './operations.ts';
export * from './receivables.ts';
export * from './route.ts';
export * from './session.ts';
export * from './studio.ts';
export * from './tasks.ts';

export const routes = {
  ...sessionRoutes,
  ...taskRoutes,
  ...caseRoutes,
  ...operationRoutes,
  ...customerRoutes,
  ...receivableRoutes,
  ...importRoutes,
  ...studioRoutes,
  ...administrationRoutes,
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
type Part<Name extends RouteName, Field extends 'params' | 'query' | 'body'> =
  NonNullable<(typeof routes)[Name][Field]> extends infer Schema
    ? Schema extends z.ZodType
      ? z.input<Schema>
      : undefined
    : undefined;

export type ParamsOf<Name extends RouteName> = Part<Name, 'params'>;
export type QueryOf<Name extends RouteName> = Part<Name, 'query'>;
export type BodyOf<Name extends RouteName> = Part<Name, 'body'>;
export type ResponseOf<Name extends RouteName> = z.output<(typeof routes)[Name]['response']>;

/**
 * Topics a socket pushes as `changed` with the list of topics; the browser asks again for what it shows. Truth never
 * travels by socket.
 */
export type Topic =
  | 'tasks'
  | 'notices'
  | 'receivables'
  | 'customers'
  | 'cases'
  | 'operations'
  | 'clock'
  | 'processes'
  | 'people'
  | 'health'
  | `case:${string}`
  | `import:${string}`;
