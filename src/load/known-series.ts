import type { Series } from '../model/watchlist.js';

/** A series that comes with the program: what a report need not declare. */
export interface KnownSeries extends Pick<Series, 'id' | 'name' | 'cadence' | 'index'> {
  /**
   * Shapes of its documents' addresses, `{edition}` for the year and `{place}` for the country, region or chapter. The
   * first with an edition in it is the series' pattern. Empty where no regular address was seen.
   */
  readonly addresses: readonly string[];
  /** True when each country has a document of its own, so that its name must stand in the title of an edition. */
  readonly byPlace: boolean;
}

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
