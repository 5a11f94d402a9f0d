import { heading } from '../pages.js';
import { type EditionStory, later, NEWS, note, of, report, trap } from './case.js';

/** A list that names the cited edition and another, of which nothing can be said. */
const open = (
  what: string,
  name: string,
  cited: string,
  other: string,
  ...more: readonly string[]
): EditionStory => ({
  ...of(name, cited, `${name}, ${cited}`),
  what,
  index: [...more.map((one) => `${name}, ${one}`), `${name}, ${cited}`, `${name}, ${other}`],
  page: report(`${name}, ${other}`),
  status: 'unknown',
});
const fiw = of('Freedom in the World', '2025', 'Freedom in the World 2025: Karvan', 'Karvan');
const tip = of(
  'Trafficking in Persons Report',
  '2024',
  '2024 Trafficking in Persons Report: Karvan',
  'Karvan',
);
const handbook = of(
  'Handbook of victim identification',
  '3rd edition',
  'Handbook of victim identification, 3rd edition',
);
const trends = of('Global Trends in Displacement', '2024', 'Global Trends in Displacement 2024');
const cpin = of(
  'Country policy and information note',
  'January 2025',
  'Country policy and information note: Karvan, trafficking, January 2025',
  'Karvan',
);
const two = of('World Report', '2025', 'World Report 2025');

/** A third sitting, of what must not be called newer, and of what must not be called current: docs/judging.md, 13. */
export const STRANGER_THIRD: readonly EditionStory[] = [
  open('phases', 'Study of labour migration in Karvan', 'Phase 2', 'Phase 3'),
  open(
    'cycles of a year',
    'Study of labour migration in Karvan',
    'Cycle 2 2025',
    'Cycle 3 2025',
    'Cycle 2 2024',
  ),
  open('a French season', 'Note sur le Karvan oriental', 'été 2025', 'automne 2025', 'hiver 2024'),
  open(
    'a Lithuanian quarter',
    'Migracijos metraštis Lietuvoje',
    'I ketvirtis 2025',
    'III ketvirtis 2025',
    'IV ketvirtis 2024',
  ),
  open('a Hindi month', 'करवान मानवाधिकार रिपोर्ट', 'मार्च 2025', 'सितंबर 2025', 'मार्च 2024'),
  open('a Hijri month of one year', 'Bulletin of charities in Karvan', 'Muharram 1446', 'Ramadan 1446'),
  open(
    'weeks of a year',
    'Situation report on Karvan floods',
    'Week 12 2025',
    'Week 14 2025',
    'Week 50 2024',
  ),
  open(
    'fortnights in words',
    'Situation report on Karvan floods',
    'first fortnight of May 2025',
    'second fortnight of May 2025',
  ),
  open('terms of a school year', 'Education review of Karvan', 'Michaelmas 2025', 'Hilary 2026'),
  open('years of a plan', 'Progress review of the Karvan plan', 'Year 2', 'Year 3'),
  open('trimesters in letters', 'Protection monitoring of Karvan', 'T2-A 2025', 'T2-B 2025'),
  open('decades', 'Review of slavery law in Karvan', '2010s', '2020s'),
  trap(
    'a province of the country',
    fiw,
    'Freedom in the World 2026: Western Karvan',
    report('Freedom in the World 2026: Western Karvan'),
  ),
  trap(
    'a territory under it',
    fiw,
    'Freedom in the World 2026: Karvan-administered Meru',
    report('Freedom in the World 2026: Karvan-administered Meru'),
  ),
  trap(
    'the page of the raised year that shows the old one under its title',
    fiw,
    'Freedom in the World 2026: Karvan',
    report('Freedom in the World 2025: Karvan', 'Next: Freedom in the World 2026'),
  ),
  trap(
    'the earlier edition with a new upload day under its title',
    tip,
    '2024 Trafficking in Persons Report: Karvan (uploaded 2 July 2025)',
    report('2024 Trafficking in Persons Report: Karvan', '2 July 2025'),
  ),
  trap(
    'a French translation without a language',
    tip,
    'Rapport 2025 sur la traite des personnes : Karvan (Trafficking in Persons Report)',
    { ...report('Rapport 2025 sur la traite des personnes : Karvan'), lang: 'fr' },
  ),
  trap(
    'a discussion draft with all its sections',
    handbook,
    'Handbook of victim identification, 4th edition (discussion draft)',
    report('Handbook of victim identification, 4th edition', 'Discussion draft, not for quotation'),
  ),
  trap(
    'a pre-print copy by its line',
    handbook,
    'Handbook of victim identification, 4th edition',
    report('Handbook of victim identification, 4th edition', 'Uncorrected proof'),
  ),
  trap(
    'a reprint with a later year',
    handbook,
    'Handbook of victim identification, 3rd edition, reprinted with corrections 2026',
    report('Handbook of victim identification, 3rd edition, reprinted with corrections 2026'),
  ),
  trap(
    'a mid-year supplement',
    trends,
    'Global Trends in Displacement: mid-year supplement 2025',
    note('Global Trends in Displacement: mid-year supplement 2025', ...NEWS, ...NEWS),
  ),
  trap(
    'an announcement with all headings and no text',
    trends,
    'Global Trends in Displacement 2025',
    note(
      'Global Trends in Displacement 2025',
      heading('Executive summary', 2),
      'TBC',
      heading('Protection of victims', 2),
      'TBC',
      heading('Prevention and training', 2),
      'TBC',
    ),
  ),
  trap(
    'a news item of the day on which the note is expected',
    cpin,
    'Country policy and information note: Karvan, trafficking, to be published March 2026',
    note('Country policy and information note: Karvan, trafficking', 'To be published March 2026.'),
  ),
  trap(
    'an inspector’s review of the note with sections of its own',
    cpin,
    'Inspection of the country policy and information note: Karvan, trafficking, March 2026',
    note(
      'Inspection of the country policy and information note: Karvan, trafficking, March 2026',
      heading('Background', 2),
      ...NEWS,
      ...NEWS,
      heading('Findings', 2),
      ...NEWS,
      ...NEWS,
      heading('Next steps', 2),
      ...NEWS,
      ...NEWS,
    ),
  ),
  trap(
    'a slide deck',
    two,
    'World Report 2026: presentation slides',
    note('World Report 2026: presentation slides', 'Slide 1', 'Slide 2', 'Slide 3'),
  ),
  // What those taught, with what must not follow from it.
  later(
    'a file name with hyphens',
    fiw,
    'Freedom-in-the-World-2026-Karvan-Country-Report',
    '2026',
    report('Freedom in the World 2026: Karvan'),
  ),
  later(
    'a report that has a section on proofs',
    handbook,
    'Handbook of victim identification, 4th edition',
    '4th edition',
    report('Handbook of victim identification, 4th edition', heading('Proofs of identity', 2)),
  ),
  {
    ...of('करवान मानवाधिकार रिपोर्ट', 'मार्च 2025', 'करवान मानवाधिकार रिपोर्ट, मार्च 2025'),
    what: 'the same Hindi month of an earlier year',
    index: ['करवान मानवाधिकार रिपोर्ट, मार्च 2024', 'करवान मानवाधिकार रिपोर्ट, मार्च 2025'],
    status: 'current',
  },
  {
    ...of('Protection monitoring of Karvan', 'T2-A 2025', 'Protection monitoring of Karvan, T2-A 2025'),
    what: 'the same letter with the size of its file',
    index: ['Protection monitoring of Karvan, T2-A 2025 (PDF, 3 MB)'],
    status: 'current',
  },
];
