/** `xinliu`: the command line; `cli/xinliu.mjs` starts this file under the pinned Node. Compiled code is kept from call to call. */
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
enableCompileCache(join(root, 'node_modules', '.cache', 'xinliu', 'compiled'));
const { runCommandLine } = await import('./run-command-line.ts');

const { env } = process;
// Our own file.
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: env,
  // npm runs scripts in the repository's root and tells in INIT_CWD where the person stood.
  folder: env['npm_lifecycle_event'] === 'xinliu' ? (env['INIT_CWD'] ?? process.cwd()) : process.cwd(),
  version,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: { now: () => new Date().toISOString(), elapsed: () => performance.now() },
});
