import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { reject, type Rejection } from '#errors/index.ts';

const HEADER = 32;
const FRAME_HEADER = 24;
/** Of the index beside the log (sqlite.org/walformat.html, 2.1): two copies of the header, then how much was moved. */
const INDEX_HEADER = 48;

interface Log {
  readonly frames: readonly { readonly isCommit: boolean; readonly isOurs: boolean }[];
  /** Frames up to the last commit that can be read. */
  readonly valid: number;
  readonly salts: Buffer;
}

/**
 * Looks at a write-ahead log that was left behind, before SQLite opens it and takes what can be read for all there was.
 * Undefined when nothing says that a commit is missing; else STORE_LOG_CUT, and the log as it was is kept beside. What can
 * be known: that the index beside the log counts more frames than can be read, or that commits of the same log lie behind
 * a place that can not be read: one commit at most is ever on its way.
 */
export function checkLog(path: string, now: number): Rejection | undefined {
  const file = `${path}-wal`;
  const log = existsSync(file) ? readLog(readFileSync(file)) : undefined;
  const counted = countedFrames(`${path}-shm`, log?.salts);
  const readable = log?.valid ?? 0;
  const behind = log?.frames.slice(readable).filter(({ isCommit, isOurs }) => isCommit && isOurs).length ?? 0;
  if (counted <= readable && behind < 2) return undefined;
  const kept = `${path}.cut-${new Date(now).toISOString().replaceAll(':', '-')}-wal`;
  if (log !== undefined) copyFileSync(file, kept);
  return reject('STORE_LOG_CUT', { path, readable, missing: Math.max(counted - readable, behind), kept });
}

/** Frames with the sums that chain them; `undefined` for what is no log. */
function readLog(bytes: Buffer): Log | undefined {
  if (bytes.length < HEADER) return undefined;
  const magic = bytes.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return undefined;
  const bigEndian = magic === 0x377f0683;
  const size = bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  let sums = checksum(bytes.subarray(0, 24), [0, 0], bigEndian);
  let chained = sums[0] === bytes.readUInt32BE(24) && sums[1] === bytes.readUInt32BE(28);
  let valid = 0;
  const frames: { isCommit: boolean; isOurs: boolean }[] = [];
  for (let at = HEADER; at + FRAME_HEADER + size <= bytes.length; at += FRAME_HEADER + size) {
    const isOurs = bytes.subarray(at + 8, at + 16).equals(salts);
    const isCommit = bytes.readUInt32BE(at + 4) !== 0;
    frames.push({ isCommit, isOurs });
    if (!chained) continue;
    sums = checksum(bytes.subarray(at, at + 8), sums, bigEndian);
    sums = checksum(bytes.subarray(at + FRAME_HEADER, at + FRAME_HEADER + size), sums, bigEndian);
    chained = isOurs && sums[0] === bytes.readUInt32BE(at + 16) && sums[1] === bytes.readUInt32BE(at + 20);
    if (chained && isCommit) valid = frames.length;
  }
  return { frames, valid, salts };
}

/** The sum of the format, 4.2: two running sums over pairs of words. */
function checksum(bytes: Buffer, [first, second]: readonly [number, number], bigEndian: boolean): [number, number] {
  let a = first;
  let b = second;
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

/** Frames that the index says were committed to the log with these salts; without a log, those not moved yet. */
function countedFrames(file: string, salts: Buffer | undefined): number {
  if (!existsSync(file)) return 0;
  const bytes = readFileSync(file);
  const header = bytes.subarray(0, INDEX_HEADER);
  // Written one after the other: where they differ, nobody finished.
  if (bytes.length < 136 || !header.equals(bytes.subarray(INDEX_HEADER, 2 * INDEX_HEADER)) || header[12] !== 1)
    return 0;
  const frames = header.readUInt32LE(16);
  const moved = bytes.readUInt32LE(2 * INDEX_HEADER);
  if (salts === undefined) return frames - moved;
  return header.subarray(32, 40).equals(salts) ? frames : 0;
}
