import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtFleet } from '../../src/fleet/fleet.js';
import { parseShared } from '../../src/model/settings.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { postgresServer } from '../postgres-server.js';

const server = await postgresServer();
const QUICK = [
  '--archive',
  'none',
  '--retries',
  '0',
  '--host-delay',
  '0',
  '--allow-private',
  '--fail-on',
  'never',
];

let site: Server;
beforeAll(async () => {
  site = createServer((_, response) =>
    response.end('<p>Some text of a page that every report of the store cites.</p>'),
  );
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  site.closeAllConnections();
  site.close();
});

/** A folder whose report has an id. */
function folderOf(id: string): string {
  const { port } = site.address() as AddressInfo;
  const folder = emptyFolder();
  const reports = [
    { id, title: id, citations: [{ id: `${id}/1`, source: 'a', cited: 'A page', quotes: [] }] },
  ];
  const sources = [{ id: 'a', publisher: 'p', title: 't', url: `http://127.0.0.1:${port}/` }];
  writeFileSync(join(folder, 'sources.json'), JSON.stringify({ reports, sources, series: [] }));
  return folder;
}

// Commands in processes of their own, on a machine that others use.
describe.skipIf(server === null)('the reports of a shared store', { timeout: 180_000 }, () => {
  let db: string;
  beforeAll(async () => {
    db = (await server?.database()) as string;
  });
  const reports = (folder: string, ...args: readonly string[]) =>
    citewatch(['reports', ...args, '--db', db], folder);
  const list = async (): Promise<readonly string[]> =>
    (await reports(emptyFolder(), 'list')).out.trimEnd().split('\n');
  const named = async () => (await list()).map((line) => line.split(':')[0]);
  const check = async (folder: string) => {
    const ended = await citewatch(['check', ...QUICK, '--db', db], folder);
    const file = () =>
      JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as {
        run: { id: number };
      };
    return { ...ended, run: ended.code === 0 ? file().run.id : null };
  };

  it('are added many at once, each by the id of its folder’s report, and listed as people count', async () => {
    const folders = ['report-10', 'report-2', 'report-1'].map(folderOf);
    const added = await reports(emptyFolder(), 'add', ...folders);
    expect(added.code, added.err).toBe(0);
    expect(added.out.match(/^report-\d+ was added: /gmu)).toHaveLength(3);
    expect(await named()).toEqual(['report-1', 'report-2', 'report-10']);
    const { look, close } = lookAtFleet(db);
    expect((await look()).reports?.map(({ report }) => report)).toEqual([
      'report-1',
      'report-2',
      'report-10',
    ]);
    await close();
    for (const [i, folder] of folders.entries())
      expect(readFileSync(join(folder, '.citewatch/report'), 'utf8')).toBe(
        `${['report-10', 'report-2', 'report-1'][i]}\n`,
      );
  });

  it('are not added where one of the folders is wrong, and every problem is told', async () => {
    const twice = [folderOf('twin'), folderOf('twin')];
    const refused = await reports(emptyFolder(), 'add', ...twice, join(emptyFolder(), 'nowhere'));
    expect(refused.code).toBe(3);
    expect(refused.err).toMatch(/nowhere\/sources\.json: there is no such file/u);
    expect(refused.err).toMatch(/is called twin, as is .*: add it alone, with --name/u);
    expect(await named()).not.toContain('twin');
    const both = await reports(emptyFolder(), 'add', ...twice, '--name', 'x');
    expect(both).toMatchObject({
      code: 3,
      err: expect.stringContaining('--name: is for one folder'),
    });
    const other = await reports(emptyFolder(), 'add', folderOf('report-2'), folderOf('fine'));
    expect(other).toMatchObject({
      code: 3,
      err: expect.stringContaining('give this one another --name'),
    });
    expect(await named()).toContain('fine');
  });

  it('lie where their folder was moved to once they are added there, which another folder’s are not', async () => {
    const folder = folderOf('moving');
    expect((await reports(folder, 'add')).code).toBe(0);
    const taken = await reports(folderOf('moving'), 'add');
    expect(taken).toMatchObject({
      code: 3,
      err: expect.stringContaining(`is there already, of ${folder}/sources.json`),
    });
    const there = join(emptyFolder(), 'there');
    renameSync(folder, there);
    const moved = await reports(there, 'add');
    expect(moved.out).toBe(`moving lies in another folder now: ${there}/sources.json.\n`);
    expect(await list()).toContain(`moving: ${there}/sources.json, no night yet`);
    expect((await reports(there, 'add')).out).toBe(
      'moving is there already: nothing was changed.\n',
    );
  });

  it('are private from the start or not at all, and stay so while they rest', async () => {
    const folder = folderOf('quiet');
    expect((await reports(folder, 'add')).code).toBe(0);
    const refused = await reports(folder, 'add', '--private');
    expect(refused).toMatchObject({
      code: 3,
      err: expect.stringContaining('is there already, and is not private'),
    });
    expect(await named()).toContain('quiet');
    for (const args of [['--private'], []]) {
      expect((await reports(folder, 'remove', 'quiet', '--keep-history')).code).toBe(0);
      expect((await reports(folder, 'add', ...args)).out).toMatch(/^quiet was added again/u);
      expect(await named()).not.toContain('quiet');
      expect((await reports(folder, 'add', ...args)).out).toMatch(/nothing was changed/u);
    }
  });

  it('stand on one page, but for those that are private, with ways to their own', async () => {
    const [open, hidden, pages] = [
      folderOf('shown'),
      folderOf('hushed'),
      join(emptyFolder(), 'pages'),
    ];
    expect((await reports(open, 'add')).code).toBe(0);
    expect((await reports(hidden, 'add', '--private')).code).toBe(0);
    expect(
      (await citewatch(['check', ...QUICK, '--db', db, '--reports', join(pages, 'shown')], open))
        .code,
    ).toBe(0);
    // Written in the folder of the private one, which sees itself.
    const { code, out, err } = await reports(hidden, 'page', '--out', pages);
    expect(code, err).toBe(0);
    expect(out).toMatch(/pages\/index\.html: \d+ reports\n$/u);
    const page = readFileSync(join(pages, 'index.html'), 'utf8');
    expect(page).toContain('<a href="shown/index.html">shown</a>');
    expect(page).toContain('<bdi>report-2</bdi>');
    expect(page).not.toContain('hushed');
    expect((await reports(hidden, 'list')).out).toContain('hushed');
    const own = await reports(open, 'page', '--out', join(pages, 'shown'));
    expect(own).toMatchObject({
      code: 3,
      err: expect.stringContaining('is where a report’s own page lies'),
    });
  });

  it('go on under another name, in their folder and with their evidence, and leave nothing under the old one', async () => {
    const folder = folderOf('draft');
    const other = folderOf('beside');
    expect((await reports(emptyFolder(), 'add', folder, other)).code).toBe(0);
    for (const one of [folder, other]) expect(await check(one)).toMatchObject({ code: 0, run: 1 });
    expect((await reports(folder, 'rename', 'draft', 'beside')).err).toMatch(
      /#beside: is there already/,
    );
    expect((await reports(folder, 'rename', 'nobody', 'x')).err).toMatch(
      /#nobody: is not there: citewatch reports list/,
    );
    expect((await reports(folder, 'rename', 'draft', 'a/b')).err).toMatch(
      /a report’s name, behind the #/,
    );
    const before = await rowsOf('draft');
    expect(before.visits?.[0]).toBe(1);
    const renamed = await reports(folder, 'rename', 'draft', 'final');
    expect(renamed, renamed.err).toMatchObject({
      code: 0,
      out: 'draft is called final now, in its folder too.\n',
    });
    expect(await rowsOf('final')).toEqual(before);
    expect(
      Object.values(await rowsOf('draft'))
        .flat()
        .some((n) => n > 0),
    ).toBe(false);
    expect(await check(folder)).toMatchObject({ code: 0, run: 2 });
    expect(await citewatch(['evidence', 'verify', '--db', db], folder)).toMatchObject({ code: 0 });
    expect(await check(other)).toMatchObject({ code: 0, run: 2 });
    expect(await named()).toEqual(expect.arrayContaining(['beside', 'final']));
    expect(await named()).not.toContain('draft');
    const there = join(emptyFolder(), 'there');
    renameSync(folder, there);
    const moved = `final lies in another folder now: ${there}/sources.json.\n`;
    expect((await reports(emptyFolder(), 'add', there)).out).toBe(moved);
    renameSync(there, join(emptyFolder(), 'elsewhere'));
    const alone = await reports(emptyFolder(), 'rename', 'final', 'last');
    expect(alone.out).toMatch(
      /Its folder does not know that: citewatch reports add --name last tells it/,
    );
  });

  it('are watched no more and keep their history, which is taken up when they are added again', async () => {
    const folder = folderOf('resting');
    expect((await reports(folder, 'add')).code).toBe(0);
    expect(await check(folder)).toMatchObject({ run: 1 });
    const ended = await reports(folder, 'remove', 'resting', '--keep-history');
    expect(ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^resting is watched no more\. Its history stays/),
    });
    expect((await reports(folder, 'remove', 'resting', '--keep-history')).err).toMatch(
      /#resting: is not there/,
    );
    expect(await list()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^resting: .*, not watched since .*, its history is kept$/),
      ]),
    );
    const { look, close } = lookAtFleet(db);
    const seen = async () => (await look()).reports?.find(({ report }) => report === 'resting');
    expect(await seen()).toBeUndefined();
    expect((await check(folder)).err).toMatch(/it has no report resting: citewatch reports add/);
    expect((await reports(folderOf('resting'), 'add')).err).toMatch(/give this one another --name/);
    expect((await reports(folder, 'add')).out).toBe(
      'resting was added again, with the history that was kept of it.\n',
    );
    expect(await seen()).toMatchObject({ online: true, good: expect.anything() });
    await close();
    expect(await check(folder)).toMatchObject({ run: 2 });
    await reports(folder, 'remove', 'resting', '--keep-history');
    expect((await reports(folder, 'remove', 'resting')).out).toMatch(
      /^resting was removed with 2 runs/,
    );
    expect((await reports(folder, 'add')).out).toMatch(/^resting was added: /);
    expect(await check(folder)).toMatchObject({ run: 1 });
  });

  /** Of each table how many rows a report has. */
  async function rowsOf(name: string): Promise<Readonly<Record<string, readonly number[]>>> {
    const pool = openPool(parseShared(`${db}#${name}`));
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'report'
       WHERE c.relnamespace = 'citewatch'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    );
    const counts: Record<string, readonly number[]> = {};
    for (const table of tables)
      counts[table.name] = (
        await pool.query(`SELECT count(*)::int AS n FROM ${table.name}`)
      ).rows.map(({ n }) => n);
    await pool.end();
    return counts;
  }

  it('have the evidence of all of them read again, each under its name', async () => {
    const own = (await server?.database()) as string;
    const folders = ['one', 'two', 'never-checked'].map(folderOf);
    expect((await citewatch(['reports', 'add', ...folders, '--db', own], emptyFolder())).code).toBe(
      0,
    );
    for (const folder of folders.slice(0, 2))
      expect((await citewatch(['check', ...QUICK, '--db', own], folder)).code).toBe(0);
    const verify = () => citewatch(['reports', 'verify', '--db', own], folders[0] as string);
    const good = await verify();
    expect(good.code, good.err).toBe(0);
    expect(good.out.match(/^(?:one|two|never-checked)$/gmu)).toEqual(['one', 'two']);
    const log = join(folders[1] as string, '.citewatch/evidence/log.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('"run":1', '"run":7'));
    const bad = await verify();
    expect(bad.code).toBe(1);
    expect(bad.out.slice(0, bad.out.indexOf('\ntwo\n'))).toBe(
      good.out.slice(0, good.out.indexOf('\ntwo\n')),
    );
    expect(bad.out).not.toBe(good.out);
    // What no folder holds any more is told too.
    renameSync(
      join(folders[1] as string, '.citewatch/evidence'),
      join(folders[1] as string, 'elsewhere'),
    );
    const gone = await verify();
    expect([gone.code, gone.out]).toEqual([
      1,
      expect.stringContaining(join(folders[1] as string, '.citewatch/evidence')),
    ]);
  });
});
