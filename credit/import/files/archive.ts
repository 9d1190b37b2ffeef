import { inflateRawSync } from 'node:zlib';
import { fail } from '#errors/index.ts';
import { TABLE_LIMITS } from './table-types.ts';

interface Part {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const END_LENGTH = 22;
const MEGABYTE = 1024 * 1024;

/**
 * Makes sure that a compressed workbook can be unpacked without harm, before a library does so: the directory is whole, its parts
 * don't overlap, what they declare to unpack to is within the limits, and each part really unpacks to no more than it declares.
 */
export function checkArchive(bytes: Uint8Array, file: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = readDirectory(view, file);
  if (!parts.some(({ name }) => /^xl\/workbook\.(xml|bin)$/i.test(name))) fail('IMPORT_FILE_NOT_WORKBOOK', { file });
  if (parts.some(({ encrypted }) => encrypted)) fail('IMPORT_FILE_PASSWORD', { file });
  checkDeclared(parts, file);
  let end = 0;
  for (const part of parts.toSorted((a, b) => a.offset - b.offset)) {
    if (part.offset < end) fail('IMPORT_FILE_BOMB', { file, place: `${part.name} (overlap)` });
    end = checkPart(view, part, file);
  }
}

function readDirectory(view: DataView, file: string): Part[] {
  const end = findEnd(view);
  if (end === undefined) fail('IMPORT_FILE_TRUNCATED', { file, place: 'ZIP' });
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_RECORD) {
      fail('IMPORT_FILE_DAMAGED', { file, kind: 'xlsx', problem: `ZIP #${index + 1}` });
    }
    const nameLength = view.getUint16(at + 28, true);
    parts.push({
      name: Buffer.from(
        view.buffer,
        view.byteOffset + at + 46,
        Math.min(nameLength, view.byteLength - at - 46),
      ).toString(),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** The end record lies within the last 64 KB, before a comment that is nearly always empty. */
function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_LENGTH - 0xffff);
  for (let at = view.byteLength - END_LENGTH; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return undefined;
}

function checkDeclared(parts: readonly Part[], file: string): void {
  const total = parts.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > TABLE_LIMITS.unpackedBytes) {
    fail('IMPORT_FILE_BOMB', {
      file,
      place: `${Math.ceil(total / MEGABYTE)} MB > ${TABLE_LIMITS.unpackedBytes / MEGABYTE} MB`,
    });
  }
  const dense = parts.find(
    ({ packed, unpacked }) => unpacked > MEGABYTE && unpacked / Math.max(packed, 1) > TABLE_LIMITS.unpackRatio,
  );
  if (dense !== undefined) {
    fail('IMPORT_FILE_BOMB', {
      file,
      place: `${dense.name} (1 : ${Math.round(dense.unpacked / Math.max(dense.packed, 1))})`,
    });
  }
}

/** Where the part's data ends. Unpacks it under the declared length, because declarations can lie. */
function checkPart(view: DataView, part: Part, file: string): number {
  const { offset, name } = part;
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_RECORD) {
    fail('IMPORT_FILE_DAMAGED', { file, kind: 'xlsx', problem: name });
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = start + part.packed;
  if (end > view.byteLength) fail('IMPORT_FILE_TRUNCATED', { file, place: name });
  if (part.method !== 8) return end;
  try {
    inflateRawSync(Buffer.from(view.buffer, view.byteOffset + start, part.packed), {
      maxOutputLength: Math.max(part.unpacked, 1),
    });
  } catch (cause) {
    const lied = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    if (lied) fail('IMPORT_FILE_BOMB', { file, place: name }, { cause });
    fail('IMPORT_FILE_DAMAGED', { file, kind: 'xlsx', problem: name }, { cause });
  }
  return end;
}
