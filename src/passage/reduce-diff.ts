import type { Haystack, Span } from './haystack.js';
import { findHomographs, type Pair, pairWords } from './homographs.js';
import { isSameNotation, settled } from './notation.js';
import { blocksBetween, mayReplace, passesOver, type Replaced } from './part.js';
import { isMagnitude } from './text/numbers.js';
import {
  CLOSING_SIGNS,
  COLONS,
  SEMICOLONS,
  SENTENCE_SIGN,
  UNSPACED_SIGN,
} from './text/sentences.js';
import { joinRuns, type Word, type WordRun } from './text/tokens.js';

type Stretch =
  | { readonly kind: 'same'; readonly pairs: readonly Pair[] }
  | {
      readonly kind: 'change';
      readonly removed: readonly Word[];
      readonly added: readonly Word[];
      readonly seam: string | null;
    };

/** A difference without what means nothing. */
export interface Settled {
  /** From the quotation to the page. */
  readonly runs: readonly WordRun[];
  /** Whole blocks of the page that stand between two quoted ones. */
  readonly between: readonly string[];
  /** What the page has under the editor's insertions, in order. */
  readonly replaced: readonly Replaced[];
  /** True where some of its words are in another notation on the page: `12` for `twelve`. */
  readonly rewritten: boolean;
}

const endOf = (word: Word): number => word.at + word.bare.length;

function stretchesOf(
  runs: readonly WordRun[],
  quoted: readonly Word[],
  page: readonly Word[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  for (const { op, words, seam } of runs) {
    const [removed, added] = [
      op === 'added' ? [] : quoted.slice(i, i + words.length),
      op === 'removed' ? [] : page.slice(j, j + words.length),
    ];
    i += removed.length;
    j += added.length;
    const last = stretches.at(-1);
    if (op === 'same')
      stretches.push({
        kind: 'same',
        pairs: removed.map((word, k): Pair => [[word], [added[k] as Word]]),
      });
    else if (last?.kind !== 'change') stretches.push({ kind: 'change', removed, added, seam });
    else
      stretches[stretches.length - 1] = {
        kind: 'change',
        removed: [...last.removed, ...removed],
        added: [...last.added, ...added],
        seam: last.seam ?? seam,
      };
  }
  return stretches;
}

/** True when the words that only the quotation has are the note marks that the page has there. */
function areNotes(
  removed: readonly Word[],
  from: number,
  to: number,
  { notes }: Haystack,
): boolean {
  const marks = removed.map((word) => word.bare.normalize('NFKC')).join(' ');
  for (const [at, mark] of notes)
    if (at >= from && at <= to && mark.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() === marks)
      return true;
  return false;
}

/** Characters behind a last word in which its note mark stands: a full stop, a quotation mark, a bracket. */
const MARK_REACH = 3;

/** Words by which an edit is moved back. */
const MOST_MOVED = 12;

/** Where added words stand on the page: as they were aligned, and moved back over words that stand before them and at their end as well (`the [+pull quote. The]` is `[+the pull quote.] The`). */
function gapsOf(
  added: readonly Word[],
  [before, after]: readonly [readonly Word[], Word | undefined],
): readonly Span[] {
  const gaps: Span[] = [];
  for (let moved = 0; moved <= MOST_MOVED; moved++) {
    const [left, right] = [before.at(-1 - moved), moved === 0 ? after : added.at(-moved)];
    if (left === undefined || right === undefined) break;
    gaps.push({ start: endOf(left), end: right.at });
    if (left.key !== added.at(-1 - moved)?.key) break;
  }
  return gaps;
}

/** Words for which a sign stands. */
const SIGNS = {
  '&': /^(?:and|und|et|y|e|en|och|og|и)$/u,
  '§': /^(?:sections?|paragraph)$/u,
} as const;

/** True for a word in the place of which the other side has a sign, behind its last word. */
const isBySign = (words: readonly Word[], before: Word | undefined): boolean =>
  words.length === 1 &&
  Object.entries(SIGNS).some(
    ([sign, word]) => word.test((words[0] as Word).key) && before?.raw.includes(sign) === true,
  );

/** What is left of a change when all that may stand there is taken out; `around` are the page's words next to it, `quoted` the quotation's before it. */
function settle(
  change: Extract<Stretch, { kind: 'change' }>,
  around: readonly [readonly Word[], Word | undefined],
  quoted: Word | undefined,
  haystack: Haystack,
): Pick<Settled, 'between' | 'replaced'> & { readonly stretch: Stretch | null } {
  const { removed, added, seam } = change;
  const [before, after] = [around[0].at(-1), around[1]];
  const dropped = { between: [], replaced: [], stretch: null };
  const kept = { ...dropped, stretch: change };
  if (removed.length > 0) {
    const pairs = pairWords(removed, added);
    if (pairs !== null) return { ...dropped, stretch: { kind: 'same', pairs } };
    if (added.length > 0) return kept;
    const isNote =
      before && areNotes(removed, endOf(before), after?.at ?? endOf(before) + MARK_REACH, haystack);
    const isSet =
      isNote ||
      isBySign(removed, before) ||
      (after && isTypedLabel(removed, quoted, haystack, after.at));
    return isSet ? dropped : kept;
  }
  if (isBySign(added, quoted)) return dropped;
  const [first, last] = [added[0], added.at(-1)];
  if (seam !== null && first && last && mayReplace(added, seam))
    return { ...dropped, replaced: [{ start: first.at, end: endOf(last), insertion: seam }] };
  for (const gap of gapsOf(added, around)) {
    if (isLabel(haystack, gap)) return dropped;
    const between = blocksBetween(haystack, upToLabel(haystack, gap));
    if (between !== null) return { ...dropped, between };
    if (passesOver(haystack, gap)) return { ...dropped, replaced: [{ ...gap, insertion: '' }] };
  }
  return kept;
}

const pageOf = (stretch: Stretch | undefined): readonly Word[] =>
  stretch === undefined
    ? []
    : stretch.kind === 'same'
      ? stretch.pairs.flatMap(([, page]) => page)
      : stretch.added;

const quotedOf = (stretch: Stretch | undefined): readonly Word[] =>
  stretch?.kind === 'same' ? stretch.pairs.flatMap(([quoted]) => quoted) : (stretch?.removed ?? []);

/** Splits stretches of equal words where two of them say something else. */
function told(stretches: readonly Stretch[]): readonly Stretch[] {
  const tells = new Set(
    findHomographs(stretches.flatMap((s) => (s.kind === 'same' ? s.pairs : []))),
  );
  if (tells.size === 0) return stretches;
  let at = 0;
  return stretches.flatMap((stretch) =>
    stretch.kind === 'change'
      ? [stretch]
      : stretch.pairs.map((pair): Stretch => {
          const [removed, added] = pair;
          return tells.has(at++)
            ? { kind: 'change', removed, added, seam: null }
            : { kind: 'same', pairs: [pair] };
        }),
  );
}

const runsOf = (stretches: readonly Stretch[]): readonly WordRun[] =>
  joinRuns(
    stretches.flatMap((stretch): readonly WordRun[] =>
      stretch.kind === 'same'
        ? [{ op: 'same', words: pageOf(stretch), seam: null }]
        : [
            { op: 'removed', words: stretch.removed, seam: null },
            { op: 'added', words: stretch.added, seam: null },
          ],
    ),
  );

/** Numbers of lines in a row that prove each other. */
const FEWEST_LINES = 3;

/** The numbers of the page's lines, as transcripts have them: in a block that begins with one, and has each one up to the last in order. */
function lineNumbers(stretches: readonly Stretch[], haystack: Haystack): ReadonlySet<Stretch> {
  const found = stretches.filter((stretch) => {
    const [number, ...others] =
      stretch.kind === 'change' && stretch.removed.length === 0 ? stretch.added : [];
    return number !== undefined && others.length === 0 && /^\d+$/u.test(number.bare);
  });
  const [first, last] = [found[0], found.at(-1)].map((stretch) => pageOf(stretch)[0]);
  if (first === undefined || last === undefined || found.length < FEWEST_LINES) return new Set();
  const text = haystack.blockOf(first.at)?.text ?? '';
  let [at, number] = [0, Number(/^\d+(?=\s)/u.exec(text)?.[0])];
  while (at >= 0 && number < Number(last.bare)) at = text.indexOf(` ${++number} `, at);
  const isRow = found.every(
    (stretch, i) => Number(pageOf(stretch)[0]?.bare) === Number(first.bare) + i,
  );
  return new Set(isRow && at > 0 && number === Number(last.bare) ? found : []);
}

/** Takes out of a difference what may stand on the page alone (docs/judging.md, 11), and puts in equal words that differ in sense. */
export function reduceDiff(
  diff: readonly WordRun[],
  quoted: readonly Word[],
  page: readonly Word[],
  haystack: Haystack,
): Settled {
  const rough = stretchesOf(diff, quoted, page);
  const between: string[] = [];
  const replaced: Replaced[] = [];
  const lines = lineNumbers(rough, haystack);
  const kept = rough.flatMap((stretch, i): readonly Stretch[] => {
    if (stretch.kind === 'same') return [stretch];
    if (lines.has(stretch)) return [];
    const around = [pageOf(rough[i - 1]), pageOf(rough[i + 1])[0]] as const;
    const result = settle(stretch, around, quotedOf(rough[i - 1]).at(-1), haystack);
    between.push(...result.between);
    replaced.push(...result.replaced);
    return result.stretch === null ? [] : [result.stretch];
  });
  const found = told(kept);
  const left = runsOf(found);
  // Where a word says something else by its case or its question mark, nothing is form.
  const runs = found === kept ? joinRuns(settled(left, isSameNotation)) : left;
  return { runs, between, replaced, rewritten: runs.length < left.length };
}

const SHAPES = [
  String.raw`\d{1,3}(?:\.\d{1,3}){1,3}\.?`,
  // With the full stop of its own script: `१।`, `၁။`, `۱۔`.
  String.raw`\p{Nd}{1,3}(?:[.)\]]|${UNSPACED_SIGN})`,
  // A capital with a full stop is an initial: `J. Smith`.
  String.raw`\p{Ll}[.)\]]|\p{Lu}[)\]]|[ivx]{1,5}[.)\]]|[IVX]{2,5}[.)\]]`,
].join('|');
/** The number or letter of a paragraph or of an item, at the beginning of a line: `12.`, `(a)`, `iv)`, `3.198`, `§ 4`, and Word's own bullet, an `o`; never a bare number. */
const AT_LINE = new RegExp(
  String.raw`^[\s•▪–-]*(?:[(\[]?(?:${SHAPES})|§ ?\d{1,3}|o)[^\S\n]+["“‘«'(]{0,3}`,
  'u',
);
const TYPED = new RegExp(String.raw`^(?:${SHAPES})\s+["“‘'(]*$`, 'u');
const ENDS_CLAUSE = new RegExp(
  String.raw`(?:[${SEMICOLONS}${COLONS}]|${SENTENCE_SIGN})[${CLOSING_SIGNS}\s]*[([]?$`,
  'u',
);
/** Characters of the longest label. */
const MAX_LABEL_LENGTH = 40;
/** Characters after a label that tell whether it is a figure. */
const LOOKAHEAD = 20;

const WORD = /[\p{L}\p{N}]/u;
const lineOf = ({ text }: Haystack, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Where the text goes on behind the label of a paragraph or an item with which a line begins; where the line begins, if with none. */
export function labelEnd({ text }: Haystack, line: number): number {
  const end = line + (AT_LINE.exec(text.slice(line, line + MAX_LABEL_LENGTH))?.[0].length ?? 0);
  const after = text.slice(end, end + LOOKAHEAD);
  return /^\p{Ll}/u.test(after) || isMagnitude(after) ? line : end;
}

/** A gap of the page without the label that it ends with; else as it is. */
export function upToLabel(haystack: Haystack, { start, end }: Span): Span {
  const line = lineOf(haystack, end);
  return start < line && line < end && labelEnd(haystack, line) === end
    ? { start, end: line }
    : { start, end };
}

/** True when such a label is all that a gap of the page has. */
export function isLabel(haystack: Haystack, gap: Span): boolean {
  const { start, end } = upToLabel(haystack, gap);
  return end < gap.end && !WORD.test(haystack.text.slice(start, end));
}

/** True for an item's label typed after a clause or at the beginning, where the page's next word (`at`) begins a line: browsers number lists. */
const isTypedLabel = (
  removed: readonly Word[],
  before: Word | undefined,
  haystack: Haystack,
  at: number,
): boolean =>
  removed.length === 1 &&
  TYPED.test((removed[0] as Word).raw) &&
  (before === undefined || ENDS_CLAUSE.test(before.raw) || haystack.blockOf(at)?.item === true) &&
  !WORD.test(haystack.text.slice(lineOf(haystack, at), at));
