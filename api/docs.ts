import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import { errorsPage } from './error-docs.ts';
import { languageOf } from './http.ts';
import { openApiDocument } from './openapi.ts';

const require = createRequire(import.meta.url);
const SWAGGER_UI = dirname(require.resolve('swagger-ui-dist/package.json'));

const INITIALIZER = `window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
  });
};
`;

/** What one reads about the API, all from this server: the OpenAPI document, Swagger UI, the page of errors. */
export function docs(version: string): Router {
  const router = Router();
  const document = JSON.stringify(openApiDocument(version));
  router.get('/api/v1/openapi.json', (_request, response) => {
    response.type('application/json').send(document);
  });
  router.get('/api/docs/swagger-initializer.js', (_request, response) => {
    response.type('text/javascript').send(INITIALIZER);
  });
  router.use('/api/docs', express.static(SWAGGER_UI, { index: 'index.html', redirect: true }));
  router.get('/docs/errors', (request, response) => {
    response.type('html').send(errorsPage(languageOf(request)));
  });
  return router;
}
