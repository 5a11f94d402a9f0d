import { createFetcher } from '../src/web/fetcher.js';
import { openStage, type Stage, visitAll, visitShared } from './fleet/stage.js';

/**
 * `npm run bench -- fleet [SOURCES [HOSTS [DELAY]]]`: what the visits of a shared store cost, with one, two and four workers, beside the fetcher
 * in one process in the same run. The sources of the hosts follow Zipf's law; the web is on loopback and answers at
 * once; PostgreSQL keeps what it is told as it does anywhere. DELAY is the pause between two requests to a host, in milliseconds.
 */
const [SOURCES = 20_000, HOSTS = 5_000, DELAY = 0] = process.argv.slice(2).map(Number);
/** Machines of the estimate, and the pause that `check` makes unless told otherwise, in milliseconds. */
const TEN = 10;
const USUAL_DELAY = 1_000;
/** Milliseconds for which a lane is held, where it is measured how soon a killed worker's goes on: the usual. */
const LEASE = 10_000;

const harmonic = Array.from({ length: HOSTS }, (_, n) => 1 / (n + 1)).reduce(
  (sum, one) => sum + one,
  0,
);
/** How many sources each host has: the n-th about a n-th of the first, and at least one. */
const sizes = Array.from({ length: HOSTS }, (_, n) =>
  Math.max(1, Math.round(SOURCES / (n + 1) / harmonic)),
);
const urls = sizes
  .flatMap((size, host) => Array.from({ length: size }, (_, n) => `http://h${host}.example/${n}`))
  .slice(0, SOURCES);
const perSecond = (visits: number, took: number): number => (1_000 * visits) / took;

async function withWorkers(stage: Stage, count: number): Promise<number> {
  const db = await stage.store();
  const workers = [];
  for (let n = 0; n < count; n++) workers.push(await stage.worker(db));
  await stage.seen();
  const { visits, took, rows, transactions } = await visitShared(db, stage.settings, urls);
  for (const worker of workers) worker.kill('SIGTERM');
  const { requests, overlaps, shortestGap } = await stage.seen();
  const rate = perSecond(visits, took);
  console.log(
    `${count} worker${count === 1 ? ' ' : 's'}: ${rate.toFixed(0).padStart(5)} visits/s, ${(transactions / visits).toFixed(1)} transactions and ${(rows / visits).toFixed(1)} rows read a visit, ` +
      `${visits} of ${urls.length} visited with ${requests} requests, ${overlaps} overlaps, shortest gap ${shortestGap.toFixed(0)} ms`,
  );
  return rate;
}

/** Milliseconds without a request to a host whose worker was killed while another had nothing to do. */
async function takenUpAfter(stage: Stage): Promise<number> {
  const db = await stage.store();
  const first = await stage.worker(db, LEASE);
  const many = Array.from({ length: 2_000 }, (_, n) => `http://killed.example/${n}`);
  await stage.seen();
  const round = visitShared(db, { ...stage.settings }, many);
  await new Promise((later) => setTimeout(later, 4_000));
  const second = await stage.worker(db, LEASE);
  first.kill('SIGKILL');
  await round;
  second.kill('SIGTERM');
  return (await stage.seen()).longestSilence;
}

const stage = await openStage(DELAY);
try {
  const own = createFetcher(stage.settings);
  const { visits, took } = await visitAll(own, urls);
  await own.close();
  const alone = perSecond(visits, took);
  console.log(
    `${urls.length} sources on ${HOSTS} hosts, ${sizes[0]} on the busiest, ${DELAY} ms between two requests, Node ${process.versions.node}`,
  );
  console.log(`in one process, without a store: ${alone.toFixed(0)} visits/s`);
  const rates = [];
  for (const count of [1, 2, 4]) rates.push(await withWorkers(stage, count));
  const [one = 0] = rates;
  console.log(
    `against one worker: ${rates.map((rate) => (rate / one).toFixed(2)).join(', ')}; one worker against one process: ${(one / alone).toFixed(2)}`,
  );
  console.log(
    `a killed worker's lane goes on after ${((await takenUpAfter(stage)) / 1_000).toFixed(1)} s`,
  );
  const busiest = ((sizes[0] ?? 0) * USUAL_DELAY) / 1_000;
  const work = urls.length / (TEN * one);
  console.log(
    `on paper, ten machines with ${USUAL_DELAY} ms between two requests: ${work.toFixed(0)} s of work each, ` +
      `and ${busiest.toFixed(0)} s that the busiest host takes: no number of machines makes the night shorter than that`,
  );
} finally {
  stage.close();
}
