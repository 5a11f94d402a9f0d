import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../src/store/locks.js';
import { openDatabase, openReadOnly } from '../src/store/sqlite/open.js';
import { openStore, openStoreReadOnly } from '../src/store/sqlite/sqlite.js';
import { type Ended, emptyFolder, start } from './command-line.js';
import { HOUR, night } from './store/samples.js';
import { citation, page, source, watchlist } from './world.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury.';
const DB = '.citewatch/citewatch.db';
/** Root may write everywhere, so that it has somebody else try. */
const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
let server: Server;
let check: readonly string[];
/** A folder in which two nights were checked. */
let checked: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(page(PASSAGE, 'Usury'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const web = `:80:127.0.0.1:${(server.address() as AddressInfo).port}`;
  check = [
    'check',
    '--archive',
    'none',
    '--retries',
    '0',
    '--host-delay',
    '0',
    '--connect-to',
    web,
  ];
  checked = emptyFolder();
  const watch = watchlist([source('a', { url: 'http://a.example/' })], [citation(1, 'a', PASSAGE)]);
  writeFileSync(join(checked, 'sources.json'), JSON.stringify(watch));
  for (const day of [1, 2])
    expect((await start(nightOf(day), { cwd: checked }).ended).code).toBe(0);
});
afterAll(() => server.close());

const nightOf = (day: number): readonly string[] => [
  ...check,
  '--now',
  `2025-10-0${day}T02:00:00Z`,
];

/** A folder like it, which anybody may write to. */
function place(): string {
  const folder = emptyFolder();
  cpSync(checked, folder, { recursive: true });
  allow(folder, 0o777, 0o666);
  return folder;
}

function allow(folder: string, folders: number, files: number): void {
  for (const path of ['.', ...everything(folder)].map((one) => join(folder, one)))
    chmodSync(path, statSync(path).isDirectory() ? folders : files);
}

const run = (args: readonly string[], cwd: string): Promise<Ended> =>
  start(args, { cwd, ...uid }).ended;
const everything = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' });

const READING: readonly (readonly string[])[] = [
  ['status', '--max-age', '9999d'],
  ['report'],
  ['report', '--format', 'json'],
  ['history', 'a'],
  ['digest'],
  ['explain', 'a'],
  ['diff', 'a', '--from', '1', '--to', '2'],
  ['evidence', 'verify'],
  ['cite', 'a'],
  ['lint', '--db', DB],
  ['schedule'],
];

describe('what may only be read', () => {
  it.each(['folder', 'file'] as const)(
    'is read, and nothing is made there: the %s of the store',
    async (what) => {
      const folder = place();
      const told: Ended[] = [];
      for (const args of READING) told.push(await run(args, folder));
      expect(told.map(({ code }) => code)).toEqual(READING.map(() => 0));
      const before = everything(folder);
      if (what === 'folder') allow(folder, 0o555, 0o444);
      else chmodSync(join(folder, DB), 0o444);
      for (const [i, args] of READING.entries())
        expect(await run(args, folder), args.join(' ')).toEqual(told[i]);
      expect(everything(folder).toSorted()).toEqual(before.toSorted());
    },
  );

  it('is told in one sentence by whoever would write there', async () => {
    const folder = place();
    allow(folder, 0o555, 0o444);
    const env = {
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'a@example.org',
      MAIL_TO: 'b@example.org',
    };
    const sent = await start(['digest', '--send'], { cwd: folder, env, ...uid }).ended;
    expect(sent).toEqual({
      code: 1,
      out: '',
      err: `citewatch could not do its job: ${DB} may only be read: its file or its folder may not be written to\n`,
    });
    const looked = await run(nightOf(3), folder);
    expect(looked.code).toBe(1);
    expect(looked.err).toMatch(
      /^citewatch could not do its job: \.citewatch\/citewatch\.db: it may only be read \(\w+\)\n$/u,
    );
  });
});

/** The store of a folder as a killed process leaves it: the third night stands in the log only. */
async function withLog(folder: string, ends: readonly string[]): Promise<void> {
  const file = join(folder, DB);
  const store = openStore(file);
  const { id } = await store.beginRun(night(3), HOUR);
  expect(id).toBe(3);
  const kept = join(folder, 'kept');
  mkdirSync(kept);
  for (const end of ['', ...ends]) copyFileSync(`${file}${end}`, join(kept, `citewatch.db${end}`));
  await store.close();
  cpSync(kept, join(folder, '.citewatch'), { recursive: true });
}

describe('a log beside a store that may only be read', () => {
  it('is read with it', async () => {
    const folder = place();
    await withLog(folder, ['-wal', '-shm']);
    allow(folder, 0o555, 0o444);
    const db = openReadOnly(join(folder, DB));
    expect(db.prepare('SELECT max(id) FROM runs').pluck().get()).toBe(3);
    db.close();
    expect((await run(['status', '--max-age', '9999d'], folder)).code).toBe(0);
  });

  it('ends the command where it cannot be read: without it the store would be an older one', async () => {
    const folder = place();
    await withLog(folder, ['-wal']);
    allow(folder, 0o555, 0o444);
    const { code, out, err } = await run(['status', '--max-age', '9999d'], folder);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^citewatch could not do its job: .+ lies in a log beside it that cannot be read: [^\n]+\n$/u,
    );
  });

  it('that is empty is none', async () => {
    const folder = place();
    writeFileSync(join(folder, `${DB}-wal`), '');
    allow(folder, 0o555, 0o444);
    expect((await run(['status', '--max-age', '9999d'], folder)).code).toBe(0);
  });
});

describe('a store that is opened to be read only', () => {
  const file = (): string => join(place(), DB);

  it('takes nothing', async () => {
    const path = file();
    const before = readFileSync(path);
    for (const open of [() => openReadOnly(path), () => openReadOnly(emptyFile())]) {
      const db = open();
      expect(() => db.exec('DELETE FROM runs')).toThrow('readonly');
      expect(() =>
        db.exec(`INSERT INTO runs (started_at, state, online) VALUES ('', 'open', 1)`),
      ).toThrow('readonly');
      db.close();
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is read again where somebody wrote to it meanwhile, and given up where that does not end', () => {
    const path = file();
    let reads = 0;
    const interrupted = (times: number) => (from: string) => {
      const bytes = readFileSync(from);
      reads += 1;
      if (reads <= times) {
        const db = openSqlite(path);
        db.exec(`INSERT INTO runs (started_at, state, online) VALUES ('', 'abandoned', 1)`);
        db.close();
      }
      return bytes;
    };
    const db = openReadOnly(path, interrupted(1));
    expect(db.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(3);
    db.close();
    reads = 0;
    expect(() => openReadOnly(path, interrupted(99))).toThrow(
      `${path} may only be read, and is written to by another process`,
    );
    expect(reads).toBe(3);
  });

  it('is refused where it is of another version, another program’s, or damaged', () => {
    const old = file();
    const db = openDatabase(old);
    const version = db.pragma('user_version', { simple: true }) as number;
    for (const [other, words] of [
      [version - 1, 'was written by an earlier citewatch, and may only be read here'],
      [version + 1, 'was written by a newer citewatch'],
    ] as const) {
      db.pragma(`user_version = ${other}`);
      db.pragma('wal_checkpoint(TRUNCATE)');
      expect(() => openReadOnly(old)).toThrow(words);
    }
    db.close();
    const foreign = emptyFile();
    const its = openSqlite(foreign);
    its.exec('CREATE TABLE t (a)');
    its.close();
    expect(() => openReadOnly(foreign)).toThrow(
      `${foreign} is not a citewatch store: it is the database of another program`,
    );
    writeFileSync(
      foreign,
      'no database at all, but a text that is long enough to be one. '.repeat(40),
    );
    expect(() => openReadOnly(foreign)).toThrow(`${foreign} is not a citewatch store`);
  });

  it('is what it was where it may be written to: opened as ever, and brought up to date', async () => {
    const path = file();
    const db = openDatabase(path);
    const version = db.pragma('user_version', { simple: true }) as number;
    db.pragma(`user_version = ${version - 1}`);
    db.exec(
      'ALTER TABLE visits DROP COLUMN read_in; CREATE INDEX visits_judged ON visits (subject); CREATE INDEX visits_read ON visits (subject)',
    );
    db.close();
    const store = openStoreReadOnly(path);
    expect(await store.runs(9)).toHaveLength(2);
    await store.close();
  });

  it('may not be read where nobody may', async () => {
    const folder = place();
    allow(folder, 0o555, 0o444);
    chmodSync(join(folder, DB), 0o000);
    const err = `citewatch could not do its job: ${DB} may not be read by this user\n`;
    expect(await run(['status'], folder)).toEqual({ code: 1, out: '', err });
  });
});

/** An empty file of the test's own. */
function emptyFile(): string {
  const path = join(emptyFolder(), 'empty.db');
  writeFileSync(path, '');
  return path;
}
