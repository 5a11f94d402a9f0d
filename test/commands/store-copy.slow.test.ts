import { cpSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch } from '../command-line.js';
import { type ComparedNights, compareNights } from '../compared-nights.js';
import { postgresServer } from '../postgres-server.js';

const server = await postgresServer();

describe.skipIf(server === null)(
  'store copy, after two nights of the replica',
  { timeout: 240_000 },
  () => {
    let nights: ComparedNights;
    let [own, shared, back] = ['', '', ''];
    let db: string;

    beforeAll(async () => {
      db = (await server?.database()) as string;
      nights = await compareNights(3);
      [own, shared, back] = nights.folders as [string, string, string];
      for (const n of [1, 2]) await nights.night(n, own);
      for (const folder of [shared, back]) cpSync(own, folder, { recursive: true });
    }, 240_000);
    afterAll(() => nights.close());

    it('adds the report of the folder, says what it copied, and shows no password', async () => {
      const { code, out, err } = await citewatch(
        ['store', 'copy', '.citewatch/citewatch.db', db],
        shared,
      );
      expect(code, err).toBe(0);
      expect(out).toMatch(
        /^\.citewatch\/citewatch\.db was copied to postgres:\S+: 2 runs, \d+ visits, \d+ readings, \d+ digests?\. /,
      );
      for (const password of [new URL(db).password, decodeURIComponent(new URL(db).password)])
        expect(out).not.toContain(password);
      expect((await citewatch(['reports', 'list', '--db', db], own)).out).toMatch(
        /^ASI2025-01: .*last checked on 27 March/,
      );
      const again = await citewatch(['store', 'copy', '.citewatch/citewatch.db', db], shared);
      expect(again).toMatchObject({
        code: 3,
        err: expect.stringContaining('has a history of this report already'),
      });
    });

    it('brings it back into a file', async () => {
      const copied = await citewatch(['store', 'copy', `${db}#ASI2025-01`, 'back.db'], back);
      expect(copied.code, copied.err).toBe(0);
      cpSync(`${back}/back.db`, `${back}/.citewatch/citewatch.db`);
    });

    it('has the next night find and tell what it would have found and told', async () => {
      const here = await nights.night(3, own);
      expect(here).toMatchObject({ run: { id: 3, online: true } });
      expect(await nights.night(3, shared, '--db', db)).toEqual(here);
      expect(await nights.night(3, back)).toEqual(here);
    });

    it('says which store is damaged, and which is of a newer version', async () => {
      const { code, err } = await citewatch(['store', 'copy', 'sources.json', 'new.db'], own);
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringMatching(/sources\.json is not a citewatch store/),
      });
      const wrong = await citewatch(['store', 'copy', 'back.db', 'ftp://x'], back);
      expect(wrong).toMatchObject({
        code: 3,
        err: expect.stringContaining('TO: must be the path of a file'),
      });
    });
  },
);
