import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logOf } from '../src/evidence/append-log.js';
import { openEvidence } from '../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../src/evidence/retention.js';
import { citewatch, emptyFolder } from './command-line.js';
import type { PostgresServer } from './postgres.js';
import { postgresServer } from './postgres-server.js';

const server = (await postgresServer()) as PostgresServer;

let site: Server;
let nth = 0;
beforeAll(async () => {
  site = createServer((_, response) =>
    response.end(`<p>Some text of a page, and it is the ${++nth}th.</p>`),
  );
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  site.closeAllConnections();
  site.close();
});

const QUICK = ['--archive', 'none', '--retries', '0', '--host-delay', '0', '--allow-private'];

// Commands in processes of their own, on a machine that others use.
describe.skipIf(server === null)(
  'the chains of evidence of a report in a shared store',
  { timeout: 180_000 },
  () => {
    let db: string;
    /** A folder that keeps a report of the store. */
    function folderOf(): string {
      const { port } = site.address() as AddressInfo;
      const cited = { id: 'a', publisher: 'p', title: 't', url: `http://127.0.0.1:${port}/` };
      const folder = emptyFolder();
      writeFileSync(
        join(folder, 'sources.json'),
        JSON.stringify({ reports: [], sources: [cited], series: [] }),
      );
      return folder;
    }
    async function add(name: string): Promise<void> {
      const added = await citewatch(['reports', 'add', '--db', db, '--name', name], folderOf());
      expect(added, added.err).toMatchObject({ code: 0 });
    }
    async function night(folder: string, name: string): Promise<void> {
      const checked = await citewatch(['check', ...QUICK, '--db', `${db}#${name}`], folder);
      expect(checked, checked.err).toMatchObject({ code: 0 });
    }
    const verify = (folder: string, name: string) =>
      citewatch(['evidence', 'verify', '--db', `${db}#${name}`], folder);
    const evidence = (folder: string): string => join(folder, '.citewatch/evidence');

    let [here, there, other] = ['', '', ''];
    beforeAll(async () => {
      db = await server.database();
      await add('one');
      await add('two');
      [here, there, other] = [folderOf(), folderOf(), folderOf()];
      // Two machines check one report in turn, and a third another.
      await night(here, 'one');
      await night(there, 'one');
      await night(here, 'one');
      await night(other, 'two');
    }, 180_000);

    it('are all read, from wherever one is, each held against what the store noted, and not those of others', async () => {
      for (const folder of [here, there, emptyFolder()]) {
        const { code, out, err } = await verify(folder, 'one');
        expect(code, err).toBe(0);
        expect(out).toContain(`${evidence(here)}\n`);
        expect(out).toContain(`${evidence(there)}\n`);
        expect(out).not.toContain(evidence(other));
        expect(out.match(/: all as written\n/gu)).toHaveLength(2);
      }
    });

    it('are found out where lines were taken off the end, and what names the end was changed with them', async () => {
      const sound = join(emptyFolder(), 'sound');
      cpSync(evidence(here), sound, { recursive: true });
      const lines = readFileSync(logOf(evidence(here)), 'utf8')
        .trimEnd()
        .split('\n');
      const { n, sha256 } = JSON.parse(lines.at(-2) ?? '') as { n: number; sha256: string };
      writeFileSync(logOf(evidence(here)), `${lines.slice(0, -1).join('\n')}\n`);
      writeFileSync(join(evidence(here), 'head'), `${n} ${sha256}\n`);
      // The folder by itself shows nothing.
      expect((await openEvidence(evidence(here), EVIDENCE_LIMITS).verify()).problems).toEqual([]);
      const { code, out } = await verify(there, 'one');
      expect(code).toBe(1);
      expect(out).toContain(`record ${n + 1}: was dropped from the log`);
      rmSync(evidence(here), { recursive: true });
      cpSync(sound, evidence(here), { recursive: true });
    });

    it('are named where they cannot be reached, or another lies in their place', async () => {
      const away = join(emptyFolder(), 'away');
      cpSync(evidence(there), away, { recursive: true });
      rmSync(evidence(there), { recursive: true });
      const gone = await verify(here, 'one');
      expect(gone.code).toBe(1);
      expect(gone.out).toMatch(
        new RegExp(
          `^Not reached: the chain that ended at \\d+:[\\da-f]{64} with run 2 on .*, in ${evidence(there)} of `,
          'mu',
        ),
      );
      expect(gone.out.match(/: all as written\n/gu)).toHaveLength(1);
      mkdirSync(evidence(there), { recursive: true });
      cpSync(evidence(other), evidence(there), { recursive: true });
      const replaced = await verify(here, 'one');
      expect(replaced.code).toBe(1);
      expect(replaced.out).toContain('Not reached: the chain that ended at');
      rmSync(evidence(there), { recursive: true });
      cpSync(away, evidence(there), { recursive: true });
      expect((await verify(here, 'one')).code).toBe(0);
    });

    it('are forgotten with their report', async () => {
      expect((await citewatch(['reports', 'remove', 'two', '--db', db], other)).code).toBe(0);
      await add('two');
      const { code, err } = await verify(emptyFolder(), 'two');
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('knows of none') });
    });
  },
);
