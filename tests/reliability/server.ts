import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The program as `npm start` runs it, in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Where it answers, once it is ready; undefined when it ended before. */
  readonly address: Promise<string | undefined>;
  /** Resolves when the process is gone, with what it wrote to stderr. */
  readonly ended: Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts the server over a data folder that holds a company already. `through`: a command it is run by (strace). */
export function startServer(folder: string, through: readonly string[] = []): ServerProcess {
  const command = [...through, process.execPath, join(ROOT, 'api', 'main.ts'), '--empty', '--data', folder];
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' },
  });
  let complaints = '';
  child.stderr.on('data', (part: Buffer) => (complaints += part.toString()));
  return {
    pid: child.pid ?? 0,
    address: greetedAddress(child),
    ended: once(child, 'exit').then(() => complaints),
    signal: (name) => child.kill(name),
  };
}

function greetedAddress(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => resolve(undefined));
  });
}
