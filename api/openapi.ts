import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { IDEMPOTENCY_HOURS, idempotencyKey, problem, type Route, routes } from './contract/index.ts';

function contentOf(route: Route): ZodOpenApiOperationObject['requestBody'] {
  if (route.bodyType === 'upload') {
    return {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    };
  }
  return route.body ? { required: true, content: { 'application/json': { schema: route.body } } } : undefined;
}

function policyOf(route: Route): string {
  if (route.policy === 'public') return 'Everybody.';
  return route.policy === 'signed-in' ? 'Everybody signed in.' : `Roles: ${route.policy.roles.join(', ')}.`;
}

const keyHeader = z.object({
  'Idempotency-Key': idempotencyKey.optional().meta({
    description: `A new one for each thing to be done, the same when asking again. It is done once: whoever asks again within ${IDEMPOTENCY_HOURS} hours gets the first result, with Idempotency-Replayed: true. The same key with another request is refused (API_KEY_REUSED). What was refused is not remembered.`,
  }),
});

function operationOf(name: string, route: Route): ZodOpenApiOperationObject {
  const requestBody = contentOf(route);
  // Parameters of the contract are zod objects throughout.
  const params = route.params as z.ZodObject | undefined;
  const query = route.query as z.ZodObject | undefined;
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    description: policyOf(route),
    ...(route.policy === 'public' ? { security: [] } : {}),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(route.takesKey === true ? { header: keyHeader } : {}),
    },
    ...(requestBody ? { requestBody } : {}),
    responses: {
      '200':
        route.responseType === 'file'
          ? {
              description: 'The file',
              content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
            }
          : { description: 'Done', content: { 'application/json': { schema: route.response } } },
      default: {
        description: 'What went wrong, and what to do',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

/** The OpenAPI 3.1 document of the contract; docs/openapi.json is this, and a test holds the two together. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: '信流 Xinliu', version, description: 'Workflow and approvals for companies that sell on credit.' },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'xinliu.sid' } } },
    paths: paths as ZodOpenApiPathsObject,
  });
}
