import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { rejudge } from '../../src/tasks/rejudge.js';
import { createFetcher, type Fetcher } from '../../src/web/fetcher.js';
import { check } from '../check.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { type Replica, startReplica } from '../replica/web.js';
import { fakeWorld, settings } from '../world.js';

const file = join(import.meta.dirname, '../../sources.json');
const watch = parseWatchlist(readFileSync(file, 'utf8'), file);
let replica: Replica;
let fetcher: Fetcher;
beforeAll(async () => {
  replica = await startReplica(watch);
  const { fetch } = settings({ connectTo: [...replica.connectTo], hostDelay: '0' });
  fetcher = createFetcher({ ...fetch, ca: readFileSync(replica.caFile, 'utf8') });
});
afterAll(async () => {
  await fetcher.close();
  await replica.close();
});

it('each of four nights of the replica, judged again by the same rules, says of every source what it said', async () => {
  const evidence = openEvidence(emptyFolder(), EVIDENCE_LIMITS);
  const world = { ...fakeWorld(), evidence, fetch: fetcher.fetch };
  for (const n of [1, 2, 3, 4]) {
    replica.setNight(n);
    const now = () => new Date(`2025-10-2${n}T02:00:00.000Z`);
    const run = await check({ ...world, now }, watch, settings(), () => {});
    const apart = { ...fakeWorld(), rules: () => 'other rules' };
    const judged = await rejudge(apart, world, watch, settings(), () => {});
    expect(judged?.changes).toEqual([]);
    expect([...(judged?.run.sources ?? [])]).toEqual(run.sources);
  }
}, 120_000);
