import { appendFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';
import { digestOfRooms, ROOMS } from '../../src/night/rules.js';
import { emptyFolder } from '../command-line.js';

const ROOT = join(import.meta.dirname, '../..');

it('the build writes down the rules that it is made of', () => {
  expect(readFileSync(join(ROOT, 'dist/rules.sha256'), 'utf8')).toBe(
    digestOfRooms(join(ROOT, 'dist')),
  );
});

it('rules are others when one line of a judge is', () => {
  const [ours, other] = [join(ROOT, 'src'), emptyFolder()];
  cpSync(ours, other, { recursive: true });
  expect(digestOfRooms(other)).toBe(digestOfRooms(ours));
  appendFileSync(join(other, 'judging/source.ts'), '// another\n');
  expect(digestOfRooms(other)).not.toBe(digestOfRooms(ours));
});

const SRC = join(ROOT, 'src');
const ANOTHER_FILE = /\b(?:from|import\() ?'(\.[^']+)'/gu;

/** The folders of `src` to which the files of one lead. */
function leadsTo(room: string): ReadonlySet<string> {
  const files = readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' });
  return new Set(
    files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join(SRC, room, file), 'utf8').matchAll(ANOTHER_FILE)].map(
          ([, path]) =>
            relative(SRC, join(SRC, room, file, '..', path as string)).split(sep)[0] as string,
        ),
      ),
  );
}

it('digests every folder of which reading and judging are made, so that no change of theirs leaves a verdict standing', () => {
  const others = ROOMS.flatMap((room) => [...leadsTo(room)]).filter(
    (folder) => !ROOMS.includes(folder),
  );
  expect(others).toEqual([]);
});

it('sees where a folder leads: judging rests on passages, and words rest on nothing', () => {
  expect(leadsTo('judging').has('passage')).toBe(true);
  expect(leadsTo('model').has('judging')).toBe(false);
});
