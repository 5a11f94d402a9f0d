import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { escapeCsv, renderCsv } from '../../src/surfaces/files/csv.js';
import { feedEvents, renderFeed, renderJsonFeed } from '../../src/surfaces/files/feed.js';
import { histories, Lived, Promised } from '../judging/findings/histories.js';
import { RUN } from './fixture-night.js';
import { PUBLICATION, source } from './fixture-run.js';

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
    const of = RUN.sources.flatMap((s) => s.citations.flatMap((c) => c.quotes)).find((q) => q.id === 'ASI2025-01/20#1');
    expect([column('quoted', row), column('stands_now', row)]).toEqual([of?.text, of?.found]);
    const gone = rows.find((r) => column('source', r) === 'rfa-2018-family-suicide');
    expect(column('archived_copy', gone)).toMatch(/^https:\/\/web\.archive\.org\//u);
    const sound = rows.filter((r) => column('findings', r) === '');
    expect(sound.length).toBeGreaterThan(0);
    for (const r of sound) expect([column('quoted', r), column('stands_now', r)]).toEqual(['', '']);
  });

  it('does not hold one passage to what became of another', () => {
    const two = RUN.sources.map((s) => ({
      ...s,
      citations: s.citations.map((c) => ({
        ...c,
        quotes: c.quotes.flatMap((q) => [q, { ...q, id: `${q.id}b` }]),
      })),
    }));
    const other = parseCsv(renderCsv({ ...RUN, sources: two })).find((r) => column('quote', r) === 'ASI2025-01/20#1b');
    expect(column('findings', other)).toBe('access-stale (open)');
  });

  it('has a row for a source that nothing quotes', () => {
    const bare = parseCsv(renderCsv({ ...RUN, sources: [source('a', 'P', '=T', null)] }));
    expect(bare.length).toBe(2);
    expect(bare[1]?.[2]).toBe("'=T");
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
      for (const child of ['id', 'title', 'updated', 'content']) expect($(e).children(child).length).toBe(1);
    for (const child of ['id', 'title', 'updated', 'author']) expect($('feed').children(child).length).toBe(1);
  });

  it('shows the passage that is missing, as it is quoted', () => {
    const entry = $('entry:has(category[term="passage-missing"])').first();
    expect(load(entry.find('content').text()).text()).toContain('Quoted: “While China demonstrated');
  });

  it('names an event the same in every rendering, and its end by another name', () => {
    const later = load(renderFeed({ ...RUN, run: { ...RUN.run, finishedAt: '2026-01-01T00:00:00.000Z' } }), {
      xml: true,
    });
    expect(
      later('entry > id')
        .toArray()
        .map((e) => later(e).text()),
    ).toEqual(ids);
    const over = load(
      renderFeed({ ...RUN, findings: RUN.findings.map((f) => ({ ...f, state: 'resolved' as const })) }),
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
    expect(published('feed > link[rel=self]').attr('href')).toBe('https://asylos.example/reports/feed.xml');
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
      expect(item).toMatchObject({ title: expect.any(String), content_html: expect.stringContaining('<p>') });
      expect(new Date(item.date_published).toISOString()).toBe(item.date_published);
    }
    expect(JSON.parse(renderJsonFeed({ ...RUN, findings: [] })).items).toEqual([]);
  });

  it('does not lead to an address at which a stranger may answer', () => {
    const fresh = { ...RUN, findings: RUN.findings.map((f) => ({ ...f, state: 'new' as const })) };
    expect(renderFeed(fresh)).toContain('Answers without the document');
    expect(renderFeed(fresh)).not.toContain('href="https://www.transparency.org/en/news/cpi-2020-asia-pacific"');
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
          const events = [...feedEvents(run, {})].map(({ finding }) => finding);
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
          expect([entries, JSON.parse(renderJsonFeed(run)).items.length]).toEqual([events.length, events.length]);
        }
        expect(promised.broken()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
