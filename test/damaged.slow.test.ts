import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../src/model/run.js';
import { openSqlite } from '../src/store/locks.js';
import { citewatch, emptyFolder, start } from './command-line.js';
import { citation, page, source, watchlist } from './world.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury.';
const DB = '.citewatch/citewatch.db';
let passage = PASSAGE;
let server: Server;
let args: readonly string[];
/** A folder in which two nights were checked. */
let checked: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(page(passage, 'Usury'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const web = `:80:127.0.0.1:${(server.address() as AddressInfo).port}`;
  args = [
    'check',
    '--json',
    '--archive',
    'none',
    '--retries',
    '0',
    '--host-delay',
    '0',
    '--connect-to',
    web,
  ];
  checked = await twoNights();
});
afterAll(() => server.close());

/** The night of a day of October 2025. */
const check = (folder: string, day: number) =>
  citewatch([...args, '--now', `2025-10-${String(day).padStart(2, '0')}T02:00:00Z`], folder);
const runOf = (out: string): Run => JSON.parse(out) as Run;

/** A folder in which two nights were checked. */
async function twoNights(): Promise<string> {
  const folder = emptyFolder();
  const watch = watchlist([source('a', { url: 'http://a.example/' })], [citation(1, 'a', PASSAGE)]);
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  passage = PASSAGE;
  for (const day of [1, 2]) expect(await check(folder, day)).toMatchObject({ code: 0 });
  return folder;
}

/** A folder like it, to be damaged. */
function place(): string {
  const folder = emptyFolder();
  cpSync(checked, folder, { recursive: true });
  passage = PASSAGE;
  return folder;
}

/** Writes bytes into the middle of the page of the store that holds the root of a table. */
function smash(file: string, table: string): void {
  const db = openSqlite(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const root = db
    .prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(table) as number;
  const size = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (root - 1) * size + 1, (root - 1) * size + 40);
  writeFileSync(file, bytes);
}

/** Writes over what is packed in the latest visits, which SQLite cannot see. */
function smashPacked(file: string): void {
  const db = openSqlite(file);
  db.prepare(`UPDATE visits SET visit = ?`).run(Buffer.from('no such thing was packed'));
  db.close();
}

/** The same of what is not packed. */
function smashWritten(file: string): void {
  const db = openSqlite(file);
  db.prepare(`UPDATE runs SET facts = replace(facts, '1', 'x')`).run();
  db.close();
}

/** Changes a letter in what the store says of its tables. */
function smashName(file: string): void {
  const db = openSqlite(file);
  db.unsafeMode();
  db.pragma('writable_schema = ON');
  db.exec(`UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES runs', 'REFERENCES runq')`);
  db.close();
}

/** Takes the whole store away. */
function lose(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}

describe('a store that is not there though evidence lies beside it', () => {
  it.each([
    ['is gone', () => {}],
    ['is empty', (file: string) => writeFileSync(file, '')],
  ])(
    'because it %s begins with what that shows, and numbers its runs after the last',
    async (_, leave) => {
      const folder = place();
      lose(join(folder, DB));
      leave(join(folder, DB));
      passage = PASSAGE.replace('90', '19');
      const { code, out, err } = await check(folder, 3);
      expect(code, err).toBe(2);
      expect(err).toContain(
        `${DB} is not there, or empty, though it was: evidence lies beside it;`,
      );
      expect(runOf(out).sources[0]?.content.change).toBe('edited');
      expect(runOf(out).run.id).toBe(4);
      expect((await check(folder, 4)).err).not.toContain('is not there');
    },
  );

  it('is a new one where there is no evidence', async () => {
    const folder = place();
    rmSync(join(folder, '.citewatch'), { recursive: true });
    const { out, err } = await check(folder, 3);
    expect(err).not.toContain('is not there');
    expect(runOf(out).run.id).toBe(1);
  });
});

function saysVersion(file: string, version: number): void {
  const db = openSqlite(file);
  db.pragma(`user_version = ${version}`);
  db.close();
}

describe('a damaged store', () => {
  it.each([
    ['in its pages', (file: string) => smash(file, 'visits')],
    ['where no visit reads', (file: string) => smash(file, 'readers')],
    ['in what is packed in it', smashPacked],
    ['in what is written in it', smashWritten],
    ['in the name of a table', smashName],
    ['in its version, which is below nothing', (file: string) => saysVersion(file, -5)],
    ['in its version, which is an earlier one’s', (file: string) => saysVersion(file, 3)],
    ['in its version, which is that of a new file', (file: string) => saysVersion(file, 0)],
  ])(
    '%s is kept aside, and the next night knows from the evidence what stood there',
    async (_, damage) => {
      const folder = place();
      damage(join(folder, DB));
      passage = PASSAGE.replace('90', '19');
      const { code, out, err } = await check(folder, 3);
      expect(code, err).toBe(1);
      expect(err).toMatch(
        /^\.citewatch\/citewatch\.db was damaged \(.+\) and is kept as .+\.damaged-\S+; a new store begins with what the evidence shows/mu,
      );
      const names = readdirSync(join(folder, '.citewatch'));
      expect(
        names.filter((name) => /^citewatch\.db\.damaged-[^-]+-\d\d-\d\dT[\d-]+Z$/u.test(name)),
      ).toHaveLength(1);
      expect(runOf(out).findings.map(({ kind }) => kind)).toContain('passage-altered');
      expect(runOf(out).sources[0]?.content.change).toBe('edited');
      expect(runOf(out).run.id).toBe(4);
    },
  );

  it('that was put aside is over with: the night after is like any other, and the evidence is sound', async () => {
    const folder = place();
    smash(join(folder, DB), 'visits');
    passage = PASSAGE.replace('90', '19');
    expect((await check(folder, 3)).code).toBe(1);
    const next = await check(folder, 4);
    expect(next.code, next.err).toBe(2);
    expect(next.err).not.toContain('damaged');
    expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
  });

  it('is told by those who only read, and left where it is', async () => {
    const folder = place();
    smash(join(folder, DB), 'runs');
    const before = readFileSync(join(folder, DB));
    const { code, err } = await citewatch(['report', '--format', 'csv'], folder);
    expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain('citewatch.db: it is damaged, and the next check puts it aside');
    expect(readFileSync(join(folder, DB)).equals(before)).toBe(true);
  });

  it('without evidence begins anew with what tonight shows', async () => {
    const folder = place();
    smash(join(folder, DB), 'visits');
    renameSync(join(folder, '.citewatch/evidence'), join(folder, 'elsewhere'));
    const { code, out } = await check(folder, 3);
    expect(code).toBe(1);
    expect(runOf(out).sources[0]?.content.change).toBe('first-visit');
  });
});

it('a store of a newer version is left as it is, and said to be one', async () => {
  const folder = place();
  const db = openSqlite(join(folder, DB));
  db.pragma('user_version = 99');
  db.close();
  const { code, err } = await check(folder, 3);
  expect(code).toBe(1);
  expect(err).toMatch(
    /^citewatch could not do its job: \S+ was written by a newer citewatch .+ Update citewatch\.\n$/u,
  );
});

describe('a clock', () => {
  it('that was set back is told, and the night is judged', async () => {
    const folder = place();
    const { code, err } = await citewatch([...args, '--now', '2025-09-20T02:00:00Z'], folder);
    expect(code).toBe(0);
    expect(err).toContain('note: the last night is dated 2025-10-02T02:00:00.000Z, after this one');
  });

  it('that was corrected by a few minutes is not', async () => {
    const folder = place();
    const { err } = await citewatch([...args, '--now', '2025-10-02T01:50:00Z'], folder);
    expect(err).not.toContain('note:');
  });
});

describe.runIf(process.platform === 'linux')('a disk', () => {
  it('that takes no more ends a night in a sentence, and the next, with room, takes it up', async () => {
    const folder = emptyFolder();
    const many = Array.from({ length: 8 }, (_, i) => i);
    const noise = () =>
      Array.from({ length: 20_000 }, () => Math.random().toString(36).slice(2)).join(' ');
    passage = `${PASSAGE}</p><p>${noise()}`;
    writeFileSync(
      join(folder, 'sources.json'),
      JSON.stringify(
        watchlist(
          many.map((n) => source(`s${n}`, { url: `http://s${n}.example/` })),
          many.map((n) => citation(n, `s${n}`, PASSAGE)),
        ),
      ),
    );
    const now = ['--now', '2025-10-01T02:00:00Z'];
    // 512 kB a file: more than a store begins with, less than the pages take.
    const full = await start([...args, ...now], { cwd: folder, fileBlocks: 1000 }).ended;
    expect(full.code, full.err).toBe(1);
    expect(full.err.trimEnd().split('\n').at(-1)).toMatch(
      /^citewatch could not do its job: .+: .*(?:disk|grow any larger|full).* \(\w+\)$/u,
    );
    const next = await citewatch([...args, ...now], folder);
    expect(next.code, next.err).toBe(0);
    expect(runOf(next.out)).toMatchObject({ run: { id: 1, sources: many.length } });
    expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
  });
});

describe.runIf(process.getuid?.() === 0)('what may only be read', () => {
  const nobody = 65_534;
  it.each(['store', 'evidence', 'reports'] as const)(
    'the folder of %s: is told in a sentence',
    async (what) => {
      const folder = place();
      const where = { store: '.citewatch', evidence: '.citewatch/evidence', reports: 'reports' }[
        what
      ];
      for (const [name] of [['.'], ['.citewatch'], ['.citewatch/evidence'], ['reports']] as const) {
        chmodSync(join(folder, name), 0o777);
        for (const file of readdirSync(join(folder, name), { withFileTypes: true }))
          if (file.isFile()) chmodSync(join(folder, name, file.name), 0o666);
      }
      mkdirSync(join(folder, 'reports'), { recursive: true });
      chmodSync(join(folder, where), 0o555);
      for (const file of readdirSync(join(folder, where)))
        chmodSync(join(folder, where, file), 0o555);
      const now = ['--now', '2025-10-03T02:00:00Z'];
      const { code, err } = await start([...args, ...now], { cwd: folder, uid: nobody }).ended;
      expect({ code, err }).toMatchObject({ code: 1 });
      const said = err
        .trimEnd()
        .split('\n')
        .filter((line) => !/^1\/1/u.test(line));
      expect(said, err).toHaveLength(1);
      expect(said[0]).toContain(where);
      expect(existsSync(join(folder, DB))).toBe(true);
    },
  );
});
