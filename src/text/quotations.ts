/** Quoted words of some length, in the marks of the languages of our sources. */
const QUOTATION =
  /“[^”]{12,300}”|„[^“”]{12,300}[“”]|«[^»]{12,300}»|「[^」]{6,300}」|『[^』]{6,300}』|(?<!\p{N})"[^"]{12,300}"|‘[^‘’]{12,300}’/gu;
/** What each of them begins with: each is looked up faster than all of them are matched. */
const OPENINGS = ['"', '“', '‘', '„', '«', '「', '『'] as const;

/** What a line says in its own voice: an article on notices quotes them, and a notice does not quote itself. */
export const withoutQuotations = (line: string): string =>
  OPENINGS.some((mark) => line.includes(mark)) ? line.replace(QUOTATION, ' ') : line;
