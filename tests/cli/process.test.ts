import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './support.ts';

const COMMAND = fileURLToPath(new URL('../../cli/xinliu.mjs', import.meta.url));

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

async function start(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: desk.folder,
    env: { ...process.env, LANG: 'en_US.UTF-8', npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise((done) => child.once('exit', done));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err, exit: await exit };
}

describe('cli/xinliu.mjs', () => {
  it('should run from any folder and answer with one line of JSON', async () => {
    desk.put('c.json', '{"days": 8}');
    expect(await start('feel', 'days > 7', '--context', 'c.json', '--json')).toEqual({
      out: '{"value":true,"diagnostics":[]}\n',
      err: '',
      exit: 0,
    });
  });

  it('should hand its exit code on', async () => {
    expect((await start('lint', 'absent.bpmn')).exit).toBe(1);
    expect((await start('lint')).exit).toBe(2);
  });
});
