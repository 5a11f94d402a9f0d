import { describe, expect, test } from 'vitest';
import type { Series, Source } from '../../src/model/watchlist.js';
import { KNOWN_SERIES, knownSeriesOf } from '../../src/settings/series.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';

const file = (source: object, series: readonly object[] = []) =>
  parseWatchlist(
    JSON.stringify({
      reports: [],
      sources: [
        { id: 'one', publisher: 'A publisher', title: 'World Report 2025: China', ...source },
      ],
      series,
    }),
    'sources.json',
  );
const resolved = (source: object): { readonly source: Source; readonly series: Series } => {
  const { sources, series } = file(source);
  return { source: sources[0] as Source, series: series[0] as Series };
};

describe('a built-in series', () => {
  test('is named and nothing else: address, place and edition follow from the source’s own address', () => {
    const { source, series } = resolved({
      series: 'hrw-world-report',
      url: 'https://www.hrw.org/world-report/2025/country-chapters/china',
    });
    expect(source).toMatchObject({ series: series.id, edition: '2025' });
    expect(series).toMatchObject({
      name: 'Human Rights Watch, World Report',
      pattern: 'https://www.hrw.org/world-report/{edition}/country-chapters/china',
      subject: ['china'],
    });
  });
  test('takes the place from the title where the address does not tell it', () => {
    expect(resolved({ series: 'hrw-world-report' }).series).toMatchObject({
      pattern: null,
      subject: ['China'],
    });
    const bti = { series: 'bti-country-report', title: 'BTI 2026 Country Report: Nigeria' };
    expect(resolved(bti).series).toMatchObject({ pattern: null, subject: ['Nigeria'] });
  });
  test('has a series for each place', () => {
    const at = (id: string, place: string) => ({
      id,
      publisher: 'Freedom House',
      title: `Freedom in the World 2025: ${place}`,
      series: 'freedom-in-the-world',
      url: `https://freedomhouse.org/country/${place.toLowerCase()}/freedom-world/2025`,
    });
    const { series } = parseWatchlist(
      JSON.stringify({ reports: [], sources: [at('a', 'China'), at('b', 'Iran')] }),
      'sources.json',
    );
    expect(series.map(({ subject }) => subject)).toEqual([['china'], ['iran']]);
  });
  test('gives way to one that the file declares', () => {
    const own = { id: 'hrw-world-report', name: 'Our own' };
    expect(file({ series: own.id }, [own]).series).toMatchObject([own]);
  });
  test('does not excuse an id that nobody knows', () => {
    expect(() => file({ series: 'hrw-world-repor' })).toThrow(/did you mean.*hrw-world-report/iu);
  });
});

/** A source by publisher, title and, where there is one, address. */
const by = (
  publisher: string,
  title: string,
  url: string | null = null,
  published: string | null = null,
): Source => ({
  id: 'one',
  publisher,
  title,
  url,
  published,
  lang: 'en',
  series: null,
  edition: null,
  copies: [],
});
const GOV = 'https://www.gov.uk/government';
const STATE = 'US Department of State';

describe('a source is of a built-in series by its publisher and the family of its title', () => {
  test.each([
    [by('Transparency International', 'CPI 2020: Asia Pacific'), 'ti-cpi', '2020', []],
    [by('TI', '2024 Corruption Perceptions Index: a climate crisis'), 'ti-cpi', '2024', []],
    [
      by('Walk Free (Minderoo Foundation)', 'Global Slavery Index 2023: Modern Slavery in China'),
      'walkfree-gsi',
      '2023',
      ['China'],
    ],
    [by('USDOS', 'Trafficking in Persons Report 2019: Chad'), 'usdos-tip', '2019', ['Chad']],
    [
      by('United States Department of State', '2023 TIP Report: Chad'),
      'usdos-tip',
      '2023',
      ['Chad'],
    ],
    [
      by(STATE, '2023 Country Report on Human Rights Practices: China (Includes Hong Kong)'),
      'usdos-hrr',
      '2023',
      ['China'],
    ],
    [
      by('Bertelsmann Stiftung', 'BTI 2026 Country Report: Nigeria'),
      'bti-country-report',
      '2026',
      ['Nigeria'],
    ],
    [
      by(
        'Department of Foreign Affairs and Trade',
        'DFAT COUNTRY INFORMATION REPORT IRAQ',
        null,
        '2023-01-16',
      ),
      'dfat-cir',
      '16 January 2023',
      ['IRAQ'],
    ],
    [
      by('Home Office', 'Country policy and information note: Kurds, Iran, July 2025 (accessible)'),
      'uk-cpin',
      'July 2025',
      ['Kurds', 'Iran'],
    ],
    [
      by('UKHO', 'CPIN Iran: Kurds', null, '2025-07-08'),
      'uk-cpin',
      '8 July 2025',
      ['Iran', 'Kurds'],
    ],
    [
      by(
        'UK Home Office',
        'Modern slavery: National Referral Mechanism and Duty to Notify statistics UK, quarter 1 2024',
      ),
      'uk-nrm',
      'Q1 2024',
      [],
    ],
    [
      by('Home Office', 'Modern slavery: NRM and DtN statistics, January to March 2024'),
      'uk-nrm',
      'Q1 2024',
      [],
    ],
    [by('UNHCR', 'Global Trends: Forced Displacement in 2023'), 'unhcr-global-trends', '2023', []],
    [
      by('United Nations High Commissioner for Refugees', 'Global Trends 2022'),
      'unhcr-global-trends',
      '2022',
      [],
    ],
    [
      by(
        'gov.uk',
        'Iran: Kurds',
        `${GOV}/publications/iran-country-policy-and-information-notes/kurds-july-2025-accessible`,
      ),
      'uk-cpin',
      'July 2025',
      ['Iran', 'Kurds'],
    ],
    [
      by(
        'state.gov',
        'China',
        'https://www.state.gov/reports/2024-investment-climate-statements/china/',
      ),
      'usdos-ics',
      '2024',
      ['china'],
    ],
  ])('%o', (source, id, edition, subject) => {
    expect(knownSeriesOf(source)).toBe(id);
    const { source: filled, series } = resolved({ ...source, series: id });
    expect([filled.edition, series.subject]).toEqual([edition, subject]);
  });

  test.each([
    ['another publisher', by('Asylos', 'Trafficking in Persons Report 2024: China')],
    [
      'another publisher of the same state',
      by('UK Parliament', 'Country Policy and Information Note China: Modern Slavery'),
    ],
    [
      'another publisher at its own address',
      by(
        'Walk Fast',
        'Global Slavery Index 2023: China',
        'https://walkfast.example/global-slavery-index/',
      ),
    ],
    ['a paper about it', by('Transparency International', 'Why the CPI matters')],
    ['an answer to it', by(STATE, 'Response to the 2024 Trafficking in Persons Report: China')],
    ['a release about it', by(STATE, 'On the Release of the 2024 Trafficking in Persons Report')],
    [
      'words of it in another order',
      by('Human Rights Watch', 'The World Bank’s new report: China, 2025'),
    ],
    ['a part of its name', by('Home Office', 'National Referral Mechanism guidance: adult, 2024')],
    ['a page beside it', by('gov.uk', 'Iran: Kurds', `${GOV}/publications/kurds-july-2025`)],
  ])('%s is not of it', (_, source) => {
    expect(knownSeriesOf(source)).toBeNull();
  });

  test('a note on GOV.UK is looked for where its own publication lists what it has', () => {
    const url = `${GOV}/publications/iran-country-policy-and-information-notes/kurds-july-2025-accessible`;
    const { series } = resolved({
      ...by('Home Office', 'CPIN Iran: Kurds', url),
      series: 'uk-cpin',
    });
    expect(series.index).toContain(
      'https://www.gov.uk/api/content/government/publications/iran-country-policy-and-information-notes',
    );
  });

  test('two documents on one place are of one series, whichever of them tells its addresses', () => {
    const { sources, series } = parseWatchlist(
      JSON.stringify({
        reports: [],
        sources: [
          {
            ...by(
              STATE,
              '2024 TIP Report: China',
              'https://www.state.gov/reports/2024-trafficking-in-persons-report/china/',
            ),
            series: 'usdos-tip',
          },
          { ...by(STATE, '2023 TIP Report: China'), id: 'two', series: 'usdos-tip' },
        ],
      }),
      'sources.json',
    );
    expect(series).toHaveLength(1);
    expect(series[0]?.pattern).toContain('/china/');
    expect(sources.map(({ edition }) => edition)).toEqual(['2024', '2023']);
  });
});

test.each(KNOWN_SERIES.map((series) => [series.id, series] as const))(
  '%s is well formed',
  (_, series) => {
    for (const address of [...series.index, ...series.addresses])
      expect(address).toMatch(/^https:\/\/[^\s]+$/u);
    expect(series.addresses.every((a) => series.byPlace === a.includes('{place}'))).toBe(true);
    expect(KNOWN_SERIES.filter(({ id }) => id === series.id)).toHaveLength(1);
  },
);
