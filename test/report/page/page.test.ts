import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/model/run.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { pageFiles, renderPage } from '../../../src/report/page/page.js';
import { RUN } from '../fixture-night.js';
import { buildRun, PUBLICATION, REPORT_TITLE } from '../fixture-run.js';

const PAGE = renderPage(RUN, PUBLICATION);
const $ = load(PAGE);
const article = (id: string) => $(`article[id="${id}"]`);

describe('the reviewer’s page', () => {
  it('says in one breath what the night came to', () => {
    expect($('h1').text()).toBe(REPORT_TITLE);
    expect($('.headline').text()).toMatch(
      /^1 quoted passage is missing, 1 quoted passage changed, .*10 of 34 sources stand; 14 could not be checked\.$/,
    );
  });

  it('counts every source once', () => {
    const numbers = $('fieldset b')
      .toArray()
      .map((b) => Number($(b).text()));
    expect(numbers[0]).toBe(RUN.sources.length);
    expect(numbers.slice(1).reduce((a, b) => a + b)).toBe(RUN.sources.length);
  });

  it('ranks what needs a person, and puts the dozens of small things last, each in one row', () => {
    const ids = $('section')
      .first()
      .find('article')
      .toArray()
      .map((a) => $(a).attr('id'));
    expect(ids.slice(0, 3)).toEqual([
      'walkfree-gsi-china-country-study',
      'aljazeera-2022-xi-anti-graft',
      'rfa-2018-family-suicide',
    ]);
    expect(ids.slice(-2)).toEqual(['access-stale', 'no-url']);
    expect(article('no-url').find('h3').text()).toBe('13 sources have no address to watch');
    expect(article('no-url').find('details li').length).toBe(13);
    const search = article('no-url').find('a[href^="https://www.ft.com/search?q=China%20murder"]');
    expect(search.attr('rel')).toContain('noreferrer');
  });

  it('shows the word that changed, marked in text as well as in colour', () => {
    const diff = article('aljazeera-2022-xi-anti-graft').find('dd.text').first();
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

  it('leads to the passage, and to the archived copy', () => {
    expect(article('aljazeera-2022-xi-anti-graft').find('a').attr('href')).toContain('#:~:text=');
    expect(article('rfa-2018-family-suicide').text()).toContain(
      'Archived copy of 1 March 2025, carries the passage',
    );
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
    const unknown = $('h2')
      .filter((_, h) => $(h).text() === 'Could not be checked')
      .parent();
    expect(unknown.text()).toContain('The PDF holds pictures of pages and no text.');
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
    expect(policy).toContain(`style-src ${hash($('style').text())}`);
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
    expect(offline('[role="alert"]').text()).toContain('This machine was offline. Nothing was judged.');
    expect(offline('.headline').length).toBe(0);
    expect($('[role="alert"]').length).toBe(0);
  });

  it('says that nothing needs a person when nothing does', () => {
    const calm = buildRun(
      RUN.sources.filter((s) => s.id === 'usdos-ics-2024-china'),
      [],
    );
    expect(load(renderPage(calm))('.headline').text()).toBe(
      'Nothing needs a person. 1 of 14 sources stands; 13 could not be checked.',
    );
  });
});

describe('a page of thousands of sources', () => {
  const [sound] = RUN.sources.filter((s) => s.id === 'usdos-ics-2024-china') as [SourceVerdict];
  const citations = sound.citations.map((c) => ({ ...c, currency: 'fresh' as const }));
  const many = (n: number): Run =>
    buildRun(
      [
        ...RUN.sources,
        ...Array.from({ length: n }, (_, i) => ({
          ...sound,
          citations,
          id: `many-${i}`,
          title: `Page ${i} of many`,
        })),
      ],
      RUN.findings,
    );
  const pages = pageFiles(many(2_500), PUBLICATION).map(([name, text]) => [name, text()] as const);

  it('is published in parts, each source that stands on one of them', () => {
    expect(pages.map(([name]) => name)).toEqual(['index.html', 'stand-2.html', 'stand-3.html']);
    const titles = pages.flatMap(([, text]) => text.match(/Page \d+ of many/gu) ?? []);
    expect(new Set(titles).size).toBe(2_500);
    expect(titles.length).toBe(2_500);
  });

  it('begins with all that needs a person', () => {
    const [[, first], [, second]] = pages as [readonly [string, string], readonly [string, string]];
    expect(load(first)('article').length).toBe($('article').length);
    expect(load(second)('article').length).toBe(0);
    expect(load(second)('main a[href="index.html"]').text()).toBe('1 to 1000');
    expect(load(first)('main a[href="stand-3.html"]').length).toBe(1);
  });

  it('is one file where it is printed, and where a thousand stand', () => {
    expect(renderPage(many(2_500)).match(/Page \d+ of many/gu)?.length).toBe(2_500);
    expect(pageFiles(RUN, PUBLICATION).map(([name, text]) => [name, text()])).toEqual([['index.html', PAGE]]);
  });
});
