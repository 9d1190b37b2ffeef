/** `npm run dev`: the API on port 8080, restarted when its files change, and Vite in front of it on port 5173. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);

const api = spawn(
  join(root, 'node_modules', 'node', 'bin', 'node'),
  ['--watch', '--watch-preserve-output', 'api/main.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PORT: '8080', LOG_LEVEL: process.env.LOG_LEVEL ?? 'info' } },
);
const web = spawn(bin('vite'), [], { cwd: root, stdio: 'inherit' });

let closing = false;
/** When one of the two ends, the other is of no use. */
function close(code) {
  if (closing) return;
  closing = true;
  api.kill('SIGTERM');
  web.kill('SIGTERM');
  process.exitCode = code;
}
api.on('exit', (code) => close(code ?? 0));
web.on('exit', (code) => close(code ?? 0));
process.on('SIGINT', () => close(0));
process.on('SIGTERM', () => close(0));
