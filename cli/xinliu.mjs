#!/usr/bin/env node
/** Starts the command line under the Node that this repository pins, whatever Node called it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const setup = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], { stdio: ['ignore', 2, 2] });
if (setup.status !== 0) process.exit(setup.status ?? 1);
const node = join(root, 'node_modules', 'node', 'bin', 'node');
const result = spawnSync(node, [join(root, 'cli', 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(result.status ?? 1);
