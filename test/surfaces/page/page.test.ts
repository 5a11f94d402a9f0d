import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.js';
import type { Run } from '../../../src/model/run.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { type SectionTally, tallyCitations } from '../../../src/surfaces/overview.js';
import { pageFiles, renderPage } from '../../../src/surfaces/page/page.js';
import { topUp } from '../../../src/surfaces/page/sections.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { RUN } from '../fixture-night.js';
import {
  buildRun,
  citation,
  finding,
  PUBLICATION,
  quote,
  REPORT_TITLE,
  source,
} from '../fixture-run.js';

const PAGE = renderPage(RUN, PUBLICATION);
const $ = load(PAGE);
const article = (id: string) => $(`article[id="${id}"]`);

describe('the reviewer’s page', () => {
  it('says in one breath what the night came to', () => {
    expect($('h1').text()).toBe(REPORT_TITLE);
    expect($('.headline').last().text()).toMatch(
      /^1 quoted passage is missing, 1 quoted passage changed, .*12 of 34 sources stand; 16 could not be checked\.$/,
    );
  });

  const counted = (page: ReturnType<typeof load>) =>
    page('fieldset label')
      .toArray()
      .map((label) => {
        const view = page(label).find('input').attr('value') ?? '';
        return [view, Number(page(label).find('b').text())] as const;
      });

  it('has at each filter the number of rows that it shows', () => {
    const rows = $('tr[data-find]').toArray();
    for (const [view, n] of counted($))
      expect(n, view).toBe(
        rows.filter((row) => view === 'all' || $(row).is(`[data-in~="${view}"]`)).length,
      );
    expect(Object.fromEntries(counted($)).low).toBeGreaterThan(13);
  });

  it('has no filter at zero that shows a card, though its source has no row or is cited nowhere', () => {
    const uncited = source('uncited', 'P', 'T', 'https://a.example', { witness: 'none' });
    const gone = (of: string) => finding('source-gone', 'high', of, 'Gone.', 'Mend.');
    const stale = finding('access-stale', 'low', 'uncited', 'Old.', 'Read.');
    const run = {
      ...RUN,
      sources: [uncited],
      findings: [gone('elsewhere'), gone('uncited'), stale],
    };
    const kept = finding('edition-newer', 'medium', 'uncited', 'Newer.', 'Compare.', {
      state: 'acknowledged',
    });
    const decided = load(renderPage({ ...run, findings: [...run.findings, kept] }));
    expect(Object.fromEntries(counted(decided)).decided).toBe(1);
    expect(counted(load(renderPage(run)))).toEqual([
      ['all', 2],
      ['high', 2],
      ['medium', 0],
      ['low', 1],
      ['decided', 0],
      ['unknown', 0],
      ['sound', 0],
    ]);
  });

  it('ends with as many citations as the tables of sections add up to, with a citation line or without', () => {
    const cited = RUN.sources.flatMap(({ citations }) => citations).length;
    const without = { ...RUN, run: { ...RUN.run, citations: 0 } };
    expect(load(renderPage(without))('footer').text()).toContain(
      `34 sources, ${cited} citations and `,
    );
  });

  it('ranks what needs a person, and puts the dozens of small things last, each in one row', () => {
    const ids = $('main > section')
      .first()
      .find('article')
      .toArray()
      .map((a) => $(a).attr('id'));
    expect(ids.slice(0, 3)).toEqual([
      'walkfree-gsi-china-country-study',
      'aljazeera-2022-xi-anti-graft',
      'rfa-2018-family-suicide',
    ]);
    const piles = $('main > section').first().find('article').slice(-2);
    expect(ids.slice(-2)).toEqual([undefined, undefined]);
    expect(piles.first().text()).toContain('Read the source again');
    const noUrl = piles.last();
    expect(noUrl.find('h3').text()).toBe('13 sources have no address to watch');
    expect(noUrl.find('details li').length).toBe(13);
    const search = noUrl.find('a[href^="https://www.ft.com/search?q=China%20murder"]');
    expect(search.attr('rel')).toContain('noreferrer');
  });

  it('has a line for each finding: what, where, since when, and what to do, with the evidence folded below', () => {
    const line = article('aljazeera-2022-xi-anti-graft').find('summary').first();
    expect(line.text()).toContain('▲ High: Passage changed');
    expect(line.find('h3').text()).toContain('Xi ‘firmly in charge’');
    expect(line.text()).toContain('section 4 (ASI2025-01/20)');
    expect(line.find('[data-since]').text()).toBe('New tonight');
    expect(line.find('.todo').text()).toBe(
      'Compare the two and correct the quotation, or cite the archived text.',
    );
    expect($('article details[open]').length).toBe(0);
    const [first] = RUN.sources as [SourceVerdict];
    const found = [
      finding('source-gone', 'high', first.id, 'm', 'Do one.'),
      finding('edition-newer', 'low', first.id, 'm', 'Do two.'),
    ];
    const two = load(renderPage(buildRun([first], found)))(
      `article[id="${first.id}"] > details > summary`,
    );
    expect(two.find('.mark')).toHaveLength(2);
    expect(two.find('.todo').text()).toBe('Do one.Do two.');
  });

  it('shows the word that changed, marked in text as well as in colour', () => {
    const diff = article('aljazeera-2022-xi-anti-graft').find('dd .text').first();
    expect(diff.find('del').text()).toBe('[−4.4]');
    expect(diff.find('ins').text()).toBe('[+4.7]');
    expect(diff.text().length).toBeLessThan(250);
  });

  it('shows the fate of each passage in the newer edition', () => {
    const row = article('usdos-tip-2024-china').find('tbody tr');
    expect(row.length).toBe(1);
    expect(row.find('td').eq(1).text()).toContain('stands with other words');
    expect(row.find('td').eq(1).text()).toContain('[−PRC] [+Chinese]');
  });

  it('has the whole passage as it stands now, and the address of the archived copy, to copy', () => {
    const { found } =
      RUN.sources
        .flatMap((s) => s.citations[0]?.quotes ?? [])
        .find(({ id }) => id === 'ASI2025-01/20#1') ?? {};
    expect(article('aljazeera-2022-xi-anti-graft').find('dd .text.copy').attr('data-copy')).toBe(
      found,
    );
    const copy = article('rfa-2018-family-suicide').find('.remedy span.copy');
    expect(copy.attr('data-copy')).toBe(copy.find('a').attr('href'));
    // What changed elsewhere on a page is no passage.
    expect(article('chinadaily-2020-online-loan-sharks').find('[data-copy]')).toHaveLength(0);
  });

  it('calls a title by the language that its letters show', () => {
    expect(article('rfa-2018-family-suicide').find('h3').attr('lang')).toBe('zh-Hant');
    expect(article('aljazeera-2022-xi-anti-graft').find('h3').attr('lang')).toBeUndefined();
  });

  it('leads to the passage, and to the archived copy', () => {
    expect(article('aljazeera-2022-xi-anti-graft').find('a').attr('href')).toContain('#:~:text=');
    expect(article('rfa-2018-family-suicide').text()).toContain(
      'The copy of 1 March 2025 carries the passage.',
    );
  });

  it('has no id of its own that a source could have', () => {
    const ids = ['main', 'show-all', 'high', 'elsewhere', 'findings'].map((id) =>
      source(id, 'P', id, null),
    );
    const page = load(renderPage({ ...RUN, sources: ids, findings: [] }));
    const all = page('[id]').toArray();
    const names = all.map((one) => page(one).attr('id'));
    expect(new Set(names).size).toBe(names.length);
    for (const { id } of ids) expect(page(`[id="${id}"]`).closest('tr')).toHaveLength(1);
  });

  it('never links to an address at which a stranger may answer', () => {
    const soft = article('ti-2021-cpi2020-asia-pacific');
    expect(soft.text()).toContain('https://www.transparency.org/en/news/cpi-2020-asia-pacific');
    expect($('a[href*="cpi-2020-asia-pacific"]').length).toBe(0);
  });

  it('does not call a page gone on its first bad night', () => {
    expect(article('mpi-2024-china-brides').find('.mark').text()).toContain('not yet confirmed');
  });

  it('keeps decisions in view with their reason, and says what is unknown and why', () => {
    expect(article('usdos-hrr-2023-china').text()).toContain(
      'Decided: the 2024 edition does not cover corruption',
    );
    expect($('tr.unknown').text()).toContain('The PDF holds pictures of pages and no text.');
  });

  it('lists what was resolved', () => {
    expect($('main').text()).toContain(
      'Consultant – Counter-Trafficking in Persons: Page failed, not yet confirmed, begun 23 November 2025, now over',
    );
  });

  it('asks nothing of the network and lets only its own script and style act', () => {
    const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? '';
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src ${hash($('script').text())}`);
    expect(policy).toContain(
      `style-src ${hash($('style').first().text())} ${hash(
        $('noscript')
          .text()
          .replace(/<\/?style>/gu, ''),
      )}`,
    );
    expect(policy).toContain("default-src 'none'");
    expect($('[src], link[rel="stylesheet"], [style]').length).toBe(0);
  });

  it('has landmarks, one first heading, and a heading for each part', () => {
    expect($('header, main, footer').length).toBe(3);
    expect($('h1').length).toBe(1);
    expect(
      $('main > section')
        .toArray()
        .every((s) => $(s).find('h2').length === 1),
    ).toBe(true);
    expect($('html').attr('lang')).toBe('en');
  });

  it('says loudly when the machine was offline', () => {
    const offline = load(renderPage({ ...RUN, run: { ...RUN.run, online: false } }));
    expect(offline('[role="alert"]').text()).toContain(
      'This machine was offline. Nothing was judged.',
    );
    expect(offline('.headline').length).toBe(0);
    expect($('[role="alert"]').length).toBe(0);
  });

  it('says that nothing needs a person when nothing does, and that nothing is urgent when piles are left', () => {
    const calm = buildRun(
      RUN.sources.filter((s) => s.id === 'usdos-ics-2024-china'),
      [],
    );
    const said = (run: Run) => {
      const page = load(renderPage(run));
      return [page('.headline').last().text(), page('h2').first().text()];
    };
    expect(said({ ...calm, findings: [] })).toEqual([
      'Nothing to do. 1 of 14 sources stands; 13 could not be checked.',
      'All citations',
    ]);
    expect(said(calm)).toEqual([
      'Nothing urgent. 1 of 14 sources stands; 13 could not be checked.',
      'To do',
    ]);
  });
});

describe('permanent addresses', () => {
  const ids = (page: ReturnType<typeof load>) =>
    page('[id]')
      .toArray()
      .map((e) => page(e).attr('id') as string);

  it('has every source and every citation at one place each, whatever is said of it', () => {
    const all = ids($);
    expect(new Set(all).size).toBe(all.length);
    for (const { id, citations } of RUN.sources) {
      expect(all).toContain(id);
      for (const citation of citations) expect(all).toContain(citation.id);
    }
  });

  it('has an id that a source and a citation share at the source alone, with a card or without', () => {
    const of = (id: string, cited: string) =>
      source(id, 'P', id, `https://a.example/${id}`, {
        citations: [{ ...citation(1, '2', [quote(cited, 'words')]), id: cited }],
      });
    const gone = finding('source-gone', 'high', 'a', 'Gone.', 'Mend it.');
    const $ = load(renderPage(buildRun([of('a', 'b'), of('b', 'a'), of('c', 'c')], [gone])));
    for (const id of ['a', 'b', 'c']) expect($(`[id="${id}"]`), id).toHaveLength(1);
    expect($('[id=a]').is('article')).toBe(true);
    expect($('[id=b], [id=c]').is('tr')).toBe(false);
  });

  it('keeps them when a finding is over', () => {
    const calm = load(renderPage({ ...RUN, findings: [] }));
    const own = RUN.sources.flatMap(({ id, citations }) => [id, ...citations.map((c) => c.id)]);
    expect(ids(calm)).toEqual(expect.arrayContaining(own));
  });

  it('leads every link within the page somewhere', () => {
    const all = new Set(ids($));
    const targets = $('a[href^="#"]')
      .toArray()
      .map((a) => decodeURIComponent(($(a).attr('href') as string).slice(1)));
    expect(targets.length).toBeGreaterThan(20);
    for (const target of targets) expect(all).toContain(target);
  });
});

describe('the sections of a report', () => {
  const rows = $('.sections tbody tr').toArray();
  const cells = (row: (typeof rows)[number]) =>
    $(row)
      .find('.n')
      .toArray()
      .map((cell) => Number($(cell).text()));

  it('are in the report’s order, and count every citation once', () => {
    const names = rows.map((row) => $(row).find('th').text());
    expect(names).toEqual(names.toSorted(new Intl.Collator('en', { numeric: true }).compare));
    const counted = rows.flatMap(cells).reduce((a, b) => a + b);
    expect(counted).toBe(RUN.sources.flatMap(({ citations }) => citations).length);
  });

  it('say first which of them need top-up research', () => {
    const needy = rows
      .filter((row) => (cells(row)[0] ?? 0) > 0)
      .map((row) => $(row).find('th').text());
    const said = $('.headline').first().text();
    expect(said).toMatch(/^\d+ of \d+ sections need top-up research: /);
    for (const name of needy) expect(said).toContain(name.replace('Section ', ''));
    expect(needy.length).toBe(Number.parseInt(said, 10));
  });

  it('are not counted where there is one', () => {
    const [first] = tallyCitations(RUN).sections as [SectionTally];
    const of = (section: string | null) => ({
      ...first,
      section,
      tally: { ...first.tally, work: 2 },
    });
    expect(topUp(ENGLISH, [of('4')])).toBe('The only section needs top-up research: 4.');
    expect(topUp(ENGLISH, [of(null)])).toBe(
      '2 of 9 citations need top-up research. (The report has no sections.)',
    );
    expect(topUp(ENGLISH, [of('4'), of('5')])).toBe(
      '2 of 2 sections need top-up research: 4 and 5.',
    );
  });

  it('are not said to need nothing where they could not be checked', () => {
    const [first] = tallyCitations(RUN).sections as [SectionTally];
    const of = (section: string, unknown: number): SectionTally => ({
      ...first,
      section,
      tally: { work: 0, decided: 0, unknown, stand: 1 },
    });
    expect([0, 1].map((n) => topUp(ENGLISH, [of('1', n)]))).toEqual([
      'The only section needs no top-up research.',
      'The only section is not known to need top-up research: it could not be checked in full.',
    ]);
    expect([0, 1].map((n) => topUp(ENGLISH, [of('1', n), of('2', 0)]))).toEqual([
      'None of 2 sections needs top-up research.',
      'None of 2 sections is known to need top-up research: 1 could not be checked in full.',
    ]);
  });

  it('are named where they could not be checked at all, and not where some of them could', () => {
    const [first] = tallyCitations(RUN).sections as [SectionTally];
    const of = (section: string, work: number, unknown: number, stand: number): SectionTally => ({
      ...first,
      section,
      tally: { work, decided: 0, unknown, stand },
    });
    const [unseen, half, needy] = [of('1', 0, 3, 0), of('2', 0, 3, 1), of('7b', 1, 3, 0)];
    expect(topUp(ENGLISH, [unseen, half, needy])).toBe(
      '1 of 3 sections needs top-up research: 7b; 1 could not be checked: 1.',
    );
    expect(topUp(ENGLISH, [half, needy])).toBe('1 of 2 sections needs top-up research: 7b.');
    expect(topUp(ENGLISH, [unseen, half])).toBe(
      'None of 2 sections is known to need top-up research: 2 could not be checked in full; of these, 1 not at all: 1.',
    );
    const other = { ...needy, report: 'ASI2025-02' };
    expect(topUp(ENGLISH, [unseen, needy, other])).toBe(
      '2 of 3 sections in 2 reports need top-up research; 1 could not be checked.',
    );
  });

  it('have their names and numbers set apart in the sentence', () => {
    const names = $('.headline').first().find('bdi').toArray();
    expect(names.map((name) => $(name).text()).slice(0, 4)).toEqual(['5', '10', '3', '4']);
    expect($('.headline').first().text()).toBe(topUp(ENGLISH, tallyCitations(RUN).sections));
  });

  it('stand below their report where there are several, and say which of them need work', () => {
    const [first, ...others] = RUN.sources as [SourceVerdict, ...SourceVerdict[]];
    const moved = {
      ...first,
      citations: first.citations.map((c) => ({ ...c, report: 'ASI2025-02' })),
    };
    const page = load(renderPage({ ...RUN, sources: [moved, ...others] }, PUBLICATION));
    const reports = page('.by-section details > summary b').toArray();
    expect(reports.map((b) => page(b).text()).toSorted()).toEqual(['ASI2025-02', REPORT_TITLE]);
    expect(page('details.section h3').text()).toContain('ASI2025-02, Section ');
    expect(page('.sections').length).toBe(2);
  });

  it('list the citations that stand with the day that is printed and the day of the check', () => {
    const heads = $('.citations').first().find('thead th').text();
    expect(heads).toBe('CitationFoundAccessed (as printed)Checked');
    const row = $('tr.stand').first();
    expect(row.find('q').length).toBeGreaterThan(0);
    expect(row.find('[data-label="Found"]').text()).toMatch(/^Stands/);
    expect(row.find('[data-label="Accessed (as printed)"]').text()).toBe('25 March 2025');
    expect(row.find('[data-label="Checked"]').text()).toBe('24 November 2025');
  });

  it('set the numbers of a section apart from its name, and count one as one', () => {
    const [sound] = RUN.sources.filter((s) => s.id === 'usdos-ics-2024-china') as [SourceVerdict];
    const cited = (id: string, n: number) => ({
      ...sound,
      id,
      citations: [citation(n, '8', [quote('q', 'w')])],
    });
    const gone = finding('source-gone', 'high', 'a', 'Gone.', 'Mend it.');
    const summaryOf = (...sources: readonly SourceVerdict[]) =>
      load(renderPage({ ...RUN, sources, findings: [gone] }, PUBLICATION))('.section > summary')
        .text()
        .trim();
    expect(summaryOf(cited('a', 1), cited('b', 2))).toBe('Section 8: 1 needs work, 1 stands');
    expect(summaryOf(cited('a', 1), cited('b', 2), cited('c', 3))).toBe(
      'Section 8: 1 needs work, 2 stand',
    );
  });

  describe('say when each was last looked at', () => {
    const [first] = RUN.sources as [SourceVerdict];
    const UNJUDGED = { ...first.link, status: 'unjudged' } as const;
    const checkedOn = (over: Partial<SourceVerdict>, findings: readonly Finding[] = []): string => {
      const page = load(
        renderPage({ ...RUN, sources: [{ ...first, ...over }], findings }, PUBLICATION),
      );
      return page('[data-label="Checked"]').first().text();
    };

    it('which is this night wherever something was asked, though it did not let us in', () => {
      expect(checkedOn({ link: { ...first.link, status: 'blocked' }, witness: 'none' })).toBe(
        '24 November 2025',
      );
    });

    it('which is no night for a source that has no address, unless its copy was asked', () => {
      const link = { ...first.link, status: 'no-url' } as const;
      expect(checkedOn({ url: null, link, witness: 'none' })).toBe('never');
      expect(checkedOn({ url: null, link, witness: 'archive' })).toBe('24 November 2025');
    });

    it('which is not this night where nothing was asked, and the day of its finding where that is known', () => {
      expect(checkedOn({ link: UNJUDGED, witness: 'none' })).toBe('not tonight');
      const seen = { run: 2, at: '2025-11-20T02:00:00.000Z', witness: 'live' } as const;
      const gone = finding('source-gone', 'high', first.id, 'Gone.', 'Mend it.', { seen });
      expect(checkedOn({ link: UNJUDGED, witness: 'none' }, [gone])).toBe('20 November 2025');
    });
  });
});

describe('a page of more citations than a browser has ready in a second', () => {
  const [sound] = RUN.sources.filter((s) => s.id === 'usdos-ics-2024-china') as [SourceVerdict];
  const many = (n: number): Run =>
    buildRun(
      [
        ...RUN.sources,
        ...Array.from({ length: n }, (_, i) => ({
          ...sound,
          citations: [citation(1000 + i, String(i % 20), [], { currency: 'fresh' })],
          id: `many-${i}`,
          title: `Page ${i} of many`,
        })),
      ],
      RUN.findings,
    );
  const run = many(10_050);
  const pages = pageFiles(run, PUBLICATION).map(([name, text]) => [name, text()] as const);
  const first = pages[0]?.[1] as string;
  const others = new Map(pages.slice(1));

  it('is published in parts, each citation on one of them', () => {
    expect(pages.map(([name]) => name)).toEqual([
      'index.html',
      ...[2, 3, 4, 5].map((n) => `citations-${n}.html`),
    ]);
    const titles = pages.flatMap(([, text]) => text.match(/Page \d+ of many/gu) ?? []);
    expect(titles.length).toBe(10_050);
    expect(new Set(titles).size).toBe(10_050);
  });

  it('begins with all that needs a person, and leads to each section where it is', () => {
    expect(first.match(/<article/gu)?.length).toBe($('article').length);
    const second = others.get('citations-2.html') ?? '';
    expect(second.includes('<article')).toBe(false);
    expect(second.includes('<a href="index.html">To do</a>')).toBe(true);
    for (const [, file, hash] of first.matchAll(/<th scope="row"><a href="([^"#]*)#([^"]*)">/gu)) {
      const text = file === '' ? first : others.get(file as string);
      expect(text?.includes(`id="${decodeURIComponent(hash as string)}"`)).toBe(true);
    }
  });

  it('knows where the citations are that are on other pages', () => {
    const block = /<script type="application\/json">(.*?)<\/script>/su.exec(first)?.[1];
    const elsewhere = Object.entries(JSON.parse(block ?? '{}') as Record<string, string[]>);
    expect(elsewhere.map(([file]) => file)).toEqual([...others.keys()]);
    for (const [file, ids] of elsewhere) {
      const there = new Set(
        [...(others.get(file) ?? '').matchAll(/ id="([^"]+)"/gu)].map((m) => m[1]),
      );
      expect(ids.filter((id) => !there.has(id))).toEqual([]);
    }
    const found = [...first.matchAll(/ id="(ASI2025-01\/\d+)"/gu)].map((m) => m[1] as string);
    const away = elsewhere.flatMap(([, ids]) => ids).filter((id) => id.startsWith('ASI'));
    const all = run.sources.flatMap(({ citations }) => citations.map(({ id }) => id));
    expect(new Set([...found, ...away])).toEqual(new Set(all));
  });

  it('is one file where it is printed, and where all have room', () => {
    expect(renderPage(run).match(/Page \d+ of many/gu)?.length).toBe(10_050);
    expect(pageFiles(RUN, PUBLICATION).map(([name, text]) => [name, text()])).toEqual([
      ['index.html', PAGE],
    ]);
  });
});
