/** Writes docs/openapi.json, docs/errors.md and docs/constructs.md from the contract, the error catalogue and the table of
 * constructs. Tests hold them to it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { errorsMarkdown } from '../api/error-docs.ts';
import { openApiDocument } from '../api/openapi.ts';
import { constructsMarkdown } from '../engine/model/constructs-docs.ts';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

writeFileSync(at('docs/openapi.json'), `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
writeFileSync(at('docs/errors.md'), await format(errorsMarkdown(), { parser: 'markdown', printWidth: 120 }));
writeFileSync(at('docs/constructs.md'), await format(constructsMarkdown(), { parser: 'markdown', printWidth: 120 }));
