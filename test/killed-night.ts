import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Run } from '../src/model/run.js';
import { openSqlite } from '../src/store/locks.js';
import { citewatch, emptyFolder, start } from './command-line.js';
import { citation, page, source, watchlist } from './world.js';

const passage = (n: number): string =>
  `Passage ${n} says that the court of district ${n} heard ${n * 7 + 13} cases of usury.`;

/** Visits under way at once, of the command line's 16 requests (AT_WORK in src/web/dispatcher.ts). */
const UNDER_WAY = 96;

/** Kills the night of so many sources, without warning, each time when so many more visits have landed. */
export function describeKilledNight(sources: number, kills: readonly number[]): void {
  const folder = emptyFolder();
  let server: Server;
  let args: readonly string[];
  /** Sources whose page was edited after the killed nights. */
  const edited = new Set<number>();
  const asked = new Map<number, number>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      const n = Number(/^s(\d+)\./.exec(request.headers.host ?? '')?.[1]);
      asked.set(n, (asked.get(n) ?? 0) + 1);
      const body = page(
        edited.has(n) ? passage(n).replace('heard', 'dismissed') : passage(n),
        `Page ${n}`,
      );
      setTimeout(() => response.setHeader('content-type', 'text/html').end(body), 20);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ids = Array.from({ length: sources }, (_, i) => i + 1);
    const watch = watchlist(
      ids.map((n) => source(`s${n}`, { url: `http://s${n}.example/article` })),
      ids.map((n) => citation(n, `s${n}`, passage(n))),
    );
    writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
    args = ['check', '--json', '--host-delay', '0', '--connect-to', `:80:127.0.0.1:${port}`];
  });
  afterAll(() => server.close());

  /** Starts a check and kills it, without warning, when `count` more visits have landed. */
  async function killAfter(count: number): Promise<void> {
    let landed = 0;
    const { child, ended } = start([...args, '--now', '2025-10-01T02:00:00Z'], {
      cwd: folder,
      onErr: (text) => {
        landed += text.split('\n').length - 1;
        if (landed >= count) child.kill('SIGKILL');
      },
    });
    expect((await ended).code).toBeNull();
  }

  it(`a night of ${sources} sources that is killed ends with ${sources} verdicts, and the next night knows what it saw`, async () => {
    for (const count of kills) await killAfter(count);
    const first = await citewatch([...args, '--now', '2025-10-01T03:00:00Z'], folder);
    expect(first.code, first.err).toBe(0);
    const run = JSON.parse(first.out) as Run;
    expect(run.run).toMatchObject({ id: 1, sources: sources });
    expect(run.sources.filter((s) => s.link.status === 'alive')).toHaveLength(sources);
    const requests = [...asked.values()].reduce((sum, times) => sum + times, 0);
    // What was asked for but not yet kept when it was killed is asked again, and no more.
    expect(requests).toBeLessThanOrEqual(sources + kills.length * UNDER_WAY);

    for (const n of [1, 2, 3, sources]) edited.add(n);
    const second = JSON.parse(
      (await citewatch([...args, '--now', '2025-10-02T02:00:00Z'], folder)).out,
    ) as Run;
    const changes = (change: string) =>
      second.sources.filter((s) => s.content.change === change).map((s) => s.id);
    expect(changes('edited')).toEqual(['s1', 's2', 's3', `s${sources}`]);
    expect(changes('unchanged')).toHaveLength(sources - 4);
    expect(second.findings.filter((f) => f.kind === 'passage-altered')).toHaveLength(4);

    const db = openSqlite(join(folder, '.citewatch/citewatch.db'), { readonly: true });
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    db.close();
  }, 120_000);
}
