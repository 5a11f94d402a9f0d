import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { askRowOf } from '../src/fleet/ask-rows.js';
import { parseShared } from '../src/model/settings.js';
import { answersTo, enqueueAsks, pruneAsks } from '../src/store/postgres/asks.js';
import { openPool, SCHEMA } from '../src/store/postgres/connect.js';
import { reportRows } from '../src/store/postgres/database.js';
import { nextAsk, recordAsks, takeLanes } from '../src/store/postgres/lanes.js';
import { migrateShared } from '../src/store/postgres/migrations.js';
import { makeMonth, monthOf } from '../src/store/postgres/retention.js';
import { sharedStore } from '../src/store/postgres/store.js';
import { packVisit } from '../src/store/rows.js';
import { type PostgresServer, startPostgres } from '../test/postgres.js';
import { visitOf } from '../test/store/samples.js';

/**
 * `npm run bench -- organisation [REPORTS SOURCES NIGHTS]`: what a shared store of an organisation comes to, on made rows: how long the night of each
 * host is, what a request and a report's look at its past cost beside the same in a store of one report, and how large tables and
 * indexes are after some nights, before and after VACUUM. What is asked and looked up goes through the program's own statements; the answers of
 * all but a few requests, and visits, are written in bulk. Nothing is asked of any web.
 *
 * Which page a source cites follows Zipf's law over as many pages as there are citations; so does the host of a page.
 */
/** Answers are kept for two nights: from the fourth on no table of requests grows. */
const [REPORTS = 1_000, SOURCES = 1_000, NIGHTS = 4] = process.argv.slice(2).map(Number);
const HOSTS = 20 * REPORTS;
/** As many as a process of the fleet stores in one statement. */
const BATCH = 50;
/** Requests and looks that are timed. */
const TIMED = Math.min(400, SOURCES);
/** Letters of an answer's headers, our guess. */
const REPLY = 700;
/** Hours of a night, with the pause of one second that is made unless told otherwise. */
const NIGHT_HOURS = [1 / 60, 1, 6, 12, 24];

type Costs = Readonly<
  Record<
    'a request stored' | 'a request taken, answered and read' | 'a look at a source’s past',
    number
  >
>;

/** Always the same for an address, as if it were drawn: from 0 up to 1. */
const drawn = (of: string): number => hash('md5', of, 'buffer').readUInt32BE() / 2 ** 32;

/** The addresses that each report cites. */
function citations(reports: number): readonly (readonly string[])[] {
  const page = (report: number, n: number) =>
    Math.floor((REPORTS * SOURCES) ** drawn(`${report} ${n}`));
  return Array.from({ length: reports }, (_, report) => {
    const pages = new Set<number>();
    for (let n = 0; pages.size < SOURCES; n++) pages.add(page(report, n));
    return [...pages].map(
      (one) => `http://h${Math.floor(HOSTS ** drawn(`${one}`))}.example/${one}`,
    );
  });
}

const median = (sorted: readonly number[]): number =>
  sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

/** Median milliseconds of `work`, done so many times. */
async function timed(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work(n);
    took.push(performance.now() - start);
  }
  return median(took.sort((a, b) => a - b));
}

const nightAt = (night: number): Date => new Date(Date.UTC(2026, 0, 1 + night, 2));

/** Stores what a report wants asked. */
async function ask(pool: Pool, urls: readonly string[], night: number): Promise<void> {
  const db = reportRows(pool, 'bench');
  for (let from = 0; from < urls.length; from += BATCH) {
    const rows = urls
      .slice(from, from + BATCH)
      .map((url) => askRowOf({ url: new URL(url), headers: {} }));
    await enqueueAsks(db, rows, {
      night: nightAt(night),
      heard: night === 0 ? null : nightAt(night - 1),
    });
  }
}

const REPLIED = JSON.stringify({
  kind: 'answered',
  http: 304,
  headers: { date: 'x'.repeat(REPLY) },
  body: null,
});

/** One request of a lane from being taken to its answer's being read, without the request itself. */
async function hop(pool: Pool): Promise<void> {
  const db = reportRows(pool, 'bench');
  const [lane] = await takeLanes(db, 1, 60_000, { hostDelay: 0 });
  const next = lane && (await nextAsk(db, lane.lease, []));
  if (lane === undefined || next == null) throw new Error('no request waits');
  const became = { status: 304, reply: REPLIED, payload: null, tags: null };
  await recordAsks(db, [
    { lane: { lease: lane.lease, state: { wait: 0, gap: 0, manners: '' } }, next, became },
  ]);
  await answersTo(db, [{ id: next.id, tag: null }]);
}

/** Answers all that waits, and gives each its body, as a night does. */
async function answerAll(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO payloads SELECT key, '\\x00' FROM asks WHERE reply IS NULL ON CONFLICT DO NOTHING`,
  );
  await pool.query(
    `INSERT INTO representations (key, etag, reply, payload, used) SELECT key, key, $1, key, night FROM asks WHERE reply IS NULL
     ON CONFLICT (key) DO UPDATE SET used = excluded.used`,
    [REPLIED],
  );
  await pool.query(
    `UPDATE asks SET reply = $1, status = 304, answered = clock_timestamp() WHERE reply IS NULL`,
    [REPLIED],
  );
  await pool.query(
    `UPDATE lanes SET due = 'infinity', held = NULL, backlog = 0, manners = repeat('x', 200)`,
  );
}

/** Notes the visits of a report's night: the first are kept whole, later ones say what has changed since. */
async function visit(url: string, report: string, night: number): Promise<void> {
  const pool = openPool({ ...parseShared(url), report });
  const run = night + 1;
  const first = visitOf(1, 'source');
  const packed = await packVisit(
    visitOf(run, 'source'),
    night === 0 ? undefined : { run: 1, visit: first, last: first },
  );
  await pool.query(
    `INSERT INTO runs (id, month, started_at, state, online) VALUES ($1, date_trunc('month', $2::timestamptz), $2, 'finished', true)`,
    [run, nightAt(night).toISOString()],
  );
  await pool.query(
    `INSERT INTO visits (month, run, subject, judged, held_in, visit)
     SELECT month, id, 'source-' || n, true, $2::int, $3 FROM runs, generate_series(1, $4::int) n WHERE id = $1`,
    [run, packed.heldIn, packed.packed, SOURCES],
  );
  await pool.end();
}

/** What a request costs, and a report's look at what it saw last of a source, in milliseconds. */
async function costs(pool: Pool, url: string, report: string): Promise<Costs> {
  const store = sharedStore({
    shown: 'bench',
    report: openPool({ ...parseShared(url), report }),
    nobody: () => pool,
  });
  const extra = Array.from({ length: SOURCES }, (_, n) => `http://extra-${n}.example/`);
  const start = performance.now();
  await ask(pool, extra, NIGHTS);
  const stored = (performance.now() - start) / SOURCES;
  const asked = await timed(TIMED, () => hop(pool));
  const looked = await timed(TIMED, (n) => store.lately(`source-${n + 1}`, NIGHTS + 1));
  await store.close();
  return {
    'a request stored': stored,
    'a request taken, answered and read': asked,
    'a look at a source’s past': looked,
  };
}

/** Bytes of all tables with their indexes, the largest by name, and rows that are dead. */
async function sizes(pool: Pool): Promise<string> {
  await pool.query('SELECT pg_stat_force_next_flush()').catch(() => {});
  const { rows } = await pool.query<{ name: string; table: string; indexes: string; dead: string }>(
    `SELECT coalesce(parent.relname, c.relname) AS name, sum(pg_table_size(c.oid)) AS table, sum(pg_indexes_size(c.oid)) AS indexes,
       sum(pg_stat_get_dead_tuples(c.oid)) AS dead
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class parent ON parent.oid = i.inhparent
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' GROUP BY 1 ORDER BY 2 DESC LIMIT 5`,
    [SCHEMA],
  );
  const MB = (bytes: string) => `${(Number(bytes) / 1e6).toFixed(0)} MB`;
  return rows
    .map(
      ({ name, table, indexes, dead }) =>
        `${name} ${MB(table)} + ${MB(indexes)} of indexes, ${dead} rows dead`,
    )
    .join('; ');
}

/** Plays the nights of so many reports, and gives what things cost then. */
async function play(
  server: PostgresServer,
  reports: number,
  say: (line: string) => void,
): Promise<Costs> {
  const url = await server.database();
  const pool = openPool(parseShared(url), 4);
  await migrateShared(pool, 'bench');
  const admin = openPool(parseShared(url));
  await makeMonth(reportRows(pool, 'bench'), monthOf(nightAt(0).toISOString()));
  const cited = citations(reports);
  try {
    for (let night = 0; night < NIGHTS; night++) {
      const start = performance.now();
      for (const urls of cited) await ask(pool, urls, night);
      const asked = performance.now();
      if (night === 0) say(await nightsLength(pool));
      await answerAll(pool);
      await pruneAsks(reportRows(pool, 'bench'), nightAt(night));
      const answered = performance.now();
      for (const n of cited.keys()) await visit(url, `report-${n}`, night);
      const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(0)} s`;
      say(
        `night ${night + 1}: requests stored in ${seconds(start, asked)}, answers in bulk ${seconds(asked, answered)}, visits in bulk ${seconds(answered, performance.now())}`,
      );
      say(`  ${await sizes(pool)}`);
      const vacuum = performance.now();
      await admin.query('VACUUM ANALYZE');
      say(`  VACUUM ANALYZE: ${seconds(vacuum, performance.now())}; ${await sizes(pool)}`);
    }
    return await costs(pool, url, `report-${reports - 1}`);
  } finally {
    await pool.end();
    await admin.end();
  }
}

/** How many requests there are, and of how many hosts the night is longer than some hours, with the usual pause. */
async function nightsLength(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ waiting: number }>(
    'SELECT count(*)::int AS waiting FROM asks WHERE reply IS NULL GROUP BY host ORDER BY 1 DESC',
  );
  const hosts = rows.map(({ waiting }) => waiting);
  const all = hosts.reduce((sum, one) => sum + one, 0);
  const longer = NIGHT_HOURS.map(
    (hours) =>
      `${hosts.filter((n) => n > hours * 3600).length} longer than ${hours < 1 ? 'a minute' : `${hours} h`}`,
  );
  return (
    `${REPORTS * SOURCES} citations are ${all} requests to ${hosts.length} hosts: with one second between two requests to a host the busiest takes ` +
    `${((hosts[0] ?? 0) / 3600).toFixed(1)} h; of the others ${longer.join(', ')}`
  );
}

const server = await startPostgres([]);
try {
  console.log(
    `${REPORTS} reports of ${SOURCES} sources, ${NIGHTS} nights, Node ${process.versions.node}`,
  );
  const alone = await play(server, 1, () => {});
  const many = await play(server, REPORTS, (line) => console.log(line));
  for (const [name, cost] of Object.entries(many) as [keyof Costs, number][])
    console.log(
      `${name}: ${cost.toFixed(2)} ms, ${(cost / alone[name]).toFixed(2)} times that in a store of one report (${alone[name].toFixed(2)} ms)`,
    );
} finally {
  server.stop();
}
