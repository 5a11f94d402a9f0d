import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, type Started, start } from './command-line.js';
import { type ComparedNights, compareNights } from './compared-nights.js';
import { postgresServer } from './postgres-server.js';

const server = await postgresServer();
/** Milliseconds: eight commands that read a whole report, on a machine that others use. */
const PATIENCE = 240_000;

describe.skipIf(server === null)('four nights of the replica that three workers ask for', () => {
  let nights: ComparedNights;
  let [own, fleet] = ['', ''];
  let db: string;
  let workers: readonly Started[] = [];

  beforeAll(async () => {
    db = (await server?.database()) as string;
    nights = await compareNights(2);
    [own, fleet] = nights.folders as [string, string];
    expect(await citewatch(['reports', 'add', '--db', db], fleet)).toMatchObject({ code: 0 });
    workers = [1, 2, 3].map(() => start(['work', '--db', db, ...nights.web], { cwd: fleet }));
  });
  afterAll(async () => {
    for (const { child } of workers) child.kill();
    await nights.close();
  });

  it.each([1, 2, 3, 4])(
    'night %i finds and tells what it finds and tells with a store of its own',
    async (n) => {
      const here = await nights.night(n, own);
      expect(await nights.night(n, fleet, '--db', db, '--workers-only')).toEqual(here);
    },
    PATIENCE,
  );
});
