import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  appendDelta,
  applyDeltas,
  type DeltaChain,
  partName,
  partOf,
  restoreDeltas,
} from '../../src/delivery/deltas.js';
import { emptyFolder } from '../command-line.js';

/** A file of so many pages, most of which nobody could guess. */
const file = (pages: number): Buffer => randomBytes(pages * 4096);

/** The parts of a file that changed from one night to the next. */
async function nights(...files: readonly Buffer[]): Promise<DeltaChain> {
  let parts: DeltaChain | null = null;
  for (const bytes of files) parts = await appendDelta(parts, bytes);
  return parts as DeltaChain;
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const cameTo = async (parts: DeltaChain) => {
  const { bytes, fault } = await applyDeltas(parts);
  return [digest(bytes), fault];
};

it('a night adds what is other, and all of it comes back', async () => {
  const old = file(200);
  const now = Buffer.concat([
    old.subarray(0, 40_000),
    Buffer.from('one row more'),
    old.subarray(40_000),
    file(1),
  ]);
  const parts = await nights(old, now);
  expect(parts.deltas).toHaveLength(1);
  expect(parts.deltas[0]?.length).toBeLessThan(5_000);
  expect(await cameTo(parts)).toEqual([digest(now), null]);
});

it('any change of any bytes comes back', async () => {
  const piece = fc.uint8Array({ maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(piece, piece, piece, fc.nat(20), async (a, b, c, times) => {
      const long = Buffer.concat(Array.from({ length: times }, () => Buffer.from(a)));
      const [old, now] = [Buffer.concat([long, b, c]), Buffer.concat([c, long, a, b, long])];
      const [before, after] = [await nights(old), await nights(old, now)];
      expect(await cameTo(before)).toEqual([digest(old), null]);
      expect(await cameTo(after)).toEqual([digest(now), null]);
    }),
    { numRuns: 60 },
  );
});

it('nothing is added for a night on which nothing changed', async () => {
  const bytes = file(3);
  expect((await nights(bytes, bytes, bytes)).deltas).toEqual([]);
});

it('after a month, or where what was added is longer than the whole, a full copy is made anew', async () => {
  const base = file(40);
  const month = Array.from({ length: 31 }, (_, i) =>
    Buffer.concat([base, Buffer.from(`night ${i}`)]),
  );
  expect((await nights(...month)).deltas).toHaveLength(30);
  const [full, ...rest] = [base, file(39), file(38)];
  expect((await nights(full as Buffer, ...rest)).deltas).toEqual([]);
  expect((await nights(...month, Buffer.concat([base, Buffer.from('the next')]))).deltas).toEqual(
    [],
  );
});

it('a part with any byte altered, or of another file, ends what comes back before it', async () => {
  const base = file(20);
  const with1 = Buffer.concat([base, Buffer.from('first')]);
  const with2 = Buffer.concat([with1, Buffer.from('second')]);
  const { full, deltas } = await nights(base, with1, with2);
  const [one = Buffer.alloc(0), two = Buffer.alloc(0)] = deltas;
  for (let at = 0; at < two.length; at += 7) {
    const altered = Buffer.from(two);
    altered[at] = (altered[at] ?? 0) ^ 4;
    expect(await cameTo({ full, deltas: [one, altered] })).toEqual([digest(with1), 2]);
  }
  expect(await cameTo({ full, deltas: [two] })).toEqual([digest(base), 1]);
  expect(await cameTo({ full, deltas: [one.subarray(0, -1), two] })).toEqual([digest(base), 1]);
  expect((await applyDeltas({ full: full.subarray(1), deltas })).fault).toBe(0);
  // What is damaged is not added to.
  expect((await appendDelta({ full, deltas: [two] }, with2)).deltas).toEqual([]);
});

it('a folder that was brought back has whole files, and the parts that were damaged or are missing are named', async () => {
  const base = file(20);
  const states = ['', '1', '12'].map((more) => Buffer.concat([base, Buffer.from(more)]));
  const { full, deltas } = await nights(...states);
  const put = (name: string) => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'evidence'));
    for (const [n, bytes] of [full, ...deltas].entries())
      writeFileSync(join(folder, partName(name, n)), bytes);
    writeFileSync(join(folder, 'evidence/head'), 'as it is');
    return folder;
  };
  const sound = put('citewatch.db');
  expect(await restoreDeltas(sound)).toEqual({ damaged: [], whole: ['citewatch.db'] });
  expect(readFileSync(join(sound, 'citewatch.db')).equals(states[2] as Buffer)).toBe(true);
  expect(readdirSync(sound).sort()).toEqual(['citewatch.db', 'evidence']);
  const gap = put('evidence/log.jsonl');
  rmSync(join(gap, partName('evidence/log.jsonl', 1)));
  expect((await restoreDeltas(gap)).damaged).toEqual(['evidence/log.jsonl.0001.delta']);
  expect(readFileSync(join(gap, 'evidence/log.jsonl')).equals(base)).toBe(true);
  expect(partOf('evidence/head')).toBeNull();
});
