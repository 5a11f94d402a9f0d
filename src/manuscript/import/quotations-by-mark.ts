import { SENTENCE_SIGN } from '../../passage/text/sentences.js';
import { isName, sliceRuns } from '../grammar/line.js';
import { parseReference, unreadReference } from '../grammar/parse-reference.js';
import { datesIn, saysDayFirst, takeAccess } from '../grammar/printed-date.js';
import { paragraphText, plainRun, type ReportParagraph, type TextRun } from '../manuscript.js';
import { type Reference, referenceOf } from '../reference.js';
import {
  type CitationMark,
  extractBracketCitations,
  type MarkedText,
  type ShortCitationReader,
  type TextLink,
} from './marked-text.js';
import {
  closesAt,
  endsWithColon,
  mayBeTitle,
  type Quoted as Quotation,
  quotedIn,
} from './passages.js';
import { groupBy } from './same-source.js';

/** A citation in a paragraph and the quotations that are its own; without a mark for uncited quotations. */
export interface MarkedQuotations {
  readonly mark: CitationMark | null;
  readonly quotations: readonly Quotation[];
  /** The text since the mark before; of an uncited quotation, since its sentence began. */
  readonly introduction: string;
}

const AT_SENTENCE_END = new RegExp(String.raw`${SENTENCE_SIGN}\s*$`, 'u');
const NEXT_SENTENCE = /[.!?]["”’»)]?\s+(?=["“„«‘(]?[\p{Lu}\p{Lo}])/gu;

/** The quotations of a paragraph, each with the mark behind it, or the one that ends its introduction; else with its sentence's only mark or link, else with none. */
export function quotationsByMark(marked: MarkedText): readonly MarkedQuotations[] {
  const { text, marks, remarks } = marked;
  const all = quotedIn(text, marks);
  const blank = blankIn(marked, all);
  const quotations = all.filter((one) => !blank.has(one));
  const standing = standingOf(text, marks, quotations);
  const owners = ownersOf(text, standing, quotations);
  giveToRemarks(text, remarks, quotations, owners);
  const left = leftOver(marked, all, owners, blank);
  const own = groupBy(quotations, (one) => owners.get(one) ?? null);
  const alone = standing.filter((mark) => isCitedAlone(mark) || announces(mark, marks, text));
  const citing = new Set([...alone, ...own.keys()]);
  const kept = [...citing].sort((a, b) => a.at - b.at);
  const cited = kept.map((mark, i) => {
    const quoted = own.get(mark) ?? [];
    const introduction = text.slice(kept[i - 1]?.at ?? 0, quoted[0]?.start ?? mark.at).trim();
    return { mark, quotations: quoted, introduction };
  });
  const start = ({ mark, quotations: [first] }: MarkedQuotations): number =>
    mark?.at ?? first?.start ?? 0;
  return left.length === 0 ? cited : [...cited, ...left].sort((a, b) => start(a) - start(b));
}

/** Gives a quotation without a near mark to the only citation or link of its sentence; returns those left uncited. */
function leftOver(
  { text, marks, links }: MarkedText,
  quotations: readonly Quotation[],
  owners: Map<Quotation, CitationMark>,
  blank: ReadonlySet<Quotation>,
): readonly MarkedQuotations[] {
  const left = quotations.filter((one) => !owners.has(one));
  if (left.length === 0) return [];
  const sentences = sentencesOf(text, quotations);
  const byLink = new Map<TextLink, CitationMark>();
  return left.flatMap((one) => {
    const [from, to] = sentences(one);
    const uncited = {
      mark: null,
      quotations: [one],
      introduction: text.slice(from, one.start).trim(),
    };
    if (blank.has(one)) return [uncited];
    const there = marks.filter(({ at }) => at >= from && at < to);
    const [mark] = there.every(({ at }) => at === there[0]?.at) ? there : [];
    const near = links.filter(({ at }) => at >= from && at < to);
    const link = near.findLast(({ at }) => at < one.start) ?? near[0];
    if (mark !== undefined) owners.set(one, mark);
    else if (link !== undefined && there.length === 0)
      owners.set(one, markOf(link, byLink, text.slice(from, Math.max(link.at, one.start))));
    else if (!mayBeTitle(text, one)) return [uncited];
    return [];
  });
}

/** A link as a citation: its address alone, unless the sentence says who speaks. */
function markOf(
  link: TextLink,
  known: Map<TextLink, CitationMark>,
  sentence: string,
): CitationMark {
  const at = sentence.indexOf(link.run.text);
  const [before, behind] = [sentence.slice(0, at), sentence.slice(at + link.run.text.length)];
  const reference = linkedSentence(before, link.run, behind) ?? unreadReference([link.run]);
  const mark = known.get(link) ?? { at: link.at, references: [reference], kind: 'unread' };
  known.set(link, mark);
  return mark;
}

/** Finds the sentence around a quotation; sentences within quotations do not count. */
function sentencesOf(
  text: string,
  quotations: readonly Quotation[],
): (one: Quotation) => readonly [number, number] {
  let [bare, end] = ['', 0];
  for (const one of quotations) {
    const [from, to] = [one.start + 2, Math.max(one.start + 2, one.end - 2)];
    bare += `${text.slice(end, from)}${'x'.repeat(to - from)}`;
    end = to;
  }
  const starts = [...`${bare}${text.slice(end)}`.matchAll(NEXT_SENTENCE)].map(
    ({ 0: sign, index }) => index + sign.length,
  );
  return (one) => {
    const next = starts.findIndex((start) => start > one.start);
    const before = next < 0 ? starts.at(-1) : starts[next - 1];
    return [before ?? 0, starts[next] ?? text.length + 1];
  };
}

/** True for a mark that is a citation even where nothing is quoted. */
export const isCitedAlone = ({ kind, references }: CitationMark): boolean =>
  kind === 'cited' || references.some(({ url }) => url !== null);

const announces = (mark: CitationMark, marks: readonly CitationMark[], text: string): boolean =>
  mark === marks.at(-1) && endsWithColon(text);

/** Leaves out marks of unread notes without a quotation before or directly behind them. */
function standingOf(
  text: string,
  marks: readonly CitationMark[],
  quotations: readonly Quotation[],
): readonly CitationMark[] {
  let before = -1;
  return marks.filter((mark) => {
    const last = quotations.findLast(({ end }) => end <= mark.at + 1);
    const next = quotations.find(({ end }) => end > mark.at + 1);
    const isQuoted =
      (last !== undefined && last.end > before + 1) || beginsBehind(text, mark, next);
    const stands = isQuoted || isCitedAlone(mark) || announces(mark, marks, text);
    if (stands) before = mark.at;
    return stands;
  });
}

const beginsBehind = (text: string, { at }: CitationMark, one: Quotation | undefined): boolean =>
  one !== undefined &&
  one.start >= at &&
  /^[\s:,]{0,4}$/u.test(text.slice(at, Math.min(one.start, at + 5)));

/** Quotations of a mark that leads (`Smith (2023) says: “…”`), where no other mark follows them. */
function ledBy(
  text: string,
  marks: readonly CitationMark[],
  quotations: readonly Quotation[],
): Map<Quotation, CitationMark> {
  const owners = new Map<Quotation, CitationMark>();
  if (!marks.some(({ leads }) => leads)) return owners;
  const sentences = sentencesOf(text, quotations);
  for (const one of quotations) {
    const [from, to] = sentences(one);
    const there = marks.filter(({ at }) => at >= from && at < to);
    const last = there.findLast(({ at }) => at <= one.start);
    if (last?.leads && !there.some(({ at, leads }) => at >= one.end && !leads))
      owners.set(one, last);
  }
  return owners;
}

/** A bracket with a year that ends the sentence of a quotation: it cites what no list has, such as an interview, and no mark of a later sentence does. */
const CITED_ELSEWHERE = /^[^.!?]{0,80}\([^()]{3,120}(?<!\d)(?:19|20)\d{2}[^()]{0,20}\)[.!?]\s/u;

function ownersOf(
  text: string,
  marks: readonly CitationMark[],
  quotations: readonly Quotation[],
): Map<Quotation, CitationMark> {
  const owners = ledBy(text, marks, quotations);
  for (const [i, mark] of marks.entries()) {
    const [from, to, next] = [marks[i - 1]?.at ?? 0, mark.at, marks[i + 1]?.at ?? text.length];
    // One that goes on behind the mark before is not over.
    const near = quotations.filter(({ start, end }) => end > from + 1 && start < next);
    const isElsewhere = ({ end }: Quotation): boolean => CITED_ELSEWHERE.test(text.slice(end, to));
    const inside = near.filter((one) => !owners.has(one) && one.end <= to + 1 && !isElsewhere(one));
    const behind = near.filter((one) => one.end <= next && beginsBehind(text, mark, one));
    // A mark that ends a sentence is that sentence's where the quotation has a mark of its own.
    const isOther = i + 1 < marks.length && AT_SENTENCE_END.test(text.slice(0, to));
    for (const one of inside.length > 0 ? inside : isOther ? [] : behind.slice(0, 1))
      owners.set(one, mark);
  }
  return owners;
}

/** Gives a remark the quotations that no other mark cites, or that another sentence's mark does. */
function giveToRemarks(
  text: string,
  remarks: readonly CitationMark[],
  quotations: readonly Quotation[],
  owners: Map<Quotation, CitationMark>,
): void {
  for (const [i, remark] of remarks.entries()) {
    const from = remarks[i - 1]?.at ?? Number.NEGATIVE_INFINITY;
    const ended = quotations.filter(({ end }) => end > from + 1 && end <= remark.at + 1);
    const owner = owners.get(ended.at(-1) as Quotation);
    const next = quotations.find(({ end }) => end > remark.at + 1)?.start ?? text.length;
    const isCited =
      owner !== undefined &&
      (owner.at <= remark.at ||
        (next >= owner.at &&
          text.slice(Math.max(0, remark.at - 2), owner.at).search(NEXT_SENTENCE) < 0));
    if (!isCited)
      for (const one of ended.filter((one) => owners.get(one) === owner)) owners.set(one, remark);
  }
}

/** True for a quotation with its citation in brackets behind it, by itself or in a sentence: no line whose title is quoted. */
export function isQuotedAndCited({ runs }: ReportParagraph, short: ShortCitationReader): boolean {
  const { text, marks } = extractBracketCitations(runs, short);
  const [mark, other] = marks;
  const all = quotedIn(text, marks);
  const isAtQuotation = ({ at }: CitationMark): boolean => all.some(({ end }) => end === at);
  if (mark !== undefined && marks.every((one) => isWhole(one) && isAtQuotation(one))) return true;
  if (mark === undefined || other !== undefined || mark.kind !== 'cited') return false;
  const quoted = all.find(({ end }) => end === mark.at);
  if (quoted === undefined) return false;
  const before = text.slice(0, quoted.start).replace(/(?<![\s,:])[\s,:]+$/u, '');
  return before === '' || (!isName(before) && !before.includes(',') && TOLD_OF.test(before));
}

/** True for a citation that says itself who published what and when, so that no words before it are its title. */
const isWhole = ({ kind, references }: CitationMark): boolean =>
  kind === 'cited' &&
  references.some(
    ({ publisher, title, published }) => publisher !== null && title !== null && published !== null,
  );

/** Words of a sentence, of which at least one begins small: names of bodies have capitals. */
const TOLD_OF = /(?<![\p{L}’'-])\p{Ll}{2,}/u;

/** Behind a quotation, the mark of a note that its file has not (`[^4]`): it is printed as it stands. */
const UNDEFINED_MARK = /^[.,;:!?…]?\[\^[^\]\s]{1,80}\]/u;

/** Quotations followed only by the mark of an empty note: other citations of the sentence are not theirs. */
function blankIn(marked: MarkedText, quotations: readonly Quotation[]): ReadonlySet<Quotation> {
  const { text, marks, remarks, blanks = [] } = marked;
  const said = new Set([...marks, ...remarks].map(({ at }) => at));
  const unsaid = new Set(blanks.map(({ at }) => at));
  const isBlank = ({ end }: Quotation): boolean =>
    !closesAt(text, end, said) &&
    (closesAt(text, end, unsaid) || UNDEFINED_MARK.test(text.slice(end, end + 90)));
  return new Set(quotations.filter(isBlank));
}

const NAME = String.raw`\p{Lu}[^\s,:;()]{0,40}(?: (?:\p{Lu}[^\s,:;()]{0,40}|of|for|and|the|de|des|du|la|für|und)){0,8}`;
/** `HRW noted in …`, `…, HRW writes:`, `… schreibt HRW:`; each begins where a clause does, or behind its verb. */
const SPEAKERS = [
  new RegExp(String.raw`^(?:The |Die |Das |Der |La |Le |L’)?(?<name>${NAME}) \p{Ll}`, 'u'),
  new RegExp(
    String.raw`, (?:the |die |das |der |la |le )?(?<name>${NAME}) \p{Ll}[^,.:]{1,60}[:：]?\s*$`,
    'u',
  ),
  new RegExp(String.raw`\p{Ll} (?:die |das |der |la |le )?(?<name>${NAME})[:：]?\s*$`, 'u'),
];
/** Characters of a sentence that introduces a quotation. Our choice. */
const LONGEST_SENTENCE = 600;
/** Words of a title at least: one may be a word that is linked for some other reason. Chosen by eye. */
const LEAST_TITLE = 2;

/** Reads `In its report [Empty Villages](https://…) of 4 May 2024, Human Rights Watch writes:`; null where nobody is named who speaks. */
function linkedSentence(before: string, { text, href }: TextRun, behind: string): Reference | null {
  const title = text.trim();
  const said = `${before} ${behind}`;
  if (href === null || title.split(' ').length < LEAST_TITLE || /^(?:https?:|www\.)/iu.test(title))
    return null;
  if (said.length > LONGEST_SENTENCE) return null;
  const dayFirst = saysDayFirst(said);
  const { taken: accessed, rest } = takeAccess(said, dayFirst);
  const publisher = SPEAKERS.map(
    (speaker, i) => speaker.exec(i === 0 ? before.trimStart() : behind)?.groups?.name ?? '',
  ).find(isName);
  if (publisher === undefined) return null;
  const [{ printed, iso } = {}] = datesIn(rest, dayFirst);
  const published = printed === undefined ? null : { printed, iso: iso ?? null };
  return referenceOf({
    cited: `${before}${text}${behind}`.replace(/(?<![\s:：])[\s:：]+$/u, '').trim(),
    publisher,
    title,
    published,
    accessed,
    url: href,
    addressFrom: 'seen',
  });
}

export interface Introduction {
  readonly reference: Reference;
  readonly rest: string;
}

const OPENER = String.raw`^(\s*(?:According to|Laut|Selon|Según|Secondo|Segundo|Volgens|Enligt|Ifølge) (?:the )?)`;
const TITLED = new RegExp(
  String.raw`${OPENER}([^“”"„«»():;]{2,120}, ?[“"„«][^“”"„«»]{3,400}[”"“»] ?\([^()]{4,60}\))`,
  'u',
);
const UNTITLED = new RegExp(
  String.raw`${OPENER}(([^“”"„«»():;,]{2,120}?) ?\([^()“”"„«»]{4,400}\))`,
  'u',
);

/** Reads `According to UNHCR, “Situation in Karvan” (3 May 2024), the villages are empty: “…”`; null for another paragraph. */
export function introductionIn(runs: readonly TextRun[]): Introduction | null {
  const text = paragraphText({ runs });
  const [whole, before = '', , name = null] = TITLED.exec(text) ?? UNTITLED.exec(text) ?? [];
  if (whole === undefined)
    return endsWithColon(text) ? (bracketed(runs, text) ?? linked(runs)) : null;
  const reference = parseReference(sliceRuns(runs, before.length, whole.length));
  const known = reference === null || name === null ? reference : namedAlone(name, reference);
  return known === null ? null : { reference: known, rest: text.slice(whole.length) };
}

const BRACKETED =
  /^\s*(?<name>[^“”"„«»():;,]{2,120}?) \((?<inside>[^()“”"„«»]{4,400})\) \p{Ll}[^“”"„«»():;.]{0,80}[:：]\s*$/u;

/** Reads `Human Rights Watch (Empty Villages, 4 May 2024, https://…) reported:`. */
function bracketed(runs: readonly TextRun[], text: string): Introduction | null {
  const { name = '', inside = '' } = BRACKETED.exec(text)?.groups ?? {};
  if (inside === '' || !isName(name)) return null;
  const at = text.indexOf('(') + 1;
  const reference = parseReference([
    plainRun(`${name}, `),
    ...sliceRuns(runs, at, at + inside.length),
  ]);
  return reference === null || reference.title === null ? null : { reference, rest: '' };
}

function linked(runs: readonly TextRun[]): Introduction | null {
  const [link, ...others] = runs.filter(({ href }) => href !== null);
  if (link === undefined || others.length > 0) return null;
  const at = runs.indexOf(link);
  const [before, behind] = [runs.slice(0, at), runs.slice(at + 1)].map((some) =>
    paragraphText({ runs: some }),
  );
  const reference = linkedSentence(before ?? '', link, behind ?? '');
  return reference === null ? null : { reference, rest: '' };
}

/** A reference of which the publisher is named and no title is, with an address or the day on which it was read. */
const namedAlone = (name: string, reference: Reference): Reference | null =>
  isName(name) && (reference.url !== null || reference.accessed !== null)
    ? { ...reference, publisher: name, title: null, doubts: [{ kind: 'no-title' }] }
    : null;

/** True for a paragraph that names its source and quotes it, or leads on to a quotation: no line whose title is quoted. */
export function introducesQuotation(runs: readonly TextRun[]): boolean {
  const introduction = introductionIn(runs);
  if (introduction === null) return false;
  return (
    quotedIn(introduction.rest).length > 0 ||
    (introduction.rest === '' && endsWithColon(paragraphText({ runs })))
  );
}
