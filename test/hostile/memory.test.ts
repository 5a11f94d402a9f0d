import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, start } from '../command-line.js';
import { source, watchlist } from '../world.js';
import { BEHAVIOURS } from './behaviours.js';
import { startHostileWeb } from './web.js';

/** The most memory that a process has had so far, in MB, as Linux counts it; 0 once it is gone. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] =
      /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const linux = existsSync('/proc/self/status');
if (!linux)
  console.warn('skipped: the memory of a process is read from /proc, which this system lacks');

describe.skipIf(!linux)('the command line', () => {
  it('stays below 250 MB while three gigabytes unpack and an endless body flows', async () => {
    const evil = BEHAVIOURS.filter(({ name }) =>
      ['bomb', 'endless-body', 'status-200'].includes(name),
    );
    const web = await startHostileWeb(evil);
    const folder = emptyFolder();
    const sources = evil.map(({ name, url, title }) => source(name, { url, title }));
    await writeFile(join(folder, 'sources.json'), JSON.stringify(watchlist(sources)));
    const rules = web.connectTo.flatMap((rule) => ['--connect-to', rule]);
    const { child, ended } = start(['check', '--json', '--host-delay', '0', ...rules], {
      cwd: folder,
    });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, 20);
    const { code, out, err } = await ended.finally(() => clearInterval(watch));
    await web.close();
    expect(err).not.toMatch(/heap|FATAL/);
    expect(code).toBe(0);
    const run = JSON.parse(out) as {
      sources: readonly { link: { status: string; reason: string } }[];
    };
    expect(run.sources.map((s) => s.link.status)).toEqual(evil.map(() => 'alive'));
    expect(run.sources.filter((s) => s.link.reason.includes('longer than the limit'))).toHaveLength(
      2,
    );
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThan(250);
  }, 120_000);
});
