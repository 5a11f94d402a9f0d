import { parse } from 'node:path';
import { load } from 'cheerio';
import { expect, it } from 'vitest';
import {
  captureName,
  type Exhibit,
  fileStem,
  renderManifest,
  renderSums,
} from '../../../src/surfaces/exhibit/exhibit.js';
import { renderEvidencePage } from '../../../src/surfaces/exhibit/exhibit-page.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';

const hash = (letter: string): string => letter.repeat(64);
const MANIFEST = {
  name: 'manifest.json',
  bytes: 10,
  sha256: hash('d'),
  what: 'all of this for programs',
};

const exhibit = (
  part: Partial<Exhibit> = {},
  capture: Partial<Exhibit['capture']> = {},
): Exhibit => ({
  schema: 'citewatch.exhibit/1',
  source: {
    id: 'tip',
    title: 'Trafficking in Persons Report: China',
    publisher: 'US Department of State',
  },
  program: 'citewatch 1.2.3',
  exportedAt: '2025-11-02T09:00:00.000Z',
  capture: {
    n: 7,
    run: 3,
    at: '2025-10-01T02:00:00.000Z',
    url: 'http://example.org/a',
    hops: [{ url: 'http://example.org/a', http: 301 }],
    finalUrl: 'https://example.org/b',
    http: 200,
    headers: {},
    userAgent: 'citewatch/1.2.3',
    connection: null,
    file: 'tip-2025-10-01.html',
    bytes: 2048,
    sha256: hash('a'),
    truncated: false,
    accepted: true,
    passages: { stand: 1, of: 2 },
    ...capture,
  },
  custody: { by: 'A. Researcher, Asylos' },
  others: [
    {
      n: 9,
      run: 4,
      at: '2025-10-02T02:00:00.000Z',
      http: 200,
      payloadSha256: hash('9'),
      passages: { stand: 0, of: 2 },
    },
    {
      n: 5,
      run: 2,
      at: '2025-09-30T02:00:00.000Z',
      http: 200,
      payloadSha256: hash('9'),
      passages: { stand: 0, of: 2 },
    },
  ],
  quotes: [],
  judgedAt: '2025-10-03T02:00:00.000Z',
  requoted: [],
  records: [
    {
      n: 7,
      run: 3,
      at: '2025-10-01T02:00:00.000Z',
      url: 'http://example.org/a',
      finalUrl: 'https://example.org/b',
      http: 200,
      revisit: false,
      payloadSha256: hash('a'),
      offset: 120,
      length: 900,
      recordSha256: hash('b'),
      shown: { offset: 120, length: 500, sha256: hash('3'), mime: 'text/html' },
      lineSha256: hash('1'),
      previousSha256: hash('2'),
    },
  ],
  resources: [],
  rules: null,
  stamps: [],
  log: { lines: 9, sha256: hash('e'), captures: 8, excerpt: null, problems: [] },
  files: [
    {
      name: 'tip-2025-10-01.html',
      bytes: 2048,
      sha256: hash('a'),
      what: 'the document as it was received',
    },
    {
      name: 'tip.warc.gz',
      bytes: 1020,
      sha256: hash('c'),
      what: 'all stored records of this source',
    },
    { name: 'tip.wacz', bytes: 2020, sha256: hash('f'), what: 'the same as a WACZ' },
  ],
  ...part,
});

const read = (of: Exhibit): string =>
  load(renderEvidencePage(ENGLISH, of, MANIFEST))('body')
    .text()
    .replace(/\s+/g, ' ');

it('says in plain words what was received: what, when, from where, by what', () => {
  const text = read(exhibit());
  expect(text).toContain('http://example.org/a answered with status 301 and led on');
  expect(text).toContain('Answered byhttps://example.org/b');
  expect(text).toContain('1 October 2025, 02:00 UTC');
  expect(text).toContain('Asked bycitewatch/1.2.3');
  expect(text).toContain('2048 bytes');
});

it('gives the SHA-256 of every file, and how to compute it by hand', () => {
  const text = read(exhibit());
  for (const letter of 'acdbe') expect(text).toContain(hash(letter));
  expect(text).toContain('sha256sum -c SHA256SUMS');
  expect(text).toContain('tail -c +121 tip.warc.gz | head -c 900 | sha256sum');
});

it('says what it does not show as plainly as what it shows', () => {
  const text = read(exhibit());
  expect(text).toContain('Nothing in it had been altered, dropped or put elsewhere');
  expect(text).toContain('Who wrote the document, and whether what it says is true');
  expect(text).toContain('no time stamp of an independent authority');
  expect(text).toContain('the keeper of the log did not write all of it anew');
  expect(text).toContain('a certificate for its name');
  expect(read(exhibit({}, { finalUrl: 'http://example.org/b' }))).toContain(
    'The connection was not encrypted',
  );
});

it('hides no damage, no cut and no wall', () => {
  const log = { ...exhibit().log, problems: ['run-000001.warc.gz at 0: record 1: altered'] };
  const damaged = read(exhibit({ log }));
  expect(damaged).toContain('run-000001.warc.gz at 0: record 1: altered');
  expect(damaged).not.toContain('Nothing in it had been altered');
  expect(read(exhibit({}, { truncated: true }))).toContain('Its end is missing');
  expect(read(exhibit({}, { accepted: false }))).toContain('not taken for the document itself');
});

it('tells the verdicts on these bytes, or that there are none', () => {
  const quote = {
    id: 'R/1#1',
    text: 'stateless people have no hukou',
    verdict: 'missing',
    tier: null,
    similarity: 0.4,
    found: null,
    diff: [],
    weighty: false,
    page: null,
    link: null,
    why: { kind: 'short-nowhere', letters: 24 },
  } as const;
  const text = read(exhibit({ quotes: [{ citation: 'R/1', cited: 'USDOS 2024, p. 3', quote }] }));
  expect(text).toContain(
    'USDOS 2024, p. 3stateless people have no hukouNot found. A passage of 24 letters that stands nowhere in the text.',
  );
  expect(read(exhibit())).toContain('No report quotes this source');
  expect(read(exhibit({ quotes: null }))).toContain('No verdict on these bytes is recorded');
});

it('lets nothing that a source says become markup, a script or a link to one', () => {
  const evil = '"><script>alert(1)</script>';
  const page = renderEvidencePage(
    ENGLISH,
    exhibit(
      { source: { id: evil, title: evil, publisher: evil } },
      { finalUrl: 'javascript:alert(1)', userAgent: evil, hops: [{ url: evil, http: 301 }] },
    ),
    MANIFEST,
  );
  const $ = load(page);
  expect($('script')).toHaveLength(0);
  expect($('[href^="javascript"]')).toHaveLength(0);
  expect($('meta[http-equiv]').attr('content')).toContain("default-src 'none'");
});

it('names files after the source, the day and the type, and never so that they could leave the folder', () => {
  expect(captureName('tip', '2025-10-01T02:00:00Z', 'text/html; charset=utf-8')).toBe(
    'tip-2025-10-01.html',
  );
  expect(captureName('tip', '2025-10-01T02:00:00Z', 'Application/PDF')).toBe('tip-2025-10-01.pdf');
  expect(captureName('tip', '2025-10-01T02:00:00Z', undefined)).toBe('tip-2025-10-01.bin');
  expect(fileStem('https://www.state.gov/reports/2025/china/')).toBe(
    'www-state-gov-reports-2025-china',
  );
  for (const odd of ['../../etc/passwd', '', '...', 'a/b\\c', '-rf', 'ü'])
    expect(parse(captureName(odd, '2025-10-01', 'text/html')).dir).toBe('');
  expect(fileStem('-rf')).toBe('rf');
  expect(fileStem('..')).toBe('source');
});

it('writes sums as sha256sum reads them, and a manifest as programs do', () => {
  expect(renderSums(exhibit().files.slice(0, 2))).toBe(
    `${hash('a')}  tip-2025-10-01.html\n${hash('c')}  tip.warc.gz\n`,
  );
  expect(JSON.parse(renderManifest(ENGLISH, exhibit()))).toEqual(exhibit());
});

it('sets a passage and a title in their own language and direction, and says on a telephone what each cell is', () => {
  const text = 'قالت اللجنة إن أكثر من 440 شخصا اعتقلوا.';
  const quote = {
    id: 'R/1#1',
    text,
    verdict: 'intact',
    tier: 'exact',
    similarity: 1,
    found: text,
    diff: [],
    weighty: false,
    page: null,
    link: null,
    why: { kind: 'short-nowhere', letters: 24 },
  } as const;
  const source = { id: 'a', title: 'تقرير عن حقوق الإنسان', publisher: null };
  const $ = load(
    renderEvidencePage(
      ENGLISH,
      exhibit({ source, quotes: [{ citation: 'R/1', cited: null, quote }] }),
      MANIFEST,
    ),
  );
  for (const one of [$('h1'), $('td .text')])
    expect([one.attr('lang'), one.attr('dir')]).toEqual(['ar', 'rtl']);
  expect($('table').length).toBeGreaterThan(2);
  const first = $('table.stack').first();
  expect(
    first
      .find('td')
      .toArray()
      .map((td) => $(td).attr('data-label')),
  ).toEqual(['Citation', 'Passage', 'Verdict']);
});
