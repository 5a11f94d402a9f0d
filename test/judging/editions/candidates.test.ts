import { describe, expect, test } from 'vitest';
import {
  candidatesFor,
  type SeenPage,
  underCitedIds,
  withStatedEdition,
} from '../../../src/judging/editions/candidates.js';
import type { Listing } from '../../../src/judging/editions/registers/register.js';
import type { Document } from '../../../src/model/document.js';
import type { QuoteStatus } from '../../../src/model/quote.js';
import type { CitationVerdict } from '../../../src/model/verdict.js';
import type { Series } from '../../../src/model/watchlist.js';
import { useOf } from '../nights.js';
import { heading, pageOf } from '../pages.js';
import { series, source, watch } from './watch.js';

const now = new Date('2025-10-10T03:00:00Z');
const listing = (...links: readonly (readonly [url: string, text: string])[]): Listing => ({
  url: 'https://www.state.example/tip/',
  title: 'Trafficking in Persons Report',
  links: links.map(([url, text]) => ({ url, text, rel: '' })),
});
const seeing = (...listings: readonly Listing[]): SeenPage => ({
  listings,
  works: [],
  document: null,
  banner: null,
});
const linked = (...urls: readonly string[]): SeenPage =>
  seeing(listing(...urls.map((url) => [url, ''] as const)));
const none = linked();
const address = (year: number | string, end = ''): string =>
  `https://www.state.example/reports/${year}-trafficking-in-persons-report${end}/china/`;
const found = (links = none, one: Series = series, at = now): readonly string[] =>
  candidatesFor(source, watch(one), links, at).candidates.map((c) => `${c.edition} ${c.url}`);

describe('candidates for a newer edition', () => {
  test('follow from the pattern, a year each until this one', () => {
    expect(found()).toEqual([`2025 ${address(2025)}`]);
    expect(found(none, series, new Date('2027-01-01'))).toEqual(
      [2025, 2026, 2027].map((y) => `${y} ${address(y)}`),
    );
    expect(found(none, series, new Date('2024-12-31'))).toEqual([]);
  });
  test('are those that are listed after the cited one', () => {
    const listed = {
      ...series,
      editions: [
        ...series.editions,
        { edition: '2025', url: address(2025), published: '2025-09-29' },
      ],
    };
    const [only, ...more] = candidatesFor(source, watch(listed), none, now).candidates;
    expect(only).toMatchObject({
      edition: '2025',
      trusted: true,
      published: '2025-09-29',
      subject: address(2025),
    });
    expect(more).toEqual([]);
  });
  test('are not those that are not out yet', () => {
    const listed = {
      ...series,
      pattern: null,
      editions: [
        ...series.editions,
        { edition: '2025', url: address(2025), published: '2025-12-01' },
      ],
    };
    expect(found(none, listed)).toEqual([]);
    expect(found(none, listed, new Date('2025-12-02'))).toHaveLength(1);
  });
  test('are not the cited one, nor older ones', () => {
    expect(found(linked(address(2023), address(2024)))).toEqual([`2025 ${address(2025)}`]);
  });
  test('are none for a document of no series, or of no edition', () => {
    const article = { ...source, series: null, edition: null, title: 'A register was closed' };
    expect(candidatesFor(article, watch(), none, now).candidates).toEqual([]);
    expect(candidatesFor({ ...source, edition: null }, watch(), none, now).candidates).toEqual([]);
  });
  test('are recorded under the source that cites them, when there is one', () => {
    const cited = {
      ...source,
      id: 'tip-2025',
      edition: '2025',
      url: address(2025).replace('www.', ''),
    };
    const { candidates } = candidatesFor(source, watch(), none, now);
    expect(underCitedIds(candidates, [source]).map(({ subject }) => subject)).toEqual([
      address(2025),
    ]);
    expect(underCitedIds(candidates, [source, cited]).map(({ subject }) => subject)).toEqual([
      'tip-2025',
    ]);
    expect(candidatesFor(cited, watch(series, cited), none, now).candidates).toEqual([]);
  });
});

describe('links of an index page', () => {
  test('with an irregular slug take the place of the guessed address', () => {
    expect(found(linked(address(2025, '-2')))).toEqual([`2025 ${address(2025, '-2')}`]);
  });
  test('of another country’s chapter, another series or a later year do not count', () => {
    const strangers = linked(
      'https://www.state.example/reports/2025-trafficking-in-persons-report/chad/',
      'https://www.state.example/reports/2025-investment-climate-statements/china/',
      address(2026),
    );
    expect(found(strangers)).toEqual([`2025 ${address(2025)}`]);
  });
  test('are trifled with: scheme, www, slash and tracking do not matter', () => {
    const url =
      'http://state.example/reports/2025-trafficking-in-persons-report/china?utm_source=x';
    expect(found(linked(url))).toEqual([`2025 ${url}`]);
  });
  test('are known by their words where the series has no pattern', () => {
    const plain = { ...series, pattern: null };
    expect(found(linked(address(2025)), plain)).toEqual([`2025 ${address(2025)}`]);
    const news = 'https://www.state.example/news/7';
    const told = (text: string): readonly string[] => found(seeing(listing([news, text])), plain);
    expect(told('China: Trafficking in Persons Report 2025')).toEqual([`2025 ${news}`]);
    expect(told('China, 2025')).toEqual([`2025 ${news}`]);
    expect(told('Chad: Trafficking in Persons Report 2025')).toEqual([]);
    expect(told('Investment climate and labour markets in China, 2025')).toEqual([]);
    expect(told('China: Trafficking in Persons Report')).toEqual([]);
  });
  test('to a whole report lead to its chapter, with the irregular slug', () => {
    const hub = 'https://www.state.example/reports/2025-trafficking-in-persons-report-2/';
    expect(found(linked(hub))).toEqual([`2025 ${hub}china/`]);
  });
  test('on the archive host of an old administration are the same edition', () => {
    const moved = address(2024).replace('www.', '2021-2025.');
    expect(found(linked(moved))).toEqual([`2025 ${address(2025)}`]);
    const later = address(2025).replace('www.', '2025-2029.');
    expect(found(linked(later))).toEqual([`2025 ${later}`]);
  });
  test('to an older edition’s address count as that edition, whatever their text says', () => {
    const older = {
      ...series,
      pattern: null,
      editions: series.editions.map((e) => ({ ...e, url: address(e.edition) })),
    };
    expect(
      found(seeing(listing([address(2023), 'China: Trafficking in Persons, now for 2025'])), older),
    ).toEqual([]);
  });
  test('to the cited address itself count for nothing, even where a person lists a new edition there', () => {
    const again = { edition: '2025', url: address(2024), published: '2025-09-29' };
    const inPlace = { ...series, pattern: null, editions: [...series.editions, again] };
    expect(found(none, inPlace)).toEqual([]);
  });
  test('to drafts do not count', () => {
    const draft = address(2025).replace('china/', 'china-draft/');
    const preview = address(2025).replace('www.', 'preview.');
    const plain = { ...series, pattern: null };
    expect(found(linked(draft, preview), plain)).toEqual([]);
  });
  test('are asked for two addresses an issue at most, the most alike first', () => {
    const plain = { ...series, pattern: null };
    const at = (n: number): string => `https://www.state.example/news/${n}`;
    const links = seeing(
      listing(
        [at(1), 'China 2025'],
        [at(2), 'China: persons report 2025'],
        [at(3), 'China: Trafficking in Persons Report 2025'],
      ),
    );
    expect(found(links, plain)).toEqual([`2025 ${at(3)}`, `2025 ${at(2)}`]);
  });
  test('are asked for the six latest issues of a night', () => {
    const daily = { ...series, pattern: null };
    const years = [2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032];
    const links = seeing(
      listing(...years.map((year) => [address(year), `China ${year}`] as const)),
    );
    expect(found(links, daily, new Date('2033-01-01'))).toEqual(
      years.slice(-6).map((y) => `${y} ${address(y)}`),
    );
  });
  test('that name an edition in another way are told, the last three of them', () => {
    const at = (n: number): string => `https://www.state.example/news/${n}`;
    const called = [1, 2, 3, 4, 5].map(
      (n) => [at(n), `China: Trafficking in Persons Report, volume ${n}`] as const,
    );
    const { survey } = candidatesFor(
      source,
      watch({ ...series, pattern: null }),
      seeing(listing(...called)),
      now,
    );
    expect(survey.open).toEqual([3, 4, 5].map((n) => ({ name: `volume ${n}`, url: at(n) })));
  });
  test('may name the year twice, but not two years', () => {
    const twice = { ...series, pattern: 'https://www.state.example/{edition}/tip-{edition}' };
    const at = (a: number, b: number): string => `https://www.state.example/${a}/tip-${b}?p=1`;
    expect(found(linked(at(2025, 2025).replace('?p=1', '/')), twice)).toEqual([
      '2025 https://www.state.example/2025/tip-2025/',
    ]);
    expect(found(linked(at(2025, 2024).replace('?p=1', '/')), twice)).toEqual([
      '2025 https://www.state.example/2025/tip-2025',
    ]);
  });
});

describe('an edition that nobody recorded', () => {
  const url = 'https://www.state.example/tip/china/';
  const unnamed = { ...source, title: 'Country study: China', url, edition: null };
  const read = (accessed: string | null, verdict: QuoteStatus = 'intact') => {
    const { report, citation } = useOf('They were trafficked.');
    return {
      uses: [{ report, citation: { ...citation, accessed } }],
      citations: [{ quotes: [{ verdict }] }] as unknown as readonly CitationVerdict[],
    };
  };
  const page = (text: string): Document => pageOf(heading('Country study: China'), text);
  const SAYS = page('The 2024 Trafficking in Persons Report estimates that many were trafficked.');
  const editionOf = (
    document: Document,
    { uses, citations } = read('2025-03-15'),
    listings: readonly Listing[] = [],
  ) => withStatedEdition(unnamed, series, { document, listings }, uses, citations).edition;

  test('is the one that its page says it is, or the publisher’s list of that page', () => {
    expect(editionOf(SAYS)).toBe('2024');
    const list = [listing([url, 'Trafficking in Persons Report 2023: China'])];
    expect(editionOf(page('A study.'), read('2025-03-15'), list)).toBe('2023');
    expect(editionOf(page('A study.'))).toBeNull();
    expect(
      editionOf(page('A study.'), read('2025-03-15'), [listing([address(2023), 'Report 2023'])]),
    ).toBeNull();
  });
  test('is not known where another one may have stood there when the authors read it', () => {
    for (const accessed of ['2024-06', '2023-01-01', null])
      expect(editionOf(SAYS, read(accessed))).toBeNull();
    expect(editionOf({ ...SAYS, dates: { published: '2025-06-01', modified: null } })).toBeNull();
  });
  test.each(['altered', 'missing', 'unverifiable'] as const)(
    'is not known where a passage is %s',
    (verdict) => {
      const [alone, stands] = [read('2025-03-15', verdict), read('2025-03-15')];
      expect(editionOf(SAYS, alone)).toBeNull();
      expect(
        editionOf(SAYS, { ...alone, citations: [...stands.citations, ...alone.citations] }),
      ).toBeNull();
    },
  );
});
