/** Writes docs/openapi.json and docs/errors.md from the contract and the error catalogue. Tests hold them to it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { errorsMarkdown } from '../api/error-docs.ts';
import { openApiDocument } from '../api/openapi.ts';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

writeFileSync(at('docs/openapi.json'), `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
writeFileSync(at('docs/errors.md'), await format(errorsMarkdown(), { parser: 'markdown', printWidth: 120 }));
