import { isName } from './names.js';
import type { TitleSplit } from './split-title.js';

/** What says that a document is read on the web. In the languages in which such lists are set. */
const MEDIUM =
  /^ ?\[(?:internet|online|on-line|web ?(?:page|site)|homepage|document (?:en ligne|électronique)|en ligne|en línea|em linha|recurso (?:en línea|electrónico)|electronic|e-?book|pdf|press release|blog)\]/iu;
/** A year, its month and its day, as they stand in this form. */
const DATE = String.raw`(?:1[89]|20)\d{2}(?: \p{L}{3,9}\.?(?: \d{1,2})?)?`;
/** Between the press and the year: no other form has a semicolon there. */
const YEAR_BEHIND = new RegExp(String.raw`; ?(?=[c©]?${DATE}(?!\p{L}|\p{N}))`, 'u');
/** `Lancet. 2021 Mar 3;397(10275):123-30`, with a bracket before the volume. */
const ISSUE = new RegExp(
  String.raw`\. (?=(?<date>${DATE}) ?(?:\[[^\]]{0,60}\] ?)?; ?(?<issue>\d{1,4}(?: ?\([^()]{1,20}\))?(?:: ?[\p{L}\p{N}–-]{1,20})?))`,
  'u',
);
/** `2024 Jul 3` behind the title of a page. */
const PAGE_DATE = new RegExp(String.raw`; ?(?=${DATE}(?!\p{L}|\p{N}))`, 'u');
/** Words of the place where a publisher sits, at most: `New York (NY)`, `Phnom Penh`. */
const LONGEST_PLACE = 4;
/** Ends of words behind which a full stop ends no part of a line: `U.S. Department`, `St. Louis`. */
const SHORTENED = /(?:\p{Lu}\.\p{Lu}|(?:^|\s)(?:St|Dr|Mr|Mrs|Ms|No|Vol|Nr))$/u;

/**
 * A line of the numbered lists of medicine and public health: `Author. Title [Internet]. Place: Press; 2024 Jul 3`, an article
 * with `Journal. 2021 Mar 3;397(2):123`, or a page with `Site [Internet]. Place: Press; c2024. Page; 2024 Jul 3`. The press is the
 * publisher and the place is nobody. Null for a line in another form.
 */
export function splitVancouver(line: string): TitleSplit | null {
  const ends = partEnds(line);
  const head = line.slice(0, ends[0] ?? 0);
  const article = ISSUE.exec(line);
  const year = YEAR_BEHIND.exec(line);
  if (!isName(head) && withoutMedium(line) === line) return null;
  if (article !== null && (year === null || article.index < year.index))
    return ofArticle(line, head, article, ends);
  return year === null ? null : ofPress(line, year.index, year.index + year[0].length, ends);
}

/** Where the parts of a line end, at full stops. */
const partEnds = (line: string): readonly number[] =>
  [...line.matchAll(/[.?!](?= [\p{Lu}\p{Lo}\p{N}“"«])/gu)]
    .map(({ index }) => index)
    .filter((at) => !SHORTENED.test(line.slice(Math.max(0, at - 8), at)));

function ofArticle(
  line: string,
  head: string,
  { index, groups = {} }: RegExpExecArray,
  ends: readonly number[],
): TitleSplit | null {
  const before = ends.findLast((at) => at < index);
  if (before === undefined || before <= head.length) return null;
  const title = withoutMedium(line.slice(head.length + 2, line[before] === '.' ? before : before + 1));
  const journal = line.slice(before + 2, index);
  if (title === '' || !isName(journal)) return null;
  const behind = line.slice(index + 2).replace(groups.issue ?? '', '');
  return { head, title, tail: `, ${journal}, ${behind.replace(/ ?; ?/gu, ', ')}` };
}

function ofPress(line: string, end: number, year: number, ends: readonly number[]): TitleSplit | null {
  const colon = line.lastIndexOf(': ', end);
  const stop = line[colon - 1] === ' ' ? colon - 1 : colon;
  const start = ends.findLast((at) => at < colon);
  if (start === undefined) return null;
  const [place, press] = [line.slice(start + 2, stop), line.slice(colon + 2, end)];
  if (!isName(place) || place.split(' ').length > LONGEST_PLACE || press === '') return null;
  const behind = line.slice(year).replace(/^[c©]/u, '');
  const work = line.slice(0, line[start] === '.' ? start : start + 1);
  const cut = ends[0] as number;
  if (cut < start) {
    const title = withoutEdition(withoutMedium(work.slice(cut + 2)));
    return title === '' ? null : { head: line.slice(0, cut), title, tail: `, ${press}, ${behind}` };
  }
  // The work is a whole site: what is cited is a page of it.
  const site = withoutMedium(work);
  const page = /^(?:1[89]|20)\d{2}\. (?<title>\p{Lu}.*)$/u.exec(behind)?.groups?.title;
  if (site === work) return null;
  if (page === undefined) return { head: site, title: site, tail: `, ${press}, ${behind}` };
  const dated = PAGE_DATE.exec(page);
  const title = page.slice(0, dated?.index ?? /\.(?=\s|$)|[[;]/u.exec(page)?.index).trim();
  return { head: site, title, tail: `, ${press}, ${page.slice((dated?.index ?? title.length) + 1)}` };
}

/** A title up to the bracket that says where it is read. */
function withoutMedium(words: string): string {
  for (let at = words.indexOf('['); at >= 0; at = words.indexOf('[', at + 1))
    if (MEDIUM.test(words.slice(at))) return words.slice(0, at).trim();
  return words.trim();
}

const withoutEdition = (title: string): string =>
  title.replace(
    /\. (?:(?:Rev\. )?\d{1,2}(?:st|nd|rd|th|\.ª|ª|e|ème|\.) ?(?:rev\. )?(?:ed|éd|Aufl)\p{L}{0,6}\.?|Report No\.: .{1,40})$/iu,
    '',
  );
