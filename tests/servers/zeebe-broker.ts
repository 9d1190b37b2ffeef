import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real broker, and its clock. */
export interface ZeebeBroker {
  /** `host:port` of its gateway. */
  readonly address: string;
  /** Stops the clock of the broker at an instant; only forward is safe. */
  readonly pinClock: (instant: Date) => Promise<void>;
  /** Ends the broker if it was started here, else lets its clock run again. */
  readonly stop: () => Promise<void>;
}

/**
 * The broker at `ZEEBE_ADDRESS`, which must have been started with ZEEBE_CLOCK_CONTROLLED=true and has its management port
 * 4 above the gateway's; without it one is started on a data directory of its own by the script `zeebe` in
 * `XINLIU_SERVERS` (../shared/servers).
 */
export async function openBroker(): Promise<ZeebeBroker> {
  const given = process.env['ZEEBE_ADDRESS'];
  if (given !== undefined) {
    const clock = clockAt(given);
    return { address: given, pinClock: clock.pin, stop: clock.release };
  }
  const script = resolve(process.env['XINLIU_SERVERS'] ?? '../shared/servers', 'zeebe');
  const data = await mkdtemp(join(tmpdir(), 'xinliu-zeebe-'));
  const port = await freePorts(5);
  const env = { ...process.env, ZEEBE_PORT: String(port), ZEEBE_CLOCK_CONTROLLED: 'true' };
  const stop = async (): Promise<void> => {
    await run(script, ['stop', data], { env });
    await rm(data, { recursive: true, force: true });
  };
  try {
    await run(script, ['fetch'], { env });
    await run(script, ['start', data], { env });
  } catch (error) {
    await stop();
    throw error;
  }
  const address = `127.0.0.1:${port}`;
  return { address, pinClock: clockAt(address).pin, stop };
}

function clockAt(address: string): {
  readonly pin: (instant: Date) => Promise<void>;
  readonly release: () => Promise<void>;
} {
  const [host = '', port = ''] = address.split(':');
  const url = `http://${host}:${Number(port) + 4}/actuator/clock`;
  const send = async (path: string, init: RequestInit): Promise<void> => {
    const response = await fetch(url + path, init);
    if (!response.ok) throw new Error(`Expected the broker to move its clock, but it answered ${response.status}.`);
  };
  return {
    pin: (instant) =>
      send('/pin', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ epochMilli: instant.getTime() }),
      }),
    release: () => send('', { method: 'DELETE' }),
  };
}

/** The first of several free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await listenOnce(0);
    const all = await Promise.allSettled(Array.from({ length: count }, (_, index) => listenOnce(first + index)));
    if (all.every(({ status }) => status === 'fulfilled')) return first;
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
