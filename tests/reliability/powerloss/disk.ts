import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DiskEvent } from './trace.ts';

type Change = Extract<DiskEvent, { type: 'write' | 'truncate' }>;

interface File {
  /** What a sync has brought to the platter. */
  bytes: Buffer;
  size: number;
  /** In the cache of the machine only. */
  pending: Change[];
  /** By thread: what its sync that is under way covers. */
  readonly covered: Map<string, number>;
}

/**
 * A disk that loses power. Directory operations count as durable; sectors are not torn.
 */
export class Disk {
  readonly #files = new Map<string, File>();
  readonly acknowledged: number[] = [];

  take(event: DiskEvent): void {
    if (event.type === 'acknowledged') this.acknowledged.push(event.number);
    else if (event.type === 'unlinked') this.#files.delete(event.path);
    else {
      const file = this.#file(event.path);
      if (event.type === 'syncBegan') file.covered.set(event.thread, file.pending.length);
      else if (event.type === 'synced') sync(file, event.thread);
      else file.pending.push(event);
    }
  }

  /** Writes the files as they are after a power cut now. `keeps`: of what was not synced, which changes got through. */
  restore(folder: string, keeps: () => boolean): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [path, file] of this.#files) {
      const kept = file.pending.filter(keeps);
      const restored = { bytes: kept.length === 0 ? file.bytes : Buffer.from(file.bytes), size: file.size };
      for (const change of kept) apply(restored, change);
      writeFileSync(join(folder, basename(path)), restored.bytes.subarray(0, restored.size));
    }
  }

  #file(path: string): File {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const made: File = { bytes: Buffer.alloc(0), size: 0, pending: [], covered: new Map() };
    this.#files.set(path, made);
    return made;
  }
}

function sync(file: File, thread: string): void {
  const count = file.covered.get(thread) ?? 0;
  file.covered.delete(thread);
  for (const change of file.pending.splice(0, count)) apply(file, change);
  // Syncs of other threads that are under way cover what is left of theirs.
  for (const [other, others] of file.covered) file.covered.set(other, Math.max(0, others - count));
}

function apply(file: { bytes: Buffer; size: number }, change: Change): void {
  if (change.type === 'truncate') {
    if (change.size < file.size) file.bytes.fill(0, change.size, file.size);
    file.size = change.size;
    grow(file, file.size);
    return;
  }
  const end = change.offset + change.bytes.length;
  grow(file, end);
  change.bytes.copy(file.bytes, change.offset);
  file.size = Math.max(file.size, end);
}

function grow(file: { bytes: Buffer }, size: number): void {
  if (size <= file.bytes.length) return;
  const larger = Buffer.alloc(Math.max(size, 2 * file.bytes.length));
  file.bytes.copy(larger);
  file.bytes = larger;
}
