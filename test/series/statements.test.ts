import { describe, expect, it } from 'vitest';
import { citation, source, watchlist } from '../world.js';
import { html, json, web } from './shelf.js';

const QUOTE =
  'Lenders in three provinces charged more than four times the official rate, the survey found.';
const TITLE = 'Usury Crimes in Post-Crisis China: the Underlying Economics';
const paper = (more = {}) =>
  watchlist(
    [source('paper', { title: TITLE, published: '2019-07-01', ...more })],
    [citation(1, 'paper', QUOTE)],
  );
const URL = 'https://paper.example/article';

describe('a page of no series', () => {
  const NEXT = 'https://paper.example/v2';
  const head = `<link rel="latest-version" href="${NEXT}">`;

  it('names its latest version by a link relation: it is read, and the passage’s fate in it told', async () => {
    const w = web();
    w.pages.set(URL, html(TITLE, { Survey: QUOTE }, head));
    w.pages.set(
      NEXT,
      html(`${TITLE} (second version)`, { Survey: QUOTE.replace('three', 'four') }),
    );
    const { edition, findings } = await w.night('2025-10-01', paper());
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: 'version 2', url: NEXT, quotes: [{ verdict: 'altered' }] }],
    });
    expect(findings).toEqual(['edition-newer@version 2 new']);
  });

  it.each<[string, string | number]>([
    ['leads to another document', html('Fishing quotas in the northern seas', { Survey: 'Text.' })],
    ['leads nowhere', 404],
  ])('is not superseded when that link %s', async (_, there) => {
    const w = web();
    w.pages.set(URL, html(TITLE, { Survey: QUOTE }, head));
    w.pages.set(NEXT, there);
    expect((await w.night('2025-10-01', paper())).edition).toMatchObject({
      status: 'unknown',
      newer: [],
    });
  });

  it('is superseded by its own banner, also where the banner leads nowhere', async () => {
    const w = web();
    w.pages.set(
      URL,
      html(TITLE, { Notice: 'This paper has been superseded by a later one.', Survey: QUOTE }),
    );
    const { edition } = await w.night('2025-10-01', paper());
    expect(edition).toMatchObject({
      status: 'superseded',
      reason: 'the publisher says: “This paper has been superseded by a later one.”',
      newer: [{ url: null, quotes: [{ verdict: 'unverifiable' }] }],
    });
    w.pages.set(URL, 403);
    expect((await w.night('2025-10-02', paper())).edition).toEqual(edition);
  });

  it('is superseded by what its banner leads to', async () => {
    const w = web();
    const banner = `This paper has been superseded by <a href="${NEXT}">${TITLE}, August 2026</a>.`;
    w.pages.set(URL, html(TITLE, { Notice: banner, Survey: QUOTE }));
    w.pages.set(NEXT, html(`${TITLE}, August 2026`, { Survey: QUOTE }));
    expect((await w.night('2026-10-01', paper())).edition).toMatchObject({
      newer: [{ edition: 'August 2026', url: NEXT, quotes: [{ verdict: 'intact' }] }],
    });
  });
});

describe('a paper with a DOI', () => {
  const OWN = '10.2139/ssrn.123';
  const JOURNAL = '10.1080/00213624.2021.1988628';
  const register = (doi: string): string =>
    `https://api.crossref.org/works/${encodeURIComponent(doi)}`;
  const record = (doi: string, more = {}) =>
    json({
      status: 'ok',
      message: {
        DOI: doi.toUpperCase(),
        title: [TITLE],
        issued: { 'date-parts': [[2021, 10, 2]] },
        ...more,
      },
    });
  const cited = paper({ url: `https://doi.org/${OWN}` });
  const journal = `https://doi.org/${JOURNAL}`;

  it('is a preprint of the version of record, as Crossref says; each record is asked for once a night', async () => {
    const w = web();
    w.pages.set(`https://doi.org/${OWN}`, html(TITLE, { Survey: QUOTE }));
    const relation = {
      'is-preprint-of': [{ 'id-type': 'doi', id: JOURNAL, 'asserted-by': 'subject' }],
    };
    w.pages.set(register(OWN), record(OWN, { relation }));
    w.pages.set(journal, html(TITLE, { Survey: QUOTE }));
    const { edition, asked } = await w.night('2025-10-01', cited);
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ url: journal, quotes: [{ verdict: 'intact' }] }],
    });
    expect(asked.filter((url) => url.startsWith('https://api.crossref.org'))).toEqual([
      register(OWN),
    ]);
  });

  it('was retracted', async () => {
    const w = web();
    w.pages.set(`https://doi.org/${OWN}`, html(TITLE, { Survey: QUOTE }));
    const update = { DOI: '10.1/notice', type: 'retraction', label: 'Retraction' };
    w.pages.set(register(OWN), record(OWN, { 'updated-by': [update] }));
    const { edition } = await w.night('2025-10-01', cited);
    expect(edition).toMatchObject({
      status: 'withdrawn',
      reason: 'Crossref records a retraction (10.1/notice)',
    });
  });

  const CONCERN = { DOI: '10.1/concern', type: 'expression_of_concern' };
  const CORRECTION = { DOI: '10.1/correction', type: 'correction' };

  it.each<[string, object, string]>([
    ['its path', { url: `https://journal.example/doi/full/${OWN}` }, ''],
    ['its title', { url: URL, title: `${TITLE} (${OWN})` }, ''],
    ['its page', { url: URL }, `<meta name="citation_doi" content="doi:${OWN}">`],
  ])('was retracted, as the DOI says that is in %s', async (_, more, head) => {
    const w = web();
    w.pages.set((more as { url: string }).url, html(TITLE, { Survey: QUOTE }, head));
    w.pages.set(
      register(OWN),
      record(OWN, { 'updated-by': [CORRECTION, { DOI: '10.1/notice', type: 'retraction' }] }),
    );
    const { edition, findings } = await w.night('2025-10-01', paper(more));
    expect(edition.status).toBe('withdrawn');
    expect(findings).toEqual(['edition-withdrawn new', 'source-corrected:10.1/correction new']);
  });

  it.each([
    [CONCERN, 'an expression of concern (10.1/concern)'],
    [CORRECTION, 'a correction (10.1/correction)'],
  ])('has a notice that is no retraction: %o', async (update, words) => {
    const w = web();
    w.pages.set(URL, html(TITLE, { Survey: QUOTE }));
    w.pages.set(register(OWN), record(OWN, { 'updated-by': [update] }));
    const watch = watchlist(
      [source('paper', { title: TITLE, url: URL })],
      [{ ...citation(1, 'paper', QUOTE), cited: `Li, D., “${TITLE}”, 2019, doi:${OWN}.` }],
    );
    const { edition, findings } = await w.night('2025-10-01', watch);
    expect(edition).toMatchObject({
      status: 'unknown',
      reason: `not part of a series; Crossref records ${words}`,
    });
    expect(findings).toEqual([`source-corrected:${update.DOI} new`]);
  });

  it('is not retracted with another that its citation line names', async () => {
    const w = web();
    w.pages.set(URL, html(TITLE, { Survey: QUOTE }));
    const other = {
      title: ['Fishing quotas in the northern seas'],
      'updated-by': [{ DOI: '10.1/n', type: 'retraction' }],
    };
    w.pages.set(register(OWN), record(OWN, other));
    const watch = watchlist(
      [source('paper', { title: TITLE, url: URL })],
      [
        {
          ...citation(1, 'paper', QUOTE),
          cited: `Li, D., “${TITLE}”, 2019, a reply to doi:${OWN}.`,
        },
      ],
    );
    expect((await w.night('2025-10-01', watch)).edition.status).toBe('unknown');
  });

  it('is known by the DOI in its note: the same title, published later', async () => {
    const noted = paper({
      url: null,
      note: `Later published in a journal (${journal}), perhaps reworded.`,
    });
    const w = web();
    const container = { 'container-title': ['Journal of Economic Issues'] };
    w.pages.set(register(JOURNAL), record(JOURNAL, container));
    w.pages.set(journal, 403);
    expect((await w.night('2025-10-01', noted)).edition).toMatchObject({
      status: 'superseded',
      newer: [
        {
          edition: 'Journal of Economic Issues 2021',
          url: journal,
          quotes: [{ verdict: 'unverifiable' }],
        },
      ],
    });
    const early = { ...container, issued: { 'date-parts': [[2017]] } };
    w.pages.set(register(JOURNAL), record(JOURNAL, early));
    expect((await w.night('2025-10-03', noted)).edition.newer).toEqual([]);
    w.pages.set(
      register(JOURNAL),
      record(JOURNAL, { ...container, title: ['Another paper on lending rates'] }),
    );
    expect((await w.night('2025-10-04', noted)).edition.newer).toEqual([]);
  });

  it('may have a note and an address that only look like DOIs', async () => {
    const odd = paper({ note: 'See 10.5 per cent of /50%zz and https://doi.org/10.1000/%zz.' });
    const w = web();
    w.pages.set(URL, html(TITLE, { Survey: QUOTE }));
    expect((await w.night('2025-10-01', odd)).edition.status).toBe('unknown');
  });
});
