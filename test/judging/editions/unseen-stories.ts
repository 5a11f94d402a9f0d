import { heading } from '../pages.js';
import { type EditionStory, later, NEWS, note, of, report, trap } from './case.js';

const hrw = of('Human Rights Watch, World Report', '2025', 'World Report 2025: China', 'China');
const net = of('Freedom House, Freedom on the Net', '2024', 'Freedom on the Net 2024: China', 'China');
const bti = of('BTI Country Report', '2024', 'BTI 2024 Country Report: China', 'China');
const gsi = of('Walk Free, Global Slavery Index', '2023', 'Global Slavery Index 2023: China', 'China');
const dfat = of(
  'DFAT Country Information Report',
  '22 December 2021',
  'DFAT Country Information Report: China, 22 December 2021',
  'China',
);
const euaa = of('EUAA, Country Focus', 'May 2024', 'EUAA Country Focus: China, May 2024', 'China');
const cpin = of(
  'Country policy and information note',
  'version 4.0',
  'Country policy and information note: modern slavery, China, version 4.0',
  'modern slavery',
  'China',
);

/** Written in one sitting, run once before anything was changed for them: docs/judging.md, 13, says with what result. */
export const UNSEEN: readonly EditionStory[] = [
  later('the next world report', hrw, 'World Report 2026: China', '2026'),
  later('a report on the net', net, 'Freedom on the Net 2025: China', '2025'),
  later('two years later, as it comes out', bti, 'BTI 2026 Country Report: China', '2026'),
  later('three years later', gsi, 'Global Slavery Index 2026: China', '2026'),
  later('a day', dfat, 'DFAT Country Information Report: China, 27 December 2024', '27 December 2024'),
  later('a month of another year', euaa, 'EUAA Country Focus: China, November 2025', 'November 2025'),
  later(
    'a version with a date behind it',
    cpin,
    'Country policy and information note: modern slavery, China, version 5.0, March 2026',
    'version 5.0',
  ),
  later(
    'an ordinal of two words',
    of(
      'Committee on Migrant Workers',
      'Thirty-second report',
      'Committee on Migrant Workers: Thirty-second report',
    ),
    'Committee on Migrant Workers: Thirty-third report',
    'Thirty-third report',
  ),
  later(
    'a Roman volume of five letters',
    of('Yearbook of Refugee Law', 'Vol. XXXIV', 'Yearbook of Refugee Law, Vol. XXXIV'),
    'Yearbook of Refugee Law, Vol. XXXV',
    'Vol. XXXV',
  ),
  later(
    'a year from summer to summer',
    of('Statistical yearbook of asylum', '2023/24', 'Statistical yearbook of asylum 2023/24'),
    'Statistical yearbook of asylum 2024/25',
    '2024/25',
  ),
  later(
    'a Dutch quarter in words',
    of('Asielcijfers', 'derde kwartaal 2025', 'Asielcijfers, derde kwartaal 2025'),
    'Asielcijfers, vierde kwartaal 2025',
    'vierde kwartaal 2025',
  ),
  later(
    'a French yearly report',
    of('Rapport annuel sur l’asile', '2023', 'Rapport annuel sur l’asile 2023'),
    'Rapport annuel sur l’asile 2024',
    '2024',
  ),
  later('a Japanese yearbook', of('人権白書', '2024年版', '人権白書 2024年版'), '人権白書 2025年版', '2025'),
  later('a Korean yearbook', of('북한인권백서', '2024', '북한인권백서 2024'), '북한인권백서 2025', '2025'),
  later(
    'an Arabic yearly report',
    of('التقرير السنوي لحقوق الإنسان', '2023', 'التقرير السنوي لحقوق الإنسان 2023'),
    'التقرير السنوي لحقوق الإنسان 2024',
    '2024',
  ),
  later(
    'a Vietnamese month',
    of('Báo cáo nhân quyền', 'tháng 3 năm 2025', 'Báo cáo nhân quyền, tháng 3 năm 2025'),
    'Báo cáo nhân quyền, tháng 9 năm 2025',
    'tháng 9 năm 2025',
  ),
  later(
    'a German number of a year',
    of('Asylmagazin', '3/2025', 'Asylmagazin 3/2025'),
    'Asylmagazin 4/2025',
    '4/2025',
  ),
  later(
    'the same month a year on, in Spanish',
    of('Informe de situación', 'marzo de 2024', 'Informe de situación, marzo de 2024'),
    'Informe de situación, marzo de 2025',
    'marzo de 2025',
  ),
  later(
    'an issue in a volume that went on',
    of('Migration Review', 'Vol. 58 No. 4', 'Migration Review Vol. 58 No. 4'),
    'Migration Review Vol. 59 No. 1',
    'Vol. 59, No. 1',
  ),
  {
    ...hrw,
    what: 'nothing later beside three that are earlier',
    index: ['World Report 2023: China', 'World Report 2024: China', 'World Report 2025: China'],
    status: 'current',
  },
  trap(
    'another country’s chapter',
    hrw,
    'World Report 2026: Ruritania',
    report('World Report 2026: Ruritania'),
  ),
  trap(
    'a dispatch about the chapter',
    hrw,
    'World Report 2026: China Tightens Its Grip, Rights Group Says',
    note('World Report 2026: China Tightens Its Grip, Rights Group Says', ...NEWS),
  ),
  trap(
    'the world report’s essay',
    hrw,
    'World Report 2026: the essay',
    note('World Report 2026: The age of walls', ...NEWS, ...NEWS),
  ),
  trap(
    'policy recommendations',
    net,
    'Freedom on the Net 2025: policy recommendations on China',
    note('Freedom on the Net 2025: policy recommendations on China', ...NEWS, ...NEWS),
  ),
  trap(
    'a codebook',
    bti,
    'BTI 2026 Codebook for China reports',
    note('BTI 2026 Codebook', 'Guidelines for experts.', ...NEWS),
  ),
  trap(
    'a placeholder for an interview',
    bti,
    'BTI 2026 Country Report: China',
    note('BTI 2026 Country Report: China', 'This report is being edited and will go online in March.'),
  ),
  trap(
    'questions and answers',
    gsi,
    'Global Slavery Index 2026: China, frequently asked questions',
    note(
      'Global Slavery Index 2026: frequently asked questions',
      'How are people counted in China?',
      ...NEWS,
    ),
  ),
  trap(
    'a launch event',
    gsi,
    'Launch of the Global Slavery Index 2026: China and the region',
    note(
      'Launch of the Global Slavery Index 2026: China and the region',
      'Tuesday, 6 pm, registration is free.',
      ...NEWS,
    ),
  ),
  trap(
    'a call for contributions',
    dfat,
    'DFAT Country Information Report: China, call for submissions, 3 May 2026',
    note(
      'DFAT Country Information Report: China, call for submissions',
      'Submissions close on 3 May 2026.',
      ...NEWS,
    ),
  ),
  trap(
    'a note that it is being updated',
    dfat,
    'DFAT Country Information Report: China, 14 January 2026',
    note('DFAT Country Information Report: China', 'This report is being updated. 14 January 2026.'),
  ),
  trap(
    'news of the publication',
    euaa,
    'EUAA publishes Country Focus: China, March 2026',
    note('EUAA publishes Country Focus on China', heading('News', 2), ...NEWS, ...NEWS),
  ),
  trap(
    'a map that goes with it',
    euaa,
    'EUAA Country Focus: China, map, March 2026',
    note('EUAA Country Focus: China, map, March 2026', 'PDF, 3 MB'),
  ),
  trap(
    'a request for views',
    cpin,
    'Request for views: Country policy and information note: modern slavery, China, version 5.0',
    note('Request for views: country policy and information note: modern slavery, China', ...NEWS),
  ),
  trap(
    'a review by the inspectorate',
    cpin,
    'Review of the Country policy and information note: modern slavery, China, version 4.0, May 2026',
    note('Inspection report on country information: China, May 2026', ...NEWS, ...NEWS, ...NEWS, ...NEWS),
  ),
  trap('a translation into Chinese', hrw, '世界人权报告2026：中国', {
    ...report('世界人权报告2026：中国'),
    lang: 'zh',
  }),
  trap(
    'a consultation draft',
    bti,
    'BTI 2026 Country Report: China (consultation draft)',
    report('BTI 2026 Country Report: China (consultation draft)'),
  ),
  trap(
    'an addendum',
    net,
    'Freedom on the Net 2025: China, addendum',
    note('Addendum: Freedom on the Net 2025, China', 'A footnote was added.'),
  ),
  trap(
    'a page of results that echoes the search',
    gsi,
    'Global Slavery Index 2026: China',
    note(
      'You searched for: Global Slavery Index 2026: China',
      '0 results',
      'Global Slavery Index 2023: China',
    ),
  ),
  trap(
    'a shop',
    net,
    'Freedom on the Net 2025: China',
    note('Freedom on the Net 2025: China', 'Paperback, 12 dollars. Add to cart. Ships in three days.'),
  ),
  {
    ...of('Lageberichte', 'KW 12/25', 'Lageberichte, Woche 12 von 2025'),
    what: 'weeks, which are not read, so that nothing is said of them',
    edition: 'Woche 12 von 2025',
    index: ['Lageberichte, Woche 12 von 2025', 'Lageberichte, Woche 13 von 2025'],
    page: report('Lageberichte, Woche 13 von 2025'),
    status: 'unknown',
  },
  {
    ...euaa,
    what: 'seasons, of which no order is known across hemispheres',
    edition: 'Winter 2024',
    cited: 'EUAA Country Focus: China, Winter 2024',
    index: ['EUAA Country Focus: China, Spring'],
    page: report('EUAA Country Focus: China, Spring'),
    status: 'unknown',
  },
  {
    ...hrw,
    what: 'years of another calendar',
    edition: '1403',
    cited: 'گزارش سالانه حقوق بشر ۱۴۰۳',
    series: { name: 'گزارش سالانه حقوق بشر' },
    index: ['گزارش سالانه حقوق بشر ۱۴۰۴'],
    page: report('گزارش سالانه حقوق بشر ۱۴۰۴'),
    status: 'superseded',
    newer: ['۱۴۰۴'],
  },
];
