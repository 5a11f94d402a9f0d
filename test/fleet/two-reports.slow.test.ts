import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { parseShared } from '../../src/model/settings.js';
import { unpack } from '../../src/store/compression.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { citewatch, emptyFolder } from '../command-line.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { citation, page, source, watchlist } from '../world.js';
import { manyHosts } from './many-hosts.js';

const server = (await postgresServer()) as PostgresServer;

const SHARED = Array.from({ length: 20 }, (_, n) => `http://h${n % 7}.example/${n}`);
const passage = (url: string): string =>
  `The court at ${url} heard thirty cases of usury that year.`;

/** A folder that watches these addresses, each for a passage. */
function folderOf(name: string, urls: readonly string[], quote: (url: string) => string): string {
  const folder = emptyFolder();
  const list = watchlist(
    urls.map((url, n) => source(`${name}-${n}`, { url })),
    urls.map((url, n) => citation(n, `${name}-${n}`, quote(url))),
  );
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(list));
  return folder;
}

/** All that a report wrote, as one text. */
const written = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sources.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

/** All that a connection reads in any table, unpacked, as one text; and none of it can it change. */
async function allRows(address: string): Promise<string> {
  const pool = openPool(parseShared(address.replace(/#$/u, '')), 1);
  try {
    const tables = await pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'citewatch'::regnamespace AND c.relkind IN ('r', 'p')`,
    );
    const seen: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await pool.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
      for (const value of rows.flatMap((row) => Object.values(row)))
        seen.push(
          Buffer.isBuffer(value)
            ? Buffer.from(await unpack(value)).toString('latin1')
            : String(value),
        );
    }
    expect((await pool.query(`UPDATE payloads SET bytes = '\\x00'`)).rowCount).toBe(0);
    expect((await pool.query('DELETE FROM payloads')).rowCount).toBe(0);
    return seen.join('\n');
  } finally {
    await pool.end();
  }
}

it.skipIf(server === null)(
  'reports that share twenty sources cost twenty visits, but for a private one, of which nobody sees anything',
  async () => {
    const web = await manyHosts(({ headers, url = '' }, response) =>
      response
        .setHeader('content-type', 'text/html')
        .end(page(passage(`http://${headers.host}${url}`), `Page ${url}`)),
    );
    const db = await server.database();
    const mine = folderOf('open', [...SHARED, 'http://only-open.example/a'], passage);
    const secret = folderOf('secret', [...SHARED, 'http://only-secret.example/b'], (url) =>
      passage(url).replace('thirty', 'forty'),
    );
    const third = folderOf('third', SHARED, passage);
    for (const [folder, ...name] of [
      [mine, 'open'],
      [third, 'third'],
      [secret, 'hushed', '--private'],
    ] as const) {
      expect(
        await citewatch(['reports', 'add', '--db', db, '--name', ...name], folder),
      ).toMatchObject({ code: 0 });
    }
    const check = async (folder: string): Promise<Run> => {
      const args = [
        'check',
        '--db',
        db,
        '--json',
        '--now',
        '2025-10-01T02:00:00Z',
        '--host-delay',
        '0',
        '--archive',
        'none',
        '--fail-on',
        'never',
      ];
      const { code, out, err } = await citewatch([...args, '--connect-to', web.connectTo], folder);
      expect(code, err).toBe(0);
      return JSON.parse(out);
    };
    const [one, other, another] = await Promise.all([check(secret), check(mine), check(third)]);
    const visits = web.asked.filter(({ path }) => !path.includes('robots'));
    const asked = visits.map(({ host, path }) => `http://${host}${path}`);
    for (const url of SHARED) expect(asked.filter((each) => each === url)).toHaveLength(2);
    expect(web.overlaps).toEqual([]);
    expect(one.run.requests + other.run.requests + another.run.requests).toBe(web.asked.length);
    expect(one.run.requests).toBeGreaterThanOrEqual(21);
    expect(one.findings.filter(({ kind }) => kind.startsWith('passage'))).toHaveLength(21);
    expect(other.findings).toEqual([]);
    const shown = `${JSON.stringify(other)} ${written(mine)}`;
    for (const trace of ['only-secret', 'hushed', 'forty', 'secret-'])
      expect(shown).not.toContain(trace);
    for (const name of ['open', '']) {
      const seen = await allRows(`${db}#${name}`);
      const traces = ['hushed', 'forty', 'secret-', ...(name === '' ? [] : ['only-secret'])];
      expect(traces.filter((trace) => seen.includes(trace))).toEqual([]);
      // What is its own it sees, and so is what hosts were asked for nobody in particular.
      expect(seen).toContain('thirty cases');
    }
    const listed = await citewatch(['reports', 'list', '--db', db], mine);
    expect(listed.out).not.toContain('hushed');
  },
  120_000,
);
