import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { emptyFolder } from './evidence-folder.js';
import { openSample } from './samples.js';

const CHILD = fileURLToPath(new URL('./evidence-child.js', import.meta.url));

/** Lets a process keep captures, kills it after `count` were acknowledged, and gives what it had said. */
async function killAfter(folder: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => {
    said.push(line);
    if (said.length === count) child.kill('SIGKILL');
  });
  await once(reader, 'close');
  return said;
}

it('a process that is killed again and again loses nothing that was acknowledged, and leaves evidence that is sound', async () => {
  const folder = emptyFolder();
  const acknowledged: string[] = [];
  for (const count of [1, 7, 23, 2, 40]) {
    acknowledged.push(...(await killAfter(folder, count)));
    expect((await openSample(folder).verify()).problems).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(73);
  const subjects = Array.from({ length: 5 }, (_, i) => openSample(folder).list(`s${i}`));
  const kept = new Map((await Promise.all(subjects)).flat().map((record) => [record.n, record]));
  for (const line of acknowledged) {
    const [, n, recordSha256] = line.split(' ');
    expect(kept.get(Number(n))?.recordSha256).toBe(recordSha256);
  }
});
