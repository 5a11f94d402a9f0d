import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { openFleet } from '../../src/fleet/fleet.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { parseShared } from '../../src/model/settings.js';
import { parseSettings } from '../../src/settings/options.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { migrateShared } from '../../src/store/postgres/migrations.js';
import type { Fetcher } from '../../src/web/fetcher.js';
import { type PostgresServer, startPostgres } from '../../test/postgres.js';
import type { Seen } from './web.js';

const HERE = import.meta.dirname;
const CLI = join(HERE, '../../dist/cli.js');

/** A web, a PostgreSQL that keeps what it is told, and who works between them. */
export interface Stage {
  readonly settings: FetchSettings;
  /** What the web saw since this was asked last. */
  seen(): Promise<Seen>;
  /** An empty shared store, and its address. */
  store(): Promise<string>;
  /** Starts a worker, and waits until it works. */
  worker(db: string, lease?: number): Promise<ChildProcess>;
  close(): void;
}

/** Sets it up; `delay` is the pause between two requests to a host, in milliseconds. */
export async function openStage(delay: number): Promise<Stage> {
  const server: PostgresServer = await startPostgres([]);
  const web = fork(join(HERE, 'web.ts'), { execArgv: ['--import', 'tsx'] });
  const [{ port }] = (await once(web, 'message')) as [{ port: number }];
  const connectTo = `:80:127.0.0.1:${port}`;
  return {
    settings: parseSettings({ connectTo: [connectTo], hostDelay: `${delay}` }, 'bench').fetch,
    async seen() {
      const answer = once(web, 'message');
      web.send('?');
      return ((await answer) as [Seen])[0];
    },
    async store() {
      const url = await server.database();
      const address = parseShared(url);
      const pool = openPool(address);
      await migrateShared(pool, address.shown);
      await pool.end();
      return url;
    },
    async worker(db, lease = 10_000) {
      const args = ['work', '--db', db, '--connect-to', connectTo, '--host-delay', `${delay}`];
      const child = spawn(process.execPath, [CLI, ...args, '--lease', `${lease}`], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      await once(child.stderr, 'data');
      return child;
    },
    close() {
      web.disconnect();
      server.stop();
    },
  };
}

/** What a round of visits took. */
export interface Round {
  readonly visits: number;
  /** Milliseconds. */
  readonly took: number;
}

/** Has every address visited, and counts what was answered. */
export async function visitAll(fetcher: Fetcher, urls: readonly string[]): Promise<Round> {
  const start = performance.now();
  let visits = 0;
  await fetcher.inLanes(
    urls,
    (url) => url,
    async (url) => {
      const outcome = await fetcher.fetch({ url, validators: null });
      if (outcome.kind === 'answered' && outcome.http === 200) visits += 1;
    },
  );
  return { visits, took: performance.now() - start };
}

/** What PostgreSQL did in a database so far: rows that it read, of tables and of indexes, and transactions, of one statement or several. */
interface Done {
  readonly rows: number;
  readonly transactions: number;
}

/** The same as a report of a shared store, which leaves the asking to workers. Gives what PostgreSQL did for it, too. */
export async function visitShared(
  db: string,
  settings: FetchSettings,
  urls: readonly string[],
): Promise<Round & Done> {
  const pool = openPool(parseShared(db));
  const asker = { night: new Date(), heard: null, own: null };
  const fleet = await openFleet(pool, db, {
    fetch: settings,
    asker,
    walks: false,
    alone: () => {},
    tell: () => {},
  });
  const before = await doneIn(db);
  const round = await visitAll(fleet, urls);
  const after = await doneIn(db);
  await fleet.close();
  await pool.end();
  return {
    ...round,
    rows: after.rows - before.rows,
    transactions: after.transactions - before.transactions,
  };
}

/** Milliseconds within which every process of PostgreSQL has told what it read. */
const TOLD = 2_500;

async function doneIn(db: string): Promise<Done> {
  await new Promise((later) => setTimeout(later, TOLD));
  const client = new pg.Client({ connectionString: db });
  await client.connect();
  const { rows } = await client.query<{ rows: string; transactions: string }>(
    `SELECT tup_returned + tup_fetched AS rows, xact_commit AS transactions FROM pg_stat_database
     WHERE datname = current_database()`,
  );
  await client.end();
  return { rows: Number(rows[0]?.rows), transactions: Number(rows[0]?.transactions) };
}
