import type { CitationMark, MarkedText } from './marked-text.js';
import { leadsOn, quotedIn, upTo } from './quoted.js';

/** A quotation within a sentence; offsets into the paragraph's text, quotation marks included. */
type Quotation = ReturnType<typeof quotedIn>[number];

/** A mark that cites something, and what is quoted from there. */
export interface MarkedQuotations {
  readonly mark: CitationMark;
  readonly quotations: readonly Quotation[];
  /** What the paragraph says since the mark before. */
  readonly introduction: string;
}

const SENTENCE_END: ReadonlySet<string> = new Set('.!?');
/** Where a sentence ends and another begins. */
const NEXT_SENTENCE = /[.!?]["”’»)]?\s+["“„«‘(]?[\p{Lu}\p{Lo}]/u;

/**
 * The quotations within a paragraph's sentences, each with the mark that follows it; with the one before it where that ends the
 * introduction. A mark whose note could not be read stands where a quotation does, or where it has an address.
 */
export function quotationsByMark({ text, marks, remarks }: MarkedText): readonly MarkedQuotations[] {
  const quotations = quotedIn(text);
  const standing = standingOf(text, marks, quotations);
  const owners = ownersOf(text, standing, quotations);
  giveToRemarks(text, remarks, quotations, owners);
  const own = new Map<CitationMark, Quotation[]>();
  for (const one of quotations) {
    const owner = owners.get(one);
    if (owner === undefined) continue;
    const those = own.get(owner);
    if (those === undefined) own.set(owner, [one]);
    else those.push(one);
  }
  const kept = [
    ...standing.filter((mark) => own.has(mark) || isCitedAlone(mark) || announces(mark, marks, text)),
    ...remarks.filter((mark) => own.has(mark)),
  ];
  kept.sort((a, b) => a.at - b.at);
  return kept.map((mark, i) => {
    const quoted = own.get(mark) ?? [];
    const introduction = text.slice(kept[i - 1]?.at ?? 0, quoted[0]?.start ?? mark.at).trim();
    return { mark, quotations: quoted, introduction };
  });
}

/** True for a mark that cites something even where nothing is quoted. */
export const isCitedAlone = ({ kind, references }: CitationMark): boolean =>
  kind === 'cited' || references.some(({ url }) => url !== null);

/** True for the last mark of a paragraph that introduces the quotation behind it. */
const announces = (mark: CitationMark, marks: readonly CitationMark[], text: string): boolean =>
  mark === marks.at(-1) && leadsOn(text);

/** The marks without those of unread notes that no quotation ends at, or begins behind. */
function standingOf(
  text: string,
  marks: readonly CitationMark[],
  quotations: readonly Quotation[],
): readonly CitationMark[] {
  let [ended, before] = [0, -1];
  return marks.filter((mark) => {
    while ((quotations[ended]?.end ?? Number.POSITIVE_INFINITY) <= mark.at + 1) ended++;
    const [last, next] = [quotations[ended - 1], quotations[ended]];
    const isQuoted = (last !== undefined && last.end > before + 1) || beginsBehind(text, mark, next);
    const stands = isQuoted || isCitedAlone(mark) || announces(mark, marks, text);
    if (stands) before = mark.at;
    return stands;
  });
}

const beginsBehind = (text: string, { at }: CitationMark, one: Quotation | undefined): boolean =>
  one !== undefined && one.start >= at && /^[\s:,]{0,4}$/u.test(text.slice(at, Math.min(one.start, at + 5)));

/** Which mark each quotation belongs to. */
function ownersOf(
  text: string,
  marks: readonly CitationMark[],
  quotations: readonly Quotation[],
): Map<Quotation, CitationMark> {
  const owners = new Map<Quotation, CitationMark>();
  let first = 0;
  for (const [i, mark] of marks.entries()) {
    const [from, to, next] = [marks[i - 1]?.at ?? 0, mark.at, marks[i + 1]?.at ?? text.length];
    // One that goes on behind the mark before is not over.
    while ((quotations[first]?.end ?? Number.POSITIVE_INFINITY) <= from + 1) first++;
    const near = upTo(next, quotations, first);
    const inside = near.filter((one) => !owners.has(one) && one.end <= to + 1);
    const behind = near.filter((one) => one.end <= next && beginsBehind(text, mark, one));
    // A mark that ends a sentence is that sentence's where the quotation has a mark of its own.
    const isOther = i + 1 < marks.length && SENTENCE_END.has(text.slice(0, to).trimEnd().at(-1) ?? '');
    for (const one of inside.length > 0 ? inside : isOther ? [] : behind.slice(0, 1)) owners.set(one, mark);
  }
  return owners;
}

/** Gives a remark what no other mark cites: none, or one of another sentence or behind another quotation. */
function giveToRemarks(
  text: string,
  remarks: readonly CitationMark[],
  quotations: readonly Quotation[],
  owners: Map<Quotation, CitationMark>,
): void {
  let first = 0;
  for (const remark of remarks) {
    const start = first;
    while ((quotations[first]?.end ?? Number.POSITIVE_INFINITY) <= remark.at + 1) first++;
    const ended = quotations.slice(start, first);
    const owner = owners.get(ended.at(-1) as Quotation);
    const next = quotations[first]?.start ?? text.length;
    const isCited =
      owner !== undefined &&
      (owner.at <= remark.at ||
        (next >= owner.at && !NEXT_SENTENCE.test(text.slice(Math.max(0, remark.at - 2), owner.at))));
    if (!isCited) for (const one of ended.filter((one) => owners.get(one) === owner)) owners.set(one, remark);
  }
}
