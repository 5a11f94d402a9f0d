import { heading } from '../pages.js';
import { type EditionStory, later, NEWS, note, of, report, trap } from './case.js';

const wb = of(
  'World Bank Migration and Development Brief',
  'Brief 39',
  'Migration and Development Brief 39: Remittances',
);
const ilo = of(
  'ILO Global Estimates of Modern Slavery',
  'September 2022',
  'Global Estimates of Modern Slavery, September 2022',
);
const vdem = of(
  'V-Dem Democracy Report',
  '2024',
  'Democracy Report 2024: Democracy winning and losing at the ballot',
);
const amnesty = of(
  'Amnesty International Report',
  '2023/24',
  'Amnesty International Report 2023/24: Karvan',
  'Karvan',
);
const nrm = of(
  'Modern Slavery: NRM and DtN statistics, UK',
  'Quarter 1 2026',
  'Modern Slavery: NRM and DtN statistics, UK, Quarter 1 2026 – January to March',
);
const position = of(
  'UNHCR Position on Returns to Karvan',
  'March 2022',
  'UNHCR Position on Returns to Karvan, March 2022',
  'Karvan',
);
const hrw = of('World Report', '2025', 'World Report 2025: Karvan', 'Karvan');
const greta = of(
  'GRETA Report on the implementation of the Convention by Karvan',
  'GRETA(2021)12',
  'GRETA(2021)12: Report on the implementation of the Convention by Karvan',
  'Karvan',
);
const journal = of(
  'International Journal of Refugee Law',
  'Volume 35, Issue 4',
  'International Journal of Refugee Law, Volume 35, Issue 4',
);
const cpin = of(
  'Country policy and information note',
  '2.1 March 2024',
  'Country policy and information note: religious minorities, Karvan, March 2024',
  'Karvan',
);
const gbv = of(
  'Annual protection review of Karvan',
  'FY24',
  'Annual protection review of Karvan, FY24',
  'Karvan',
);

/** A second sitting after `stranger-stories.ts` was mended, run once before anything was changed for it: docs/judging.md, 13. */
export const STRANGER_AGAIN: readonly EditionStory[] = [
  later('a brief by its bare number', wb, 'Migration and Development Brief 40: Remittances', 'Brief 40'),
  later(
    'a report of an estimate five years on',
    ilo,
    'Global Estimates of Modern Slavery, September 2026',
    'September 2026',
  ),
  {
    ...vdem,
    what: 'a report with another motto, which may be another chapter: a person would see',
    index: [vdem.cited, 'Democracy Report 2025: 25 years of autocratization'],
    page: report('Democracy Report 2025: 25 years of autocratization'),
    status: 'unknown',
  },
  later('two years with a short second', amnesty, 'Amnesty International Report 2024/25: Karvan', '2024/25'),
  later('a fiscal year by an apostrophe', gbv, 'Annual protection review of Karvan, FY’25', 'FY’25'),
  later(
    'quarters by their months only',
    nrm,
    'Modern Slavery: NRM and DtN statistics, UK, April to June 2026',
    'April to June 2026',
  ),
  later(
    'a position of another month, with its update',
    position,
    'UNHCR Position on Returns to Karvan – June 2025',
    'June 2025',
  ),
  later(
    'a document symbol with its year',
    greta,
    'GRETA(2025)03: Report on the implementation of the Convention by Karvan',
    'GRETA 2025',
  ),
  later(
    'an issue of a next volume',
    journal,
    'International Journal of Refugee Law, Volume 36, Issues 1–2',
    'Volume 36, Issues 1–2',
  ),
  later(
    'a note by its month only',
    cpin,
    'Country policy and information note: religious minorities, Karvan, July 2025',
    'July 2025',
  ),
  later(
    'a Croatian month',
    of('Izvješće o migracijama', 'ožujak 2025', 'Izvješće o migracijama, ožujak 2025'),
    'Izvješće o migracijama, rujan 2025',
    'rujan 2025',
  ),
  later(
    'a Thai month and year',
    of('รายงานแรงงานข้ามชาติ', 'มีนาคม 2567', 'รายงานแรงงานข้ามชาติ มีนาคม 2567'),
    'รายงานแรงงานข้ามชาติ กันยายน 2568',
    'กันยายน 2568',
  ),
  later(
    'a Swedish half',
    of(
      'Migrationsverkets lägesrapport',
      'första halvåret 2025',
      'Migrationsverkets lägesrapport, första halvåret 2025',
    ),
    'Migrationsverkets lägesrapport, andra halvåret 2025',
    'andra halvåret 2025',
  ),
  later(
    'a Polish quarter',
    of('Biuletyn o uchodźcach', 'I kwartał 2025', 'Biuletyn o uchodźcach, I kwartał 2025'),
    'Biuletyn o uchodźcach, II kwartał 2025',
    'II kwartał 2025',
  ),
  later(
    'a Chinese year with its two halves',
    of('外国人权报告', '2025年上半年', '外国人权报告 2025年上半年'),
    '外国人权报告 2025年下半年',
    '2025年下半年',
  ),
  // What is none, or cannot be told.
  trap(
    'a summary for policymakers of full size in its own sections',
    wb,
    'Migration and Development Brief 40: Remittances, press kit',
    note(
      'Migration and Development Brief 40: press kit',
      heading('Media contacts', 2),
      ...NEWS,
      heading('Quotes', 2),
      ...NEWS,
    ),
  ),
  trap(
    'a toolkit',
    ilo,
    'Global Estimates of Modern Slavery, September 2025: communications toolkit',
    note('Global Estimates of Modern Slavery: communications toolkit, September 2025', ...NEWS, ...NEWS),
  ),
  {
    ...vdem,
    what: 'a data set that is headed as the report is',
    index: [vdem.cited, 'Democracy Report 2025: V-Dem data set v15'],
    page: note('V-Dem data set v15', 'CSV', 'Codebook', ...NEWS),
    status: 'unknown',
  },
  trap(
    'the chapter of another country on the same list',
    amnesty,
    'Amnesty International Report 2024/25: Ruritania',
    report('Amnesty International Report 2024/25: Ruritania'),
  ),
  trap(
    'a provisional version',
    gbv,
    'Annual protection review of Karvan, FY25 (provisional version)',
    report('Annual protection review of Karvan, FY25 (provisional version)'),
  ),
  trap(
    'a pre-announcement of the bulletin',
    nrm,
    'Modern Slavery: NRM and DtN statistics, UK, Quarter 2 2026',
    note(
      'Modern Slavery: NRM and DtN statistics, UK, Quarter 2 2026',
      'These official statistics will be released on 5 November 2026 9:30am (confirmed)',
    ),
  ),
  trap(
    'a reading of the position by a law firm',
    position,
    'What the UNHCR Position on Returns to Karvan of June 2025 means for you',
    note(
      'What the UNHCR Position on Returns to Karvan of June 2025 means for you',
      ...NEWS,
      ...NEWS,
      ...NEWS,
    ),
  ),
  trap(
    'an excerpt in a magazine',
    hrw,
    'Excerpt: World Report 2026: Karvan',
    note('Excerpt: World Report 2026: Karvan', ...NEWS),
  ),
  trap(
    'a comment of the state on its report',
    greta,
    'GRETA(2025)03_cmts: Comments of Karvan on the Report on the implementation of the Convention by Karvan',
    note('Comments of Karvan', ...NEWS, ...NEWS, ...NEWS),
  ),
  trap(
    'a call for papers for a volume',
    journal,
    'International Journal of Refugee Law, Volume 37: call for papers',
    note('International Journal of Refugee Law, Volume 37: call for papers', ...NEWS),
  ),
  trap(
    'an archive copy with the day of its capture',
    cpin,
    'Country policy and information note: religious minorities, Karvan (archived 3 May 2025)',
    report('Country policy and information note: religious minorities, Karvan, March 2024'),
  ),
  trap(
    'an easy read version',
    hrw,
    'World Report 2026: Karvan, easy read',
    note('World Report 2026: Karvan, easy read', 'This is an easy read document.', ...NEWS),
  ),
  trap(
    'a page that asks to log in',
    hrw,
    'World Report 2026: Karvan',
    note('World Report 2026: Karvan', 'Please sign in to read this report.'),
  ),
  {
    ...hrw,
    what: 'a count of pages that looks like a year',
    index: [hrw.cited, 'World Report, Karvan: 2026 downloads so far'],
    page: note('World Report, Karvan: statistics of downloads', '2026 downloads'),
    status: 'current',
  },
  {
    ...of('Monthly review of Karvan', 'Thangal 2025', 'Monthly review of Karvan, Thangal 2025'),
    what: 'words for months, and an earlier year by another one',
    index: [
      'Monthly review of Karvan, Vaigal 2024',
      'Monthly review of Karvan, Thangal 2025',
      'Monthly review of Karvan, Aadhal 2025',
    ],
    page: report('Monthly review of Karvan, Aadhal 2025'),
    status: 'unknown',
  },
  {
    ...of('Review of detention in Karvan', 'Chapter IV', 'Review of detention in Karvan, Chapter IV'),
    what: 'chapters, which are no editions',
    index: ['Review of detention in Karvan, Chapter IV', 'Review of detention in Karvan, Chapter V'],
    page: report('Review of detention in Karvan, Chapter V'),
    status: 'unknown',
  },
  {
    ...of('Review of detention in Karvan', 'A/78/55', 'Review of detention in Karvan, A/78/55'),
    what: 'document symbols without a year',
    index: ['Review of detention in Karvan, A/78/55', 'Review of detention in Karvan, A/80/61'],
    page: report('Review of detention in Karvan, A/80/61'),
    status: 'unknown',
  },
  {
    ...of('Weekly note on Karvan', '12 to 18 May 2025', 'Weekly note on Karvan, 12 to 18 May 2025'),
    what: 'weeks by their days',
    index: ['Weekly note on Karvan, 12 to 18 May 2025', 'Weekly note on Karvan, 19 to 25 May 2025'],
    page: report('Weekly note on Karvan, 19 to 25 May 2025'),
    status: 'superseded',
    newer: ['19 to 25 May 2025'],
  },
  {
    ...of('Survey of seafarers in Karvan', '1446', 'Survey of seafarers in Karvan 1446 AH'),
    what: 'two counts of years on one list',
    edition: '1446 AH',
    index: ['Survey of seafarers in Karvan 1446 AH', 'Survey of seafarers in Karvan 2026'],
    page: report('Survey of seafarers in Karvan 2026'),
    status: 'unknown',
  },
  {
    ...hrw,
    what: 'the Home page in place of the next edition',
    index: [hrw.cited, 'World Report 2026: Karvan'],
    page: note(
      'A Publisher',
      heading('Latest news', 2),
      ...NEWS,
      heading('World Report 2026: Karvan', 2),
      ...NEWS,
    ),
    status: 'current',
  },
  // What those taught, with what must not follow from it.
  {
    ...of('Lägesrapport om migration', 'Del A 2025', 'Lägesrapport om migration, Del A 2025'),
    what: 'letters of parts of one year',
    index: [
      'Lägesrapport om migration, Del A 2024',
      'Lägesrapport om migration, Del A 2025',
      'Lägesrapport om migration, Del B 2025',
    ],
    status: 'unknown',
  },
  {
    ...of('Lägesrapport om migration', 'Del A 2025', 'Lägesrapport om migration, Del A 2025'),
    what: 'the same letter of an earlier year',
    index: ['Lägesrapport om migration, Del A 2024', 'Lägesrapport om migration, Del A 2025'],
    status: 'current',
  },
  {
    ...vdem,
    what: 'a motto of an earlier year',
    index: [vdem.cited, 'Democracy Report 2023: Defiance in the face of autocratization'],
    status: 'current',
  },
  {
    ...of('Review of labour in Karvan', 'Brief 39', 'Review of labour in Karvan, Brief 39'),
    what: 'a number of papers, which is no number of a brief',
    index: ['Review of labour in Karvan, Brief 39', 'Review of labour in Karvan: 41 papers'],
    page: note('Review of labour in Karvan: 41 papers', ...NEWS),
    status: 'current',
  },
];
