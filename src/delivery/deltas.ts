import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { filesBelow } from './git.js';

/**
 * A file as a full copy (`citewatch.db.br`) and a delta for each night since (`citewatch.db.0001.delta`), so that git need not store the
 * whole file each night. Each part names the bytes that it goes on from, and those that it comes to, by their SHA-256.
 */
export interface DeltaChain {
  /** Packed. */
  readonly full: Buffer;
  readonly deltas: readonly Buffer[];
}

/** Nights after which a full copy is made anew, our choice: a month. */
const MOST_DELTAS = 30;

/** Bytes up to which the slowest compression is used, our choice. */
const SMALL = 300_000;

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const packDelta = (bytes: Buffer, quality: number): Promise<Buffer> =>
  compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      // A window that is longer than the file takes memory for nothing.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(
        24,
        Math.max(16, Math.ceil(Math.log2(bytes.length + 1))),
      ),
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The chain with another version of the file: `before` with one delta more, or a new full copy. */
export async function appendDelta(before: DeltaChain | null, now: Buffer): Promise<DeltaChain> {
  const startChain = async (): Promise<DeltaChain> => ({
    full: Buffer.concat([sha256(now), await packDelta(now, now.length <= SMALL ? 11 : 9)]),
    deltas: [],
  });
  if (before === null || before.deltas.length >= MOST_DELTAS) return startChain();
  const { bytes, fault } = await applyDeltas(before);
  if (fault !== null) return startChain();
  if (bytes.equals(now)) return before;
  const delta = Buffer.concat([
    sha256(bytes),
    sha256(now),
    await packDelta(differences(bytes, now), 11),
  ]);
  const deltas = [...before.deltas, delta];
  const size = deltas.reduce((sum, { length }) => sum + length, 0);
  // A chain that cannot be put together would lose the file.
  const isSound =
    size < before.full.length && (await applyDeltas({ full: before.full, deltas })).fault === null;
  return isSound ? { ...before, deltas } : startChain();
}

/** The file up to the first damaged part; `fault` is the number of that part (0: the full copy), null for none. */
export async function applyDeltas({ full, deltas }: DeltaChain) {
  const first = await unpackDelta(full.subarray(0, HASH), full.subarray(HASH), (bytes) => bytes);
  if (first === null) return { bytes: Buffer.alloc(0), fault: 0 };
  let bytes = first;
  for (const [i, delta] of deltas.entries()) {
    const old = bytes;
    const next = delta.subarray(0, HASH).equals(sha256(old))
      ? await unpackDelta(delta.subarray(HASH, 2 * HASH), delta.subarray(2 * HASH), (steps) =>
          rebuilt(old, steps),
        )
      : null;
    if (next === null) return { bytes, fault: i + 1 };
    bytes = next;
  }
  return { bytes, fault: null };
}

/** Bytes of a SHA-256. */
const HASH = 32;

/** The bytes of a part, null where they do not have this SHA-256. */
async function unpackDelta(
  hash: Buffer,
  part: Buffer,
  read: (bytes: Buffer) => Buffer,
): Promise<Buffer | null> {
  try {
    const bytes = read(await decompress(part));
    return sha256(bytes).equals(hash) ? bytes : null;
  } catch {
    return null;
  }
}

const FULL = '.br';
const DELTA = /\.(\d{4})\.delta$/u;

/** The name of a part of a file: 0 is the full copy. */
export const partName = (path: string, n: number): string =>
  n === 0 ? `${path}${FULL}` : `${path}.${String(n).padStart(4, '0')}.delta`;

/** The file whose part a name is, and which; null for a name of no part. */
export function partOf(name: string): { readonly path: string; readonly n: number } | null {
  if (name.endsWith(FULL)) return { path: name.slice(0, -FULL.length), n: 0 };
  const [end, n] = DELTA.exec(name) ?? [];
  return end === undefined ? null : { path: name.slice(0, -end.length), n: Number(n) };
}

/** Puts files together, up to the first damaged part, and removes their parts. Gives the damaged or missing parts, and the whole files. */
export async function restoreDeltas(folder: string) {
  const names = await filesBelow(folder);
  const damaged: string[] = [];
  const whole: string[] = [];
  for (const path of new Set(names.flatMap((name) => partOf(name)?.path ?? []))) {
    const own = names.filter((name) => partOf(name)?.path === path);
    const parts: Buffer[] = [];
    while (own.includes(partName(path, parts.length)))
      parts.push(await readFile(join(folder, partName(path, parts.length))));
    const [full = Buffer.alloc(0), ...deltas] = parts;
    const { bytes, fault } = await applyDeltas({ full, deltas });
    if (fault !== null || own.length > parts.length)
      damaged.push(partName(path, fault ?? parts.length));
    else whole.push(path);
    if (fault !== 0) await writeFile(join(folder, path), bytes);
    for (const name of own) await rm(join(folder, name));
  }
  return { damaged, whole };
}

/** Bytes of a page of SQLite (its default): most pages stay where they were. */
const PAGE = 4096;
/** Bytes by which a place of the old file is found again, our choice. */
const WINDOW = 16;
/** Places that are indexed at most, our choice: every n-th of a longer file. */
const PLACES = 1 << 21;

/** A delta as steps: so many own bytes, then so many from a place of the old file. {@link rebuilt} reads it. */
function differences(old: Buffer, now: Buffer): Buffer {
  const steps: number[] = [];
  const own: Buffer[] = [];
  let ownFrom = 0;
  let expected = 0;
  const step = (at: number, from: number, length: number): void => {
    own.push(now.subarray(ownFrom, at));
    steps.push(at - ownFrom, length, zigzag(from - expected));
    expected = from + length;
    ownFrom = at + length;
  };
  const places = placesIn(old);
  let at = 0;
  while (at < now.length) {
    const end = Math.min(at + PAGE, now.length);
    const isSame = at % PAGE === 0 && old.subarray(at, end).equals(now.subarray(at, end));
    const found = isSame
      ? { from: at, back: 0, length: sameFrom(old, at, now, at) }
      : places.find(now, at, ownFrom);
    if (found === null) {
      at++;
      continue;
    }
    step(at - found.back, found.from - found.back, found.length + found.back);
    at = ownFrom;
  }
  step(now.length, expected, 0);
  const written = varints(steps);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(written.length, 0);
  return Buffer.concat([head, written, ...own]);
}

/** The new bytes of a delta. Throws where a step is impossible. */
function rebuilt(old: Buffer, delta: Buffer): Buffer {
  const stepsEnd = 4 + delta.readUInt32LE(0);
  const steps = readVarints(delta.subarray(4, stepsEnd));
  const pieces: Buffer[] = [];
  let ownFrom = stepsEnd;
  let expected = 0;
  for (let i = 0; i + 2 < steps.length; i += 3) {
    const [own = 0, length = 0, moved = 0] = steps.slice(i, i + 3);
    const from = expected + unzigzag(moved);
    if (from < 0 || from + length > old.length) throw new RangeError('a step beyond the file');
    pieces.push(delta.subarray(ownFrom, ownFrom + own), old.subarray(from, from + length));
    ownFrom += own;
    expected = from + length;
  }
  return Buffer.concat(pieces);
}

function sameFrom(a: Buffer, i: number, b: Buffer, j: number): number {
  let length = 0;
  const most = Math.min(a.length - i, b.length - j);
  while (length < most && a[i + length] === b[j + length]) length++;
  return length;
}

/** An index of a file's places by a hash of the bytes there. */
function placesIn(old: Buffer) {
  const step = WINDOW * Math.max(1, Math.ceil(old.length / WINDOW / PLACES));
  const size = 1 << Math.ceil(Math.log2(Math.max(2, (2 * old.length) / step)));
  const table = new Int32Array(size).fill(-1);
  const slot = (bytes: Buffer, at: number): number => {
    let hash = 0;
    for (let i = 0; i < WINDOW; i += 4)
      hash = Math.imul(hash ^ bytes.readInt32LE(at + i), 0x9e3779b1) ^ (hash >>> 15);
    return (hash ^ (hash >>> 13)) & (size - 1);
  };
  for (let at = 0; at + WINDOW <= old.length; at += step) table[slot(old, at)] = at;
  return {
    /** The stretch of the old file around what is at `at` of the new; bytes before `least` are written already. */
    find(now: Buffer, at: number, least: number) {
      if (at + WINDOW > now.length) return null;
      const from = table[slot(now, at)] ?? -1;
      if (from < 0) return null;
      const length = sameFrom(old, from, now, at);
      if (length < WINDOW) return null;
      let back = 0;
      while (at - back > least && from > back && old[from - back - 1] === now[at - back - 1])
        back++;
      return { from, back, length };
    },
  };
}

const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n);
const unzigzag = (n: number): number => (n % 2 === 1 ? -(n + 1) / 2 : n / 2);

function varints(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (let n of numbers) {
    for (; n >= 128; n = Math.floor(n / 128)) bytes.push((n % 128) + 128);
    bytes.push(n);
  }
  return Buffer.from(bytes);
}

function readVarints(bytes: Buffer): readonly number[] {
  const numbers: number[] = [];
  let n = 0;
  let unit = 1;
  for (const byte of bytes) {
    n += (byte % 128) * unit;
    unit *= 128;
    if (byte >= 128) continue;
    numbers.push(n);
    n = 0;
    unit = 1;
  }
  return numbers;
}
