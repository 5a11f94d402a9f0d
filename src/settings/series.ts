import { hostOf } from '../model/address.js';
import type { Series, Source, Watchlist } from '../model/watchlist.js';

const yearly = (grace: string) => ({ every: '1y', grace });

/**
 * Publishers whose series country reports cite. No address is worked out: each was seen written out in a public document
 * (the seed report's own links; addresses that other public repositories cite), and what was not seen is left out. Add
 * yours with a place where its addresses can be seen.
 */
export const KNOWN_SERIES: readonly KnownSeries[] = [
  {
    id: 'usdos-tip',
    name: 'US Department of State, Trafficking in Persons Report',
    cadence: yearly('150d'),
    index: ['https://www.state.gov/trafficking-in-persons-report/'],
    addresses: ['https://www.state.gov/reports/{edition}-trafficking-in-persons-report/{place}/'],
    byPlace: true,
  },
  {
    id: 'usdos-hrr',
    name: 'US Department of State, Country Reports on Human Rights Practices',
    cadence: yearly('150d'),
    index: [
      'https://www.state.gov/reports-bureau-of-democracy-human-rights-and-labor/country-reports-on-human-rights-practices/',
    ],
    addresses: ['https://www.state.gov/reports/{edition}-country-reports-on-human-rights-practices/{place}/'],
    byPlace: true,
  },
  {
    id: 'usdos-ics',
    name: 'US Department of State, Investment Climate Statements',
    cadence: yearly('180d'),
    index: [],
    addresses: ['https://www.state.gov/reports/{edition}-investment-climate-statements/{place}/'],
    byPlace: true,
  },
  {
    id: 'usdos-irf',
    name: 'US Department of State, Report on International Religious Freedom',
    cadence: yearly('180d'),
    index: [],
    addresses: ['https://www.state.gov/reports/{edition}-report-on-international-religious-freedom/{place}/'],
    byPlace: true,
  },
  {
    id: 'dfat-cir',
    name: 'DFAT Country Information Report',
    cadence: null,
    index: ['https://www.dfat.gov.au/about-us/publications/country-information-reports'],
    addresses: ['https://www.dfat.gov.au/sites/default/files/country-information-report-{place}.pdf'],
    byPlace: true,
  },
  {
    id: 'ti-cpi',
    name: 'Transparency International, Corruption Perceptions Index',
    cadence: yearly('60d'),
    index: ['https://www.transparency.org/en/cpi', 'https://www.transparency.org/en/press'],
    addresses: [],
    byPlace: false,
  },
  {
    id: 'ti-gcb',
    name: 'Transparency International, Global Corruption Barometer',
    cadence: null,
    index: ['https://www.transparency.org/en/gcb'],
    addresses: ['https://www.transparency.org/en/publications/gcb-{place}-{edition}'],
    byPlace: true,
  },
  {
    id: 'walkfree-gsi',
    name: 'Walk Free, Global Slavery Index',
    cadence: null,
    index: [
      'https://www.walkfree.org/global-slavery-index/',
      'https://www.walkfree.org/global-slavery-index/downloads/',
    ],
    addresses: ['https://www.walkfree.org/global-slavery-index/country-studies/{place}/'],
    byPlace: true,
  },
  {
    id: 'uk-cpin',
    name: 'UK Home Office, Country Policy and Information Notes',
    cadence: null,
    index: ['https://www.gov.uk/government/collections/country-policy-and-information-notes'],
    addresses: [],
    byPlace: true,
  },
  {
    id: 'uk-nrm',
    name: 'UK Home Office, National Referral Mechanism statistics',
    // The Home Office announced year-to-date bulletins, with fewer a year, from August 2026.
    cadence: null,
    index: ['https://www.gov.uk/government/collections/national-referral-mechanism-statistics'],
    addresses: [],
    byPlace: false,
  },
  {
    id: 'hrw-world-report',
    name: 'Human Rights Watch, World Report',
    cadence: yearly('60d'),
    index: ['https://www.hrw.org/previous-world-reports'],
    addresses: ['https://www.hrw.org/world-report/{edition}/country-chapters/{place}'],
    byPlace: true,
  },
  {
    id: 'amnesty-annual-report',
    name: 'Amnesty International, annual report',
    cadence: yearly('120d'),
    index: [],
    addresses: [
      'https://www.amnesty.org/en/location/asia-and-the-pacific/east-asia/{place}/report-{place}/',
      'https://www.amnesty.org/en/location/asia-and-the-pacific/south-east-asia-and-the-pacific/{place}/report-{place}/',
    ],
    byPlace: true,
  },
  {
    id: 'freedom-in-the-world',
    name: 'Freedom House, Freedom in the World',
    cadence: yearly('120d'),
    index: ['https://freedomhouse.org/report/freedom-world'],
    addresses: ['https://freedomhouse.org/country/{place}/freedom-world/{edition}'],
    byPlace: true,
  },
  {
    id: 'freedom-on-the-net',
    name: 'Freedom House, Freedom on the Net',
    cadence: yearly('120d'),
    index: [],
    addresses: ['https://freedomhouse.org/country/{place}/freedom-net/{edition}'],
    byPlace: true,
  },
  {
    id: 'euaa-country-guidance',
    name: 'EUAA, Country Guidance',
    cadence: null,
    index: [],
    addresses: ['https://euaa.europa.eu/country-guidance-{place}'],
    byPlace: true,
  },
  {
    id: 'euaa-asylum-report',
    name: 'EUAA, Asylum Report',
    cadence: yearly('120d'),
    index: [],
    addresses: ['https://euaa.europa.eu/asylum-report-{edition}'],
    byPlace: false,
  },
  {
    id: 'unhcr-global-trends',
    name: 'UNHCR, Global Trends',
    cadence: yearly('120d'),
    index: ['https://www.unhcr.org/global-trends'],
    addresses: [],
    byPlace: false,
  },
  {
    id: 'bti-country-report',
    name: 'Bertelsmann Stiftung, BTI Country Report',
    cadence: { every: '2y', grace: '120d' },
    index: [],
    // The place is a code, which no title has: it stands between the name and the year in the title instead.
    addresses: [],
    byPlace: true,
  },
  {
    id: 'iom-world-migration-report',
    name: 'IOM, World Migration Report',
    cadence: { every: '2y', grace: '180d' },
    index: ['https://worldmigrationreport.iom.int/'],
    addresses: [],
    byPlace: false,
  },
];

/** Ids that a source may name without declaring the series. */
export const KNOWN_IDS: readonly string[] = KNOWN_SERIES.map(({ id }) => id);

/**
 * Gives each source that names a built-in series its series, for the place that its address or title names. A series that
 * the file declares under the same id wins.
 */
export function withKnownSeries(watch: Watchlist): Watchlist {
  const declared = new Set(watch.series.map(({ id }) => id));
  const series = new Map<string, Series>();
  const sources = watch.sources.map((source) => {
    const known = KNOWN_SERIES.find(({ id }) => id === source.series && !declared.has(id));
    if (known === undefined) return source;
    const own = seriesFor(source, known);
    series.set(own.series.id, own.series);
    return { ...source, series: own.series.id, edition: source.edition ?? own.edition };
  });
  return { ...watch, sources, series: [...watch.series, ...series.values()] };
}

/** The built-in series whose documents have addresses of this shape, and the edition that the address names; null for none. */
export function builtInSeriesAt(
  url: string,
): { readonly id: string; readonly edition: string | null } | null {
  for (const { id, addresses } of KNOWN_SERIES)
    for (const shape of addresses) {
      const parts = partsOf(url, shape);
      if (parts !== null) return { id, edition: parts.edition };
    }
  return null;
}

function seriesFor(
  source: Source,
  known: KnownSeries,
): { readonly series: Series; readonly edition: string | null } {
  const at = known.addresses.flatMap((shape) => partsOf(source.url ?? '', shape) ?? [])[0];
  const place = at?.place ?? null;
  const words =
    place === null ? (known.byPlace ? placeInTitle(source, known) : null) : place.replaceAll('-', ' ');
  const shape = known.addresses.find((address) => address.includes('{edition}')) ?? null;
  const isWhole = shape !== null && (place !== null || !shape.includes('{place}'));
  const series: Series = {
    id: words === null ? known.id : `${known.id}/${words.replaceAll(' ', '-')}`,
    name: known.name,
    cadence: known.cadence,
    index: known.index,
    pattern: isWhole ? shape.replaceAll('{place}', place ?? '') : null,
    subject: words === null ? [] : [words],
    editions: [],
  };
  return { series, edition: at?.edition ?? null };
}

interface Parts {
  readonly place: string | null;
  readonly edition: string | null;
}

/** The place and the edition in an address of this shape, its scheme, `www.` and last slash apart; null when it has another. */
function partsOf(url: string, shape: string): Parts | null {
  const bare = (address: string): string =>
    address.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/\/$/u, '');
  if (hostOf(url) === '') return null;
  const pattern = bare(shape)
    .replace(/[.*+?^$()|[\]\\]/gu, '\\$&')
    .replace('{edition}', '(?<edition>(?:19|20)\\d{2})')
    .replace('{place}', '(?<place>[\\p{L}][\\p{L}-]*)')
    .replaceAll('{place}', '\\k<place>');
  const groups = new RegExp(`^${pattern}$`, 'u').exec(bare(url))?.groups;
  return groups === undefined ? null : { place: groups.place ?? null, edition: groups.edition ?? null };
}

/** What a title names beside its series and year: `China` of `World Report 2025: China`. Null when nothing is left. */
function placeInTitle({ title, publisher }: Source, { name }: KnownSeries): string | null {
  const known = new Set(`${name} ${publisher} report bti chapter`.toLowerCase().match(/[\p{L}]+/gu));
  const rest = (title.match(/[\p{L}’'-]+/gu) ?? []).filter((word) => !known.has(word.toLowerCase()));
  return rest.length === 0 ? null : rest.join(' ');
}

/** A series that comes with the program: what a report need not declare. */
interface KnownSeries extends Pick<Series, 'id' | 'name' | 'cadence' | 'index'> {
  /**
   * Shapes of its documents' addresses, `{edition}` for the year and `{place}` for the country, region or chapter. The
   * first with an edition in it is the series' pattern. Empty where no regular address was seen.
   */
  readonly addresses: readonly string[];
  /** True when each country has a document of its own, so that its name must stand in the title of an edition. */
  readonly byPlace: boolean;
}
