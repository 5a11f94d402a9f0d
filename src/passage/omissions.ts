import type { Omission, OmissionChange } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { isHarmless, type PartPlace } from './part.js';
import { labelEnd } from './reduce-diff.js';
import { monthNamed } from './text/dates.js';
import { UNSPACED } from './text/fold.js';
import { isEnglish } from './text/scripts.js';
import { endsSentence, LINE_END, marksNoEnds, SENTENCE_END } from './text/sentences.js';
import { diffText, diffWords, type Word, type WordRun, wordsOf } from './text/tokens.js';
import {
  asksUnspaced,
  changesClaim,
  isDisclaimer,
  isFunctionWord,
  isNegation,
  isOneNumber,
  isTelling,
  isWeighty,
} from './weight.js';

/** Raised whenever the same page would be said to leave out something else: what is remembered by other rules is no news. */
export const OMISSION_RULES_VERSION = 5;

/** Characters of an omission that are kept; what is longer is told by its beginning and its end. */
const LONGEST = 2_000;
/** Characters of a sentence before or after a quotation that are looked at. */
const EDGE = 300;
/** Paragraphs that an omission may leave out before it is pointed out for that alone. */
const PARAGRAPHS = 2;
/** What a full stop shortens: `Dr.`, `U.S.`, `No.`; it ends no sentence. */
const ABBREVIATED =
  /(?:(?<![\p{L}\p{N}])(?:\p{Lu}|Mrs?|Ms|Drs?|Prof|St|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|Hon|Rev|Jr|Nos?|vs|cf|approx|ca|[Aa]rts?|[Pp]aras?|pp?|vol|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\.\p{L})$/u;

/** Stands in a difference where words are left out. */
export const OMISSION_MARK = { op: 'same', text: ' [...] ' } as const;
/** Stands where what is too long was cut, and on no page: two such texts are compared up to it. */
const CUT = '[⋯]';

const shortened = (text: string): string =>
  text.length <= LONGEST
    ? text
    : `${withoutLastWord(text.slice(0, LONGEST / 2))}${CUT}${text.slice(-LONGEST / 2).replace(/^\S*/u, '')}`;

const withoutLastWord = (text: string): string => text.replace(/(?<!\S)\S*$/u, '');

/** An omission; none for no word, or where it equals the editor's `insertion`: where that is empty, the quotation does not own up to it. `neighbours`: the quotation's words before and after it; `isInEnglish`: what it is left out of. */
function omission(
  where: Omission['where'],
  lines: readonly string[],
  isInEnglish: () => boolean,
  neighbours: () => readonly [Word | undefined, Word | undefined],
  insertion?: string,
): readonly Omission[] {
  const raw = lines.join('\n');
  const words = wordsOf(raw);
  const inserted = wordsOf(insertion ?? '');
  const isRepeated =
    words.length === inserted.length && words.every(({ key }, i) => key === inserted[i]?.key);
  if (words.length === 0 || isRepeated) return [];
  const [left, right] = neighbours();
  const paragraphs = lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
  // What the insertion has as well is not left out.
  const hidden = words.map((word) =>
    inserted.some(({ key }) => key === word.key) ? undefined : word,
  );
  const isPlain = inserted.length === 0;
  const weighty =
    insertion === '' ||
    (!isPlain &&
      [words, inserted].every((own, i) =>
        saysMore(own, [inserted, words][i] ?? [], isInEnglish()),
      )) ||
    paragraphs > PARAGRAPHS ||
    changesClaim(
      isPlain ? raw : '',
      hidden.flatMap((word) => word ?? []),
    ) ||
    (isPlain &&
      (isInEnglish()
        ? leadsTo(where, raw) || isWithinClause(where, raw)
        : hidesWithin(where, lines))) ||
    (where === 'after' && asksUnspaced(raw)) ||
    isOneNumber(left, hidden[0]) ||
    isOneNumber(hidden.at(-1), right);
  return [{ where, text: shortened(raw.trim()).replaceAll(LINE_END, ' '), weighty }];
}

/** Letters from which on a word is a noun or a verb in most languages: `ils`, `ellos`, `ihnen` and `onlar` have fewer. */
const MIN_CONTENT_LENGTH = 6;
/** Letters that forms of one word share. */
const STEM_LENGTH = 4;

/** True where a word names something that the others do not, in any form. Where an insertion does and what it covers does, the two may be of different people: `[soldiers]` over “rebels”. */
const saysMore = (words: readonly Word[], others: readonly Word[], isInEnglish: boolean): boolean =>
  words.some(
    ({ kind, key, bare }) =>
      kind === 'word' &&
      (isInEnglish
        ? !isFunctionWord(key)
        : key.length >= MIN_CONTENT_LENGTH && !UNSPACED.test(bare)) &&
      !others.some((other) => other.key.slice(0, STEM_LENGTH) === key.slice(0, STEM_LENGTH)),
  );

/** True for what leads to a passage as to what somebody says, whatever the verb. */
const leadsTo = (where: Omission['where'], raw: string): boolean =>
  where === 'before' && !saysNothing(raw) && /(?:(?<!\p{L})that|[:：])["“‘'«\s]*$/iu.test(raw);

/** Words that nobody cuts out of a clause for its length: `on paper`, `once`. */
const FEW = 2;
const NAMED = /^(?:\p{Lu}|(?:the|an?|in|of|at|on|from|to|by|for|and|or)$)/u;

/** True for a few words that no mark sets apart in the midst of a clause, and that are no name. */
function isWithinClause(where: Omission['where'], raw: string): boolean {
  const words = wordsOf(raw);
  const isSetApart = /^\s*[\p{P}\n]|[\p{P}\n]\s*$/u.test(raw);
  return (
    where === 'between' &&
    words.length <= FEW &&
    !isSetApart &&
    !words.every(({ bare }) => NAMED.test(bare)) &&
    !saysNothing(raw)
  );
}

/** True where words are left out of a sentence of which a part is quoted: in a language of which no list is complete, any may deny it. */
function hidesWithin(where: Omission['where'], lines: readonly string[]): boolean {
  const raw = lines.join('\n');
  if (saysNothing(raw)) return false;
  // Where nothing marks a sentence's end, a blank beside the passage may be one.
  if (where !== 'between' && marksNoEnds(raw))
    return (where === 'before' ? /\S$/u : /^\S/u).test(raw);
  const [head] = endsIn(`${lines[0]} `);
  const tail = endsIn(lines.at(-1) ?? '').at(-1);
  if (lines.length === 1 && head === undefined) return true;
  return [(lines[0] ?? '').slice(0, head?.start), (lines.at(-1) ?? '').slice(tail?.end)].some(
    (part) => !saysNothing(part) && !BETWEEN_SENTENCES.test(part),
  );
}

/** What stands in brackets behind a sentence's end: what happened in the hall, a remark. */
const BETWEEN_SENTENCES = /^[([（［][^()[\]（）［］]*[)\]）］]\s*$/u;
/** A reference, a short name or a note mark in brackets; the label of an item. */
const REFERENCE =
  /[([（［][^()[\]（）［］]{0,80}(?:\p{Nd}[^()[\]（）［］]{0,80}|(?<=[([（［])[\p{Lu}.-]{2,10})[)\]）］]/gu;
const LABEL = /^\s*[([]?[\p{L}\p{Nd}]{1,3}[.)\]]\s*$/u;
const YEAR = /^(?:1[3-9]|2[0-6])\d\d$/u;
/** Letters beside the year or the month of a date, in any language: a day of the week, a preposition, an era. */
const BESIDE_DATE = 20;
/** Letters of a month's name that is no other word. */
const MONTH = 4;

/** True for words that take nothing back, wherever they stand: numbers, a date, a reference, a label. */
function saysNothing(text: string): boolean {
  if (LABEL.test(text)) return true;
  const words = wordsOf(text.replace(REFERENCE, ' '));
  const others = words.filter((word) => word.kind === 'word' && !isOfDate(word));
  const letters = others.reduce((n, { key }) => n + key.length, 0);
  return others.length === 0 || (words.some(isOfDate) && letters <= BESIDE_DATE);
}

const isOfDate = ({ kind, key }: Word): boolean =>
  kind === 'number' ? YEAR.test(key) : key.length >= MONTH && monthNamed(key) !== null;

/** Where sentences of a text end: from the last character of the one to the first of the next. */
const endsIn = (text: string): readonly Span[] =>
  [...text.matchAll(SENTENCE_END)]
    .filter(
      ({ 0: end, index }) =>
        !end.startsWith('.') || !ABBREVIATED.test(text.slice(Math.max(0, index - 8), index)),
    )
    .map(({ 0: end, index }) => ({ start: index, end: index + end.length }));

/** What stands in a passage's first sentence before it, but for the label of its paragraph. */
function sentenceBefore(haystack: Haystack, start: number): string {
  const { text } = haystack;
  const block = Math.min(start, labelEnd(haystack, text.lastIndexOf('\n', start - 1) + 1));
  const from = Math.max(block, start - EDGE);
  const line = text.slice(from, start);
  const end = endsIn(line).at(-1);
  if (end !== undefined) return line.slice(end.end);
  return from > block ? line.replace(/^\S*/u, CUT) : line;
}

function sentenceAfter(text: string, end: number): string {
  const next = text.indexOf('\n', end);
  const block = next < 0 ? text.length : next;
  const to = Math.min(block, end + EDGE);
  // A full stop at the very end of a block ends its sentence as well.
  const line = `${text.slice(end, to)}${to === block ? ' ' : ''}`;
  const [stop] = endsIn(line);
  if (stop !== undefined) return line.slice(0, stop.start);
  return to < block ? `${withoutLastWord(line)}${CUT}` : line;
}

const firstWord = (text: string, { start, end }: Span): Word | undefined =>
  wordsOf(text.slice(start, Math.min(end, start + EDGE)))[0];
const lastWord = (text: string, { start, end }: Span): Word | undefined =>
  wordsOf(text.slice(Math.max(start, end - EDGE), end)).at(-1);

/** What stands between two stretches of a passage, without what stands beside the text; `insertion` is what its editor put there. */
function omittedBetween(
  haystack: Haystack,
  before: Span,
  after: Span,
  isInEnglish: () => boolean,
  insertion?: string,
): readonly Omission[] {
  const lines = haystack
    .linesIn({ start: before.end, end: Math.max(before.end, after.start) })
    .filter(
      ({ block, whole }) => !whole || !(block.role === 'furniture' || isHarmless(block, haystack)),
    );
  const omitted = omission(
    'between',
    lines.map((line) => line.text),
    isInEnglish,
    () => [lastWord(haystack.text, before), firstWord(haystack.text, after)],
    insertion,
  );
  return changesSpeaker(haystack, before, after)
    ? omitted.map((one) => ({ ...one, weighty: true }))
    : omitted;
}

/** At the beginning of a block, who says what follows: `Osei:`, `Q:`, `记者：`. */
const SPEAKER = /^\s*(?:(?:\p{Lu}[\p{L}\p{M}.’'-]*\s?){1,4}|(?:[\p{Lo}\p{M}]{1,12}\s?){1,3})[:：]/u;

/** True where the second stretch is somebody else's words, and his name is left out. */
function changesSpeaker({ text }: Haystack, before: Span, after: Span): boolean {
  const [said, says] = [before, after].map(({ start }) => {
    const block = text.lastIndexOf('\n', start - 1) + 1;
    const [label = ''] = SPEAKER.exec(text.slice(block, block + EDGE)) ?? [];
    return { label, isLeftOut: block + label.length <= start };
  }) as [{ label: string }, { label: string; isLeftOut: boolean }];
  return says.label !== '' && says.isLeftOut && says.label !== said.label;
}

/** Words from which on a text of English has some of its commonest, our choice: what is shorter is in the language of the page. */
const TOLD_BY = 8;
/** Characters of a page that tell its language. */
const SAMPLE = 5_000;

/** True where a passage stands in English, as its own blocks tell: a page may quote another language. */
function isLeftOutOfEnglish(text: string, start: number, end: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - EDGE);
  const to = Math.min(end, start + LONGEST);
  const own = `${text.slice(from, to)}${text.slice(to, to + EDGE).split('\n')[0]}`;
  const isTooShort = /^\p{ASCII}*$/u.test(own) && wordsOf(own).length < TOLD_BY;
  return isEnglish(isTooShort ? text.slice(0, SAMPLE) : own);
}

/** True where a quotation begins with a capital in the midst of the page's sentence, right behind what denies it: `All …` of `Not all …`. */
function beginsDenied(quote: string, text: string, { start }: Span, before: string): boolean {
  const words = wordsOf(before.split(/[,;،，；]/u).at(-1) ?? '');
  const last = words.at(-1);
  if (last === undefined || !/^[^\p{L}]*\p{Lu}/u.test(quote) || !/^\p{Ll}/u.test(text.slice(start)))
    return false;
  return (
    isNegation(last) ||
    (leadsTo('before', before) && words.some((word) => isNegation(word) || isDisclaimer(word)))
  );
}

/** True where a quotation ends as a sentence does, or a sentence's last word is all that it lacks, and that denies it: `It was.` of `It was not …`. */
function endsDenied(quote: string, after: string): boolean {
  const [first, second] = wordsOf(after);
  return first !== undefined && isNegation(first) && (second === undefined || endsSentence(quote));
}

/** What a passage leaves out of the document's text: under insertions, between its parts (`places`, in order), and of its first and last sentence. */
export function omissionsOf(
  haystack: Haystack,
  places: readonly PartPlace[],
  quote = '',
): readonly Omission[] {
  const { text } = haystack;
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return [];
  let known: boolean | null = null;
  const isInEnglish = (): boolean => {
    known ??= isLeftOutOfEnglish(text, first.start, last.end);
    return known;
  };
  const [before, after] = [sentenceBefore(haystack, first.start), sentenceAfter(text, last.end)];
  const denied = (told: readonly Omission[], denies: boolean): readonly Omission[] =>
    denies ? told.map((one) => ({ ...one, weighty: true, denies })) : told;
  return [
    ...denied(
      omission('before', [before], isInEnglish, () => [undefined, firstWord(text, first)]),
      beginsDenied(quote, text, first, before),
    ),
    ...places.flatMap((place, i) => [
      ...(i === 0 ? [] : omittedBetween(haystack, places[i - 1] as PartPlace, place, isInEnglish)),
      ...place.replaced.flatMap(({ start, end, insertion }) =>
        omittedBetween(
          haystack,
          { ...place, end: start },
          { ...place, start: end },
          isInEnglish,
          insertion,
        ),
      ),
    ]),
    ...denied(
      omission('after', [after], isInEnglish, () => [lastWord(text, last), undefined]),
      endsDenied(quote, after),
    ),
  ];
}

const PLACES: readonly Omission['where'][] = ['before', 'between', 'after'];

interface Held {
  readonly before: string;
  readonly now: string;
  readonly cut: 'start' | 'end' | null;
}

const textsAt = (omitted: readonly Omission[], where: Omission['where']): readonly string[] =>
  omitted.filter((one) => one.where === where).map((one) => one.text);

/** The texts at one place, one by one where there are as many as before. What is too long is held by its beginning and by its end. */
function heldAt(
  where: Omission['where'],
  before: readonly Omission[],
  now: readonly Omission[],
): readonly Held[] {
  const [earlier, later] = [textsAt(before, where), textsAt(now, where)];
  const pairs =
    earlier.length === later.length
      ? earlier.map((text, i) => [text, later[i] as string] as const)
      : [[earlier.join('\n'), later.join('\n')] as const];
  return pairs.flatMap(([a, b]): readonly Held[] => {
    const [[headA = '', tailA], [headB = '', tailB]] = [a.split(CUT), b.split(CUT)];
    if (tailA === undefined || tailB === undefined || a.split(CUT).length + b.split(CUT).length > 4)
      return [{ before: a, now: b, cut: null }];
    return [
      { before: headA, now: headB, cut: 'end' },
      { before: tailA, now: tailB, cut: 'start' },
    ];
  });
}

/** What differs; the run that touches a cut is what was pushed over it, where anything stands between. */
function runsOf({ before, now, cut }: Held): readonly WordRun[] {
  const [a, b] = [wordsOf(`${before} `), wordsOf(`${now} `)];
  const none = (op: WordRun['op'], words: readonly Word[]): readonly WordRun[] =>
    words.length === 0 ? [] : [{ op, words, seam: null }];
  const runs = diffWords(a, b) ?? [...none('removed', a), ...none('added', b)];
  const at = cut === 'end' ? runs.findLastIndex(isSame) : runs.findIndex(isSame);
  if (cut === null || at < 0) return runs;
  return cut === 'end' ? runs.slice(0, at + 1) : runs.slice(at);
}

const isSame = ({ op }: WordRun): boolean => op === 'same';

/** How what a passage leaves out differs from what it left out `before`; null when no word does. `passage` tells the language. */
export function omissionChange(
  before: readonly Omission[],
  now: readonly Omission[],
  passage = '',
): Pick<OmissionChange, 'diff' | 'weighty'> | null {
  const held = PLACES.flatMap((where) =>
    heldAt(where, before, now).map((one) => ({ where, runs: runsOf(one) })),
  );
  const changed = held.filter(({ runs }) => !runs.every(isSame));
  if (changed.length === 0) return null;
  const english = isEnglish([passage, ...now.map(({ text }) => text)].join(' '));
  return {
    diff: changed.flatMap(({ runs }, i) => [
      ...(i === 0 ? [] : [OMISSION_MARK]),
      ...diffText(runs),
    ]),
    // What leads to a passage or goes on from it says how it is meant: `The court accepted that …`.
    weighty: changed.some(({ where, runs }) =>
      where === 'between' && english
        ? runs.some((run) => !isSame(run) && run.words.some(isTelling))
        : isWeighty(runs),
    ),
  };
}
