import { heading } from '../pages.js';
import { type EditionStory, later, NEWS, note, of, report, trap } from './case.js';

const nrm = of(
  'Modern slavery: National Referral Mechanism statistics UK',
  'Quarter 2 2025',
  'Modern slavery: National Referral Mechanism statistics UK, Quarter 2 2025 – April to June',
);
const iss = of(
  'Immigration system statistics',
  'year ending March 2025',
  'Immigration system statistics, year ending March 2025',
);
const ambtsbericht = of(
  'Algemeen ambtsbericht',
  'juli 2024',
  'Algemeen ambtsbericht China, juli 2024',
  'China',
);
const laenderinfo = of(
  'Länderinformation der Staatendokumentation',
  'Version 7',
  'Länderinformation der Staatendokumentation: China, Version 7',
  'China',
);
const amnesty = of(
  'The State of the World’s Human Rights',
  '2024/25',
  'Amnesty International Report 2024/25: The State of the World’s Human Rights',
);
const uscirf = of('USCIRF Annual Report', '2025', 'USCIRF Annual Report 2025: China', 'China');
const cecc = of(
  'Congressional-Executive Commission on China, Annual Report',
  '2024',
  'Congressional-Executive Commission on China: Annual Report 2024',
);
const asylum = of('EUAA Asylum Report', '2025', 'EUAA Asylum Report 2025');
const focus = of(
  'COI Focus',
  '14 septembre 2023',
  'COI Focus CHINE: situation des Ouïghours, 14 septembre 2023',
  'Ouïghours',
);
const unhcr = of(
  'UNHCR Position on returns to Karvan',
  'Update II',
  'UNHCR Position on returns to Karvan – Update II',
);
const temanotat = of(
  'Landinfo temanotat',
  'november 2024',
  'Landinfo temanotat: Kina, husregistrering, november 2024',
  'Kina',
);

/** Written in one sitting from what publishers do, and run once before anything was changed for them: docs/judging.md, 13. */
export const LATER: readonly EditionStory[] = [
  later(
    'a quarterly bulletin that goes over to the year to date',
    nrm,
    'Modern slavery: National Referral Mechanism statistics UK, January to September 2025 (year to date)',
    'January to September 2025',
  ),
  later(
    'the next quarter with its months',
    nrm,
    'Modern slavery: National Referral Mechanism statistics UK, Quarter 3 2025 – July to September',
    'Quarter 3 2025',
  ),
  later(
    'a year that ends with the next quarter',
    iss,
    'Immigration system statistics, year ending June 2025',
    'year ending June 2025',
  ),
  later(
    'a Dutch month of two years later',
    ambtsbericht,
    'Algemeen ambtsbericht China, maart 2026',
    'maart 2026',
  ),
  later(
    'an Austrian version of a later number',
    laenderinfo,
    'Länderinformation der Staatendokumentation: China, Version 8',
    'Version 8',
  ),
  later(
    'a report of two years by the next two',
    amnesty,
    'Amnesty International Report 2025/26: The State of the World’s Human Rights',
    '2025/26',
  ),
  later('an annual report with its year before the noun', uscirf, '2026 USCIRF Annual Report: China', '2026'),
  later(
    'the annual report of a commission',
    cecc,
    'Congressional-Executive Commission on China: 2025 Annual Report',
    '2025',
  ),
  later('a Belgian day', focus, 'COI Focus CHINE: situation des Ouïghours, 11 mars 2026', '11 mars 2026'),
  later(
    'an update in Roman numerals',
    unhcr,
    'UNHCR Position on returns to Karvan – Update III',
    'Update III',
  ),
  later(
    'a revision',
    of('Guidelines on interception', 'Rev. 2', 'Guidelines on interception, Rev. 2'),
    'Guidelines on interception, Rev. 3',
    'Rev. 3',
  ),
  later(
    'a Norwegian month',
    temanotat,
    'Landinfo temanotat: Kina, husregistrering, februar 2026',
    'februar 2026',
  ),
  later(
    'a Swedish month',
    of('Lifos landrapport', 'maj 2024', 'Lifos landrapport Kina, maj 2024', 'Kina'),
    'Lifos landrapport Kina, augusti 2025',
    'augusti 2025',
  ),
  later(
    'a Polish month',
    of('Raport krajowy o azylu', 'marzec 2025', 'Raport krajowy o azylu, marzec 2025'),
    'Raport krajowy o azylu, wrzesień 2025',
    'wrzesień 2025',
  ),
  later(
    'an Indonesian month',
    of('Laporan situasi pengungsi', 'Maret 2025', 'Laporan situasi pengungsi, Maret 2025'),
    'Laporan situasi pengungsi, Agustus 2025',
    'Agustus 2025',
  ),
  later(
    'a French volume and issue',
    of('Revue des migrations', 'tome IV, n° 2', 'Revue des migrations, tome IV, n° 2'),
    'Revue des migrations, tome IV, n° 3',
    'tome IV, n° 3',
  ),
  later(
    'a Spanish half of a year',
    of(
      'Boletín de desplazamiento',
      'primer semestre de 2025',
      'Boletín de desplazamiento, primer semestre de 2025',
    ),
    'Boletín de desplazamiento, segundo semestre de 2025',
    'segundo semestre de 2025',
  ),
  later(
    'a Chinese quarter',
    of('农民工监测调查报告', '2025年第一季度', '农民工监测调查报告 2025年第一季度'),
    '农民工监测调查报告 2025年第二季度',
    '2025年第二季度',
  ),
  later(
    'a Russian volume in figures',
    of('Сборник решений по делам об убежище', 'Том 3', 'Сборник решений по делам об убежище, Том 3'),
    'Сборник решений по делам об убежище, Том 4',
    'Том 4',
  ),
  {
    ...nrm,
    what: 'nothing later beside three quarters that are earlier',
    index: [
      'Modern slavery: National Referral Mechanism statistics UK, Quarter 4 2024 – October to December',
      'Modern slavery: National Referral Mechanism statistics UK, Quarter 1 2025 – January to March',
      nrm.cited,
    ],
    status: 'current',
  },
  trap(
    'the minister on the bulletin',
    nrm,
    'Minister responds to National Referral Mechanism statistics UK, Quarter 3 2025',
    note('Minister responds to National Referral Mechanism statistics', ...NEWS),
  ),
  trap(
    'a data annex',
    nrm,
    'Modern slavery: National Referral Mechanism statistics UK, Quarter 3 2025: data annex',
    note(
      'National Referral Mechanism statistics UK, Quarter 3 2025: data annex',
      'ODS, 214 KB',
      'This file is in an open format.',
    ),
  ),
  trap(
    'a list of who saw the bulletin first',
    iss,
    'Pre-release access list: Immigration system statistics, year ending June 2025',
    note(
      'Pre-release access list: Immigration system statistics, year ending June 2025',
      'Home Secretary',
      'Permanent Secretary',
      'Press office',
    ),
  ),
  trap(
    'a quality report',
    iss,
    'Immigration system statistics, year ending June 2025: user guide and quality report',
    note(
      'User guide to: Immigration system statistics, year ending June 2025',
      heading('Concepts and definitions', 2),
      ...NEWS,
      ...NEWS,
    ),
  ),
  trap(
    'a page that is cancelled',
    iss,
    'Immigration system statistics, year ending June 2025',
    note(
      'Immigration system statistics, year ending June 2025',
      'This release has been postponed. A new date will be confirmed.',
    ),
  ),
  trap(
    'terms of reference',
    ambtsbericht,
    'Terms of Reference algemeen ambtsbericht China, februari 2026',
    note(
      'Terms of Reference algemeen ambtsbericht China, februari 2026',
      'Vragen van het ministerie aan de opstellers van het ambtsbericht.',
      ...NEWS,
    ),
  ),
  trap(
    'a letter to parliament that goes with it',
    ambtsbericht,
    'Kamerbrief bij algemeen ambtsbericht China, maart 2026',
    note(
      'Kamerbrief bij algemeen ambtsbericht China',
      'Hierbij bied ik uw Kamer het ambtsbericht aan.',
      ...NEWS,
    ),
  ),
  trap(
    'a reply to a query about it',
    laenderinfo,
    'Anfragebeantwortung zur Länderinformation der Staatendokumentation China, Version 8',
    note('Anfragebeantwortung zur Länderinformation: China', 'Frage 1', ...NEWS, 'Frage 2', ...NEWS),
  ),
  trap(
    'a preview in a newsletter',
    amnesty,
    'In this month’s newsletter: a look ahead at The State of the World’s Human Rights 2025/26',
    note(
      'Newsletter: a look ahead at The State of the World’s Human Rights 2025/26',
      ...NEWS,
      ...NEWS,
      ...NEWS,
    ),
  ),
  trap(
    'a regional overview',
    amnesty,
    'The State of the World’s Human Rights 2025/26: regional overview of the Americas',
    note('The State of the World’s Human Rights 2025/26: Americas regional overview', ...NEWS, ...NEWS),
  ),
  trap('the same report in Spanish', uscirf, 'USCIRF Annual Report 2026: China (en español)', {
    ...report('Informe anual de USCIRF 2026: China, USCIRF Annual Report'),
    lang: 'es',
  }),
  trap(
    'another country’s chapter of that year',
    uscirf,
    '2026 USCIRF Annual Report: Karvan and China',
    report('2026 USCIRF Annual Report: Karvan'),
  ),
  trap(
    'a hearing on the report',
    cecc,
    'Hearing: Congressional-Executive Commission on China Annual Report 2025, findings and next steps',
    note(
      'Hearing: the Annual Report 2025 of the Congressional-Executive Commission on China',
      'Thursday, 10 am, Dirksen 106',
      'Witnesses',
      ...NEWS,
    ),
  ),
  trap(
    'a sheet of corrections',
    cecc,
    'Errata sheet, Congressional-Executive Commission on China: Annual Report 2025',
    note('Errata sheet: Annual Report 2025', 'Page 41, note 12: for “March” read “May”.'),
  ),
  trap(
    'a sentence in place of the report',
    asylum,
    'EUAA Asylum Report 2026',
    note('EUAA Asylum Report 2026', 'Watch this space.'),
  ),
  trap(
    'a podcast',
    asylum,
    'EUAA Asylum Report 2026: the podcast',
    note('EUAA Asylum Report 2026: the podcast', 'Episode 1, 24 minutes', ...NEWS),
  ),
  trap(
    'the earlier edition that was put up again with today’s date',
    asylum,
    'EUAA Asylum Report (uploaded 12 September 2026)',
    report('EUAA Asylum Report 2025', 'Page last updated: 12 September 2026'),
  ),
  trap(
    'a page of results with the title in its head',
    focus,
    'COI Focus CHINE: situation des Ouïghours, 11 mars 2026',
    note(
      'Résultats pour « COI Focus CHINE: situation des Ouïghours, 11 mars 2026 »',
      '3 résultats',
      'COI Focus CHINE: situation des Ouïghours, 14 septembre 2023',
      'COI Focus CHINE: situation des chrétiens, 2 mai 2022',
    ),
  ),
  trap(
    'a draft that is open for comments',
    laenderinfo,
    'Länderinformation der Staatendokumentation: China, Version 8 (Entwurf zur Stellungnahme)',
    report('Länderinformation der Staatendokumentation: China, Version 8 (Entwurf zur Stellungnahme)'),
  ),
  {
    ...of(
      'Responses to information requests',
      'CHN201234.E',
      'Responses to information requests: CHN201234.E, household registration',
    ),
    what: 'file numbers, which say nothing of each other',
    index: [
      'Responses to information requests: CHN201234.E, household registration',
      'Responses to information requests: CHN202877.E, household registration',
    ],
    page: report('Responses to information requests: CHN202877.E, household registration'),
    status: 'unknown',
  },
  // What those taught, with what must not follow from it.
  {
    ...nrm,
    what: 'a year to date that ends before the cited quarter does',
    index: [
      nrm.cited,
      'Modern slavery: National Referral Mechanism statistics UK, January to May 2025 (year to date)',
    ],
    status: 'current',
  },
  {
    ...unhcr,
    what: 'a day beside an update’s number',
    index: ['UNHCR Position on returns to Karvan – Update 3 October 2021'],
    page: report('UNHCR Position on returns to Karvan – Update 3 October 2021'),
    status: 'unknown',
  },
  {
    ...of('Situation of refugees in Karvan', 'gegužė 2024', 'Situation of refugees in Karvan, gegužė 2024'),
    what: 'a month that is not read',
    index: [
      'Situation of refugees in Karvan, gegužė 2022',
      'Situation of refugees in Karvan, gegužė 2024',
      'Situation of refugees in Karvan, lapkritis 2025',
    ],
    page: report('Situation of refugees in Karvan, lapkritis 2025'),
    status: 'unknown',
  },
  {
    ...of('Displacement in Karvan', 'Winter 2024', 'Displacement in Karvan, Winter 2024'),
    what: 'a season of the next year',
    index: ['Displacement in Karvan, Winter 2024', 'Displacement in Karvan, Spring 2025'],
    page: report('Displacement in Karvan, Spring 2025'),
    status: 'unknown',
  },
];
