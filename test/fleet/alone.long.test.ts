import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { citewatch, emptyFolder, start } from '../command-line.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { citation, page, source, watchlist } from '../world.js';
import { manyHosts } from './many-hosts.js';

const server = (await postgresServer()) as PostgresServer;
const PASSAGE = 'The court of the province heard thirty cases of usury that year.';

it.skipIf(server === null)(
  'a check that leaves all to workers says once that none is there, and ends when one comes',
  async () => {
    const web = await manyHosts((_, response) =>
      response.setHeader('content-type', 'text/html').end(page(PASSAGE, 'A page')),
    );
    const db = await server.database();
    const cwd = emptyFolder();
    const list = watchlist(
      [source('s', { url: 'http://s.example/' })],
      [citation(1, 's', PASSAGE)],
    );
    writeFileSync(join(cwd, 'sources.json'), JSON.stringify(list));
    expect(await citewatch(['reports', 'add', '--db', db], cwd)).toMatchObject({ code: 0 });
    const asked = ['--db', db, '--connect-to', web.connectTo];
    let err = '';
    const { ended } = start(
      ['check', '--workers-only', '--archive', 'none', '--fail-on', 'never', ...asked],
      {
        cwd,
        onErr: (text) => {
          err += text;
        },
      },
    );
    while (!err.includes('waiting for a worker: start citewatch work\n'))
      await new Promise((later) => setTimeout(later, 100));
    expect(web.asked).toEqual([]);
    const worker = start(['work', ...asked], { cwd });
    expect((await ended).code).toBe(0);
    worker.child.kill();
    expect(err.match(/waiting for a worker/g)).toHaveLength(1);
  },
);
