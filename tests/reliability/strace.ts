import { execFileSync } from 'node:child_process';

/** strace shows what a program asks of the disk, and can let it fail. Installed where it is missing. */
export function ensureStrace(): void {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', 'strace'], { stdio: 'ignore' });
  }
}

/** The bytes of a string as `strace -xx` prints them. */
export function unhex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
