/**
 * Makes a fresh clone ready: installs the locked packages and, with --web, builds the browser part.
 * Runs on whatever Node is on the machine (20 or newer), because it runs before our own Node is installed.
 * Each step is left out when what it would make is newer than what it is made from.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const marks = join(root, 'node_modules', '.cache', 'xinliu');

/** Runs a command in the repository and ends this process with its exit code when it fails. */
function run(command, args) {
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  // stdout belongs to the command that comes after (`xinliu --json` prints one document): all of this goes to stderr.
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, PATH: path } });
  if (result.status !== 0) {
    process.stderr.write(
      `setup: '${command} ${args.join(' ')}' failed. Read the lines above, mend it, and start again.\n`,
    );
    process.exit(result.status ?? 1);
  }
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
    .toSorted();
}

function stale(mark, value) {
  const file = join(marks, mark);
  return !existsSync(file) || readFileSync(file, 'utf8') !== value;
}

function remember(mark, value) {
  mkdirSync(marks, { recursive: true });
  writeFileSync(join(marks, mark), value);
}

const locked = digest(['package-lock.json']);
if (!existsSync(join(root, 'node_modules')) || stale('installed', locked)) {
  process.stderr.write('setup: installing packages (once; a minute or two) …\n');
  run('npm', ['ci', '--no-fund', '--no-audit', '--no-progress', '--loglevel=error']);
  remember('installed', locked);
}

if (process.argv.includes('--web')) {
  const folders = [
    'web',
    'designer',
    'forms',
    'api/contract',
    'processes',
    'engine/model',
    'engine/feel',
    'engine/dmn',
  ];
  const files = folders.filter((folder) => existsSync(join(root, folder))).flatMap(sources);
  const built = digest([...files, 'vite.config.ts', 'package-lock.json']);
  if (!existsSync(join(root, 'dist', 'web', 'index.html')) || stale('built', built)) {
    process.stderr.write('setup: building the web application …\n');
    run('npx', ['vite', 'build', '--logLevel', 'warn']);
    remember('built', built);
  }
}
