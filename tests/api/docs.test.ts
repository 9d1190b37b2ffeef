import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorsMarkdown } from '#api/error-docs.ts';
import { routes, type Route } from '#api/contract/index.ts';
import { openApiDocument } from '#api/openapi.ts';
import { CATALOGUE, describe as tell, reject, type CatalogueEntry, type ErrorCode } from '#errors/index.ts';
import { openApi, type Office } from './harness.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

describe('docs/openapi.json', () => {
  it('should be what the contract says; node scripts/docs.mjs writes it', () => {
    expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(openApiDocument(version))));
  });

  it('should describe every operation once, with who may call it', () => {
    const { paths } = openApiDocument(version) as { paths: Record<string, Record<string, { description: string }>> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const all = Object.values<Route>(routes).map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(all.toSorted());
    expect(new Set(all).size).toBe(all.length);
    expect(paths['/operations/processes']?.['get']?.description).toBe('Roles: admin, operator.');
  });
});

describe('docs/errors.md', () => {
  it('should be what the catalogue says; node scripts/docs.mjs writes it', async () => {
    expect(read('docs/errors.md')).toBe(await format(errorsMarkdown(), { parser: 'markdown', printWidth: 120 }));
  });
});

describe('the error catalogue', () => {
  const entries = Object.entries<CatalogueEntry>(CATALOGUE);

  it.each(entries)('should say %s and what to do about it in both languages', (code, { text, remedy }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)+$/);
    for (const words of [text, remedy]) {
      expect(words.en.trim().length).toBeGreaterThan(3);
      expect(words['zh-CN']).toMatch(/[\u4e00-\u9fff]|\{\w+\}/);
    }
    expect(reject(code as ErrorCode).code).toBe(code);
  });

  it.each(entries)('should fill %s in Chinese with nothing that English does not have', (_code, { text }) => {
    const names = (words: string): string[] =>
      (words.match(/\{\w+\}/g) ?? []).map((name) => name.replace(/(?:En|Zh)\}$/, '}'));
    expect(names(text.en)).toEqual(expect.arrayContaining(names(text['zh-CN'])));
  });

  it('should fill a text from its details and leave a name that is not given', () => {
    expect(tell(reject('API_TOO_MANY', { seconds: 7 }), 'zh-CN').remedy).toBe('请在 7 秒后重试。');
    expect(tell(reject('API_TOO_MANY'), 'en').remedy).toBe('Wait {seconds} seconds and try again.');
  });
});

describe('the documents a server gives', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openApi();
  });
  afterAll(() => office.close());

  it('should be the OpenAPI document and Swagger UI with nothing from elsewhere', async () => {
    const { body } = await request(office.app).get('/api/v1/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const page = await request(office.app).get('/api/docs/').expect(200);
    expect(page.text).not.toMatch(/https?:\/\//);
    for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      await request(office.app)
        .get(new URL(file ?? '', 'http://x/api/docs/').pathname)
        .expect(200);
    }
    const initializer = await request(office.app).get('/api/docs/swagger-initializer.js').expect(200);
    expect(initializer.text).toContain('/api/v1/openapi.json');
  });

  it('should be a page of errors with an anchor for each code, in the language asked for', async () => {
    const page = await request(office.app).get('/docs/errors').set('accept-language', 'en').expect(200);
    for (const code of Object.keys(CATALOGUE)) expect(page.text).toContain(`id="${code}"`);
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).not.toContain('<script');
  });
});
