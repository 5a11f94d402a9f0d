import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createBatchReader } from '../../src/evidence/evidence.js';
import { emptyFolder } from './evidence-folder.js';

const FILES = { a: 'abcdefghijklmnopqrstuvwxyz', b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' };

function folderOf(): string {
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, file), text);
  return folder;
}

it('gives each caller its own bytes, whoever asks beside it, in whatever order', async () => {
  const read = createBatchReader(folderOf());
  const places = [
    { file: 'a', offset: 4, length: 3 },
    { file: 'b', offset: 0, length: 2 },
    { file: 'a', offset: 0, length: 4 },
    { file: 'b', offset: 2, length: 5 },
    { file: 'a', offset: 20, length: 2 },
    // One that another overlaps, and one that is asked for twice.
    { file: 'a', offset: 5, length: 4 },
    { file: 'a', offset: 4, length: 3 },
  ];
  const got = await Promise.all(places.map(read));
  expect(got.map(String)).toEqual(['efg', 'AB', 'abcd', 'CDEFG', 'uv', 'fghi', 'efg']);
});

it('reads what the disk has when it reads, and not what was read before', async () => {
  const folder = folderOf();
  const read = createBatchReader(folder);
  const place = { file: 'a', offset: 0, length: 3 };
  expect(String(await read(place))).toBe('abc');
  writeFileSync(join(folder, 'a'), 'xyz');
  expect(String(await read(place))).toBe('xyz');
});

it('gives fewer bytes where a file ends before, to that caller alone, and none where there is no file', async () => {
  const folder = folderOf();
  const read = createBatchReader(folder);
  const ask = () =>
    Promise.all(
      [
        { file: 'a', offset: 20, length: 5 },
        { file: 'a', offset: 25, length: 5 },
        { file: 'a', offset: 30, length: 5 },
        { file: 'c', offset: 0, length: 5 },
      ].map(read),
    );
  expect((await ask()).map(String)).toEqual(['uvwxy', 'z', '', '']);
  appendFileSync(join(folder, 'a'), '0123456789');
  renameSync(join(folder, 'b'), join(folder, 'c'));
  expect((await ask()).map(String)).toEqual(['uvwxy', 'z0123', '45678', 'ABCDE']);
});

it('fails those whose file cannot be read, and nobody else', async () => {
  const folder = folderOf();
  mkdirSync(join(folder, 'd'));
  const read = createBatchReader(folder);
  const [good, bad, worse] = await Promise.allSettled(
    ['a', 'd', 'd'].map((file) => read({ file, offset: 0, length: 2 })),
  );
  expect(good).toMatchObject({ status: 'fulfilled', value: Buffer.from('ab') });
  for (const end of [bad, worse])
    expect(end).toMatchObject({ status: 'rejected', reason: { code: 'EISDIR' } });
});
