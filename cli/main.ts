/** `xinliu`: the command line. `cli/xinliu.mjs` starts this file under the pinned Node. */
import { readFileSync } from 'node:fs';
import { runCommandLine } from './run-command-line.ts';

const { env } = process;
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: env,
  // npm runs scripts in the repository's root and tells in INIT_CWD where the person stood.
  folder: env['npm_lifecycle_event'] === 'xinliu' ? (env['INIT_CWD'] ?? process.cwd()) : process.cwd(),
  version,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: { now: () => new Date().toISOString(), elapsed: () => performance.now() },
});
