import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeContent } from '../../src/judging/content/judge-content.js';
import type { Snapshot } from '../../src/model/visit.js';
import { EMPTY_MEMORY, snapshotOf } from '../../src/model/visit.js';
import { extract } from '../../src/reading/extract.js';
import { openSqlite } from '../../src/store/locks.js';
import { MIGRATIONS, migrate } from '../../src/store/sqlite/migrations.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import type { Store } from '../../src/store/store.js';
import { check } from '../check.js';
import { citation, fakeWorld, page, settings, source, watchlist } from '../world.js';

/** The steps that a store had taken before memories had a table of their own. */
const BEFORE = MIGRATIONS.slice(0, 1);
const at = (n: number): string => `2025-10-0${n}T02:00:00.000Z`;
const addressOf = (id: string): string => `https://${id}.example/article`;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citewatch-old-store-'));
  path = join(folder, 'citewatch.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What an old verdict carried of a source, beside what it said. */
interface Carried {
  readonly link?: object;
  readonly content?: object;
  readonly quotes?: readonly object[];
}

const oldVerdict = (id: string, n: number, { link, content, quotes = [] }: Carried): object => ({
  id,
  at: at(n),
  witness: 'live',
  link: {
    status: 'alive',
    by: null,
    http: 200,
    reason: 'answered 200',
    hops: [],
    failures: 0,
    since: at(1),
    ...link,
  },
  content: {
    change: 'unchanged',
    sha256: null,
    textSha256: null,
    reason: 'the same bytes',
    diff: [],
    ...content,
  },
  edition: { status: 'unknown', newer: [], reason: 'not part of a series' },
  archive: null,
  citations: [{ id: 'R/1', quotes }],
});

/** Writes a store as the version before wrote it. */
class OldStore {
  readonly db = openSqlite(path);

  constructor() {
    migrate(this.db, BEFORE);
  }

  run(id: number, state: 'finished' | 'open' = 'finished', online = true): void {
    const facts = {
      id,
      startedAt: at(id),
      finishedAt: at(id),
      online,
      sources: 1,
      citations: 0,
      quotes: 0,
    };
    this.db
      .prepare('INSERT INTO runs (id, started_at, state, online, facts) VALUES (?, ?, ?, ?, ?)')
      .run(id, at(id), state, online ? 1 : 0, state === 'open' ? null : JSON.stringify(facts));
  }

  async visit(
    run: number,
    subject: string,
    carried: Carried | null,
    read?: Snapshot,
  ): Promise<void> {
    if (read !== undefined)
      this.db
        .prepare('INSERT OR IGNORE INTO readings VALUES (?, ?, ?, NULL, ?, ?, ?, ?)')
        .run(
          subject,
          read.sha256,
          read.textSha256,
          addressOf(subject),
          run,
          packedThen(read.document),
          brotliCompressSync(new Uint8Array()),
        );
    const verdict = carried && oldVerdict(subject, run, carried);
    const judged = verdict !== null && carried?.link !== UNJUDGED;
    const visit = {
      run,
      subject,
      at: at(run),
      outcome: null,
      validators: null,
      snapshot: read?.sha256 ?? null,
      verdict,
    };
    this.db
      .prepare('INSERT INTO visits (run, subject, judged, snapshot, visit) VALUES (?, ?, ?, ?, ?)')
      .run(run, subject, judged ? 1 : 0, visit.snapshot, packedThen(visit));
  }

  close(): void {
    this.db.close();
  }
}

/** As values were kept at that time: packed, without a sum. */
const packedThen = (value: unknown): Buffer => brotliCompressSync(JSON.stringify(value));

const UNJUDGED = { status: 'unjudged' };
const failing = (failures: number): Carried => ({
  link: { status: 'gone', http: 404, failures, since: at(2), lately: `+${'-'.repeat(failures)}` },
});

async function reopened<T>(old: OldStore, use: (store: Store) => Promise<T>): Promise<T> {
  old.close();
  const store = openStore(path);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

describe('the memories of an old store', () => {
  it('are what its last judged verdicts carried, field by field', async () => {
    const old = new OldStore();
    old.run(1);
    await old.visit(1, 'tip', {
      link: { status: 'gone', failures: 2, since: at(1), lately: '+-+--' },
      content: { restless: { 'a … b': '+-' }, shrunk: 1 },
      quotes: [
        { id: 'R/1#1', verdict: 'missing', stood: at(1) },
        { id: 'R/1#2', verdict: 'missing' },
      ],
    });
    const visit = await reopened(old, async (store) => (await store.history('tip', 2)).previous);
    expect(visit?.memory).toEqual({
      ...EMPTY_MEMORY,
      link: { status: 'gone', since: at(1), failures: 2, at: at(1) },
      nights: '+-+--',
      volatile: { 'a … b': '+-' },
      shrunken: 1,
      stood: { 'R/1#1': at(1) },
    });
  });

  it('are nothing where a verdict carried nothing, and none where there was no verdict', async () => {
    const old = new OldStore();
    old.run(1);
    await old.visit(1, 'tip', {});
    await old.visit(1, 'https://archive.example/capture', null);
    const memories = await reopened(old, async (store) =>
      (await store.visits(1)).map((visit) => visit.memory),
    );
    expect(memories).toEqual([
      {
        ...EMPTY_MEMORY,
        link: { status: 'alive', since: at(1), failures: 0, at: at(1) },
        nights: '',
        volatile: {},
        shrunken: 0,
        stood: {},
      },
      null,
    ]);
  });

  it('come from the last night that saw the web and could judge', async () => {
    const old = new OldStore();
    for (const n of [1, 2]) old.run(n);
    old.run(3, 'finished', false);
    for (const n of [4, 5, 6]) old.run(n);
    await old.visit(1, 'tip', failing(1));
    await old.visit(2, 'tip', failing(2));
    await old.visit(3, 'tip', failing(7));
    for (const n of [4, 5, 6]) await old.visit(n, 'tip', { link: UNJUDGED });
    const memory = await reopened(
      old,
      async (store) => (await store.history('tip', 7)).previous?.memory,
    );
    expect(memory?.link?.failures).toBe(2);
  });

  it('do not count a killed night twice: who takes it up starts from the night before', async () => {
    const old = new OldStore();
    for (const n of [1, 2, 3]) {
      old.run(n, n === 3 ? 'open' : 'finished');
      await old.visit(n, 'tip', failing(n));
    }
    const [before, after] = await reopened(old, async (store) =>
      Promise.all(
        [3, 4].map(
          async (run) => (await store.history('tip', run)).previous?.memory?.link?.failures,
        ),
      ),
    );
    expect([before, after]).toEqual([2, 2]);
  });
});

describe('the night after an upgrade', () => {
  const PASSAGE =
    'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
  const HEADLINES = [
    'Two ferries collide in thick morning fog today',
    'A bridge is opened over the lower river',
  ];
  const withHeadline = (text: string): string =>
    page(PASSAGE).replace('</h1>', `</h1><p>${text}</p>`);
  const rump = `<!doctype html><title>An article</title><main><h1>An article</h1><p>${'Observers in several provinces described how the measures were applied. '}</p></main>`;
  const read = async (html: string): Promise<Snapshot> => {
    const bytes = new TextEncoder().encode(html);
    return snapshotOf(
      `bytes of ${html}`,
      await extract(bytes, { contentType: 'text/html', url: addressOf('x') }),
    );
  };
  const sources = ['dying', 'flapping', 'quoted', 'volatile', 'shrunken'].map((id) => source(id));
  const watch = watchlist(sources, [citation(1, 'quoted', PASSAGE)]);

  async function oldNights(): Promise<OldStore> {
    const old = new OldStore();
    const [before, tonight] = await Promise.all(HEADLINES.map((text) => read(withHeadline(text))));
    const [place = ''] = Object.keys(
      judgeContent(tonight as Snapshot, before as Snapshot).memory.volatile,
    );
    for (const n of [1, 2, 3]) old.run(n);
    await old.visit(3, 'dying', failing(2));
    await old.visit(3, 'flapping', { link: { lately: '+-+-' } });
    await old.visit(3, 'quoted', { quotes: [{ id: 'R/1#1', verdict: 'missing', stood: at(1) }] });
    await old.visit(3, 'volatile', { content: { restless: { [place]: '++' } } }, before);
    await old.visit(
      3,
      'shrunken',
      { content: { change: 'unread', shrunk: 2 } },
      await read(page(PASSAGE)),
    );
    return old;
  }

  async function nightAfter(store: Store) {
    const world = Object.assign(fakeWorld(), { store, date: at(4) });
    world.pages.set(addressOf('dying'), 404);
    world.pages.set(addressOf('flapping'), page('Nothing in particular.'));
    world.pages.set(addressOf('quoted'), page('Nothing in particular.'));
    world.pages.set(addressOf('volatile'), withHeadline(HEADLINES[1] as string));
    world.pages.set(addressOf('shrunken'), rump);
    const run = await check(world, watch, settings(), () => {});
    return { run, of: (id: string) => run.sources.find((verdict) => verdict.id === id) };
  }

  it('goes on with what the nights before knew', async () => {
    const { run, of } = await reopened(await oldNights(), nightAfter);
    expect(of('dying')?.link).toMatchObject({ failures: 3, confirmed: true, since: at(2) });
    expect(run.findings.find((f) => f.source === 'dying')).toMatchObject({
      kind: 'source-gone',
      severity: 'high',
    });
    expect(of('flapping')?.link.why).toMatchObject({ kind: 'flapping', spells: 2, nights: 5 });
    expect(of('quoted')?.citations[0]?.quotes[0]).toMatchObject({
      verdict: 'missing',
      stood: at(1),
    });
    expect(of('volatile')?.content.change).toBe('cosmetic');
    expect(of('shrunken')?.content.change).not.toBe('unread');
  });

  it('would be another one without them', async () => {
    const old = await oldNights();
    migrate(old.db);
    old.db.exec('DELETE FROM memories');
    const { of } = await reopened(old, nightAfter);
    expect(of('dying')?.link).toMatchObject({ failures: 1, confirmed: false, since: at(4) });
    expect(of('flapping')?.link.why.kind).not.toBe('flapping');
    expect(of('quoted')?.citations[0]?.quotes[0]?.stood).toBeUndefined();
    expect(of('volatile')?.content.change).toBe('edited');
    expect(of('shrunken')?.content.change).toBe('unread');
  });
});
