import { format, isDateFormat } from 'numfmt';

/** The formats that files name by number alone, as English programs show them (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'm/d/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'm/d/yyyy h:mm'],
  [37, '#,##0_);(#,##0)'],
  [38, '#,##0_);(#,##0)'],
  [39, '#,##0.00_);(#,##0.00)'],
  [40, '#,##0.00_);(#,##0.00)'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
]);
const GENERAL = 'General';

/** Characters of a format: Excel has no longer one (its specifications and limits). */
const LONGEST_FORMAT = 255;
/** Days from the first of 1900 to the first of 1904, where some files begin to count (ECMA-376 part 1, 18.17.4.1). */
const FROM_1900_TO_1904 = 1_462;

/** The code of a format by its number; `own` are those that the file defines. */
export const formatCode = (id: number, own: ReadonlyMap<number, string>): string =>
  own.get(id) ?? BUILT_IN.get(id) ?? GENERAL;

/** A number as a spreadsheet shows it in English; `from1904` where its days are counted from there. */
export function formatNumber(value: number, code: string, from1904: boolean): string {
  const pattern = code.length > LONGEST_FORMAT ? GENERAL : code;
  try {
    const days = from1904 && isDateFormat(pattern) ? FROM_1900_TO_1904 : 0;
    return String(format(pattern, value + days));
  } catch {
    return String(value);
  }
}
