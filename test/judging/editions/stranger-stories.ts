import { heading } from '../pages.js';
import { type EditionStory, later, NEWS, note, of, report, trap } from './case.js';

const I = 'https://publisher.example/reports/';
const tip = of(
  'Trafficking in Persons Report',
  '2024',
  '2024 Trafficking in Persons Report: Karvan',
  'Karvan',
);
const hrr = of(
  'Country Reports on Human Rights Practices',
  '2022',
  '2022 Country Reports on Human Rights Practices: Karvan',
  'Karvan',
);
const ics = of(
  'Investment Climate Statements',
  '2024',
  '2024 Investment Climate Statements: Karvan',
  'Karvan',
);
const dfat = of(
  'DFAT Country Information Report',
  '25 July 2022',
  'DFAT Country Information Report Karvan, 25 July 2022',
  'Karvan',
);
const cpin = of(
  'Country policy and information note',
  'Version 3.0 October 2024',
  'Country policy and information note: political opposition, Karvan, Version 3.0 October 2024',
  'Karvan',
);
const nrm = of(
  'National Referral Mechanism statistics',
  'July to September 2025',
  'National Referral Mechanism statistics, July to September 2025',
);
const easo = of(
  'EUAA COI Report',
  'September 2023',
  'EUAA COI Report: Karvan security situation, September 2023',
  'Karvan',
);
const trends = of('UNHCR Global Trends', '2023', 'Global Trends: Forced displacement in 2023');
const fiw = of('Freedom in the World', '2025', 'Freedom in the World 2025: Karvan', 'Karvan');
const gsi = of('Global Slavery Index', '2018', 'Global Slavery Index 2018');
const wmr = of('IOM World Migration Report', '2022', 'World Migration Report 2022');
const cpi = of('Corruption Perceptions Index', 'CPI 2023', 'Corruption Perceptions Index 2023');
const glotip = of(
  'UNODC Global Report on Trafficking in Persons',
  '2022',
  'Global Report on Trafficking in Persons 2022',
);
const greta = of(
  'GRETA evaluation report',
  'Second evaluation round',
  'GRETA evaluation report on Karvan, Second evaluation round',
  'Karvan',
);
const cedaw = of(
  'Report of the CEDAW Committee',
  'Eighty-fifth session',
  'Report of the CEDAW Committee, Eighty-fifth session',
);
const bti = of('BTI Country Report', '2022', 'BTI 2022 Country Report: Karvan', 'Karvan');

/** Written in one sitting, committed, and run once before anything was changed for them: docs/judging.md, 13. */
export const STRANGER: readonly EditionStory[] = [
  later(
    'a human rights report in its own order',
    hrr,
    'Country Reports on Human Rights Practices for 2023: Karvan',
    '2023',
  ),
  {
    ...ics,
    what: 'a statement by its pattern',
    series: { ...ics.series, pattern: `${I}{edition}-investment-climate-statements-karvan` },
    url: `${I}2024-investment-climate-statements-karvan`,
    behind: {
      '2025-investment-climate-statements-karvan': report('2025 Investment Climate Statements: Karvan'),
      '2026-investment-climate-statements-karvan': 'absent',
    },
    status: 'superseded',
    newer: ['2025'],
  },
  later(
    'a report of a day with a weekday’s point',
    dfat,
    'DFAT Country Information Report Karvan (3 Sept. 2025)',
    '3 Sept. 2025',
  ),
  later(
    'a version with its month',
    cpin,
    'Country policy and information note: political opposition, Karvan, Version 3.1 November 2025',
    'November 2025',
  ),
  later(
    'a bulletin of a whole year',
    nrm,
    'National Referral Mechanism statistics, end of year summary 2025',
    'end of year summary 2025',
  ),
  later(
    'a year to date after a quarter in months',
    nrm,
    'National Referral Mechanism statistics, January–December 2025',
    'January–December 2025',
  ),
  later(
    'a report with its agency’s new month',
    easo,
    'EUAA COI Report: Karvan security situation (October 2025)',
    'October 2025',
  ),
  later('forced displacement in another year', trends, 'Global Trends: Forced displacement in 2024', '2024'),
  later(
    'a year with letters for a short one',
    of('Sea crossings monitor', '’24', 'Sea crossings monitor ’24'),
    'Sea crossings monitor ’25',
    '’25',
  ),
  later('an index by its own short name', cpi, 'CPI 2025: Corruption Perceptions Index 2025', 'CPI 2025'),
  later('two years on', wmr, 'World Migration Report 2024', '2024'),
  later(
    'a round in words',
    greta,
    'GRETA evaluation report on Karvan, Third evaluation round',
    'Third evaluation round',
  ),
  later(
    'a session of two words',
    cedaw,
    'Report of the CEDAW Committee, Eighty-sixth session',
    'Eighty-sixth session',
  ),
  later(
    'a fiscal year with a slash',
    of('Labour inspectorate annual review', '2023/24', 'Labour inspectorate annual review 2023/24'),
    'Labour inspectorate annual review 2024/2025',
    '2024/2025',
  ),
  later(
    'a fiscal year by letters and both years',
    of('Border force review', 'FY2023-24', 'Border force review FY2023-24'),
    'Border force review FY2024-25',
    'FY2024-25',
  ),
  later(
    'a Greek month',
    of('Δελτίο ασύλου', 'Μάρτιος 2025', 'Δελτίο ασύλου, Μάρτιος 2025'),
    'Δελτίο ασύλου, Ιούνιος 2025',
    'Ιούνιος 2025',
  ),
  later(
    'a Ukrainian month',
    of('Звіт про права людини', 'березень 2025', 'Звіт про права людини, березень 2025'),
    'Звіт про права людини, вересень 2025',
    'вересень 2025',
  ),
  later(
    'a Hungarian month after its year',
    of('Menekültügyi jelentés', '2025. március', 'Menekültügyi jelentés, 2025. március'),
    'Menekültügyi jelentés, 2025. június',
    '2025. június',
  ),
  later(
    'an Arabic month',
    of('تقرير الهجرة', 'مارس 2025', 'تقرير الهجرة، مارس 2025'),
    'تقرير الهجرة، سبتمبر 2025',
    'سبتمبر 2025',
  ),
  later(
    'an Italian quarter',
    of('Bollettino sbarchi', 'I trimestre 2025', 'Bollettino sbarchi, I trimestre 2025'),
    'Bollettino sbarchi, II trimestre 2025',
    'II trimestre 2025',
  ),
  later(
    'a Portuguese half',
    of('Relatório de refúgio', '1º semestre de 2025', 'Relatório de refúgio, 1º semestre de 2025'),
    'Relatório de refúgio, 2º semestre de 2025',
    '2º semestre de 2025',
  ),
  later(
    'a Japanese era',
    of('人身取引対策白書', '令和5年版', '人身取引対策白書 令和5年版'),
    '人身取引対策白書 令和6年版',
    '令和6年',
  ),
  later(
    'a Buddhist year',
    of('รายงานสถานการณ์การค้ามนุษย์', 'พ.ศ. 2566', 'รายงานสถานการณ์การค้ามนุษย์ พ.ศ. 2566'),
    'รายงานสถานการณ์การค้ามนุษย์ พ.ศ. 2567',
    'พ.ศ. 2567',
  ),
  later(
    'a Minguo year',
    of('人口販運防制年報', '民國112年', '人口販運防制年報 民國112年'),
    '人口販運防制年報 民國113年',
    '民國113年',
  ),
  {
    ...bti,
    what: 'a source of no series, by its address with the year raised',
    series: null,
    cited: 'BTI 2022 Country Report: Karvan',
    edition: '2022',
    url: `${I}country-report-2022-karvan`,
    behind: {
      'country-report-2026-karvan': report('BTI 2026 Country Report: Karvan'),
      'country-report-2023-karvan': 'absent',
    },
    status: 'superseded',
    newer: ['2026'],
  },
  {
    ...cpin,
    what: 'a banner that leads on',
    series: null,
    document: {
      ...report(
        cpin.cited,
        'A newer version of this note is available: Karvan opposition note November 2025',
      ),
      links: [{ url: `${I}new`, text: 'Karvan opposition note November 2025', rel: '' }],
    },
    page: report(
      'Country policy and information note: political opposition, Karvan, Version 4.0 November 2025',
    ),
    status: 'superseded',
    newer: ['November 2025'],
  },
  {
    ...of(
      'World Press Freedom Index methodology review',
      '2024',
      'World Press Freedom Index methodology review 2024',
    ),
    what: 'a PDF that was replaced under its address',
    earlier: report('World Press Freedom Index methodology review 2024'),
    document: report('World Press Freedom Index methodology review 2025'),
    status: 'replaced-in-place',
    newer: ['2025'],
  },
  {
    ...of('Working paper', '2023', 'Forced labour in supply chains of Karvan'),
    what: 'a preprint of which a register names the article',
    series: null,
    edition: null,
    url: 'https://doi.org/10.1234/pre.1',
    works: [
      {
        doi: '10.1234/pre.1',
        title: 'Forced labour in supply chains of Karvan',
        published: '2023',
        container: null,
        later: ['10.1234/art.9'],
        earlier: [],
        retracted: null,
      },
      {
        doi: '10.1234/art.9',
        title: 'Forced labour in supply chains of Karvan',
        published: '2024',
        container: 'Journal of Rights',
        later: [],
        earlier: ['10.1234/pre.1'],
        retracted: null,
      },
    ],
    page: report('Forced labour in supply chains of Karvan'),
    status: 'superseded',
    newer: ['Journal of Rights 2024'],
  },
  {
    ...tip,
    what: 'a list that ends with the cited year',
    index: [
      '2022 Trafficking in Persons Report: Karvan',
      '2023 Trafficking in Persons Report: Karvan',
      tip.cited,
    ],
    status: 'current',
  },
  {
    ...cedaw,
    what: 'a list of sessions in words that ends with the cited one',
    index: [
      'Report of the CEDAW Committee, Eighty-third session',
      'Report of the CEDAW Committee, Eighty-fourth session',
      cedaw.cited,
    ],
    status: 'current',
  },
  // Half of them: what is no later edition, and what cannot be told.
  trap(
    'a press release in the words of the title',
    hrr,
    'Secretary releases 2023 Country Reports on Human Rights Practices: Karvan',
    note('Release of the 2023 Country Reports on Human Rights Practices: Karvan', ...NEWS, ...NEWS),
  ),
  trap(
    'an event',
    gsi,
    'Webinar: Global Slavery Index 2023 regional launch',
    note('Webinar: Global Slavery Index 2023 regional launch', '24 May, 3 pm', 'Register now', ...NEWS),
  ),
  trap(
    'an erratum of two lines',
    glotip,
    'Global Report on Trafficking in Persons 2024 – Errata',
    note(
      'Global Report on Trafficking in Persons 2024 – Errata',
      'Page 5: for 51 read 15.',
      'Page 9: Figure 2 was replaced.',
    ),
  ),
  trap(
    'a methodology with the size of a report',
    cpi,
    'Corruption Perceptions Index 2025: technical methodology note',
    note(
      'Corruption Perceptions Index 2025: technical methodology note',
      heading('Sources', 2),
      ...NEWS,
      heading('Standardisation', 2),
      ...NEWS,
      heading('Uncertainty', 2),
      ...NEWS,
    ),
  ),
  trap(
    'a data annex with headings',
    easo,
    'EUAA COI Report: Karvan security situation, October 2025: annex with data',
    note(
      'EUAA COI Report: Karvan security situation, October 2025: annex with data',
      heading('Tables', 2),
      'Table 1',
      heading('Figures', 2),
      'Figure 1',
    ),
  ),
  trap(
    'an executive summary on its own',
    wmr,
    'World Migration Report 2024: executive summary',
    note('World Migration Report 2024: executive summary', ...NEWS, ...NEWS),
  ),
  trap(
    'a sentence that it will come',
    trends,
    'Global Trends: Forced displacement in 2024',
    note(
      'Global Trends: Forced displacement in 2024',
      'Global Trends will be published ahead of World Refugee Day, on 12 June 2025, on this page, together with its data.',
    ),
  ),
  trap(
    'a search page with the title in its head and its old results',
    fiw,
    'Freedom in the World 2026: Karvan',
    note(
      'Freedom in the World 2026: Karvan | Search',
      'Your search returned 3 results',
      'Freedom in the World 2025: Karvan',
      'Freedom in the World 2024: Karvan',
      'Freedom in the World 2023: Karvan',
    ),
  ),
  trap(
    'a chapter of a country with a like name',
    fiw,
    'Freedom in the World 2026: North Karvan',
    report('Freedom in the World 2026: North Karvan'),
  ),
  trap(
    'a regional overview that names the country',
    fiw,
    'Freedom in the World 2026: Karvan and the Gulf, regional overview',
    report('Freedom in the World 2026: Gulf regional overview'),
  ),
  trap(
    'an exposure draft',
    dfat,
    'DFAT Country Information Report Karvan, 9 March 2026 (exposure draft)',
    report('DFAT Country Information Report Karvan, 9 March 2026', 'Exposure draft for comment'),
  ),
  trap(
    'a zero draft',
    of(
      'Handbook of victim identification',
      'Third edition',
      'Handbook of victim identification, Third edition',
    ),
    'Handbook of victim identification, Fourth edition (zero draft)',
    report('Handbook of victim identification, Fourth edition (zero draft)'),
  ),
  trap(
    'a version for consultation',
    of(
      'Handbook of victim identification',
      'Third edition',
      'Handbook of victim identification, Third edition',
    ),
    'Handbook of victim identification, Fourth edition: consultation version',
    report('Handbook of victim identification, Fourth edition: consultation version'),
  ),
  trap(
    'a translation that keeps the English title',
    tip,
    '2025 Trafficking in Persons Report: Karvan (русский)',
    { ...report('2025 Trafficking in Persons Report: Karvan'), lang: 'ru' },
  ),
  trap(
    'an advance copy of some pages',
    glotip,
    'Global Report on Trafficking in Persons 2024: preview',
    note('Global Report on Trafficking in Persons 2024: preview', ...NEWS),
  ),
  trap(
    'the earlier edition under a new address and date',
    bti,
    'BTI Country Report: Karvan (posted 4 May 2024)',
    report('BTI 2022 Country Report: Karvan', '4 May 2024'),
  ),
  {
    ...tip,
    what: 'an upload folder of a later year',
    index: [
      tip.cited,
      ['2024 Trafficking in Persons Report: Karvan (PDF)', '/wp-content/uploads/2025/09/tip-karvan.pdf'],
    ],
    page: report('2024 Trafficking in Persons Report: Karvan'),
    status: 'current',
  },
  trap(
    'news of a later date with the same words',
    dfat,
    'Statement on the DFAT Country Information Report Karvan, 2 February 2026',
    note(
      'Statement on the DFAT Country Information Report Karvan',
      '2 February 2026',
      ...NEWS,
      ...NEWS,
      ...NEWS,
    ),
  ),
  {
    ...nrm,
    what: 'a calendar of releases to come',
    index: [nrm.cited, 'National Referral Mechanism statistics, October to December 2026 (release calendar)'],
    page: report('National Referral Mechanism statistics, October to December 2026'),
    status: 'current',
  },
  {
    ...bti,
    what: 'a raised year that leads back to the cited edition',
    series: { ...bti.series, pattern: `${I}bti-{edition}-karvan` },
    url: `${I}bti-2022-karvan`,
    index: ['About the BTI'],
    page: report('BTI 2022 Country Report: Karvan'),
    status: 'current',
  },
  {
    ...bti,
    what: 'a raised year at which a page says that it was not found',
    series: null,
    url: `${I}bti-2022-karvan`,
    page: note(
      'BTI 2026 Country Report: Karvan',
      'Sorry, we could not find the page that you were looking for.',
    ),
    status: 'unknown',
  },
  {
    ...fiw,
    what: 'further pages of a list',
    index: [fiw.cited, ['Freedom in the World, Karvan: page 2', '?page=2026']],
    page: note('Freedom in the World: Karvan', fiw.cited),
    status: 'current',
  },
  trap(
    'a count of people that looks like a year',
    gsi,
    'Global Slavery Index: 2025 people freed from factories',
    note('2025 people freed from factories, says the team of the Global Slavery Index', ...NEWS, ...NEWS),
  ),
  {
    ...of(
      'Situation of children in Karvan',
      'meskerem 2016',
      'Situation of children in Karvan, meskerem 2016',
    ),
    what: 'months of a calendar that is not read',
    index: ['Situation of children in Karvan, meskerem 2016', 'Situation of children in Karvan, tikimt 2016'],
    page: report('Situation of children in Karvan, tikimt 2016'),
    status: 'unknown',
  },
  {
    ...of('Bulletin of displacement in Karvan', 'март 2025', 'Bulletin of displacement in Karvan, mars 2025'),
    what: 'a month in a language that nobody reads, of the same year',
    edition: 'kovas 2025',
    index: [
      'Bulletin of displacement in Karvan, kovas 2025',
      'Bulletin of displacement in Karvan, rugsėjis 2025',
    ],
    page: report('Bulletin of displacement in Karvan, rugsėjis 2025'),
    status: 'unknown',
  },
  {
    ...of(
      'Statistical review of migration in Karvan',
      '1445',
      'Statistical review of migration in Karvan 1445',
    ),
    what: 'Hijri years, which are read, or said to be unknown',
    index: [
      'Statistical review of migration in Karvan 1445',
      'Statistical review of migration in Karvan 1446',
    ],
    page: report('Statistical review of migration in Karvan 1446'),
    status: 'unknown',
  },
  {
    ...of('Field review of Karvan', 'Autumn 2024', 'Field review of Karvan, Autumn 2024'),
    what: 'a season of the same year',
    index: [
      'Field review of Karvan, Spring 2024',
      'Field review of Karvan, Autumn 2024',
      'Field review of Karvan, Winter 2024',
    ],
    page: report('Field review of Karvan, Winter 2024'),
    status: 'unknown',
  },
  {
    ...of('Field review of Karvan', 'Part B', 'Field review of Karvan, Part B'),
    what: 'parts by letters',
    index: ['Field review of Karvan, Part B', 'Field review of Karvan, Part C'],
    page: report('Field review of Karvan, Part C'),
    status: 'unknown',
  },
  {
    ...greta,
    what: 'an index that names rounds of another country only',
    index: ['GRETA evaluation report on Ruritania, Third evaluation round'],
    page: report('GRETA evaluation report on Ruritania, Third evaluation round'),
    status: 'unknown',
  },
  trap(
    'a government’s answer to a round',
    greta,
    'Reply of Karvan to the questionnaire of the Third evaluation round, GRETA evaluation report',
    note('Reply of Karvan to the GRETA questionnaire, Third evaluation round', ...NEWS, ...NEWS, ...NEWS),
  ),
  // What those taught, with what must not follow from it.
  {
    ...later(
      'a place that is named after another, and is the cited one',
      of('Freedom in the World', '2025', 'Freedom in the World 2025: North Karvan', 'North Karvan'),
      'Freedom in the World 2026: North Karvan',
      '2026',
    ),
  },
  later(
    'the cited place beside another of a like name',
    fiw,
    'Freedom in the World 2026: Karvan and North Karvan',
    '2026',
  ),
  trap(
    'a place that is named after the cited one, with a hyphen',
    fiw,
    'Freedom in the World 2026: Karvan-Leste',
    report('Freedom in the World 2026: Karvan-Leste'),
  ),
  later(
    'a report whose first section is on a draft of a law',
    dfat,
    'DFAT Country Information Report Karvan, 9 March 2026',
    '9 March 2026',
    report(
      'DFAT Country Information Report Karvan, 9 March 2026',
      heading('Public draft law on labour', 2),
      ...NEWS,
    ),
  ),
  {
    ...later(
      'a quarter that is over',
      nrm,
      'National Referral Mechanism statistics, October to December 2026',
      'October to December 2026',
    ),
    now: '2027-01-20T03:00:00Z',
  },
  {
    ...of(
      'Bulletin of displacement in Karvan',
      'kovas 2025',
      'Bulletin of displacement in Karvan, kovas 2025',
    ),
    what: 'a month that is not read and stands by itself on the list',
    index: [
      'Bulletin of displacement in Karvan, kovas 2024',
      'Bulletin of displacement in Karvan, kovas 2025',
    ],
    status: 'current',
  },
  {
    ...of('人口販運防制年報', '民國112年', '人口販運防制年報 民國112年'),
    what: 'a number of years, which is no year of an era',
    index: ['人口販運防制年報 民國112年', '人口販運防制年報 113年'],
    page: report('人口販運防制年報 113年'),
    status: 'current',
  },
  {
    ...of('人身取引対策白書', '令和5年版', '人身取引対策白書 令和5年版'),
    what: 'an era beside a year of ours, which is the same',
    index: ['人身取引対策白書 2023年版'],
    page: report('人身取引対策白書 2023年版'),
    status: 'current',
  },
];
