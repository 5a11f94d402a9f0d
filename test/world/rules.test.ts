import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestOfRooms } from '../../src/world/rules.js';
import { emptyFolder } from '../command-line.js';

const ROOT = join(import.meta.dirname, '../..');

it('the build writes down the rules that it is made of', () => {
  expect(readFileSync(join(ROOT, 'dist/rules.sha256'), 'utf8')).toBe(digestOfRooms(join(ROOT, 'dist')));
});

it('rules are others when one line of a judge is', () => {
  const [ours, other] = [join(ROOT, 'src'), emptyFolder()];
  cpSync(ours, other, { recursive: true });
  expect(digestOfRooms(other)).toBe(digestOfRooms(ours));
  appendFileSync(join(other, 'judge/source.ts'), '// another\n');
  expect(digestOfRooms(other)).not.toBe(digestOfRooms(ours));
});
