import { type EditionStory, later, note, of, report } from './case.js';

/** A list that names the cited edition and another of the same words and body, of which it cannot be said that it is the next. */
const open = (
  cited: string,
  edition: string,
  other: string,
  ...subject: readonly string[]
): EditionStory => ({
  ...of(cited.replace(/[,:]? ?(?:\d{4}|3rd edition).*/u, ''), edition, cited, ...subject),
  what: `${cited}, and ${other}`,
  index: [cited, other],
  page: report(other),
  status: 'unknown',
});
const dated = (name: string, cited: string, other: string, newer: string): EditionStory =>
  later(`${cited}, then ${other}`, of(name, cited, `${name}, ${cited}`), `${name}, ${other}`, newer);
const month = (cited: string, other: string): EditionStory => ({
  ...dated('Izvješće o migracijama', cited, other, ''),
  status: 'unknown',
  newer: [],
});
const focus = {
  series: null,
  cited: 'Country Focus: Somalia 2024',
  edition: '2024',
  url: 'https://agency.example/coi/somalia-focus',
  document: {
    ...report('Country Focus: Somalia 2024'),
    links: [{ url: 'https://agency.example/coi/latest', text: 'Latest edition', rel: '' }],
  },
};
const letters = of('Letters from the border', 'Agadez', 'Letters from the border: Agadez');

/** What the misses of `handbook-stories.ts` are a case of, and what must not follow from mending them. */
export const KINDRED: readonly EditionStory[] = [
  // A title that says more than the cited one.
  open('World Report 2025', '2025', 'World Drug Report 2026'),
  open('World Report 2025', '2025', 'World Report on Disability 2026'),
  open('Annual Report 2024', '2024', 'Annual Report of the Ombudsman 2025'),
  open('Annual Report 2024', '2024', 'Annual Financial Report 2025'),
  open('Global Estimates 2022', '2022', 'Global Estimates on Migrant Workers 2024'),
  open(
    'Freedom in the World 2025: Mongolia',
    '2025',
    'Freedom in the World 2026: Inner Mongolia',
    'Mongolia',
  ),
  open('国别报告：苏丹 2024', '2024', '国别报告：南苏丹 2025', '苏丹'),
  open('تقرير البلد: السودان 2024', '2024', 'تقرير البلد: جنوب السودان 2025', 'السودان'),
  open('Handbook of consent, 3rd edition', '3rd edition', 'Handbook of consent, 4th edition (luonnos)'),
  open('Handbook of consent, 3rd edition', '3rd edition', 'Handbook of consent, 4th edition (advance copy)'),
  open('Handbook of consent, 3rd edition', '3rd edition', 'Handbook of consent, 4th edition (návrh)'),
  later(
    'a short name alone',
    of('World Report', '2025', 'World Report 2025'),
    'World Report 2026',
    '2026',
    report('World Report 2026 | A Publisher'),
  ),
  later(
    'a motto about the subject',
    of('Freedom in the World', '2025', 'Freedom in the World 2025: Mongolia', 'Mongolia'),
    'Freedom in the World 2026: Mongolia at a crossroads',
    '2026',
  ),
  // Calendars.
  dated('التقرير السنوي لحقوق الإنسان', '1445هـ', '1446هـ', '1446هـ'),
  dated('Annual survey of the Council', '1445 AH', '1446 AH', '1446 AH'),
  dated('گزارش ماهانه', 'شهریور ۱۴۰۴', 'مهرماه ۱۴۰۴', 'مهرماه ۱۴۰۴'),
  dated('Annual survey of the Commission', '2080/81', '2081/82', '2081/82'),
  dated('वार्षिक प्रतिवेदन', '२०८०', '२०८१', '२०८१'),
  dated('Izvješće o migracijama', 'rujan 2025', 'listopad 2025', 'listopad 2025'),
  month('studeni 2025', 'listopad 2025'),
  month('listopad 2025', 'studeni 2025'),
  { ...dated('گزارش ماهانه', 'بهار ۱۴۰۴', 'تابستان ۱۴۰۴', ''), status: 'unknown', newer: [] },
  // Names that have no order.
  {
    ...letters,
    what: 'a list that leads back to itself by the name of the series',
    index: [[letters.cited, 'cited'], letters.series?.name ?? ''],
    status: 'current',
  },
  // Pages that say themselves which edition they are.
  {
    ...focus,
    what: 'a link to the latest edition that leads to the cited one',
    behind: { latest: report('Country Focus: Somalia 2024') },
    status: 'unknown',
  },
  {
    ...focus,
    what: 'a link to the latest edition that leads to an older one',
    behind: { latest: report('Country Focus: Somalia 2023') },
    status: 'unknown',
  },
  // Counts in titles and in Roman ordinals, which are no words of a name.
  dated('Atlas de l’apatridie', 'Xe édition', 'XIe édition', 'XIe édition'),
  dated('Atlas de l’apatridie', 'Ire édition', 'IIème édition', 'IIème édition'),
  dated('收容調查報告', '第9号', '第10号', '第10号'),
  {
    ...dated('Atlas de l’apatridie', '2024', 'Le rapport', ''),
    what: 'a word that would be a numeral',
    index: [['Atlas de l’apatridie, 2024', 'cited'], 'Le rapport'],
    status: 'current',
    newer: [],
  },
  {
    what: 'a book of which the same edition was registered again',
    series: null,
    cited: 'Refugee Law in Practice, 2nd edition',
    edition: '2nd edition',
    url: 'https://doi.org/10.5555/rlp.2',
    works: ['2019', '2021'].map((published, i) => ({
      doi: `10.5555/rlp.${2 + i}`,
      title: 'Refugee Law in Practice, 2nd edition',
      published,
      container: null,
      later: [],
      earlier: [],
      retracted: null,
    })),
    status: 'unknown',
  },
  {
    ...of('Country Survey', '2024', 'Country Survey 2024: Guinea', 'Guinea'),
    what: 'an edition on a page that lets people sign in, and is a notice only',
    index: [['Country Survey 2024: Guinea', 'cited'], 'Country Survey 2025: Guinea'],
    page: { ...note('Country Survey 2025: Guinea', 'It is published in December.'), passwordForm: true },
    status: 'current',
  },
  // Drafts in words that no table of English has, and a series about drafts.
  {
    ...of('Rapport sur l’asile', '2024', 'Rapport sur l’asile 2024'),
    what: 'a French text for consultation',
    index: [['Rapport sur l’asile 2024', 'cited'], 'Rapport sur l’asile 2025'],
    page: report('Rapport sur l’asile 2025 : version soumise à consultation publique'),
    status: 'current',
  },
  {
    ...of('Rapport sur l’asile', '2024', 'Rapport sur l’asile 2024'),
    what: 'a report that must not be cited',
    index: [['Rapport sur l’asile 2024', 'cited'], 'Rapport sur l’asile 2025'],
    page: report('Rapport sur l’asile 2025', 'Ce document ne doit pas être cité avant sa publication.'),
    status: 'current',
  },
  {
    ...of('Draft laws on asylum', '2024', 'Draft laws on asylum 2024'),
    what: 'a series about drafts',
    index: [['Draft laws on asylum 2024', 'cited'], 'Draft laws on asylum 2025'],
    page: report('Draft laws on asylum 2025'),
    status: 'superseded',
    newer: ['2025'],
  },
  {
    ...of('Rapport sur l’asile', '2024', 'Rapport sur l’asile 2024'),
    what: 'a report that tells of a consultation in its text',
    index: [['Rapport sur l’asile 2024', 'cited'], 'Rapport sur l’asile 2025'],
    page: report(
      'Rapport sur l’asile 2025',
      'La consultation publique sur la loi a été close en mai, et le projet de loi retiré.',
    ),
    status: 'superseded',
    newer: ['2025'],
  },
  // A cadence as it is seen: one gap is none.
  {
    ...of('Survey of the Gulf', '2025', 'Survey of the Gulf 2025'),
    what: 'a yearly survey that left out a year once is overdue all the same',
    series: {
      name: 'Survey of the Gulf',
      cadence: { every: '1y', grace: '2m' },
      editions: ['2022', '2024', '2025'].map((edition) => ({
        edition,
        url: null,
        published: `${edition}-06-10`,
      })),
    },
    index: ['Survey of the Gulf 2022', 'Survey of the Gulf 2024', 'Survey of the Gulf 2025'],
    status: 'overdue',
  },
  {
    ...of('Rapport sur l’asile', '2024', 'Rapport sur l’asile 2024'),
    what: 'a word of a draft within another word',
    index: [['Rapport sur l’asile 2024', 'cited'], 'Rapport sur l’asile 2025'],
    page: report('Rapport sur l’asile 2025', 'Annexe: a proof-of-concept study'),
    status: 'superseded',
    newer: ['2025'],
  },
];
