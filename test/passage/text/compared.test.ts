import { describe, expect, test } from 'vitest';
import {
  compareMarks,
  type EditionOrder,
  marksOf,
} from '../../../src/passage/text/edition-name.js';

/** Pairs of editions' names, and how the second lies to the first. Add yours. */
const PAIRS: readonly (readonly [cited: string, other: string, order: EditionOrder])[] = [
  ['2023', '2024', 'later'],
  ['CPI ’23', 'CPI 2024', 'later'],
  ['2023-24', '2024-25', 'later'],
  ['2022/23', '2023/2024', 'later'],
  ['FY23', 'FY2024', 'later'],
  ['FY 2023-24', 'FY24', 'same'],
  ['Second edition', 'Third edition', 'later'],
  ['3rd edition', 'Fourth Edition', 'later'],
  ['3.ª edición', '4.ª edición', 'later'],
  ['2e édition', 'troisième édition', 'later'],
  ['2. Auflage', 'Dritte Auflage', 'later'],
  ['第二版', '第三版', 'later'],
  ['第十版', '第十二版', 'later'],
  ['второе издание', 'третье издание', 'later'],
  ['الطبعة الثانية', 'الطبعة الثالثة', 'later'],
  ['Volume XI', 'Volume XII', 'later'],
  ['Vol. IX', 'Vol. 10', 'later'],
  ['Volume 12, No. 4', 'Volume 13, No. 1', 'later'],
  ['Vol. 12 No. 3', 'Vol. 12 No. 4', 'later'],
  ['v2.1', 'v2.10', 'later'],
  ['v2.10', 'version 3.0', 'later'],
  ['3', 'version 3.0', 'unknown'],
  ['version 3', 'v3.0', 'same'],
  ['2.0 October 2024', '3.0 August 2026', 'later'],
  ['Issue 7', 'Issue No. 8', 'later'],
  ['No. 4, 2024', 'No. 1, 2025', 'later'],
  ['Round 8', 'Round 9', 'later'],
  ['Wave 6', 'Wave VII', 'later'],
  ['11th report', 'Twelfth report', 'later'],
  ['Q4 2024', 'Q1 2025', 'later'],
  ['3e trimestre 2024', '4e trimestre 2024', 'later'],
  ['2024年第三季度', '2024年第四季度', 'later'],
  ['III квартал 2024', 'IV квартал 2024', 'later'],
  ['H1 2024', 'second half of 2024', 'later'],
  ['2024年上半年', '2024年下半年', 'later'],
  ['Q1 2026', 'January to June 2026', 'later'],
  ['January to June 2026', 'January to September 2026', 'later'],
  ['year ending June 2025', 'year ending June 2026', 'later'],
  ['März 2024', 'Oktober 2024', 'later'],
  ['octobre 2024', 'février 2025', 'later'],
  ['12 de diciembre de 2023', '3 de enero de 2024', 'later'],
  ['декабря 2023', 'январь 2024', 'later'],
  ['Aralık 2023', 'Ocak 2024', 'later'],
  ['2023年12月', '2024年1月', 'later'],
  ['tháng 12 năm 2023', 'tháng 1 năm 2024', 'later'],
  ['٢٠٢٣', '٢٠٢٤', 'later'],
  ['22 December 2021', '27 December 2024', 'later'],
  // The same, or older.
  ['Third edition', '3rd ed.', 'same'],
  ['Third edition (2024)', 'Third edition, reprinted 2025', 'same'],
  ['2024', '2023', 'earlier'],
  ['v2.10', 'v2.9', 'earlier'],
  // Not to be compared.
  ['Third edition', '2024', 'unknown'],
  ['Volume XII', 'Third edition', 'unknown'],
  ['2024', 'August 2024', 'unknown'],
  ['2023-24', '2024', 'unknown'],
  ['Q2 2024', 'May 2024', 'unknown'],
  ['Spring', 'Autumn', 'unknown'],
  ['version 3.0, October 2024', 'version 1.0, August 2026', 'unknown'],
  ['Quarterly report', 'Secondary report', 'unknown'],
  ['Mix of cases', 'I report this', 'unknown'],
  ['One report of 3 cases', 'No 2', 'unknown'],
];

/** Written before the table above was run, and never fitted to. */
const HELD_OUT: typeof PAIRS = [
  ['2019-20', '2020–21', 'later'],
  ['1999-2000', '2000-01', 'later'],
  ['Global Trends ’22', 'Global Trends ’23', 'later'],
  ['Fifth Edition', 'Édition 6', 'later'],
  ['5ª edição', '6ª edição', 'later'],
  ['Tweede editie', 'derde editie', 'later'],
  ['第4版', '第五版', 'later'],
  ['چاپ دوم', 'چاپ سوم', 'later'],
  ['Band XIX', 'Band XX', 'later'],
  ['第12卷第3期', '第12卷第4期', 'later'],
  ['Version 1.9', 'Version 1.12', 'later'],
  ['Nr. 3/2024', 'Nr. 1/2025', 'later'],
  ['1st quarter 2024', '2nd quarter 2024', 'later'],
  ['1. Quartal 2024', '3. Quartal 2024', 'later'],
  ['2024 Q2', 'Q4 2024', 'later'],
  ['Mai 2023', 'Dezember 2023', 'later'],
  ['aprile 2024', 'luglio 2024', 'later'],
  ['2024년 3월', '2024년 11월', 'later'],
  ['أغسطس 2023', 'سبتمبر 2023', 'later'],
  ['April 2022 to March 2023', 'April 2023 to March 2024', 'later'],
  ['Second edition, 2020', '2nd edition 2020', 'same'],
  ['Version 4', 'Version 4.1', 'later'],
  ['Round 9', 'Version 9', 'unknown'],
  ['Volume 3', '2024', 'unknown'],
  ['First steps', 'Second thoughts', 'unknown'],
  ['Report 5', 'Report 6', 'unknown'],
];

const orderOf = (cited: string, other: string): EditionOrder =>
  compareMarks(marksOf(other), marksOf(cited)).order;
const OPPOSITE: Readonly<Record<EditionOrder, EditionOrder>> = {
  later: 'earlier',
  earlier: 'later',
  same: 'same',
  unknown: 'unknown',
};

describe.each([
  ['names of editions', PAIRS],
  ['names that nothing was fitted to', HELD_OUT],
])('%s', (_, pairs) => {
  test.each(pairs)('“%s”, “%s”: %s', (cited, other, order) => {
    expect(orderOf(cited, other)).toBe(order);
    expect(orderOf(other, cited)).toBe(OPPOSITE[order]);
  });
});
