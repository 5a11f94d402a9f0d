import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { World } from '../src/night/world.js';
import { openWorldAt } from '../src/tasks/open-world.js';

let reports: string;
let world: World;
beforeEach(async () => {
  reports = mkdtempSync(join(tmpdir(), 'citewatch-reports-'));
  world = await openWorldAt({ db: ':memory:', reports, fetch: null, archive: null, now: null });
});
afterEach(async () => {
  await world.close();
  rmSync(reports, { recursive: true });
});

function* parts(n: number, breaksAt = Number.POSITIVE_INFINITY): Generator<string> {
  for (let i = 0; i < n; i++) {
    if (i === breaksAt) throw new Error('no words for this one');
    yield `part ${i} é\n`;
  }
}

it('a report that comes in parts is written as it would be whole', async () => {
  await world.publish('deep/in/parts.txt', parts(20_000));
  expect(readFileSync(join(reports, 'deep/in/parts.txt'), 'utf8')).toBe(
    [...parts(20_000)].join(''),
  );
  const long = [
    'short',
    '漢'.repeat(700_000),
    '😀'.repeat(200_000),
    'x'.repeat(1_200_000),
    ...parts(60_000),
    '\ud800',
  ];
  await world.publish('long.txt', long);
  expect(readFileSync(join(reports, 'long.txt')).equals(Buffer.from(long.join('')))).toBe(true);
  await world.publish('empty.txt', []);
  expect(readFileSync(join(reports, 'empty.txt'), 'utf8')).toBe('');
});

it('a report that breaks in the middle leaves the one of before, and nothing half written', async () => {
  await world.publish('latest.txt', 'of last night');
  await expect(world.publish('latest.txt', parts(20_000, 15_000))).rejects.toThrow(
    'no words for this one',
  );
  expect(readFileSync(join(reports, 'latest.txt'), 'utf8')).toBe('of last night');
  expect(readdirSync(reports)).toEqual(['latest.txt']);
});
