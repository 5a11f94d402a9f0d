import { describe, expect, it } from 'vitest';
import { html, links, pdfOf, shippedSource, web } from './shelf.js';

describe('DFAT’s country information report', () => {
  const dfat = shippedSource('dfat-2024-china-cir');
  const [INDEX = ''] = dfat.series[0]?.index ?? [];
  const COVER = ['DFAT COUNTRY INFORMATION REPORT', 'PEOPLE’S REPUBLIC OF CHINA'].map((line) =>
    line.replace('’', "'"),
  );
  const passage = dfat.passage
    .replaceAll('</p><p>', ' ')
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"');
  const cited = pdfOf([...COVER, '27 DECEMBER 2024'], passage);

  it('is replaced under its undated address: both cover dates are told, and the passages’ fate', async () => {
    const w = web();
    w.pages.set(dfat.url, cited);
    w.pages.set(INDEX, links('Country information reports', { [dfat.url]: 'China' }));
    expect((await w.night('2026-11-01', dfat)).edition.status).toBe('current');
    w.pages.set(
      dfat.url,
      pdfOf(
        [...COVER, '3 NOVEMBER 2026'],
        'Debt bondage was not assessed in this report. '.repeat(30),
      ),
    );
    const told = await w.night('2026-11-04', dfat);
    expect(told.edition).toMatchObject({
      status: 'replaced-in-place',
      reason: 'cover date 27 December 2024 became 3 November 2026',
      newer: [{ edition: '3 November 2026', published: '2026-11-03', url: dfat.url }],
    });
    expect(told.edition.newer[0]?.quotes.map((q) => q.verdict)).toEqual(['missing', 'missing']);
    expect(told.findings).toEqual(['edition-replaced-in-place new']);
    const after = await w.night('2026-11-05', dfat);
    expect(after.edition).toEqual(told.edition);
    expect(after.findings).toEqual(['edition-replaced-in-place open']);
  });

  it('is replaced also when so little changed that the page counts as edited', async () => {
    const w = web();
    w.pages.set(dfat.url, cited);
    await w.night('2026-11-01', dfat);
    w.pages.set(dfat.url, pdfOf([...COVER, '3 NOVEMBER 2026'], `${passage} One sentence more.`));
    const { edition, source } = await w.night('2026-11-04', dfat);
    expect(source.content.change).toBe('edited');
    expect(edition.reason).toBe('cover date 27 December 2024 became 3 November 2026');
  });

  it('was replaced before anybody looked: the cover itself tells', async () => {
    const w = web();
    w.pages.set(dfat.url, pdfOf([...COVER, '3 NOVEMBER 2026'], passage));
    const { edition } = await w.night('2026-11-04', dfat);
    expect(edition).toMatchObject({ status: 'replaced-in-place' });
    expect(edition.reason).toMatch(/27 December 2024 edition is cited.*3 November 2026/u);
  });

  it('is not replaced when a misprint is corrected, nor when the file is made anew', async () => {
    const w = web();
    w.pages.set(dfat.url, cited);
    w.pages.set(INDEX, links('Country information reports', { [dfat.url]: 'China' }));
    await w.night('2026-11-01', dfat);
    const made = { CreationDate: 'D:20261103' };
    w.pages.set(
      dfat.url,
      pdfOf([...COVER, '27 DECEMBER 2024'], passage.replace('41,000', '41,001'), made),
    );
    const { edition, source } = await w.night('2026-11-04', dfat);
    expect([source.content.change, edition.status]).toEqual(['edited', 'current']);
  });

  it('is found under a dated file name, by what the index says of China alone', async () => {
    const w = web();
    const file =
      'https://www.dfat.gov.au/sites/default/files/country-information-report-china-03112026.pdf';
    const entries = { [file]: 'China', [file.replace('china', 'pakistan')]: 'Pakistan' };
    w.pages.set(dfat.url, cited);
    w.pages.set(INDEX, links('Country information reports', entries));
    w.pages.set(file, pdfOf([...COVER, '3 NOVEMBER 2026'], passage));
    const { edition, asked } = await w.night('2026-11-04', dfat);
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '3 November 2026', url: file }],
    });
    expect(asked).not.toContain(file.replace('china', 'pakistan'));
  });
});

describe('the Corruption Perceptions Index', () => {
  const cpi = shippedSource('ti-2024-cpi2023-asia-pacific', { until: 'CPI 2023' });
  const INDEX = 'https://www.transparency.org/en/press';
  const article = (title: string, text: string): string => html(title, { Highlights: text });

  it('has a slug written anew each year: text leads to it, by the abbreviation or the full name', async () => {
    const w = web();
    const global = 'https://www.transparency.org/en/news/numbers-that-matter';
    const asia =
      'https://www.transparency.org/en/press/2024-corruption-perceptions-index-countries-on-front-line-asia-pacific';
    w.pages.set(cpi.url, article('CPI 2023 for Asia Pacific: Regional stagnation', cpi.passage));
    w.pages.set(
      INDEX,
      links('Press', {
        [global]: 'CPI 2024: the numbers that matter',
        [asia]: '2024 Corruption Perceptions Index: Asia Pacific on the front line',
        '/en/press/annual-report': 'Annual report 2024 of the movement',
      }),
    );
    w.pages.set(
      asia,
      article('2024 Corruption Perceptions Index: Asia Pacific on the front line', 'China slid.'),
    );
    w.pages.set(global, article('CPI 2024: the numbers that matter', 'Denmark leads.'));
    const { edition, asked } = await w.night('2025-02-12', cpi);
    expect(edition).toMatchObject({ status: 'superseded', newer: [{ edition: 'CPI 2024' }] });
    expect(edition.newer).toHaveLength(1);
    expect(asked).toContain(asia);
  });

  it('is not superseded by another publication of the movement', async () => {
    const w = web();
    const report = 'https://www.transparency.org/en/press/annual-report-2024';
    w.pages.set(cpi.url, article('CPI 2023 for Asia Pacific: Regional stagnation', cpi.passage));
    w.pages.set(INDEX, links('Press', { [report]: 'Our work on the CPI: annual report 2024' }));
    w.pages.set(report, article('Annual report 2024', 'Text.'));
    expect((await w.night('2025-02-12', cpi)).edition).toMatchObject({
      status: 'current',
      newer: [],
    });
  });
});

describe('the Global Corruption Barometer', () => {
  it('comes out by region: another region’s is no newer edition', async () => {
    const gcb = shippedSource('ti-2020-gcb-asia');
    const [INDEX = ''] = gcb.series[0]?.index ?? [];
    const at = (slug: string): string => `https://www.transparency.org/en/publications/gcb-${slug}`;
    const page = (title: string): string =>
      html(`Global Corruption Barometer – ${title}`, { Report: gcb.passage });
    const w = web();
    w.pages.set(gcb.url, page('Asia 2020'));
    const regions = {
      [at('africa-2025')]: 'GCB Africa 2025',
      [at('pacific-2021')]: 'GCB Pacific 2021',
    };
    w.pages.set(INDEX, links('Global Corruption Barometer', regions));
    w.pages.set(at('africa-2025'), page('Africa 2025'));
    w.pages.set(at('pacific-2021'), page('Pacific 2021'));
    expect((await w.night('2026-01-10', gcb)).edition).toMatchObject({
      status: 'unknown',
      newer: [],
    });
    const entries = { ...regions, [at('asia-2026')]: 'GCB Asia 2026' };
    w.pages.set(INDEX, links('Global Corruption Barometer', entries));
    w.pages.set(at('asia-2026'), page('Asia 2026'));
    expect((await w.night('2026-03-10', gcb)).edition.newer).toMatchObject([
      { url: at('asia-2026') },
    ]);
  });
});

describe('the Global Slavery Index', () => {
  const page = (year: number, passage: string): string =>
    html('Modern slavery in China', {
      Prevalence: `The ${year} Global Slavery Index estimates that many live so.`,
      Response: passage,
    });

  it('puts its next text on an undated page: only a sentence of it tells', async () => {
    const gsi = shippedSource('walkfree-gsi-china-country-study');
    const w = web();
    w.pages.set(gsi.url, page(2023, gsi.passage));
    expect((await w.night('2026-01-09', gsi)).edition.status).toBe('unknown');
    w.pages.set(
      gsi.series[0]?.index[0] ?? '',
      links('Global Slavery Index', { [gsi.url]: 'China' }),
    );
    expect((await w.night('2026-01-10', gsi)).edition.status).toBe('current');
    w.pages.set(gsi.url, page(2028, `${gsi.passage} Much is new.`));
    expect((await w.night('2028-05-10', gsi)).edition).toMatchObject({
      status: 'replaced-in-place',
      reason: 'cover date 2023 became 2028',
      newer: [{ edition: '2028' }],
    });
  });

  it('is not superseded by another study of modern slavery in China', async () => {
    const gsi = shippedSource('walkfree-gsi-china-country-study');
    const [INDEX = ''] = gsi.series[0]?.index ?? [];
    const study = 'https://www.walkfree.org/projects/supply-chains-2026/';
    const w = web();
    w.pages.set(gsi.url, page(2023, gsi.passage));
    w.pages.set(
      INDEX,
      links('Global Slavery Index', {
        [study]: 'Modern slavery in the supply chains of China, 2026',
      }),
    );
    w.pages.set(
      study,
      html('Modern slavery in the supply chains of China, 2026', { Response: gsi.passage }),
    );
    expect((await w.night('2026-05-10', gsi)).edition).toMatchObject({
      status: 'unknown',
      newer: [],
    });
  });

  it('serves a new text under an address with an old date', async () => {
    const url = 'https://www.globalslaveryindex.org/2018/findings/country-studies/china/';
    const gsi = shippedSource('walkfree-gsi-china-country-study', {
      source: { edition: '2018', url },
      until: '2018',
    });
    const [report] = gsi.reports;
    const accessed = (report?.citations ?? []).map((c) => ({ ...c, accessed: '2019-05-01' }));
    const watch = {
      ...gsi,
      reports: report === undefined ? [] : [{ ...report, citations: accessed }],
    };
    const w = web();
    w.pages.set(url, page(2023, gsi.passage));
    expect((await w.night('2025-10-01', watch)).edition).toMatchObject({
      status: 'replaced-in-place',
      reason: 'the 2018 edition is cited, and the document there says 2023',
    });
    const reread = accessed.map((c) => ({ ...c, accessed: '2025-09-20' }));
    const known = {
      ...gsi,
      reports: report === undefined ? [] : [{ ...report, citations: reread }],
    };
    const again = web();
    again.pages.set(url, page(2023, gsi.passage));
    expect((await again.night('2025-10-01', known)).edition.status).toBe('current');
  });
});
