import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for data that runs full, and gets room again. */
export interface SmallDisk {
  readonly kind: 'tmpfs' | 'file size limit';
  readonly path: string;
  /** What the program is run by. */
  readonly through: readonly string[];
  /** Leaves so many bytes. */
  readonly fill: (room: number) => void;
  readonly makeRoom: (pid: number) => void;
  readonly remove: () => void;
}

/** A disk in memory where mounting is permitted, else files that may not grow. */
export function openSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'xinliu-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return limitedFiles(path);
  }
  const ballast = join(path, 'ballast');
  return {
    kind: 'tmpfs',
    path,
    through: [],
    fill(room) {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - room)));
    },
    makeRoom: () => rmSync(ballast),
    remove() {
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** No file of the program may be longer than this: log or database soon meet it. */
const LONGEST_FILE = 4 * 1_048_576;

function limitedFiles(path: string): SmallDisk {
  mkdirSync(path, { recursive: true });
  return {
    kind: 'file size limit',
    path,
    through: ['prlimit', `--fsize=${LONGEST_FILE}:unlimited`],
    fill: () => undefined,
    makeRoom: (pid) => void execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
