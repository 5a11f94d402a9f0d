import type { Omission, OmissionChange } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { isHarmless, type PartPlace } from './part.js';
import { LINE_END, SENTENCE_END } from './text/sentences.js';
import { diffText, diffWords, type Word, type WordRun, wordsOf } from './text/tokens.js';
import {
  asksUnspaced,
  hasMeaningChange,
  hasUnspacedNegation,
  isClaimChanging,
  isOneNumber,
  isTelling,
} from './weight.js';

/** Raised whenever the same page would be said to leave out something else: what is remembered by other rules is no news. */
export const OMISSION_RULES_VERSION = 4;

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

/** An omission; none for no word, or where it equals the editor's `insertion`. `neighbours`: the quotation's words before and after it. */
function omission(
  where: Omission['where'],
  lines: readonly string[],
  neighbours: () => readonly [Word | undefined, Word | undefined],
  insertion = '',
): readonly Omission[] {
  const raw = lines.join('\n');
  const words = wordsOf(raw);
  const inserted = wordsOf(insertion);
  const isRepeated = words.length === inserted.length && words.every(({ key }, i) => key === inserted[i]?.key);
  if (words.length === 0 || isRepeated) return [];
  const [left, right] = neighbours();
  const paragraphs = lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
  // What the insertion has as well is not left out.
  const hidden = words.map((word) => (inserted.some(({ key }) => key === word.key) ? undefined : word));
  const weighty =
    paragraphs > PARAGRAPHS ||
    hidden.some((word) => word !== undefined && isClaimChanging(word)) ||
    (inserted.length === 0 && hasUnspacedNegation(raw)) ||
    (where === 'after' && asksUnspaced(raw)) ||
    isOneNumber(left, hidden[0]) ||
    isOneNumber(hidden.at(-1), right);
  return [{ where, text: shortened(raw.trim()).replaceAll(LINE_END, ' '), weighty }];
}

/** Where sentences of a text end: from the last character of the one to the first of the next. */
const endsIn = (text: string): readonly Span[] =>
  [...text.matchAll(SENTENCE_END)]
    .filter(({ 0: end, index }) => !end.startsWith('.') || !ABBREVIATED.test(text.slice(Math.max(0, index - 8), index)))
    .map(({ 0: end, index }) => ({ start: index, end: index + end.length }));

function sentenceBefore(text: string, start: number): string {
  const block = text.lastIndexOf('\n', start - 1) + 1;
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
function omittedBetween(haystack: Haystack, before: Span, after: Span, insertion?: string): readonly Omission[] {
  const lines = haystack
    .linesIn({ start: before.end, end: Math.max(before.end, after.start) })
    .filter(({ block, whole }) => !whole || !(block.role === 'furniture' || isHarmless(block, haystack)));
  return omission(
    'between',
    lines.map((line) => line.text),
    () => [lastWord(haystack.text, before), firstWord(haystack.text, after)],
    insertion,
  );
}

/** What a passage leaves out of the document's text: under insertions, between its parts (`places`, in order), and of its first and last sentence. */
export function omissionsOf(haystack: Haystack, places: readonly PartPlace[]): readonly Omission[] {
  const { text } = haystack;
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    ...omission('before', [sentenceBefore(text, first.start)], () => [undefined, firstWord(text, first)]),
    ...places.flatMap((place, i) => [
      ...(i === 0 ? [] : omittedBetween(haystack, places[i - 1] as PartPlace, place)),
      ...place.replaced.flatMap(({ start, end, insertion }) =>
        omittedBetween(haystack, { ...place, end: start }, { ...place, start: end }, insertion),
      ),
    ]),
    ...omission('after', [sentenceAfter(text, last.end)], () => [lastWord(text, last), undefined]),
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
function heldAt(where: Omission['where'], before: readonly Omission[], now: readonly Omission[]): readonly Held[] {
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

/** How what a passage leaves out differs from what it left out `before`; null when no word does. */
export function omissionChange(
  before: readonly Omission[],
  now: readonly Omission[],
): Pick<OmissionChange, 'diff' | 'weighty'> | null {
  const held = PLACES.flatMap((where) => heldAt(where, before, now).map((one) => ({ where, runs: runsOf(one) })));
  const changed = held.filter(({ runs }) => !runs.every(isSame));
  if (changed.length === 0) return null;
  return {
    diff: changed.flatMap(({ runs }, i) => [...(i === 0 ? [] : [OMISSION_MARK]), ...diffText(runs)]),
    weighty: changed.some(
      ({ where, runs }) =>
        runs.some((run) => !isSame(run) && run.words.some(isTelling)) ||
        // What leads to a passage or goes on from it says how it is meant: `The court accepted that …`.
        (where !== 'between' && hasMeaningChange(runs)),
    ),
  };
}
