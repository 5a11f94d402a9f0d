import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { omittedWords } from '../../../src/surfaces/evidence.js';
import { reportFiles } from '../../../src/surfaces/files/files.js';
import { renderMarkdown } from '../../../src/surfaces/files/markdown.js';
import { renderPage } from '../../../src/surfaces/page/page.js';
import type { Beside } from '../../../src/surfaces/page-context.js';
import { renderTerminal } from '../../../src/surfaces/terminal/terminal.js';
import { messageOf } from '../../../src/surfaces/words/findings.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { RUN } from '../fixture-night.js';
import {
  added,
  buildRun,
  citation,
  finding,
  link,
  NIGHT,
  quote,
  removed,
  same,
  source,
} from '../fixture-run.js';

const MORE = 'http://a.example/page';
const dead = (over = {}) =>
  source('dead', 'A publisher', 'A note', MORE, {
    citations: [citation(1, '2', [quote('q1', 'words')])],
    ...over,
  });
const gone = finding('source-gone', 'high', 'dead', 'Gone.', 'Mend it.');
const card = (of: ReturnType<typeof source>, findings = [gone], beside: Beside = {}) => {
  const $ = load(renderPage(buildRun([of], findings), {}, beside));
  return $(`article[id="${of.id}"]`);
};

describe('what to do, on the card of a source', () => {
  it('is the archived copy where it carries the passage, and says so where it does not', () => {
    const archive = { url: 'https://archive.example/1', capturedAt: NIGHT, carriesPassage: true };
    expect(card(dead({ archive })).find('.remedy').text()).toContain(
      'The copy of 24 November 2025 carries the passage.',
    );
    const without = card(dead({ archive: { ...archive, carriesPassage: false } })).find('.remedy');
    expect(without.text()).toContain('does not carry the passage');
    expect(card(dead()).find('.remedy').text()).toContain('None that carries the passage is known');
  });

  it('is our own capture with the line that files it', () => {
    const capture = { run: 3, at: '2025-03-28T02:00:00.000Z', stood: true };
    const beside = {
      lives: new Map([['dead', { nights: [], capture, lines: ['A publisher, “A note”'] }]]),
    };
    const remedy = card(dead(), [gone], beside).find('.remedy');
    expect(remedy.text()).toContain('Run 3 kept the page on 28 March 2025');
    const copies = remedy.find('.copy');
    const lines = copies.toArray().map((_, n) => copies.eq(n).text());
    expect(lines).toContain('citewatch evidence export dead --run 3');
    expect(lines).toContain('A publisher, “A note”');
    expect(lines).toContain('citewatch ack dead --reason "…"');
  });

  it('is its citation line, of which a publisher and a title that run from right to left turn nothing around', () => {
    const pasted = (line: string) => {
      const beside = { lives: new Map([['dead', { nights: [], capture: null, lines: [line] }]]) };
      const span = card(dead(), [gone], beside).find('.remedy span.copy');
      return [
        span.text(),
        ...span
          .find('bdi')
          .toArray()
          .map((_, n) => span.find('bdi').eq(n).text()),
      ];
    };
    const line = 'وزارة العدل, “تقرير ‘عن’ السجون”, 15 March 2024, last accessed: 1 May 2024';
    expect(pasted(line)).toEqual([line, 'وزارة العدل', 'تقرير ‘عن’ السجون']);
    const bare = 'A note without a title, 15 March 2024';
    expect(pasted(bare)).toEqual([bare]);
  });

  it('names the kind to acknowledge only where several findings are open', () => {
    const two = card(dead(), [
      gone,
      finding('edition-newer', 'medium', 'dead', 'Newer.', 'Compare.'),
    ]);
    expect(two.text()).toContain('citewatch ack dead --about source-gone --reason "…"');
    expect(two.text()).toContain('citewatch ack dead --about edition-newer --reason "…"');
  });

  it('names an id that a shell would read otherwise so that it does not', () => {
    const odd = source("it's $(x)", 'P', 'T', MORE, { citations: [citation(1, '2', [])] });
    const line = load(
      renderPage(buildRun([odd], [finding('source-gone', 'high', odd.id, 'Gone.', 'Mend.')])),
    )('article .copy');
    expect(line.last().text()).toBe(`citewatch ack 'it'\\''s $(x)' --reason "…"`);
  });

  it('calls the line of a document that is not to be relied on no line to cite', () => {
    const beside = {
      lives: new Map([['dead', { nights: [], capture: null, lines: ['A publisher, “A note”'] }]]),
    };
    const labels = (kind: 'edition-withdrawn' | 'source-gone') =>
      card(dead(), [finding(kind, 'high', 'dead', 'It is so.', 'Mend it.')], beside)
        .find('.remedy dt')
        .text();
    expect(labels('source-gone')).toContain('Cite as');
    expect(labels('edition-withdrawn')).toContain('If it is kept, cite as');
    expect(labels('edition-withdrawn')).not.toContain('Cite as');
  });

  it('is a line that looks for the address, at each citation that has none', () => {
    const bare = source('it’s', 'A publisher', 'A note', null, {
      witness: 'none',
      link: link({ status: 'no-url', http: null }),
      citations: [
        citation(1, '2', [quote('q1', 'words', { verdict: 'unverifiable', tier: null })]),
      ],
    });
    const $ = load(renderPage(buildRun([bare], [])));
    expect($('tr[data-source="it’s"] code.copy').text()).toMatch(/^citewatch find '?it’s'?$/u);
  });

  it('is a withdrawn note’s successor, where one is known', () => {
    const withdrawn = finding(
      'edition-withdrawn',
      'high',
      'dead',
      'Withdrawn.',
      'Do not rely on it.',
    );
    expect(card(dead(), [withdrawn]).text()).toContain('SuccessorNone is known.');
    const newer = [
      { edition: 'Version 5', url: 'https://b.example/5', published: null, quotes: [] },
    ];
    const edition = { ...dead().edition, newer };
    const link = card(dead({ edition }), [withdrawn]).find('.remedy a[href="https://b.example/5"]');
    expect(link.last().parent().prev().text()).toBe('Successor');
  });
});

describe('a card', () => {
  const changed = [same('of '), removed('4.4'), added('4.7'), same(' million')];
  const alike = (n: number, diff = changed) =>
    quote(`q${n}`, `words ${n}`, { verdict: 'altered', diff });
  const of = dead({
    citations: [
      citation(1, '2', [alike(1)]),
      citation(2, '3', [alike(2)]),
      citation(3, '4', [alike(3, [removed('not')])]),
    ],
  });
  const altered = [1, 2, 3].map((n) =>
    finding('passage-altered', 'high', 'dead', `Passage ${n} differs.`, 'Read it.', {
      citation: `ASI2025-01/${n}`,
      quote: `q${n}`,
    }),
  );

  const messages = (article: ReturnType<typeof card>): readonly string[] => {
    const told = article.find('.finding > div:first-child > p:nth-of-type(2)');
    return told.toArray().map((_, n) => told.eq(n).text());
  };

  it('tells what is wrong with the document before its passages, and the same change once', () => {
    const article = card(of, [...altered, gone]);
    expect(messages(article)).toEqual(['Gone.', 'Passage 1 differs.', 'Passage 3 differs.']);
    const again = article.find('summary:contains("The same change at 1 more place")').parent();
    expect(again.find('a').attr('href')).toBe('#ASI2025-01%2F2');
  });

  it('leads to a passage of a spreadsheet by its sheet and row, and to another without', () => {
    const [first = gone] = altered;
    const led = (place: object) => {
      const one = quote('q1', 'words', { verdict: 'altered', diff: changed, link: MORE, ...place });
      const sheet = dead({ citations: [citation(1, '2', [one])] });
      const night = buildRun([sheet], [first]);
      const texts = [
        card(sheet, [first]).find(`.remedy a[href="${MORE}"]`).first().text(),
        renderTerminal(ENGLISH, night, { colour: false, width: 100 }),
        renderMarkdown(night, {}),
      ];
      return texts.map((text) => /(?<=The page, at the passage)[^:\]h]*/u.exec(text)?.[0]);
    };
    expect(led({ sheet: 'Table 2', row: 4 })).toEqual([
      ', “Table 2”, row 4',
      ', “Table 2”, row 4',
      ', “Table 2”, row 4',
    ]);
    expect(led({ row: 4 })).toEqual([', row 4', ', row 4', ', row 4']);
    expect(led({})).toEqual(['', '', '']);
  });

  it('tells the graver first, with what to do, whatever it is about', () => {
    const closed = finding('source-blocked', 'low', 'dead', 'Closed.', 'Save it.');
    const article = card(of, [closed, ...altered]);
    expect(messages(article)).toEqual(['Passage 1 differs.', 'Passage 3 differs.', 'Closed.']);
    expect(article.find('.finding').first().find('.remedy')).toHaveLength(1);
    expect(article.find('.remedy')).toHaveLength(1);
  });

  it.each([
    ['. In May it did not.', 'In May it did not.'],
    ['.” In May it did not.', 'In May it did not.'],
    ['.5 million of them', '.5 million of them'],
    ['“In May” it did not.', '“In May” it did not.'],
    ['(in May) it did not.', '(in May) it did not.'],
  ])(
    'shows what is left out without the mark behind what is quoted before it: %s',
    (text, shown) => {
      const omitted = [{ where: 'between', text, weighty: true }] as const;
      const why = {
        kind: 'omission-weighs',
        cited: { report: 'R', section: '2' },
        omitted,
      } as const;
      expect(omittedWords(ENGLISH, { omitted })).toMatchObject([{ text: shown }]);
      expect(messageOf(ENGLISH, { why })).toContain(`“${shown}`);
    },
  );

  it('shows the nights of its source, in bars and in words, and leads to where it was first told', () => {
    const runs = [1, 2, 3].map((id) => ({
      ...RUN.run,
      id,
      startedAt: `2025-11-2${id}T02:00:00.000Z`,
    }));
    const nights = runs.map(
      ({ id, startedAt }) =>
        ({ run: id, at: startedAt, word: id < 3 ? 'stood' : 'failed' }) as const,
    );
    const beside = { runs, lives: new Map([['dead', { nights, capture: null, lines: [] }]]) };
    const told = card(dead(), [{ ...gone, since: runs[1]?.startedAt as string }], beside).find(
      '.life',
    );
    expect(told.find('rect').length).toBe(3);
    expect(told.find('svg').attr('aria-label')).toBe('3 nights; the last: the page failed');
    expect(told.text()).toContain('21 November 2025 to 22 November 2025: stood (2 nights)');
    expect(told.find('a').attr('href')).toBe('./2025-11-22-run-2/index.html#dead');
  });

  it('leads to no other night’s page where it is served, for that is not', () => {
    const runs = [1, 2].map((id) => ({
      ...RUN.run,
      id,
      startedAt: `2025-11-2${id}T02:00:00.000Z`,
    }));
    const nights = runs.map(
      ({ id, startedAt }) => ({ run: id, at: startedAt, word: 'failed' }) as const,
    );
    const beside = { runs, lives: new Map([['dead', { nights, capture: null, lines: [] }]]) };
    const since = runs[0]?.startedAt as string;
    const leads = (more: object) =>
      card(dead(), [{ ...gone, since }], { ...beside, ...more }).find('.life a').length;
    expect([leads({}), leads({ decide: (id: string) => `/source/${id}` })]).toEqual([1, 0]);
  });
});

describe('the runs and the series', () => {
  const tally = (work: number) => ({ work, decided: 0, unknown: 2, stand: 8 - work });
  const runs = [1, 2].map((id) => ({
    ...RUN.run,
    id,
    startedAt: `2025-11-2${id}T02:00:00.000Z`,
    tally: tally(id),
  }));

  it('are plotted night by night, with a table that says the same', () => {
    const $ = load(renderPage(RUN, {}, { runs }));
    expect($('.health g').length).toBe(2);
    const rows = $('.health tbody tr')
      .toArray()
      .map((row) => $(row).text());
    expect(rows).toEqual(['22 November 2025226', '21 November 2025127']);
    expect(load(renderPage(RUN, {}, { runs: runs.slice(1) }))('.health').length).toBe(0);
  });

  it('are a matrix of editions: cited, and newer', () => {
    const issues = [
      { edition: '2024', year: '2024', url: null, cited: ['usdos-tip-2024-china'] },
      { edition: '2025', year: '2025', url: 'javascript:alert(1)', cited: [] },
    ];
    const $ = load(renderPage(RUN, {}, { series: [{ name: 'TIP', issues }] }));
    const row = $('h2')
      .filter((_, h) => $(h).text() === 'Editions')
      .parent()
      .find('tbody tr');
    expect(row.text()).toBe('TIP● 2024 cited○ 2025 newer');
    expect(
      row
        .find('a')
        .toArray()
        .map((a) => $(a).attr('href')),
    ).toEqual(['#usdos-tip-2024-china']);
  });

  it('lead from a run’s own folder one step up', () => {
    const life = {
      nights: [{ run: 1, at: NIGHT, word: 'stood' as const }],
      capture: null,
      lines: [],
    };
    const id = 'aljazeera-2022-xi-anti-graft';
    const since = RUN.findings.find((one) => one.source === id)?.since as string;
    const all = [
      { ...RUN.run, id: 1, startedAt: since },
      { ...RUN.run, startedAt: since, id: 2 },
    ];
    const files = new Map(reportFiles(RUN, {}, { runs: all, lives: new Map([[id, life]]) }));
    const text = (path: string) => String(files.get(path)?.());
    expect(text('index.html')).toContain(`href="./${since.slice(0, 10)}-run-1/index.html#${id}"`);
    expect(text('2025-11-24-run-7/index.html')).toContain(
      `href="../${since.slice(0, 10)}-run-1/index.html#${id}"`,
    );
  });
});
