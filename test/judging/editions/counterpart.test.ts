import { describe, expect, test } from 'vitest';
import { citedNames } from '../../../src/judging/editions/counterpart.js';

describe('a number in the place of another', () => {
  test.each([
    ['Report No. 9', 'No. 9', 'Report No. 10', 'later', 'No. 10'],
    ['Report No. 9', 'No. 9', 'Report 10', 'later', '10'],
    ['Έκθεση αρ. 9', 'αρ. 9', 'Έκθεση αρ. 10', 'later', 'αρ. 10'],
    ['Boletín n.º 41', 'n.º 41', 'Boletín núm. 42', 'later', 'núm. 42'],
    ['Bulletin #9', '#9', 'Bulletin #10', 'later', '#10'],
    ['Rapport XI', 'XI', 'Rapport XII', 'later', 'XII'],
    ['რიცხვი 9', '9', 'რიცხვი 10', 'later', '10'],
    ['नोट ९', '९', 'नोट १०', 'later', '१०'],
    ['視察報告書 第13号', '第13号', '視察報告書 第14号', 'later', '第14号'],
    ['移民简报 第十二期', '第十二期', '移民简报 第九期', 'earlier', '第九期'],
    ['Vierter Bericht', 'Vierter', 'Fünfter Bericht', 'later', 'Fünfter'],
    [
      'Laporan, Semester II 2024',
      'Semester II 2024',
      'Laporan, Semester I 2025',
      'later',
      'Semester I 2025',
    ],
    ['Report, A/HRC/58/64', 'A/HRC/58/64', 'Report, A/HRC/58/64', 'same', 'A/HRC/58/64'],
  ])('%s (%s), %s: %s', (label, edition, found, order, words) => {
    expect(citedNames([label], edition, '').counterpart(found)).toMatchObject({
      order,
      words,
      strange: [],
    });
  });

  test.each([
    ['Report No. 9', 'No. 9', 'Report on 10 cases'],
    ['Report No. 9', 'No. 9', 'Report: 10 people'],
    ['Report No. 9', 'No. 9', 'Reporter 10'],
    ['Report No. 9', 'No. 9', 'Report 10% higher'],
    ['Report No. 9: Chad', 'No. 9', 'Report No. 10: Mali'],
    ['Summit of the G7', 'G7', 'Summit of 20'],
    ['Study, Part B', 'Part B', 'Study, Part 3'],
    ['Comment on Article 7', 'Article 7', 'Comment on Article 8'],
    ['9', '9', '10'],
  ])('%s (%s), %s: none', (label, edition, found) => {
    expect(citedNames([label], edition, '').counterpart(found)).toBeNull();
  });

  test.each([
    ['Note, printemps 2025', 'printemps 2025', 'Note, automne 2025', ['automne']],
    ['Annual Report 2024', '2024', 'Annual Report 32', ['32']],
  ])('%s (%s), %s: what is read of it tells nothing', (label, edition, found, strange) => {
    expect(citedNames([label], edition, '').counterpart(found)).toMatchObject({ strange });
  });
});

describe('a number counts editions', () => {
  test.each([
    ['Report No. 9', 'No. 9', 'Report'],
    ['Έκθεση αρ. 9', 'αρ. 9', ''],
    ['Bulletin #9', '#9', ''],
    ['Maaraportti nro 9', 'nro 9', 'Maaraportti'],
    ['რიცხვი 9', '9', 'რიცხვი'],
    ['Rapport XI', 'XI', ''],
  ])('%s (%s)', (label, edition, series) => {
    expect(citedNames([label], edition, series).isNumbered).toBe(true);
  });

  test.each([
    ['Study of Karvan, Phase 2', 'Phase 2', 'Study of Karvan'],
    ['Study of Karvan, Part 2', 'Part 2', 'Study of Karvan'],
    ['Comment on Article 7', 'Article 7', 'Comment'],
    ['Karvan and the G20', 'G20', 'Karvan and the'],
    ['9', '9', '9'],
    ['Summit in 9 days', '9', ''],
  ])('%s (%s): nobody knows', (label, edition, series) => {
    expect(citedNames([label], edition, series).isNumbered).toBe(false);
  });
});

describe('what the list calls as it calls the cited document', () => {
  const is = (edition: string, listed: string, found: string): boolean =>
    citedNames([], edition, '', [listed]).isAlike(found);
  test.each([
    [
      'Version 11',
      'Länderinformation Karvan, Version 11 (ganz)',
      'Länderinformation Karvan, Version 13 (zum Teil)',
    ],
    [
      '2024-03-01',
      'Country Report Karvan – 1 March 2024 [old]',
      'Country Report Karvan – 20 February 2026',
    ],
    ['Issue 22', 'Issue 22 (Autumn 2025): Women', 'Issue 23 (Spring 2026): Remand'],
    ['2nd edition', 'PDF', 'PDF'],
  ])('%s, %s: %s', (edition, listed, found) => expect(is(edition, listed, found)).toBe(true));

  test.each([
    ['Version 11', 'Länderinformation Karvan, Version 11', 'Themenbericht Karvan, Version 13'],
    ['9', 'Report 9', 'Report: 10 people killed'],
    ['Brief 39', 'Review of labour, Brief 39', 'Review of labour, 41 papers'],
    ['2024', 'Report 2024', 'Report on prisons'],
    ['2nd edition', 'PDF', 'Contact'],
  ])('%s, %s: not %s', (edition, listed, found) => expect(is(edition, listed, found)).toBe(false));
});
