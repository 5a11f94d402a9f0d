import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';

/**
 * A file that changes all over each night is kept as a full copy (`citewatch.db.br`) and, for each night since, what is other in it
 * (`citewatch.db.0001.delta`): a night adds what it learnt, and git need not take the whole file again. Each part names the bytes that it
 * goes on from, and those that it comes to, by their SHA-256.
 */
export interface DeltaChain {
  /** The full copy, packed. */
  readonly full: Buffer;
  /** In their order. */
  readonly deltas: readonly Buffer[];
}

/** Nights after which a full copy is made anew, our choice: a month. */
const MOST_DELTAS = 30;

/** Bytes up to which packing may take its time, our choice. */
const SMALL = 300_000;

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const packed = (bytes: Buffer, quality: number): Promise<Buffer> =>
  compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      // A window that is longer than the file takes its room all the same.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(24, Math.max(16, Math.ceil(Math.log2(bytes.length + 1)))),
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The parts of a file that is to be kept behind those that are; none of those are changed unless all are made anew. */
export async function appendDelta(before: DeltaChain | null, now: Buffer): Promise<DeltaChain> {
  const anew = async (): Promise<DeltaChain> => ({
    full: Buffer.concat([sha256(now), await packed(now, now.length <= SMALL ? 11 : 9)]),
    deltas: [],
  });
  if (before === null || before.deltas.length >= MOST_DELTAS) return anew();
  const { bytes, fault } = await applyDeltas(before);
  if (fault !== null) return anew();
  if (bytes.equals(now)) return before;
  const delta = Buffer.concat([sha256(bytes), sha256(now), await packed(differences(bytes, now), 11)]);
  const deltas = [...before.deltas, delta];
  const size = deltas.reduce((sum, { length }) => sum + length, 0);
  // What is kept in parts that nobody can join is lost.
  const isSound =
    size < before.full.length && (await applyDeltas({ full: before.full, deltas })).fault === null;
  return isSound ? { ...before, deltas } : anew();
}

/** The file that parts come to, as far as they are sound; `fault` is the number of the first that is not, 0 for the full copy. */
export async function applyDeltas({
  full,
  deltas,
}: DeltaChain): Promise<{ readonly bytes: Buffer; readonly fault: number | null }> {
  const begun = await unpacked(full.subarray(0, HASH), full.subarray(HASH));
  if (begun === null) return { bytes: Buffer.alloc(0), fault: 0 };
  let bytes = begun;
  for (const [i, delta] of deltas.entries()) {
    const next = delta.subarray(0, HASH).equals(sha256(bytes)) ? await applied(bytes, delta) : null;
    if (next === null) return { bytes, fault: i + 1 };
    bytes = next;
  }
  return { bytes, fault: null };
}

/** Bytes of a SHA-256. */
const HASH = 32;

async function unpacked(hash: Buffer, bytes: Buffer): Promise<Buffer | null> {
  try {
    const all = await decompress(bytes);
    return sha256(all).equals(hash) ? all : null;
  } catch {
    return null;
  }
}

async function applied(bytes: Buffer, delta: Buffer): Promise<Buffer | null> {
  try {
    const next = rebuilt(bytes, await decompress(delta.subarray(2 * HASH)));
    return sha256(next).equals(delta.subarray(HASH, 2 * HASH)) ? next : null;
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

/**
 * Puts whole files in the place of their parts in a folder that was brought back. Gives the names of the parts that were not as they were
 * written: the file is then what it was before them.
 */
export async function restoreDeltas(folder: string): Promise<{
  readonly damaged: readonly string[];
  /** The files that were put together. */
  readonly whole: readonly string[];
}> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const names = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const damaged: string[] = [];
  const whole: string[] = [];
  for (const path of new Set(names.flatMap((name) => partOf(name)?.path ?? []))) {
    const has = new Set(names);
    const parts: string[] = [];
    while (has.has(partName(path, parts.length))) parts.push(partName(path, parts.length));
    const [full = Buffer.alloc(0), ...deltas] = await Promise.all(
      parts.map((name) => readFile(join(folder, name))),
    );
    const own = names.filter((name) => partOf(name)?.path === path);
    const { bytes, fault } = await applyDeltas({ full, deltas });
    if (fault !== null) damaged.push(partName(path, fault));
    // A part that is missing is as bad as one that was altered.
    else if (own.length > parts.length) damaged.push(partName(path, parts.length));
    else whole.push(path);
    if (fault !== 0) await writeFile(join(folder, path), bytes);
    for (const name of own) await rm(join(folder, name));
  }
  return { damaged, whole };
}

/** Bytes of an old file that are compared at once, one of SQLite's pages. */
const PAGE = 4096;
/** Bytes by which a place of the old file is found again. */
const WINDOW = 16;
/** Places that are remembered at most; of a longer file fewer of them. */
const PLACES = 1 << 21;

/**
 * What is other in new bytes, as steps: so many bytes of its own, then so many from a place of the old. {@link rebuilt} reads it.
 */
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

/** What {@link differences} was given. Throws where it says what cannot be. */
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
  while (
    length + PAGE <= most &&
    a.subarray(i + length, i + length + PAGE).equals(b.subarray(j + length, j + length + PAGE))
  )
    length += PAGE;
  while (length < most && a[i + length] === b[j + length]) length++;
  return length;
}

/** Where pieces of a file stand, by what they say. */
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
    /** The longest stretch around a place of the old file that stands at `at`; bytes before `least` are told already. */
    find(now: Buffer, at: number, least: number) {
      if (at + WINDOW > now.length) return null;
      const from = table[slot(now, at)] ?? -1;
      if (from < 0) return null;
      const length = sameFrom(old, from, now, at);
      if (length < WINDOW) return null;
      let back = 0;
      while (at - back > least && from > back && old[from - back - 1] === now[at - back - 1]) back++;
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
