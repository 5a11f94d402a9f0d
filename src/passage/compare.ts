import { findAnywhere, findFuzzy, mayStand } from './find-passage.js';
import type { Haystack, Span } from './haystack.js';
import { goesOn, pageWords } from './homographs.js';
import { isSameNotation } from './notation.js';
import { blocksBetween, mayReplace, type Part, passesOver, type Replaced } from './part.js';
import { isLabel, reduceDiff, type Settled, upToLabel } from './reduce-diff.js';
import { hasSentenceEnd } from './text/sentences.js';
import { diffWords, joinRuns, type Word, type WordRun, wordsOf } from './text/tokens.js';

/** A part of a quotation held against the place of the page that resembles it most. */
export interface Comparison extends Settled {
  /** Where it stands, in reading order of the quotation; more than one when it stands in pieces. */
  readonly spans: readonly Span[];
  /** Letters of the part, and those of them that stand on the page. */
  readonly letters: number;
  readonly standing: number;
  /** Letters of its longest sentence that stands whole. */
  readonly firm: number;
  /** Characters of the page between pieces that the quotation prints as one, where more than whole blocks are. */
  readonly gaps: readonly number[];
}

/** Least share of letters in order for `altered`. Of 5,063 passages held against other pages one reached 50 %, the next 36 % (bench/passages.ts). */
export const ALTERED_THRESHOLD = 0.55;
/** Below this share of standing letters, a part is looked for sentence by sentence. */
const WHOLE = 0.9;

const lettersIn = (words: readonly Word[]): number => words.reduce((n, w) => n + w.key.length, 0);
const countStanding = (runs: readonly WordRun[]): number =>
  runs.reduce((n, run) => (run.op === 'same' ? n + lettersIn(run.words) : n), 0);
const run = (op: WordRun['op'], words: readonly Word[]): WordRun => ({ op, words, seam: null });

function whole(part: Part, haystack: Haystack, from: number): Comparison | null {
  const found = mayStand([part], haystack) ? findAnywhere(part, haystack, from) : null;
  const quoted = part.words.flat();
  if (found !== null) {
    const letters = lettersIn(quoted);
    const all = {
      letters,
      standing: letters,
      firm: letters,
      gaps: [],
      between: [],
      rewritten: false,
    };
    return { ...all, runs: [run('same', quoted)], spans: [found], replaced: found.replaced };
  }
  return findFuzzy(part, haystack)
    .flatMap((window) => compareWindow(quoted, haystack, window) ?? [])
    .reduce<Comparison | null>((a, b) => (a === null || isNearer(b, a) ? b : a), null);
}

const isWhole = ({ runs }: Comparison): boolean => runs.every(({ op }) => op === 'same');
/** Letters that may stand by chance beside a sentence: an article, a pronoun. */
const CHANCE = 8;
/** Letters of the quotation that do not stand, and a part of those that the page has besides: words that were put in are one edit. */
const costOf = ({ letters, standing, runs }: Comparison): number =>
  runs.reduce(
    (n, { op, words }) => (op === 'added' ? n + lettersIn(words) / 3 : n),
    letters - standing,
  );
const isNearer = (a: Comparison, b: Comparison): boolean =>
  isWhole(a) === isWhole(b) ? costOf(a) < costOf(b) : isWhole(a);

/** A part that stands nowhere. */
export const lost = (part: Part): Comparison => {
  const quoted = part.words.flat();
  const letters = lettersIn(quoted);
  const nothing = {
    spans: [],
    standing: 0,
    firm: 0,
    gaps: [],
    between: [],
    replaced: [],
    rewritten: false,
  };
  return { runs: [run('removed', quoted)], letters, ...nothing };
};

/** Words between two pieces that are shown as put in there: more part two places. */
const MOST_PUT_IN = 12;

/** Two pieces that the quotation prints as one: words, or characters, between them that it does not own up to, whole blocks, and what an insertion replaces. */
interface Joint {
  readonly putIn: readonly Word[];
  readonly gap: number;
  readonly blocks: readonly string[];
  readonly replaced: readonly Replaced[];
}

function between(haystack: Haystack, gap: Span, inserted: string | null): Joint {
  const words = gap.end < gap.start ? [] : wordsOf(haystack.text.slice(gap.start, gap.end));
  const nothing: Joint = { putIn: [], gap: 0, blocks: [], replaced: [] };
  if (words.length === 0) return nothing;
  if (inserted !== null && mayReplace(words, inserted))
    return { ...nothing, replaced: [{ ...gap, insertion: inserted }] };
  if (isLabel(haystack, gap)) return nothing;
  const blocks = blocksBetween(haystack, upToLabel(haystack, gap));
  if (blocks !== null) return { ...nothing, blocks };
  if (passesOver(haystack, gap)) return { ...nothing, replaced: [{ ...gap, insertion: '' }] };
  return words.length <= MOST_PUT_IN
    ? { ...nothing, putIn: words }
    : { ...nothing, gap: gap.end - gap.start };
}

function piecewise(part: Part, haystack: Haystack, from: number): Comparison {
  const pieces: Comparison[] = [];
  const seams: Joint[] = [];
  const runs: WordRun[] = [];
  let end: number | null = null;
  if (
    !part.sentences.some(
      (one) => mayStand([one.part], haystack) || findFuzzy(one.part, haystack).length > 0,
    )
  )
    return lost(part);
  for (const { part: sentence, inserted } of part.sentences) {
    const near = whole(sentence, haystack, end ?? from);
    const piece: Comparison =
      near !== null && near.standing >= ALTERED_THRESHOLD * near.letters ? near : lost(sentence);
    const first: Span | undefined = piece.spans[0];
    if (end !== null && first) {
      const seam = between(haystack, { start: end, end: first.start }, inserted);
      seams.push(seam);
      if (seam.putIn.length > 0) runs.push(run('added', seam.putIn));
    }
    pieces.push(piece);
    runs.push(...piece.runs);
    end = piece.spans.at(-1)?.end ?? end;
  }
  return {
    runs: joinRuns(runs),
    spans: pieces.flatMap((p) => p.spans),
    letters: pieces.reduce((n, p) => n + p.letters, 0),
    standing: pieces.reduce((n, p) => n + p.standing, 0),
    firm: Math.max(0, ...pieces.map((p) => p.firm)),
    rewritten: pieces.some((p) => p.rewritten),
    gaps: seams.map((seam) => seam.gap).filter((gap) => gap > 0),
    between: [...pieces.flatMap((p) => p.between), ...seams.flatMap((seam) => seam.blocks)],
    replaced: [...pieces, ...seams]
      .flatMap((one) => one.replaced)
      .toSorted((a, b) => a.start - b.start),
  };
}

/** Holds a part against the page as a whole, or else sentence by sentence; of several places it takes the first after `from`. */
export function comparePart(part: Part, haystack: Haystack, from: number): Comparison {
  const inOne = whole(part, haystack, from);
  if (inOne !== null && inOne.standing >= WHOLE * inOne.letters) return inOne;
  const inPieces = piecewise(part, haystack, from);
  return inOne !== null && costOf(inOne) + CHANCE < costOf(inPieces)
    ? { ...inOne, firm: inPieces.firm }
    : inPieces;
}

/** A run of equal words that is no coincidence. */
const ANCHOR = 3;

interface Frame {
  readonly from: number;
  readonly to: number;
}

/** Where the quotation's words would begin and end among the page's, judged by the first and last anchor. */
function frame(runs: readonly WordRun[]): Frame {
  let [quoted, paged, to] = [0, 0, 0];
  let from: number | null = null;
  const total = runs.reduce((n, r) => (r.op === 'added' ? n : n + r.words.length), 0);
  const anchors = runs.some((r) => r.op === 'same' && r.words.length >= ANCHOR) ? ANCHOR : 1;
  for (const run of runs) {
    if (run.op === 'same' && run.words.length >= anchors) {
      from ??= paged - quoted;
      to = paged + (total - quoted);
    }
    if (run.op !== 'added') quoted += run.words.length;
    if (run.op !== 'removed') paged += run.words.length;
    // Its last words, a little behind where they would stand if nothing had been put in before them.
    if (run.op === 'same' && quoted === total && paged - to <= ANCHOR) to = Math.max(to, paged);
  }
  return { from: Math.max(0, from ?? 0), to };
}

const startsWith = (words: readonly Word[], start: readonly Word[]): boolean =>
  words.length >= start.length && start.every(({ key }, i) => words[i]?.key === key);

interface Aligned {
  readonly runs: readonly WordRun[];
  readonly page: readonly Word[];
}

/** Drops the page's words outside the first and last shared ones, except those in the place of the quotation's last words. */
function trimmed(aligned: Aligned): Aligned {
  const { runs, page } = withoutLead(aligned);
  const lead = runs[0]?.op === 'added' ? runs[0].words.length : 0;
  const last = runs.length > 1 ? runs.at(-1) : undefined;
  if (last?.op !== 'added') return { runs: runs.slice(lead > 0 ? 1 : 0), page: page.slice(lead) };
  const words = inPlaceOf(runs.at(-3), runs.at(-2), last.words);
  return {
    runs: [...runs.slice(lead > 0 ? 1 : 0, -1), ...(words.length > 0 ? [{ ...last, words }] : [])],
    page: page.slice(lead, page.length - last.words.length + words.length),
  };
}

/** The words of the page that stand in the place of a quotation's last ones, behind an anchor: as many, and in the sentence that it quotes. */
function inPlaceOf(
  anchor: WordRun | undefined,
  gone: WordRun | undefined,
  come: readonly Word[],
): readonly Word[] {
  const shared = anchor?.words.at(-1);
  const known = anchor?.words.slice(-WORDS_BESIDE) ?? [];
  if (gone?.op === 'removed' && isSameNotation([...known, ...gone.words], [...known, ...come]))
    return come;
  if (gone?.op !== 'removed' || shared === undefined || isLastOfSentence(shared)) return [];
  if (anchor?.op !== 'same' || anchor.words.length < ANCHOR) return [];
  const end = come.findIndex(isLastOfSentence) + 1;
  return come.slice(0, Math.min(gone.words.length, end > 0 ? end : come.length));
}

const isLastOfSentence = ({ raw, bare }: Word): boolean =>
  raw.includes('\n') || hasSentenceEnd(raw.slice(bare.length));

/** Without the words of the line before, where the quotation begins with the label of an item: they are no part of it. */
function withoutLead({ runs, page }: Aligned): Aligned {
  const [label, lead, ...rest] = runs;
  const last = lead?.words.at(-1);
  const isOther =
    label?.op === 'removed' && lead?.op === 'added' && last?.raw.includes('\n') === true;
  return isOther ? { runs: [label, ...rest], page: page.slice(lead.words.length) } : { runs, page };
}

/** The page without what is in a difference only because the passage's first or last words stand twice: `[A] [+B A] C` is `A C`. */
function withoutEchoes({ runs, page }: Aligned): readonly Word[] {
  const [a, b, y, z] = [runs[0], runs[1], runs.at(-2), runs.at(-1)];
  const early =
    a?.op === 'same' && b?.op === 'added' && startsWith(b.words.slice(-a.words.length), a.words)
      ? b.words.length
      : 0;
  const late =
    z?.op === 'same' && y?.op === 'added' && startsWith(y.words, z.words) ? y.words.length : 0;
  return early + late < page.length ? page.slice(early, page.length - late) : page;
}

/** Words in which a page may say what a quotation's first or last words say in another notation, at most. Our choice. */
const MAX_NOTATION_WORDS = 12;
/** Words beside those that are compared with them. Our choice. */
const WORDS_BESIDE = 4;

/** Where the page's words begin or end that say what the quotation's first or last words say in another notation; null where none do. `edge`: where the compared ones do. */
function edgeOf(
  runs: readonly WordRun[],
  page: readonly Word[],
  edge: number,
  step: 1 | -1,
): number | null {
  const ordered = step === 1 ? runs.toReversed() : runs;
  const inner = ordered.findIndex(({ op }) => op === 'same');
  const [gone, come] = (['removed', 'added'] as const).map((op) =>
    ordered.slice(0, Math.max(0, inner)).find((one) => one.op === op),
  );
  const known = ordered[inner]?.words ?? [];
  const at = edge - step * (come?.words.length ?? 0);
  for (let n = MAX_NOTATION_WORDS; gone !== undefined && n > 0; n--) {
    const end = at + step * n;
    if (end < 0 || end > page.length) continue;
    const [mine, theirs] = [gone.words, page.slice(Math.min(at, end), Math.max(at, end))].map(
      (words) =>
        step === 1
          ? [...known.slice(-WORDS_BESIDE), ...words]
          : [...words, ...known.slice(0, WORDS_BESIDE)],
    ) as [Word[], Word[]];
    if (isSameNotation(mine, theirs)) return end;
  }
  return null;
}

/** The difference to the words of a frame, or to a few more where the first or last quoted words stand there in another notation, or words were put in behind the first. */
function diffInFrame(
  quoted: readonly Word[],
  page: readonly Word[],
  { from, to }: Frame,
): Aligned | null {
  const diffFrom = (start: number, end: number): Aligned | null => {
    const near = page.slice(start, end);
    const runs = diffWords(quoted, near);
    return runs && { runs, page: near };
  };
  const rough = diffFrom(from, to);
  if (rough === null) return null;
  const [start, end] = [
    edgeOf(rough.runs, page, from, -1),
    edgeOf(rough.runs, page, Math.min(to, page.length), 1),
  ];
  const fine = start === null && end === null ? rough : diffFrom(start ?? from, end ?? to);
  if (fine?.runs[0]?.op !== 'removed') return fine;
  const ends = page.slice(0, from).findLastIndex(isLastOfSentence) + 1;
  const wider = diffFrom(Math.max(ends, from - ANCHOR), to);
  return wider !== null && countStanding(wider.runs) > countStanding(fine.runs) ? wider : fine;
}

/** The difference from `quoted` to the words of `page` that are nearest to it; null when they have nothing in common. */
function align(quoted: readonly Word[], page: readonly Word[]): Aligned | null {
  const rough = diffWords(quoted, page);
  const fine = rough && diffInFrame(quoted, page, frame(rough));
  if (fine === null) return null;
  const first = trimmed(fine);
  const once = withoutEchoes(first);
  if (once.length === first.page.length) return first;
  const again = diffWords(quoted, once);
  return again === null ? first : trimmed({ runs: again, page: once });
}

/** Share of a passage's letters that a window must have, in whatever order, to be compared: with less it is no place of it. */
const WORTHWHILE = 0.45;

function isWorthwhile(quoted: readonly Word[], page: readonly Word[]): boolean {
  const left = new Map<string, number>();
  for (const { key } of page) left.set(key, (left.get(key) ?? 0) + 1);
  let [shared, all] = [0, 0];
  for (const { key, others = [] } of quoted) {
    all += key.length;
    const there = [key, ...others].find((one) => (left.get(one) ?? 0) > 0);
    if (there === undefined) continue;
    shared += key.length;
    left.set(there, (left.get(there) as number) - 1);
  }
  return shared >= WORTHWHILE * all;
}

function compareWindow(
  quoted: readonly Word[],
  haystack: Haystack,
  window: Span,
): Comparison | null {
  const page = pageWords(haystack.text, window).words;
  if (!haystack.spend((quoted.length + page.length) * DIFF_COST) || !isWorthwhile(quoted, page))
    return null;
  const aligned = align(quoted, page);
  const [first, last] = [aligned?.page[0], aligned?.page.at(-1)];
  if (aligned === null || first === undefined || last === undefined) return null;
  const span = { start: first.at, end: last.at + last.bare.length };
  const reduced = reduceDiff(aligned.runs, quoted, aligned.page, haystack);
  const runs = withEdges(reduced.runs, haystack, span);
  const letters = lettersIn(quoted);
  return {
    ...reduced,
    runs,
    spans: [span],
    letters,
    // What is in another notation has more or fewer letters.
    standing: runs.every(({ op }) => op === 'same')
      ? letters
      : Math.min(letters, countStanding(runs)),
    firm: 0,
    gaps: [],
  };
}

/** Work of a comparison, for each of its words. */
const DIFF_COST = 50;

/** Adds the sign or the digits that a first or last number has on the page besides. */
function withEdges(runs: readonly WordRun[], haystack: Haystack, span: Span): readonly WordRun[] {
  const own = pageWords(haystack.text, span);
  const more = goesOn(own, span);
  if (more === null) return runs;
  return more === own.before ? [run('added', [more]), ...runs] : [...runs, run('added', [more])];
}
