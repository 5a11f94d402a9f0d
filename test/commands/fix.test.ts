import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { undoEdit, writeEdit } from '../../src/commands/run/edits.js';
import { runFix, runUndo } from '../../src/commands/run/fix.js';
import { worldOf } from '../../src/commands/run/prepare.js';
import { UserError } from '../../src/model/problem.js';
import type { Citation, Source, Watchlist } from '../../src/model/watchlist.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { parseSettings } from '../../src/settings/options.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { check } from '../check.js';
import { emptyFolder } from '../command-line.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { startArchive } from '../web/archives/loopback-archive.js';
import { serve } from '../web/servers.js';
import { citation, page, source, watchlist } from '../world.js';
import { keptIo } from './run.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const ALTERED = PASSAGE.replace('16,349', '16,439');

/** A page, where it leads for good, or a status; what is not there is gone. */
type Page = string | { readonly to: string } | number;

interface Place {
  readonly sources: readonly (Partial<Source> & { readonly id: string; readonly at: string })[];
  readonly citations?: readonly Citation[];
  readonly series?: (origin: string) => Watchlist['series'];
  /** Pages that an archive has of addresses on the server. */
  readonly archived?: Readonly<Record<string, string>>;
}

/** A server on loopback, a list of sources on it, and the nights and commands that are played there. */
async function place(pages: Record<string, Page>, of: Place) {
  const { origin } = await serve(({ url = '' }, response) => {
    const found = pages[url] ?? 404;
    const head = { 'content-type': 'text/html; charset=utf-8' };
    if (typeof found === 'string') response.writeHead(200, head).end(found);
    else if (typeof found === 'number')
      response.writeHead(found, head).end('<title>Not found</title><h1>Not found</h1>');
    else response.writeHead(308, { location: found.to }).end();
  });
  const captures = Object.entries(of.archived ?? {}).map(([path, body]) => ({
    url: origin + path,
    at: '2025-09-19T00:00:00Z',
    status: 200,
    type: 'text/html',
    body,
  }));
  const archive = captures.length === 0 ? null : await startArchive({ captures });
  const folder = emptyFolder();
  const [file, db] = [join(folder, 'sources.json'), join(folder, '.citewatch', 'citewatch.db')];
  const cited = of.sources.map(({ at, ...more }) => source(more.id, { url: origin + at, ...more }));
  const uses = of.citations ?? cited.map(({ id }, i) => citation(i + 1, id, PASSAGE));
  const list = watchlist(cited, uses, { series: of.series?.(origin) ?? [] });
  writeFileSync(file, `// kept by hand\n${JSON.stringify(list, null, 2)}\n`);
  const raw = {
    allowPrivate: true,
    archive: archive?.base ?? 'none',
    hostDelay: '0',
    retries: '0',
    timeout: '3000',
    now: '2025-10-01T02:00:00Z',
    connectTo: [`:80:${new URL(origin).host}`],
  };
  const open: typeof worldOf = async (store, settings) => ({
    ...(await worldOf(store, settings)),
    thought: thoughtIn(onThisThread),
  });
  /** What a night finds that is not decided. */
  const night = async (now = raw.now) => {
    const settings = parseSettings({ ...raw, now }, '0.0.0');
    const world = await open(db, settings);
    const run = await check(
      world,
      parseWatchlist(readFileSync(file, 'utf8'), file),
      settings,
      () => {},
    );
    await world.close();
    return run.findings
      .filter(({ state }) => state === 'new' || state === 'open')
      .map(({ kind }) => kind);
  };
  const fix = async (
    ids: readonly string[],
    options: Parameters<typeof runFix>[1] | object = {},
  ) => {
    const { io, said } = keptIo();
    const code = await runFix(ids, { sources: file, db, ...raw, ...options }, io, open);
    return { code, ...said() };
  };
  const undo = async () => {
    const { io, said } = keptIo();
    return { code: await runUndo({ sources: file }, io), ...said() };
  };
  const text = () => readFileSync(file, 'utf8');
  const read = () => parseWatchlist(text(), file);
  return { origin, file, archive, pages, night, fix, undo, text, read };
}

const moved = () =>
  place(
    { '/old': { to: '/new' }, '/new': page(PASSAGE) },
    { sources: [{ id: 'tip', at: '/old' }] },
  );
const gone = async (copy = page(PASSAGE), ...more: readonly string[]) => {
  const citations = [PASSAGE, ...more].map((text, i) => citation(i + 1, 'tip', text));
  return place({}, { sources: [{ id: 'tip', at: '/old' }], citations, archived: { '/old': copy } });
};
const PAPER = '/article';
const ARCHIVE = 'http://archive.example';
const CAPTURED = `/web/20240624091530/http://paper.example${PAPER}`;
/** A source at a capture, whose original is as these pages have it. */
const captured = (pages: Record<string, Page>) =>
  place(
    { ...pages, [CAPTURED]: page(PASSAGE) },
    { sources: [{ id: 'tip', at: '', url: ARCHIVE + CAPTURED }] },
  );
const stale = () =>
  place(
    { '/a': page(PASSAGE) },
    {
      sources: [{ id: 'tip', at: '/a' }],
      citations: [citation(1, 'tip', PASSAGE, { accessed: '2024-01-05' })],
    },
  );
const altered = () => place({ '/a': page(ALTERED) }, { sources: [{ id: 'tip', at: '/a' }] });
const superseded = (text = PASSAGE) =>
  place(
    {
      '/2024': page(PASSAGE, 'Trafficking Report 2024'),
      '/2025': page(text, 'Trafficking Report 2025'),
    },
    {
      sources: [
        {
          id: 'tip',
          at: '/2024',
          title: 'Trafficking Report 2024',
          series: 'tip',
          edition: '2024',
        },
      ],
      series: (origin) => [
        {
          id: 'tip',
          name: 'Trafficking Report',
          cadence: null,
          index: [],
          pattern: null,
          subject: [],
          editions: [
            { edition: '2024', url: `${origin}/2024`, published: '2024' },
            { edition: '2025', url: `${origin}/2025`, published: '2025' },
          ],
        },
      ],
    },
  );

describe('citewatch fix says why there is nothing to take', () => {
  it('of a newer edition by what the nights found', async () => {
    const { night, fix } = await superseded();
    await night();
    expect((await fix(['tip'], { moved: true })).out).toContain(
      'tip: --moved has nothing to take: no open finding calls for it.\n',
    );
    const plain = await place({ '/a': page(PASSAGE) }, { sources: [{ id: 'hrw', at: '/a' }] });
    await plain.night();
    expect(await plain.fix(['hrw'], { edition: true })).toMatchObject({
      code: 3,
      out: expect.stringContaining('hrw: --edition has nothing to take: not part of a series.\n'),
    });
  });
});

describe('citewatch fix takes', () => {
  test('the address to which a source moved, and the next night has nothing to say', async () => {
    const { origin, night, fix, read, text } = await moved();
    expect(await night()).toEqual(['source-moved']);
    const { code, out } = await fix(['tip'], { moved: true });
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('citewatch undo takes it back'),
    });
    expect(read().sources[0]).toMatchObject({
      url: `${origin}/new`,
      note: `Its address was ${origin}/old`,
    });
    expect(text()).toContain('// kept by hand');
    expect((await fix([])).out).toContain('No open finding');
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('an archived copy', async () => {
    const { archive, night, fix, read } = await gone();
    expect(await night()).toEqual(['source-gone']);
    expect((await fix(['tip'], { archived: true })).code).toBe(0);
    expect(read().sources[0]?.url).toContain(`${archive?.base}/web/`);
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('the original of an archived copy, with that beside it', async () => {
    const { night, fix, read } = await captured({ [PAPER]: page(PASSAGE) });
    expect(await night()).toEqual(['archived-address']);
    const { code, out } = await fix([], { proven: true });
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('Watch the page itself'),
    });
    const copies = [{ url: ARCHIVE + CAPTURED, by: 'archive.example' }];
    expect(read().sources[0]).toMatchObject({ url: `http://paper.example${PAPER}`, copies });
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('the original of an archived copy that alone is let in', async () => {
    const { night, fix, read } = await captured({ [PAPER]: 403 });
    await night();
    expect((await fix(['tip'], { original: true })).code).toBe(0);
    expect(read().sources[0]?.url).toBe(`http://paper.example${PAPER}`);
    expect(await night('2025-10-02T02:00:00Z')).toEqual(['source-blocked']);
  });

  test('an address that the citation line prints', async () => {
    const citations = [
      citation(1, 'tip', PASSAGE, {
        cited: `Paper, “Title of tip”, http://paper.example${PAPER}.`,
      }),
    ];
    const sources = [{ id: 'tip', at: '', url: null }];
    const { night, fix, read } = await place({ [PAPER]: page(PASSAGE) }, { sources, citations });
    expect(await night()).toEqual(['no-url']);
    expect((await fix([], { proven: true })).out).toContain('without a person');
    expect((await fix(['tip'], { printed: true })).code).toBe(0);
    expect(read().sources[0]).toMatchObject({
      url: `http://paper.example${PAPER}`,
      addressFrom: 'found',
    });
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('a day of access', async () => {
    const { night, fix, read } = await stale();
    expect(await night()).toEqual(['access-stale']);
    expect((await fix(['tip'])).code).toBe(0);
    expect(read().reports[0]?.citations[0]?.accessed).toBe('2025-10-01');
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('the words of the page', async () => {
    const { night, fix, read } = await altered();
    expect(await night()).toEqual(['passage-altered']);
    expect((await fix(['tip'], { quote: true })).code).toBe(0);
    expect(read().reports[0]?.citations[0]?.quotes[0]?.text).toBe(ALTERED);
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('a newer edition', async () => {
    const { origin, night, fix, read } = await superseded();
    expect(await night()).toEqual(['edition-newer']);
    const { code, out } = await fix(['tip'], { edition: true });
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('Trafficking Report 2025'),
    });
    expect(read().sources[0]).toMatchObject({
      edition: '2025',
      url: `${origin}/2025`,
      published: '2025',
    });
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('a citation out, whose source stays', async () => {
    const { night, fix, read } = await altered();
    await night();
    expect((await fix(['tip'], { drop: true })).code).toBe(0);
    expect(read()).toMatchObject({ reports: [{ citations: [] }], sources: [{ id: 'tip' }] });
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
  });

  test('our own capture as the reason to keep a citation', async () => {
    const { pages, night, fix, read } = await place(
      { '/a': page(PASSAGE) },
      { sources: [{ id: 'tip', at: '/a' }] },
    );
    await night();
    pages['/a'] = page(ALTERED);
    expect(await night('2025-10-02T02:00:00Z')).toEqual(['passage-altered']);
    expect((await fix(['tip'], { capture: true })).code).toBe(0);
    expect(read().decisions).toMatchObject([{ about: 'passage-altered', keep: true }]);
    expect(await night('2025-10-03T02:00:00Z')).toEqual([]);
  });
});

describe('citewatch fix writes nothing', () => {
  test.each<
    [string, () => ReturnType<typeof place>, object, (pages: Record<string, Page>) => void, string]
  >([
    [
      'where a passage fell at the new address since',
      moved,
      { moved: true },
      (pages) => {
        pages['/new'] = page(ALTERED);
      },
      'a passage is not there as quoted: R/1#1',
    ],
    [
      'where the new address is gone since',
      moved,
      { moved: true },
      (pages) => {
        delete pages['/new'];
      },
      'the page could not be read',
    ],
    [
      'where the page says other words again',
      altered,
      { quote: true },
      (pages) => {
        pages['/a'] = page(PASSAGE.replace('1,664', '1,446'));
      },
      'a passage is not there as quoted: R/1#1',
    ],
    [
      'where a passage fell in the newer edition since',
      superseded,
      { edition: true },
      (pages) => {
        pages['/2025'] = page(ALTERED, 'Trafficking Report 2025');
      },
      'a passage is not there as quoted: R/1#1',
    ],
    [
      'where the original of an archived copy is gone',
      () => captured({}),
      { original: true },
      () => {},
      'the page could not be read',
    ],
    [
      'where the original of an archived copy lost the passage',
      () => captured({ [PAPER]: page(ALTERED) }),
      { original: true },
      () => {},
      'a passage is not there as quoted: R/1#1',
    ],
    [
      'where the page that was to be accessed is walled off',
      stale,
      { accessed: true },
      (pages) => {
        pages['/a'] = 403;
      },
      'the page could not be read',
    ],
  ])('%s', async (_, make, kind, change, reason) => {
    const { pages, night, fix, text } = await make();
    await night();
    const before = text();
    change(pages);
    const { code, out } = await fix(['tip'], kind);
    expect({ code, out }).toEqual({ code: 2, out: expect.stringContaining(reason) });
    expect(text()).toBe(before);
  });

  test('in a dry run, which shows the edit', async () => {
    const { origin, night, fix, text } = await moved();
    await night();
    const before = text();
    const { code, out } = await fix(['tip'], { moved: true, dryRun: true });
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining(`+       "url": "${origin}/new"`),
    });
    expect(out).toContain('Nothing was written');
    expect(text()).toBe(before);
  });

  test('offline', async () => {
    const { night, fix, text } = await moved();
    await night();
    const before = text();
    const { code, out } = await fix(['tip'], { moved: true, connectTo: ['::127.0.0.1:9'] });
    expect({ code, out }).toEqual({ code: 2, out: expect.stringContaining('Nothing was written') });
    expect(text()).toBe(before);
  });

  test('of several remedies where none is named: it lists them', async () => {
    const { night, fix, text } = await altered();
    await night();
    const before = text();
    const { code, out } = await fix(['tip']);
    expect(code).toBe(3);
    expect(out.match(/^ {2}--\w+/gmu)).toEqual(['  --quote', '  --drop']);
    expect(text()).toBe(before);
  });

  test('where the file says something else by now', async () => {
    const { file, night, fix, text } = await altered();
    await night();
    writeFileSync(file, text().replace('16,349', '16,394'));
    const { code, out } = await fix(['tip'], { quote: true });
    expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('No open finding') });
    writeFileSync(file, '{');
    await expect(fix(['tip'], { quote: true })).rejects.toThrow(UserError);
    expect(text()).toBe('{');
  });
});

describe('a remedy that falls short', () => {
  const OTHER =
    'The lenders charged students interest of 400 per cent a year, a court in the city was told.';

  it('says so, and is taken when it is named, where no more fell than it says', async () => {
    const { night, fix, read } = await gone(page(PASSAGE), OTHER);
    await night();
    expect((await fix([])).out).toMatch(
      /Not proved: of 2 passages 1 are there, \d in other words, \d not at all\./u,
    );
    expect((await fix([], { proven: true })).out).toContain(
      'Nothing here can be mended without a person.',
    );
    expect((await fix(['tip'], { archived: true })).code).toBe(0);
    expect(read().sources[0]?.url).toContain('/web/');
  });
});

describe('citewatch fix of many', () => {
  const many = () =>
    place(
      {
        '/old': { to: '/new' },
        '/new': page(PASSAGE),
        '/stale': page(PASSAGE),
        '/altered': page(ALTERED),
        '/both': { to: '/there' },
        '/there': page(PASSAGE),
      },
      {
        sources: [
          { id: 'moved', at: '/old' },
          { id: 'gone', at: '/gone' },
          { id: 'stale', at: '/stale' },
          { id: 'altered', at: '/altered' },
          { id: 'both', at: '/both' },
        ],
        citations: [
          citation(1, 'moved', PASSAGE),
          citation(2, 'gone', PASSAGE),
          citation(4, 'altered', PASSAGE),
          citation(3, 'stale', PASSAGE, { accessed: '2024-01-05' }),
          citation(5, 'both', PASSAGE, { accessed: '2024-01-05' }),
        ],
        archived: { '/gone': page(PASSAGE), '/altered': page(PASSAGE) },
      },
    );

  it('takes addresses, copies and days of access, and no words, editions or citations', async () => {
    const { origin, archive, night, fix, read } = await many();
    expect((await night()).toSorted()).toEqual([
      'access-stale',
      'access-stale',
      'passage-altered',
      'source-gone',
      'source-moved',
      'source-moved',
    ]);
    // A page that failed once is not dead yet.
    for (const day of [2, 3, 4]) await night(`2025-10-0${day}T02:00:00Z`);
    expect((await fix([], { proven: true })).code).toBe(0);
    const { sources, reports } = read();
    const url = (id: string) => sources.find((one) => one.id === id)?.url;
    expect([url('moved'), url('stale'), url('both')]).toEqual([
      `${origin}/new`,
      `${origin}/stale`,
      `${origin}/there`,
    ]);
    expect(url('gone')).toContain(`${archive?.base}/web/`);
    const days = Object.fromEntries(
      reports[0]?.citations.map((use) => [use.source, use.accessed]) ?? [],
    );
    expect(days).toMatchObject({ stale: '2025-10-04', both: '2025-10-04', moved: '2025-09-20' });
    expect(reports[0]?.citations.flatMap(({ quotes }) => quotes.map(({ text }) => text))).toEqual(
      Array.from({ length: 5 }, () => PASSAGE),
    );
    expect(
      (await night('2025-10-05T02:00:00Z')).filter((kind) => !kind.startsWith('passage-')),
    ).toEqual([]);
  });

  it('takes the others where two sources have moved to one address, and says that these are one', async () => {
    const sources = ['one', 'two', 'three'].map((id) => ({ id, at: `/${id}` }));
    const pages = { '/one': { to: '/new' }, '/two': { to: '/new' }, '/three': { to: '/own' } };
    const { origin, night, fix, read } = await place(
      { ...pages, '/new': page(PASSAGE), '/own': page(PASSAGE) },
      { sources },
    );
    await night();
    const { code, out } = await fix([], { proven: true });
    expect(read().sources.map(({ url }) => url)).toEqual([
      `${origin}/new`,
      `${origin}/two`,
      `${origin}/own`,
    ]);
    expect(code).toBe(2);
    expect(out.replace(/\s+/gu, ' ')).toContain(
      'source one has this address already: the two are one document.',
    );
    expect(out.replace(/\s+/gu, ' ')).toContain('citewatch fix two --merge cites one in its place');
  });

  it('makes one of two sources that have become one, takes this back, and does not do so unasked', async () => {
    const decision = {
      about: 'edition-newer',
      edition: null,
      keep: true,
      reason: 'read',
      on: '2025-09-01',
      until: null,
    };
    const sources = ['one', 'two', 'three'].map((id) => ({ id, at: `/${id}` }));
    const pages = {
      '/one': page(PASSAGE),
      '/two': { to: '/one' },
      '/three': { to: '/own' },
      '/own': page(PASSAGE),
    };
    const { file, night, fix, undo, read, text } = await place(pages, { sources });
    const decided = ['two', 'three'].map((source) => ({ source, ...decision }));
    writeFileSync(
      file,
      `// kept by hand\n${JSON.stringify({ ...read(), series: [], decisions: decided }, null, 2)}\n`,
    );
    await night();
    expect((await fix([], { proven: true })).out).not.toContain('--merge');
    expect(read().sources.map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    const before = text();
    const { code, out } = await fix(['two']);
    expect({ code, out: out.replace(/\s+/gu, ' ') }).toEqual({
      code: 0,
      out: expect.stringContaining('two Cite source one instead: both are one document'),
    });
    expect(out.replace(/\s+/gu, ' ')).toMatch(
      /still prints the address \S+\/two \(now \S+\/one\): R\/2\./u,
    );
    expect(read().sources.map(({ id }) => id)).toEqual(['one', 'three']);
    expect(read().reports[0]?.citations.map(({ id, source }) => [id, source])).toEqual([
      ['R/1', 'one'],
      ['R/2', 'one'],
      ['R/3', 'three'],
    ]);
    expect(read().decisions.map(({ source }) => source)).toEqual(['three']);
    expect(text()).toContain('// kept by hand');
    expect(await night('2025-10-02T02:00:00Z')).toEqual([]);
    await undo();
    expect(text()).toBe(before);
  });

  it('makes no one source of two where the passage of one is not on the page of the other', async () => {
    const sources = ['one', 'two'].map((id) => ({ id, at: `/${id}` }));
    const pages: Record<string, Page> = { '/one': page(PASSAGE), '/two': { to: '/one' } };
    const { night, fix, read } = await place(pages, { sources });
    await night();
    pages['/one'] = page(ALTERED);
    expect(await fix(['two'], { merge: true })).toMatchObject({
      code: 2,
      out: expect.stringContaining('R/2#1'),
    });
    expect(read().sources).toHaveLength(2);
  });

  it('lists what there is where one kind is asked for, and no source is named or one has none of it', async () => {
    const { night, fix, text } = await many();
    await night();
    const before = text();
    expect((await fix([], { moved: true })).code).toBe(3);
    const { code, out } = await fix(['moved', 'gone'], { moved: true });
    expect({ code, out }).toEqual({
      code: 3,
      out: expect.stringContaining('citewatch fix SOURCE --KIND takes one'),
    });
    expect(text()).toBe(before);
    expect((await fix(['moved'], { moved: true })).code).toBe(0);
    expect(text()).not.toBe(before);
    // It has no remedy any more: that is no wish that came true.
    expect((await fix(['moved'], { moved: true })).code).toBe(3);
    expect((await fix(['moved'])).code).toBe(0);
  });

  it('takes those of the sources that are named', async () => {
    const { origin, night, fix, read } = await many();
    await night();
    expect((await fix(['moved'], { proven: true })).code).toBe(0);
    const urls = read().sources.map(({ url }) => url);
    expect(urls.slice(0, 2)).toEqual([`${origin}/new`, `${origin}/gone`]);
  });
});

describe('citewatch undo', () => {
  it('takes back no other edit by the number of one that is taken back already', () => {
    const file = join(emptyFolder(), 'sources.json');
    const [first, second, third] = [1, 2, 3].map(
      (n) => `{ "reports": [], "sources": [], "decisions": [] }\n// ${n}\n`,
    );
    writeFileSync(file, first ?? '');
    const about = { source: 'tip', what: 'address' };
    const n = writeEdit(file, first ?? '', second ?? '', about) ?? 0;
    undoEdit(file, n);
    writeEdit(file, first ?? '', third ?? '', about);
    expect(() => undoEdit(file, n)).toThrow('there is no edit to take back');
    expect(readFileSync(file, 'utf8')).toBe(third);
  });

  it.each([
    ['no JSON', '{"n": 1, "at"'],
    ['a list', '[]'],
    ['another object', '{"n":1,"patch":7}'],
    ['nothing', 'null'],
  ])('names the line of its log that is %s, and touches nothing', (_, line) => {
    const folder = emptyFolder();
    const file = join(folder, 'sources.json');
    const [before, after] = [1, 2].map((n) => `{ "reports": [], "sources": [] }\n// ${n}\n`) as [
      string,
      string,
    ];
    writeFileSync(file, before);
    writeEdit(file, before, after, { source: 'tip', what: 'address' });
    appendFileSync(join(folder, '.citewatch/edits.jsonl'), `${line}\n\n`);
    expect(() => undoEdit(file)).toThrow(
      /edits\.jsonl:2:1: is no edit of citewatch: delete this line$/u,
    );
    expect(readFileSync(file, 'utf8')).toBe(after);
    expect(writeEdit(file, after, before, { source: 'tip', what: 'address' })).toBeGreaterThan(0);
  });

  it.each(['garbage', '--- a\n+++ b\n@@ -1,9 +1 @@\n nothing\n', ''])(
    'takes nothing back by what is no patch of the file: %j',
    (patch) => {
      const folder = emptyFolder();
      const file = join(folder, 'sources.json');
      writeFileSync(file, '{ "reports": [], "sources": [] }\n');
      mkdirSync(join(folder, '.citewatch'));
      const edit = { n: 1, at: '2025-10-01T00:00:00Z', source: 'tip', what: 'address', patch };
      writeFileSync(join(folder, '.citewatch/edits.jsonl'), JSON.stringify(edit));
      expect(() => undoEdit(file)).toThrow('these lines were changed since');
    },
  );

  it('takes back the last edit, then the one before, and says when there is none', async () => {
    const { night, fix, undo, text } = await stale();
    await night();
    const first = text();
    await fix(['tip']);
    const { code, out } = await undo();
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('Taken back: tip: Set'),
    });
    expect(text()).toBe(first);
    await expect(undo()).rejects.toThrow('there is no edit to take back');
  });

  it('leaves what was edited elsewhere since', async () => {
    const { file, night, fix, undo, text } = await altered();
    await night();
    await fix(['tip'], { quote: true });
    writeFileSync(file, `// and by Ada\n${text()}`);
    await undo();
    expect(text()).toContain('// and by Ada\n');
    expect(text()).toContain('16,349');
  });

  it('writes nothing where the lines were changed since', async () => {
    const { file, night, fix, undo, text } = await altered();
    await night();
    await fix(['tip'], { quote: true });
    const since = text().replace('16,439', '16,440');
    writeFileSync(file, since);
    const words = /these lines were changed since: take “.*” back by hand/u;
    await expect(undo()).rejects.toThrow(words);
    await expect(undo()).rejects.toThrow(UserError);
    expect(text()).toBe(since);
  });
});
