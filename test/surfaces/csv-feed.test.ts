import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { escapeCsv, renderCsv } from '../../src/surfaces/files/csv.js';
import { feedEvents, renderFeed, renderJsonFeed } from '../../src/surfaces/files/feed.js';
import { messageOf } from '../../src/surfaces/words/findings.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { histories, Lived, Promised } from '../judging/findings/histories.js';
import { atomFaults } from './atom-rules.js';
import { RUN } from './fixture-night.js';
import { link, PUBLICATION, source } from './fixture-run.js';
import { publishedSchema } from './published-schema.js';

/** Reads RFC 4180, strictly: any character that the grammar does not allow ends the reading. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const row: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const m = cell.exec(text);
    if (m === null) throw new Error(`no CSV at ${at}`);
    row.push(m[1]?.replaceAll('""', '"') ?? m[2] ?? '');
    if (m[3] === '\r\n') rows.push(row.splice(0));
  }
  return rows;
};

describe('the table', () => {
  const text = renderCsv(RUN);
  const [head = [], ...rows] = parseCsv(text.slice(1));
  const column = (name: string, row: string[] | undefined) => row?.[head.indexOf(name)];

  it('has a row for each quotation, and as many cells in each row', () => {
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(rows.length).toBe(RUN.run.quotes);
    expect(new Set(rows.map((r) => r.length))).toEqual(new Set([head.length]));
  });

  it('holds each row to its own findings, gravest first', () => {
    const row = rows.find((r) => column('quote', r) === 'ASI2025-01/20#1');
    expect(column('passage', row)).toBe('altered');
    expect(column('severity', row)).toBe('high');
    expect(column('findings', row)).toBe('passage-altered (new); access-stale (open)');
  });

  it('has beside what was found what was quoted, what stands now, and the archived copy; of what stands nothing again', () => {
    const row = rows.find((r) => column('quote', r) === 'ASI2025-01/20#1');
    const of = RUN.sources
      .flatMap((s) => s.citations.flatMap((c) => c.quotes))
      .find((q) => q.id === 'ASI2025-01/20#1');
    expect([column('quoted', row), column('stands_now', row)]).toEqual([of?.text, of?.found]);
    const gone = rows.find((r) => column('source', r) === 'rfa-2018-family-suicide');
    expect(column('archived_copy', gone)).toMatch(/^https:\/\/web\.archive\.org\//u);
    const sound = rows.filter((r) => column('findings', r) === '');
    expect(sound.length).toBeGreaterThan(0);
    for (const r of sound) expect([column('quoted', r), column('stands_now', r)]).toEqual(['', '']);
  });

  it('says nothing of what is over', () => {
    const over = RUN.findings.map((f) => ({ ...f, state: 'resolved' as const }));
    const [, ...after] = parseCsv(renderCsv({ ...RUN, findings: over }));
    expect(after.map((row) => column('findings', row))).toEqual(after.map(() => ''));
  });

  it('does not hold one passage to what became of another', () => {
    const two = RUN.sources.map((s) => ({
      ...s,
      citations: s.citations.map((c) => ({
        ...c,
        quotes: c.quotes.flatMap((q) => [q, { ...q, id: `${q.id}b` }]),
      })),
    }));
    const other = parseCsv(renderCsv({ ...RUN, sources: two })).find(
      (r) => column('quote', r) === 'ASI2025-01/20#1b',
    );
    expect(column('findings', other)).toBe('access-stale (open)');
  });

  it('has a row for a source that nothing quotes', () => {
    const bare = parseCsv(renderCsv({ ...RUN, sources: [source('a', 'P', '=T', null)] }));
    expect(bare.length).toBe(2);
    expect(bare[1]?.[2]).toBe("'=T");
  });

  it('has new columns at its end, where no script that reads by position looks', () => {
    expect(head.slice(-4)).toEqual(['archived_copy', 'since', 'row', 'evidence_run']);
    expect(head.indexOf('source')).toBe(0);
  });

  it('says since when the gravest finding of a row is open, and nothing where there is none', () => {
    const of = RUN.findings.find(
      ({ quote, severity }) => quote === 'ASI2025-01/20#1' && severity === 'high',
    );
    const row = rows.find((r) => column('quote', r) === 'ASI2025-01/20#1');
    expect(column('since', row)).toBe(of?.since.slice(0, 10));
    const sound = rows.filter((r) => column('findings', r) === '');
    for (const r of sound) expect(column('since', r)).toBe('');
  });

  it('leads from each row to its place on the published page, and nowhere where none is known', () => {
    for (const r of rows) expect(column('row', r)).toBe('');
    const page = 'https://asylos.example/reports/index.html';
    const [, ...published] = parseCsv(renderCsv(RUN, { page }));
    for (const r of published)
      expect(column('row', r)).toBe(`${page}#${encodeURIComponent(column('citation', r) ?? '')}`);
    const [, bare] = parseCsv(
      renderCsv({ ...RUN, sources: [source('a b', 'P', 'T', null)] }, { page }),
    );
    expect(column('row', bare)).toBe(`${page}#a%20b`);
    const [, script] = parseCsv(renderCsv(RUN, { page: 'javascript:alert(1)' }));
    expect(column('row', script)).toBe('');
  });

  describe('the run whose capture a verdict rests on', () => {
    const evidence = { n: 12, sha256: 'e'.repeat(64) };
    const [first] = RUN.findings.filter(({ quote }) => quote === 'ASI2025-01/20#1');
    const own = RUN.sources.find(({ id }) => id === first?.source);
    if (first === undefined || own === undefined) throw new Error('the night has no such finding');
    const runOf = (
      run: Partial<Run['run']>,
      of: Partial<typeof own> = {},
      over: Partial<typeof first> = {},
    ) => {
      const night = { ...RUN, run: { ...RUN.run, evidence, ...run }, sources: [{ ...own, ...of }] };
      const [, ...all] = parseCsv(renderCsv({ ...night, findings: [{ ...first, ...over }] }));
      return column(
        'evidence_run',
        all.find((r) => column('quote', r) === 'ASI2025-01/20#1'),
      );
    };
    const stands = own.citations.map((c) => ({
      ...c,
      quotes: c.quotes.map((q) => ({ ...q, verdict: 'intact' as const })),
    }));
    const unchanged = link({ why: { kind: 'not-modified' } });
    const seen = { run: 5, at: '2025-11-22T02:00:00.000Z', witness: 'live' as const };

    it.each([
      ['is the run itself, which read the page', runOf({}), '7'],
      ['is an earlier one, where only that saw what was found', runOf({}, {}, { seen }), '5'],
      ['is the night that was judged again', runOf({ rejudges: 6 }), '6'],
      [
        'is the one that kept the passage, where nothing was sent since',
        runOf({}, { link: unchanged, citations: stands }, { capture: { run: 3, n: 1 } }),
        '3',
      ],
      [
        'is not the one in which a passage still stood, where it does not now',
        runOf({}, {}, { capture: { run: 3, n: 1 } }),
        '7',
      ],
      [
        'is not told where nothing was sent and nobody says what was kept',
        runOf({}, { link: unchanged }),
        '',
      ],
      [
        'is none where nothing answered',
        runOf({}, { witness: 'none', link: link({ status: 'unreachable', http: null }) }),
        '',
      ],
      [
        'is the run itself where an archive was read in its place',
        runOf({}, { witness: 'archive', link: link({ status: 'unreachable', http: null }) }),
        '7',
      ],
      ['is none where a person saved the page', runOf({}, { witness: 'person' }), ''],
      ['is none where no evidence is kept', runOf({ evidence: undefined }, {}, { seen }), ''],
    ])('%s', (_, said, expected) => expect(said).toBe(expected));
  });

  it('gives back any text that is no formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        fc.pre(cells.every((c) => !/^\s*[=+\-@]/.test(c) && !/^[\t\r]/.test(c)));
        expect(parseCsv(`${cells.map(escapeCsv).join(',')}\r\n`)).toEqual([cells]);
      }),
    );
  });
});

describe('the feed', () => {
  const $ = load(renderFeed(RUN, PUBLICATION), { xml: true });
  const ids = $('entry > id')
    .toArray()
    .map((e) => $(e).text());

  it('has an entry for each event of the run, each with what Atom requires', () => {
    const events = RUN.findings.filter((f) => f.state === 'new' || f.state === 'resolved');
    expect(ids.length).toBe(events.length);
    expect(new Set(ids).size).toBe(ids.length);
    for (const e of $('entry').toArray())
      for (const child of ['id', 'title', 'updated', 'content'])
        expect($(e).children(child).length).toBe(1);
    for (const child of ['id', 'title', 'updated', 'author'])
      expect($('feed').children(child).length).toBe(1);
  });

  it('keeps the rules of RFC 4287, with a page and without, also where nothing happened', () => {
    const page = 'https://asylos.example/reports/index.html';
    for (const publication of [{}, PUBLICATION, { ...PUBLICATION, page }])
      for (const findings of [RUN.findings, []])
        expect(atomFaults(renderFeed({ ...RUN, findings }, publication))).toEqual([]);
  });

  it.each([
    ['<updated>', '<updated>on ', 'feed: its date is none of RFC 3339'],
    ['<author><name>citewatch</name></author>', '', 'nobody is its author'],
    ['<id>tag:', '<id>', 'feed: its id is no IRI'],
    ['<title>', '<title>A</title><title>', 'feed: not one title'],
    ['<content type="html">', '<content type="markdown">', 'entry 1: content of another type'],
    ['<category term=', '<category label=', 'entry 1: a category without a term'],
  ])('would be found to break them with %s made %s', (right, wrong, fault) => {
    expect(atomFaults(renderFeed(RUN).replace(right, wrong))).toContain(fault);
  });

  it('tells a thing of the past in the past: that it was, since when and until when, and not what is to do', () => {
    const over = RUN.findings.map((f) => ({ ...f, state: 'resolved' as const }));
    const page = load(renderFeed({ ...RUN, findings: over }), { xml: true });
    const entries = page('entry').toArray();
    expect(entries).toHaveLength(over.length);
    for (const [i, entry] of entries.entries()) {
      const finding = over[i] as (typeof over)[number];
      const text = load(page(entry).children('content').text()).text();
      expect(page(entry).children('title').text()).toMatch(/^Resolved: /u);
      expect(text).toMatch(
        /^Resolved on 24 November 2025\. “.+”, which began on .+ 2025, is over\./u,
      );
      expect(text).not.toContain(messageOf(ENGLISH, finding));
      expect(text).not.toContain('What to do');
    }
    const [updated] = over.map((f) => ({ ...f, rules: 'ended' as const }));
    const told = renderFeed({ ...RUN, findings: updated === undefined ? [] : [updated] });
    expect(told).toContain('is over because citewatch was updated.');
    // Its twin: what is the case is told as being so.
    const news = RUN.findings.filter(({ state }) => state === 'new');
    const now = load(renderFeed(RUN), { xml: true })('entry content').text();
    for (const finding of news) expect(load(now).text()).toContain(messageOf(ENGLISH, finding));
  });

  it('shows the passage that is missing, as it is quoted', () => {
    const entry = $('entry:has(category[term="passage-missing"])').first();
    expect(load(entry.find('content').text()).text()).toContain(
      'Quoted: “While China demonstrated',
    );
  });

  it('names an event the same in every rendering, and its end by another name', () => {
    const later = load(
      renderFeed({ ...RUN, run: { ...RUN.run, finishedAt: '2026-01-01T00:00:00.000Z' } }),
      {
        xml: true,
      },
    );
    expect(
      later('entry > id')
        .toArray()
        .map((e) => later(e).text()),
    ).toEqual(ids);
    const over = load(
      renderFeed({
        ...RUN,
        findings: RUN.findings.map((f) => ({ ...f, state: 'resolved' as const })),
      }),
      { xml: true },
    );
    const ended = new Set(
      over('entry > id')
        .toArray()
        .map((e) => over(e).text()),
    );
    expect(ids.filter((id) => ended.has(id)).length).toBe(1);
  });

  it('names a finding that grew graver by another name, since that is another event', () => {
    const idsOf = (severity: 'medium' | 'high') => {
      const graver = RUN.findings.map((f) => ({ ...f, severity, state: 'new' as const }));
      const $$ = load(renderFeed({ ...RUN, findings: graver }), { xml: true });
      return new Set(
        $$('entry > id')
          .toArray()
          .map((e) => $$(e).text()),
      );
    };
    const [medium, high] = [idsOf('medium'), idsOf('high')];
    expect(medium.size).toBe(RUN.findings.length);
    for (const id of high) expect(medium.has(id)).toBe(false);
  });

  it('leads from each event to its row, where the page is published', () => {
    const page = 'https://asylos.example/reports/index.html';
    const published = load(renderFeed(RUN, { ...PUBLICATION, page }), { xml: true });
    const links = published('entry > link').toArray();
    expect(links).toHaveLength(ids.length);
    for (const link of links) expect(published(link).attr('href')).toMatch(/index\.html#./u);
    expect(published('feed > link[rel=self]').attr('href')).toBe(
      'https://asylos.example/reports/feed.xml',
    );
  });

  it('says as JSON Feed 1.1 the same events under the same names', () => {
    const page = 'https://asylos.example/reports/index.html?x#y';
    const feed = JSON.parse(renderJsonFeed(RUN, { ...PUBLICATION, page }));
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'China report: citations',
      home_page_url: page,
      feed_url: 'https://asylos.example/reports/feed.json',
    });
    expect(feed.items.map((item: { id: string }) => item.id)).toEqual(ids);
    for (const item of feed.items) {
      expect(item.url).toMatch(/index\.html\?x#[^y]/u);
      expect(item).toMatchObject({
        title: expect.any(String),
        content_html: expect.stringContaining('<p>'),
      });
      expect(new Date(item.date_published).toISOString()).toBe(item.date_published);
    }
    expect(JSON.parse(renderJsonFeed({ ...RUN, findings: [] })).items).toEqual([]);
  });

  describe('against the specification of JSON Feed 1.1', () => {
    const schema = publishedSchema('json-feed-1.1.json');
    const feedOf = (run: Run, page?: string) =>
      JSON.parse(renderJsonFeed(run, { ...PUBLICATION, page }));
    const feed = feedOf(RUN, 'https://asylos.example/reports/index.html');

    it('is sound, with a page and without, also where nothing happened', () => {
      for (const one of [feed, feedOf(RUN), feedOf({ ...RUN, findings: [] })])
        expect(schema.safeParse(one).error?.issues).toBeUndefined();
      expect(new Set(feed.items.map(({ id }: { id: string }) => id)).size).toBe(feed.items.length);
    });

    it.each([
      ['no title', { title: undefined }],
      ['another version', { version: 'https://jsonfeed.org/version/1' }],
      ['a word for an address', { feed_url: 'feed.json' }],
      ['an author without a name', { authors: [{}] }],
      ['a field that there is not', { homepage: 'https://asylos.example/' }],
      ['an entry without a name', { items: [{ ...feed.items[0], id: undefined }] }],
      ['an entry without content', { items: [{ ...feed.items[0], content_html: undefined }] }],
      [
        'a date of another form',
        { items: [{ ...feed.items[0], date_published: '24 November 2025' }] },
      ],
    ])('would be refused with %s', (_, change) => {
      expect(schema.safeParse(JSON.parse(JSON.stringify({ ...feed, ...change }))).success).toBe(
        false,
      );
    });
  });

  it('does not lead to an address at which a stranger may answer', () => {
    const fresh = { ...RUN, findings: RUN.findings.map((f) => ({ ...f, state: 'new' as const })) };
    expect(renderFeed(fresh)).toContain('Answers without the document');
    expect(renderFeed(fresh)).not.toContain(
      'href="https://www.transparency.org/en/news/cpi-2020-asia-pacific"',
    );
  });
});

describe('what a feed told is told as over in it', () => {
  it('exactly once, in any history, whatever else is open, and nothing that it did not tell', () => {
    fc.assert(
      fc.property(histories, (nights) => {
        const lived = new Lived();
        const promised = new Promised('low');
        for (const [i, one] of nights.entries()) {
          const run: Run = { ...RUN, sources: [], findings: lived.play(i + 1, one) };
          const events = [...feedEvents(ENGLISH, run, {})].map(({ finding }) => finding);
          promised.hear(
            events.filter(({ state }) => state === 'new'),
            events.filter(({ state }) => state === 'resolved'),
          );
          promised.follow(lived.going());
          promised.look(
            lived.going(),
            lived.going().filter(({ state }) => state !== 'acknowledged'),
          );
          const entries = load(renderFeed(run), { xml: true })('entry').length;
          expect([entries, JSON.parse(renderJsonFeed(run)).items.length]).toEqual([
            events.length,
            events.length,
          ]);
        }
        expect(promised.broken()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
