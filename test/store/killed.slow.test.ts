import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite, RunInProgress } from '../../src/store/locks.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { HOUR, night, runOf } from './samples.js';

const CHILD = fileURLToPath(new URL('./keeping-child.js', import.meta.url));

let folder: string;
let path: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citewatch-killed-'));
  path = join(folder, 'citewatch.db');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A process that keeps visits; `lines` resolves when it has said so many. */
function keeper() {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => said.push(line));
  return {
    async lines(count: number): Promise<void> {
      while (said.length < count) await once(reader, 'line');
    },
    /** Kills it, and gives all that it had said. */
    async kill(): Promise<readonly string[]> {
      child.kill('SIGKILL');
      await once(reader, 'close');
      return said;
    },
  };
}

it('a run killed three times loses no visit that was acknowledged', async () => {
  const acknowledged: string[] = [];
  for (const [attempt, count] of [5, 40, 15].entries()) {
    const child = keeper();
    await child.lines(count);
    const [begun, ...kept] = await child.kill();
    expect(begun).toBe(`begun 1 ${attempt > 0}`);
    acknowledged.push(...kept.map((line) => line.replace('kept ', '')));
  }

  const db = openSqlite(path);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();

  const store = openStore(path);
  expect(await store.beginRun(night(1), HOUR)).toEqual({
    id: 1,
    startedAt: night(1),
    resumed: true,
  });
  const kept = new Map((await store.visits(1)).map((visit) => [visit.subject, visit]));
  expect(acknowledged.length).toBeGreaterThanOrEqual(5 + 40 + 15 - 3);
  for (const subject of acknowledged) expect(kept.has(subject)).toBe(true);
  const [last] = acknowledged.slice(-1);
  const snapshot = kept.get(last ?? '')?.snapshot ?? '';
  expect((await store.reading(last ?? '', snapshot))?.bytes.length).toBeGreaterThan(0);
  await store.finishRun(runOf(1), []);
  await store.close();
});

it('a second process is refused while the first lives, and let in once that is killed', async () => {
  const first = keeper();
  await first.lines(1);
  const store = openStore(path);
  await expect(store.beginRun(night(1), HOUR)).rejects.toThrow(RunInProgress);
  await first.kill();
  expect((await store.beginRun(night(1), HOUR)).resumed).toBe(true);
  await store.close();
});
