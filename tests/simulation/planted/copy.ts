import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Patch } from './bugs.ts';

/** What the simulation runs on. */
const SOURCES = [
  'engine',
  'store',
  'tasks',
  'organization',
  'forms',
  'errors',
  'tests/simulation',
  'tests/support',
  'tests/store/support.ts',
  'package.json',
];

export interface Outcome {
  /** The seed that found something; undefined: none did. */
  readonly seed: number | undefined;
  /** What it broke. */
  readonly told: string;
}

/** A copy of the source with patches in it. */
export class PatchedCopy {
  readonly #root = resolve(import.meta.dirname, '../../..');
  readonly #path = mkdtempSync(join(tmpdir(), 'xinliu-planted-'));

  constructor(patches: readonly Patch[]) {
    for (const source of SOURCES) cpSync(join(this.#root, source), join(this.#path, source), { recursive: true });
    symlinkSync(join(this.#root, 'node_modules'), join(this.#path, 'node_modules'));
    for (const { file, find, put } of patches) {
      const path = join(this.#path, file);
      const text = readFileSync(path, 'utf8');
      const places = text.split(find).length - 1;
      if (places !== 1)
        throw new Error(`Expected the text of the patch once in ${file}, found it ${places} times: ${find}`);
      writeFileSync(
        path,
        text.replace(find, () => put),
      );
    }
  }

  /** Runs seeds over the copy until one finds something. */
  simulate(seeds: number): Promise<Outcome> {
    const script = ['tests/simulation/main.ts', '--no-shrink', '--seeds', String(seeds)];
    const child = spawn(process.execPath, script, { cwd: this.#path, stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    child.stdout.on('data', (data) => (told += String(data)));
    child.stderr.on('data', (data) => (told += String(data)));
    return new Promise((done) => {
      child.on('close', (code) => {
        const found = /^SEED=(\d+) breaks (.*)$/m.exec(told);
        if (found !== null) done({ seed: Number(found[1]), told: found[2] ?? '' });
        else done({ seed: undefined, told: code === 0 ? '' : told });
      });
    });
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}
