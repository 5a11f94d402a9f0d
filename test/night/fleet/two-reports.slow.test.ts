import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Run } from '../../../src/model/run.js';
import { citewatch, emptyFolder } from '../../command-line.js';
import type { PostgresServer } from '../../postgres.js';
import { postgresServer } from '../../postgres-server.js';
import { citation, page, source, watchlist } from '../../world.js';
import { manyHosts } from './many-hosts.js';

const server = (await postgresServer()) as PostgresServer;

const SHARED = Array.from({ length: 20 }, (_, n) => `http://h${n % 7}.example/${n}`);
const passage = (url: string): string => `The court at ${url} heard thirty cases of usury that year.`;

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

it.skipIf(server === null)(
  'two reports that share twenty sources cost twenty visits, and neither shows what the other cites',
  async () => {
    const web = await manyHosts(({ headers, url = '' }, response) =>
      response.setHeader('content-type', 'text/html').end(page(passage(`http://${headers.host}${url}`), `Page ${url}`)),
    );
    const db = await server.database();
    const mine = folderOf('open', [...SHARED, 'http://only-open.example/a'], passage);
    const secret = folderOf('secret', [...SHARED, 'http://only-secret.example/b'], (url) =>
      passage(url).replace('thirty', 'forty'),
    );
    for (const [folder, ...more] of [[mine], [secret, '--private']] as const) {
      const name = ['--name', folder === mine ? 'open' : 'hushed', ...more];
      expect(await citewatch(['reports', 'add', '--db', db, ...name], folder)).toMatchObject({ code: 0 });
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
    const [one, other] = await Promise.all([check(secret), check(mine)]);
    const visits = web.asked.filter(({ path }) => !path.includes('robots'));
    const asked = visits.map(({ host, path }) => `http://${host}${path}`);
    for (const url of SHARED) expect(asked.filter((each) => each === url)).toHaveLength(1);
    expect(web.overlaps).toEqual([]);
    expect(one.run.requests + other.run.requests).toBe(web.asked.length);
    expect(one.findings.filter(({ kind }) => kind.startsWith('passage'))).toHaveLength(21);
    expect(other.findings).toEqual([]);
    const shown = `${JSON.stringify(other)} ${written(mine)}`;
    for (const trace of ['only-secret', 'hushed', 'forty', 'secret-']) expect(shown).not.toContain(trace);
    const listed = await citewatch(['reports', 'list', '--db', db], mine);
    expect(listed.out).not.toContain('hushed');
  },
  120_000,
);
