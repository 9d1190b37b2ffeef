import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/** Folder → what it may import: folders of ours, package names, or `node:`. The most specific folder wins. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  errors: ['errors'],
  i18n: ['i18n', 'api/contract', 'i18next', 'react-i18next', 'react'],
  'engine/kernel': [
    'engine/kernel',
    'engine/model',
    'engine/records.ts',
    'engine/feel/index.ts',
    'engine/dmn/index.ts',
    'errors',
    'luxon',
  ],
  'engine/model': [
    'engine/model',
    'engine/records.ts',
    'engine/feel/index.ts',
    'engine/dmn/index.ts',
    'errors',
    'bpmn-moddle',
    'zeebe-bpmn-moddle',
    'luxon',
  ],
  'engine/feel': ['engine/feel', 'decimal.js', 're2js', 'luxon'],
  'engine/dmn': ['engine/dmn', 'engine/feel/index.ts', 'engine/records.ts', 'errors', 'decimal.js'],
  engine: ['engine', 'store', 'errors', 'node:', 'pino', 'zod', 'luxon'],
  store: ['store', 'errors', 'node:', 'zod'],
  organization: ['organization', 'store', 'engine/index.ts', 'errors', 'node:', 'zod', 'luxon', 'chinese-days'],
  'forms/schema': ['forms/schema', 'errors', 'zod'],
  'forms/validate': ['forms/schema', 'forms/validate', 'errors', 're2js'],
  forms: [
    'forms',
    'errors',
    'react',
    'react-dom',
    '@rjsf',
    'antd',
    '@ant-design/icons',
    'dayjs',
    'i18next',
    'react-i18next',
  ],
  tasks: [
    'tasks',
    'organization/index.ts',
    'forms/schema',
    'forms/validate',
    'engine/index.ts',
    'store/index.ts',
    'errors',
    'zod',
    'luxon',
  ],
  credit: [
    'credit',
    'tasks/index.ts',
    'organization/index.ts',
    'forms/schema',
    'engine/index.ts',
    'store/index.ts',
    'processes/index.ts',
    'errors',
    'node:',
    'decimal.js',
    'zod',
    'luxon',
    'csv-parse',
    'csv-stringify',
    '@e965/xlsx',
    'iconv-lite',
    'chardet',
  ],
  processes: ['processes', 'node:', 'zod', 'forms/schema', 'engine/index.ts'],
  'designer/lint': [
    'designer/lint',
    'engine/model',
    'engine/feel/index.ts',
    'engine/dmn/index.ts',
    'engine/records.ts',
    'errors',
  ],
  designer: [
    'designer',
    'api/contract',
    'errors',
    'react',
    'react-dom',
    'antd',
    '@ant-design/icons',
    'bpmn-js',
    'bpmn-js-i18n-zh',
    'diagram-js',
    'zeebe-bpmn-moddle',
    'i18n',
    'forms',
  ],
  'api/contract': ['api/contract', 'errors', 'zod', 'zod-openapi'],
  api: [
    'api',
    'engine',
    'store',
    'tasks',
    'forms/schema',
    'forms/validate',
    'organization',
    'credit',
    'processes',
    'designer/lint',
    'errors',
    'node:',
    'express',
    'express-session',
    'express-rate-limit',
    'helmet',
    'multer',
    'socket.io',
    'pino',
    'pino-http',
    'swagger-ui-dist',
    'zod',
    'zod-openapi',
    'luxon',
  ],
  cli: [
    'cli',
    'pino',
    'api',
    'engine',
    'store',
    'tasks',
    'forms/schema',
    'forms/validate',
    'organization',
    'credit',
    'processes',
    'designer/lint',
    'errors',
    'node:',
    'commander',
    'zod',
    'luxon',
  ],
  web: [
    'web',
    'forms',
    'designer',
    'api/contract',
    'errors',
    'react',
    'react-dom',
    'react-router',
    'antd',
    '@ant-design/icons',
    'socket.io-client',
    'i18n',
    '@tanstack',
    'dayjs',
    'bpmn-js',
  ],
};

const roots = [...new Set(Object.keys(LAYERS).map((layer) => layer.split('/')[0]))];
const files = globSync(`{${roots.join(',')}}/**/*.{ts,tsx}`);
const layers = Object.keys(LAYERS).toSorted((a, b) => b.length - a.length);
const layerOf = (file: string): string => layers.find((layer) => file.startsWith(`${layer}/`)) ?? '';

/** A repository path for relative and `#alias` imports, the specifier itself for packages. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  return specifier.startsWith('#') ? specifier.slice(1) : specifier;
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const { module } = parseSync(file, text);
  const literal = (from: number, to: number): string => text.slice(from, to).replaceAll(/['"`]/g, '');
  return [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.flatMap((item) => item.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map((entry) => literal(entry.moduleRequest.start, entry.moduleRequest.end)),
  ].map((specifier) => resolve(file, specifier));
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));
const matches = (target: string, allowed: string): boolean =>
  target === allowed || target.startsWith(allowed.endsWith(':') ? allowed : `${allowed}/`);

describe('architecture', () => {
  it('should see the source (a run over nothing must not pass)', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => layerOf(file) === '')).toEqual([]);
  });

  it.each(files)('should keep %s in its layer', (file) => {
    const allowed = LAYERS[layerOf(file)] ?? [];
    const outside = (imports.get(file) ?? []).filter((target) => !allowed.some((entry) => matches(target, entry)));
    expect(outside, `${layerOf(file)} may import only: ${allowed.join(', ')}`).toEqual([]);
  });

  it('should keep React and .tsx out of the server', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const target of imports.get(file) ?? []) visit(target);
    };
    visit('api/main.ts');
    visit('cli/main.ts');
    expect([...seen].filter((file) => file.endsWith('.tsx') || file === 'react')).toEqual([]);
  });

  it('should keep clock, randomness and I/O out of the pure folders', () => {
    const pure = /^(engine\/(kernel|model|feel|dmn)|forms\/schema|designer\/lint|(tasks|credit)\/deciders)\//;
    const impure =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\brandomUUID\b|from 'node:/;
    const found = files.filter((file) => pure.test(file) && impure.test(readFileSync(file, 'utf8')));
    expect(found).toEqual([]);
  });
});
