import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { told } from '../../../src/model/document.js';
import type { Finding } from '../../../src/model/finding.js';
import type { Digest } from '../../../src/model/run.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { letterOf, renderDigest } from '../../../src/surfaces/mail/digest.js';
import { renderPage } from '../../../src/surfaces/page/page.js';
import { columns } from '../../../src/surfaces/terminal/screen.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { DIGEST, RUN } from '../fixture-night.js';
import {
  added,
  citation,
  content,
  finding,
  link,
  NIGHT,
  PUBLICATION,
  quote,
  removed,
  same,
  source,
} from '../fixture-run.js';

const PAGE = 'https://asylos.example/reports/index.html';
const PUBLISHED = { ...PUBLICATION, page: PAGE };
const { subject, text, html } = renderDigest(DIGEST, PUBLISHED);
const only = (kinds: readonly string[], over: Partial<Digest> = {}): Digest => ({
  ...DIGEST,
  fresh: DIGEST.fresh.filter((f) => kinds.includes(f.kind)),
  resolved: [],
  ...over,
});
const subjectOf = (digest: Digest) => renderDigest(digest, PUBLICATION).subject;
/** A digest of these findings, of which these sources are known. */
const fresh = (findings: readonly Finding[], sources: readonly SourceVerdict[]): Digest => ({
  ...DIGEST,
  fresh: findings,
  open: [],
  resolved: [],
  sources,
});
const news = (kind: Finding['kind'], of: string, over: Partial<Finding> = {}) =>
  finding(kind, 'high', of, 'Something happened.', 'Do something.', { state: 'new', ...over });

describe('the subject', () => {
  it('says the most important thing first, and where', () => {
    expect(subject).toBe(
      'China report: 4 citations: Passage not found (1), Passage changed (1), Page gone (1), Newer edition (1)',
    );
    expect(subjectOf(only(['edition-newer']))).toBe(
      'China report: a newer edition is out at state.gov',
    );
  });

  it('counts when there are several of a kind', () => {
    const two = DIGEST.fresh
      .filter((f) => f.kind.startsWith('passage-'))
      .map((f) => ({ ...f, kind: 'passage-altered' as const }));
    expect(subjectOf(only([], { fresh: two }))).toBe('China report: 2 quoted passages changed');
  });

  it('tells good news when there is no other', () => {
    expect(subjectOf(only([], { resolved: DIGEST.resolved }))).toBe(
      'China report: 1 problem is resolved',
    );
  });

  it('begins as the mail does: with good news before what is of little weight, and behind what is not', () => {
    const beside = (severity: Finding['severity']) =>
      subjectOf(
        only([], { fresh: [news('source-moved', 'tip', { severity })], resolved: DIGEST.resolved }),
      );
    expect(beside('low')).toMatch(/^China report: 1 problem is resolved, /);
    expect(beside('medium')).toMatch(/, 1 problem is resolved$/);
  });

  it('calls a report by its id when its title is not given', () => {
    expect(renderDigest(DIGEST).subject).toMatch(/^ASI2025-01: 4 citations: /);
  });
});

it.each([
  [7, [1, 2, 3]],
  [6, [1, 2, 3]],
  [5, [1, 2, 2]],
  [3, [1, 2, 0]],
  [2, [1, 1, 0]],
  [1, [1, 0, 0]],
])(
  'of %i entries what is new has the first, then what is over, then what is open',
  (most, told) => {
    const of = (n: number, from: number) =>
      Array.from({ length: n }, (_, i) =>
        news('source-gone', `s${from + i}`, { id: `source-gone:s${from + i}` }),
      );
    const digest = { ...DIGEST, fresh: of(1, 0), resolved: of(2, 1), open: of(3, 3), sources: [] };
    const { parts } = letterOf(ENGLISH, digest, {}, most, null);
    const named = /: s\d$/u;
    expect(
      parts.map(
        ({ entries, lines }) => entries.length + lines.filter((one) => named.test(one.text)).length,
      ),
    ).toEqual(told);
  },
);

it('one finding of little weight leads to its row, and several of a kind to the page', () => {
  const linesOf = (...ids: readonly string[]) =>
    letterOf(
      ENGLISH,
      fresh(
        ids.map((id) => news('source-moved', id, { id: `source-moved:${id}`, severity: 'low' })),
        [],
      ),
      PUBLISHED,
      5,
      null,
    ).parts.flatMap(({ lines }) => lines.map(({ url }) => url));
  expect(linesOf('s1')).toEqual([expect.stringMatching(/#.*s1$/u)]);
  expect(linesOf('s1', 's2')).toEqual([PAGE]);
});

describe('the mail', () => {
  it('begins with one sentence that says how many citations need a person and why, in both parts', () => {
    const lead = load(html)('h1').text();
    expect(lead).toMatch(/^\d+ citations need you: Passage not found \(1\), .+\.$/u);
    // The subject counts the same.
    const counted = (text: string) => text.match(/\d+ citations|\S+ \(\d+\)/gu);
    expect(counted(subject)).toEqual(counted(lead));
    expect(text.replace(/\s+/gu, ' ').startsWith(lead)).toBe(true);
    expect(load(html)('body').text().trim().startsWith(lead)).toBe(true);
  });

  it('tells what is new, what is over, and what is still open, in this order', () => {
    const places = ['NEW', '[-4.4-] {+4.7+}', 'RESOLVED', 'STILL OPEN', '32 citations'].map((w) =>
      text.indexOf(w),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(
      load(html)('h2')
        .toArray()
        .map((h) => load(h).text()),
    ).toEqual(['New', 'Resolved', 'Still open']);
  });

  it('has one entry a source, whatever was found of it, with the cause first', () => {
    const of = source('s', 'A publisher', 'A paper', 'https://a.example/x', {
      citations: [citation(1, '2', []), citation(2, '3', [])],
    });
    const two = renderDigest(
      fresh(
        [news('edition-newer', 's', { severity: 'medium' }), news('content-replaced', 's')],
        [of],
      ),
      PUBLISHED,
    );
    expect(two.text).toMatch(
      /▲ Another document\n {2}A paper · A publisher\n[\s\S]*With it: 1 newer edition is out\./u,
    );
    expect(two.text.match(/A paper/gu)).toHaveLength(1);
    expect(two.text).toContain('Sections 2 and 3');
    expect(two.text).toContain('2 citations need you');
  });

  it('leads from every entry and every line to its row, and from an entry to the source', () => {
    const $ = load(html);
    for (const line of $('li').toArray()) expect($(line).find('a').attr('href')).toContain(PAGE);
    const rows = $('a')
      .toArray()
      .filter((a) => $(a).text() === 'What to do')
      .map((a) => $(a).attr('href'));
    expect(rows).toHaveLength($('span[style*="font-weight:bold"]').length);
    for (const row of rows) expect(row).toMatch(/index\.html#\S/u);
    expect(new Set(rows).size).toBe(rows.length);
    expect($('a[href*="aljazeera.com"]').text()).toBe('Open the page');
  });

  it('calls each link by what it is about, for who hears them one after the other, and each entry by a heading', () => {
    const $ = load(html);
    const names = $('a')
      .toArray()
      .map((a) => $(a).attr('aria-label') ?? $(a).text());
    expect(new Set(names).size).toBe(names.length);
    for (const a of $('a[aria-label]').toArray())
      expect($(a).attr('aria-label')).toMatch(new RegExp(`^${$(a).text()}: \\S`, 'u'));
    const headings = $('h3').toArray();
    expect(headings).toHaveLength($('a:contains("What to do")').length);
    for (const heading of headings) expect($(heading).text()).toMatch(/^[▲◆] .+\S/su);
  });

  it('sets a title and a passage in the language and direction that its letters show', () => {
    const of = source('s', 'وزارة', 'تقرير عن السجون', 'https://a.example/x', {
      citations: [
        citation(1, '2', [
          quote('q', 'x', {
            verdict: 'altered',
            diff: [same('أفرجت عن '), removed('12'), added('15')],
          }),
        ]),
      ],
    });
    const $ = load(
      renderDigest(fresh([news('passage-altered', 's', { quote: 'q' })], [of]), PUBLISHED).html,
    );
    for (const element of [$('h3 b'), $('p:has(ins)')])
      expect([element.attr('lang'), element.attr('dir')]).toEqual(['ar', 'rtl']);
    expect(load(html)('h3 b').first().attr('lang')).toBeUndefined();
  });

  it('leads to the archived copy that carries the passage, and to no other', () => {
    const archive = { url: 'https://archive.example/1', capturedAt: NIGHT, carriesPassage: true };
    const of = (over: object, kind: Finding['kind'] = 'source-gone') => {
      const one = source('s', 'P', 'T', 'https://a.example/x', {
        archive: { ...archive, ...over },
      });
      return renderDigest(fresh([news(kind, 's')], [one]), PUBLICATION);
    };
    expect(load(of({}).html)('a[href="https://archive.example/1"]').text()).toBe('Archived copy');
    expect(of({}).text).toContain('Archived copy: https://archive.example/1');
    for (const other of [
      of({ carriesPassage: false }),
      of({ carriesPassage: null }),
      of({}, 'edition-newer'),
    ])
      expect(other.html + other.text).not.toContain('archive.example');
  });

  it('leads to the newest edition, with which the cited one is to be compared', () => {
    const edition = (url: string) => ({ edition: '2025', url, published: null, quotes: [] });
    const of = (newer: string) =>
      source('s', 'P', 'T', 'https://a.example/2023', {
        edition: {
          status: 'superseded',
          newer: [edition('https://a.example/2024'), edition(newer)],
          why: told(''),
        },
      } as never);
    const mail = (url: string) =>
      renderDigest(fresh([news('edition-newer', 's')], [of(url)]), PUBLICATION);
    expect(mail('https://a.example/2025').text).toContain(
      'Open the newer edition: https://a.example/2025',
    );
    expect(
      load(mail('https://a.example/2025').html)('a[href="https://a.example/2025"]').text(),
    ).toBe('Open the newer edition');
    for (const other of [
      mail('javascript:alert(1)'),
      mail(`https://a.example/${'x'.repeat(2_000)}`),
    ])
      expect(other.text).not.toContain('Open the newer edition');
  });

  it('calls a copy in which the passage was read no page, and asks for the page itself to be saved', () => {
    const copy = 'https://copies.example/1#:~:text=words';
    const walled = source('s', 'P', 'T', 'https://a.example/x', {
      witness: 'copy',
      link: link({ status: 'blocked', by: 'bot-wall' }),
      citations: [citation(1, '2', [quote('q', 'words', { link: copy })])],
    });
    const told = renderDigest(fresh([news('edition-newer', 's')], [walled]), PUBLICATION);
    expect(told.text).toContain(`Open the copy: ${copy}`);
    expect(told.text).not.toContain('Open the page');
    const blocked = news('source-blocked', 's', { severity: 'low' });
    const { text } = renderDigest(fresh([blocked], [walled]), PUBLICATION);
    expect(text).toContain('hand that in\n  https://a.example/x\n');
    expect(text.trimEnd()).toMatch(/\nTo hand in a saved page: citewatch witness s FILE\.$/u);
    expect(text).not.toContain('copies.example');
  });

  it('leads to rows that are on the page', () => {
    const page = load(renderPage(RUN, PUBLISHED));
    const rows = [...html.matchAll(/index\.html#([^"]+)"/gu)].map(([, id = '']) =>
      decodeURIComponent(id),
    );
    expect(rows.length).toBeGreaterThan(6);
    for (const id of rows) expect(page(`[id="${id}"]`), id).toHaveLength(1);
  });

  it('sends nobody to where a stranger may answer', () => {
    const replaced = source('s', 'P', 'T', 'https://parked.example/x', {
      content: content({ change: 'replaced' }),
    });
    const mail = renderDigest(fresh([news('content-replaced', 's')], [replaced]), PUBLISHED);
    expect(mail.html + mail.text).not.toContain('parked.example');
  });

  it('leads to the sources themselves where no page is published', () => {
    const bare = renderDigest(DIGEST, PUBLICATION);
    expect(bare.html).not.toContain('What to do');
    // Nothing else says what to do there; where there is a page, that does.
    const deed = 'Compare the two and correct the quotation, or cite the archived text.';
    expect(load(bare.html)('body').text()).toContain(deed);
    expect(bare.text.replace(/\s+/gu, ' ')).toContain(deed);
    expect(html + text.replace(/\s+/gu, ' ')).not.toContain(deed);
    expect(load(bare.html)('a[href*="aljazeera.com"]').length).toBe(1);
  });

  it('tells the same change of many pages once', () => {
    const sources = ['a', 'b', 'c'].map((id) =>
      source(id, 'P', `Paper ${id}`, `https://${id}.example/`, {
        citations: [
          citation(1, '2', [
            quote(`${id}#1`, 'x', {
              verdict: 'altered',
              diff: [same(id), removed('12'), added('21')],
            }),
          ]),
        ],
      }),
    );
    const findings = sources.map(({ id }) => news('passage-altered', id, { quote: `${id}#1` }));
    const alike = renderDigest(fresh(findings, sources), PUBLISHED).text;
    expect(alike).toContain('Paper a and 2 other pages');
    expect(alike).toContain('The others: Paper b and Paper c.');
    expect(alike.match(/Paper b/gu)).toHaveLength(1);
    const other = sources.map((s) => (s.id === 'b' ? { ...s, citations: [] } : s));
    expect(renderDigest(fresh(findings, other), PUBLISHED).text).toContain('Paper b');
  });

  it('tells ten and counts the others, with a link to all', () => {
    const sources = Array.from({ length: 140 }, (_, i) =>
      source(`s${i}`, 'P', `Paper ${i}`, `https://s${i}.example/`),
    );
    const many = renderDigest(
      fresh(
        sources.map(({ id }) => news('source-gone', id)),
        sources,
      ),
      PUBLISHED,
    );
    const $ = load(many.html);
    expect($('span[style*="font-weight:bold"]').length).toBe(10);
    expect($('li').text()).toBe('and 130 more');
    expect($('li a').attr('href')).toBe(PAGE);
    expect(many.text).toContain('- and 130 more');
  });

  it('names the others in a line each where no page tells them, and says of what the rest are', () => {
    const sources = Array.from({ length: 40 }, (_, i) =>
      source(`s${i}`, 'P', `Paper ${i}`, `https://s${i}.example/`),
    );
    const findings = sources.map(({ id }, i) => news(i < 35 ? 'source-gone' : 'edition-newer', id));
    const few = fresh(findings.slice(0, 13), sources);
    expect(renderDigest(few, PUBLICATION).text).toContain(
      '- ▲ Page gone: Paper 9\n  https://s9.example/\n',
    );
    expect(renderDigest(few, PUBLICATION).text).not.toContain(' more');
    expect(renderDigest(few, PUBLISHED).text).toContain(`- and 3 more\n  ${PAGE}`);
    const rest = 'and 20 more: 15 pages are gone and 5 newer editions are out';
    const many = renderDigest(fresh(findings, sources), PUBLICATION);
    expect(load(many.html)('li').last().text()).toBe(rest);
    expect(load(many.html)('li')).toHaveLength(11);
    const full = { ...fresh(findings.slice(0, 10), sources), open: findings.slice(32) };
    expect(renderDigest(full, PUBLICATION).text).toContain(
      '- 8 sources: 3 pages are gone and 5 newer editions are out\n',
    );
  });

  it('counts sources among the others, of which one entry may tell of several', () => {
    const host = (i: number) => (i < 10 ? `https://s${i}.example/` : `https://s.example/${i}`);
    const sources = Array.from({ length: 40 }, (_, i) =>
      source(`s${i}`, 'P', `Paper ${i}`, host(i)),
    );
    const findings = sources.map(({ id }, i) =>
      news(i < 10 ? 'passage-missing' : 'source-gone', id),
    );
    expect(renderDigest(fresh(findings, sources), PUBLISHED).text).toContain('- and 30 more\n');
  });

  describe('of several reports', () => {
    const cited = (n: number, report: string, section: string | null) => ({
      ...citation(n, '', []),
      section,
      report,
    });
    const whereOf = (...citations: readonly ReturnType<typeof cited>[]): string => {
      const of = source('a', 'P', 'Paper', 'https://a.example/', { citations });
      const mail = renderDigest(fresh([news('source-gone', 'a')], [of]), PUBLICATION).text;
      return mail.split('\n').find((line) => /^ {2}(?:sections?|R\d)/iu.test(line)) ?? '';
    };

    it('calls a section by its report', () => {
      expect(whereOf(cited(1, 'R1', '3.2'), cited(2, 'R2', '2'))).toBe(
        '  R1, section 3.2; R2, section 2',
      );
      expect(whereOf(cited(1, 'R1', '3'), cited(2, 'R2', '3'), cited(3, 'R1', '4'))).toBe(
        '  R1, sections 3 and 4; R2, section 3',
      );
      expect(whereOf(cited(1, 'R1', '3'), cited(2, 'R2', null))).toBe('  R1, section 3; R2');
    });

    it('names four of them', () => {
      const many = [1, 2, 3, 4, 5].map((n) => cited(n, `R${n}`, null));
      expect(whereOf(...many)).toBe('  R1; R2; R3; R4; and others');
    });

    it('and of one report by its number alone', () => {
      expect(whereOf(cited(1, 'R1', '3.2'), cited(2, 'R1', '2'))).toBe('  Sections 3.2 and 2');
      expect(whereOf(cited(1, 'R1', null))).toBe('');
    });
  });

  it('counts what is open where what is new takes all the room', () => {
    const sources = Array.from({ length: 12 }, (_, i) => source(`s${i}`, 'P', `Paper ${i}`, null));
    const gone = sources.map(({ id }) => news('source-gone', id));
    const full = { ...fresh(gone.slice(0, 10), sources), open: gone.slice(10) };
    expect(renderDigest(full, PUBLISHED).text).toContain(`STILL OPEN\n\n- 2 sources\n  ${PAGE}`);
  });

  it('names no command and no id', () => {
    expect(html + text).not.toMatch(/citewatch (?:ack|find|archive)|ASI2025-01\/\d|#\d\b/u);
  });

  it('names none where no page is published either, and leaves other parentheses as they are', () => {
    const why = (action: string) => ({
      why: { kind: 'told', message: 'It is so.', action } as const,
    });
    const of = [
      source('a', 'P', 'A', 'https://a.example/'),
      source('b', 'P', 'B', 'https://b.example/'),
    ];
    const find = news('source-gone', 'a', why('Find a copy (citewatch find), and cite it.'));
    const other = news(
      'content-replaced',
      'b',
      why('Read it (citewatch show), twice (once more).'),
    );
    const { text } = renderDigest(fresh([find, other], of), PUBLICATION);
    expect(text).toContain('Find a copy, and cite it.');
    expect(text).toContain('Read it, twice (once more).');
  });

  it('calls no source fine that is cited no more', () => {
    const resolved = ['a', 'b'].map((id) => ({
      ...news('source-gone', id),
      state: 'resolved' as const,
    }));
    const leadOf = (cited: readonly string[]) =>
      renderDigest(
        {
          ...fresh(
            [],
            cited.map((id) => source(id, 'P', 'Paper', null)),
          ),
          resolved,
        },
        PUBLICATION,
      ).text.split('\n')[0];
    expect(leadOf(['a', 'b'])).toBe('Good news: 2 sources are fine again.');
    expect(leadOf(['a'])).toBe('Good news: 1 source is fine again.');
    expect(leadOf([])).toBe('Good news: 2 problems are resolved.');
  });

  it('marks what is resolved as done, and not as grave as it was', () => {
    const cited = ['a', 'b'].map((id) => source(id, 'P', 'Paper', null));
    const open = [news('source-gone', 'b', { state: 'open' })];
    const resolved = [news('source-gone', 'a', { state: 'resolved' })];
    const letter = renderDigest({ ...fresh([], cited), open, resolved }, PUBLICATION);
    for (const form of [letter.text, letter.html]) expect(form).toContain('✓ Page gone: Paper');
    expect(letter.text.match(/▲ Page gone: Paper/gu)).toHaveLength(1);
  });

  it('says why it comes', () => {
    const subscription = {
      selection: { reports: ['R1', 'R2'], sections: ['7b'], kinds: [] },
      rhythm: { every: 'week', weekday: 5, hour: 18, timeZone: 'Europe/London' },
    } as const;
    const mine = renderDigest(DIGEST, PUBLISHED, {
      subscription,
      leave: 'mailto:stop@a.example?subject=unsubscribe',
    });
    const why =
      'You asked for all findings in section 7b of R1 and R2, on Fridays at 18:00, Europe/London. To stop, write to: stop@a.example';
    expect(load(mine.html)('body').text()).toContain(why);
    expect(load(mine.html)('a[href="mailto:stop@a.example?subject=unsubscribe"]').text()).toBe(
      'stop@a.example',
    );
    expect(mine.text.replace(/\s+/gu, ' ')).toContain(why);
    const open = renderDigest(DIGEST, PUBLISHED, { subscription, leave: 'https://a.example/stop' });
    expect(open.text.replace(/\s+/gu, ' ')).toContain('To stop, open: https://a.example/stop');
  });

  it('says that the watch goes on where it has been quiet for long', () => {
    const quiet = renderDigest({ ...fresh([], []), standing: { stand: 14, of: 33 } }, PUBLISHED);
    expect(quiet.subject).toBe('China report: still watching, 14 of 33 sources stand');
    expect(quiet.text).toContain('Still watching: 14 of 33 sources stand.');
  });

  it('ranks by urgency, in whatever order the findings come', () => {
    const turned = { ...DIGEST, fresh: DIGEST.fresh.toReversed(), open: DIGEST.open.toReversed() };
    expect(renderDigest(turned, PUBLISHED)).toMatchObject({ subject, text, html });
  });

  it('leaves out a part that has nothing in it', () => {
    expect(renderDigest(only(['source-gone'], { open: [] })).text).not.toMatch(
      /RESOLVED|STILL OPEN/,
    );
  });

  it('says the same as text and as HTML', () => {
    const letters = (s: string) =>
      s
        .replace(/[[\]{}+\-−]/gu, '')
        .replace(/\s+/gu, '')
        .toLowerCase();
    const $ = load(html);
    const said = letters(text);
    for (const e of $('h1, h2, p, li').toArray())
      for (const piece of $(e)
        .text()
        .split(/ · |(?=Marked)|(?=Sent by)/u)) {
        if (!piece.startsWith('Marked')) expect(said).toContain(letters(piece));
      }
  });

  it('has short lines as text, but for addresses', () => {
    for (const line of text.split('\n'))
      if (!line.includes('https://')) expect(columns(line)).toBeLessThanOrEqual(72);
  });
});

describe('the HTML', () => {
  const $ = load(html);

  it('needs no style sheet, no script and nothing from the network', () => {
    expect($('style, script, img, link, table').length).toBe(0);
  });

  it('shows a change that survives the loss of its elements and its colours', () => {
    expect($.text().replace(/\s+/g, ' ')).toContain('particularly for [−PRC] [+Chinese] victims');
  });

  it('shows by its letters what is a link, where a program draws no borders and keeps no space', () => {
    for (const link of $('a').toArray())
      expect(link.attribs.style).toMatch(/text-decoration:underline|background-color/);
  });

  it('gives a background with every colour, so that the dark does not swallow it', () => {
    for (const e of $('[style*="color:#"]').toArray()) {
      const style = $(e).attr('style') ?? '';
      if (/(?:^|;)color:#/.test(style)) expect(style).toContain('background-color:#');
    }
  });
});

describe('a mail of hostile size', () => {
  const LONG = [
    'x'.repeat(10_000),
    '&'.repeat(10_000),
    '裏'.repeat(10_000),
    '\u202e<b>"'.repeat(2_500),
  ];
  const hostile = (n: number, long: string): Digest => {
    const url = `https://a.example/${encodeURIComponent(long).slice(0, 900)}`;
    const sources = Array.from({ length: n }, (_, i) =>
      source(`s${i}${long}`, long, `${i}${long}`, `${url}${i}`, {
        citations: [
          citation(i, long, [
            quote(`q${i}`, long, {
              verdict: 'altered',
              link: `${url}#:~:text=${'&'.repeat(80)}`,
              diff: Array.from({ length: 8 }, (_, k) => [
                same(long),
                removed(`${k}${long}`),
                added(long),
              ]).flat(),
            }),
          ]),
        ],
      }),
    );
    const findings = sources.map(({ id }, i) =>
      finding('passage-altered', 'high', id, long, long, { state: 'new', quote: `q${i}` }),
    );
    return { ...DIGEST, fresh: findings, open: findings, resolved: findings, sources };
  };

  it.each(LONG)('stays below what Gmail shows, and says that something is the matter', (long) => {
    const titles = new Map([['ASI2025-01', long]]);
    for (const n of [1, 12]) {
      const mail = renderDigest(hostile(n, long), { titles, page: `${PAGE}?${'&'.repeat(900)}` });
      expect(Buffer.byteLength(mail.html)).toBeLessThan(90_000);
      expect(Buffer.byteLength(mail.text)).toBeLessThan(90_000);
      expect(mail.subject.length).toBeLessThan(200);
      expect(mail.html).toMatch(/needs? you/u);
      expect(load(mail.html)('b:not([dir])').length).toBe(0);
      expect(mail.html + mail.text).not.toContain('\u202e');
    }
  });
});

it('ends with the line of the evidence that a reader may hold against it later, and without one where none is kept', () => {
  const tip = { n: 1234, sha256: 'a1'.repeat(32) };
  const kept = { ...DIGEST, run: { ...DIGEST.run, evidence: tip } };
  const mail = renderDigest(kept, PUBLISHED);
  expect(mail.text.trimEnd().replace(/\s+/g, ' ')).toMatch(
    new RegExp(`Proof of date: keep this mail\\. 1234:${tip.sha256}$`),
  );
  expect(
    Math.max(
      ...mail.text
        .split('\n')
        .filter((l) => l.includes(tip.sha256))
        .map(columns),
    ),
  ).toBeLessThanOrEqual(72);
  expect(load(mail.html)('p').last().text()).toMatch(
    new RegExp(`Proof of date: keep this mail\\. 1234:${tip.sha256}$`),
  );
  expect(text + html).not.toContain('Evidence ends');
});
