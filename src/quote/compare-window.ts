import { hasSentenceEnd } from '../text/sentence-ends.js';
import type { Word } from '../text/tokens.js';
import { diffWords, type WordRun } from '../text/word-diff.js';
import type { Haystack, Span } from './haystack.js';
import { goesOn, pageWords } from './page-words.js';
import type { Replaced } from './seam.js';
import { settleDifference } from './settle.js';

/** A quotation's words held against a stretch of the page. */
export interface WindowComparison {
  /** From the quotation to the page. */
  readonly runs: readonly WordRun[];
  readonly span: Span;
  readonly between: readonly string[];
  /** What the page has under the editor's insertions. */
  readonly replaced: readonly Replaced[];
}

/** A run of equal words that is no coincidence. */
const ANCHOR = 3;

/** Where the quotation's words would begin and end among the page's, judged by the first and last anchor. */
function frame(runs: readonly WordRun[]): { from: number; to: number } {
  let quoted = 0;
  let paged = 0;
  let from: number | null = null;
  let to = 0;
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

const endsWith = (words: readonly Word[], end: readonly Word[]): boolean =>
  words.length >= end.length && end.every(({ key }, i) => words[words.length - end.length + i]?.key === key);
const startsWith = (words: readonly Word[], start: readonly Word[]): boolean =>
  words.length >= start.length && start.every(({ key }, i) => words[i]?.key === key);

/** A difference, and the words of the page that it covers. */
interface Aligned {
  readonly runs: readonly WordRun[];
  readonly page: readonly Word[];
}

/**
 * Drops what the page says before the first and after the last word that the quotation shares with it, but for what it has in the place
 * of the quotation's last words.
 */
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
  const isOther = label?.op === 'removed' && lead?.op === 'added' && last?.raw.includes('\n') === true;
  return isOther ? { runs: [label, ...rest], page: page.slice(lead.words.length) } : { runs, page };
}

/** The page without what is in a difference only because the passage's first or last words stand twice: `[A] [+B A] C` is `A C`. */
function withoutEchoes({ runs, page }: Aligned): readonly Word[] {
  const [a, b, y, z] = [runs[0], runs[1], runs.at(-2), runs.at(-1)];
  const early = a?.op === 'same' && b?.op === 'added' && endsWith(b.words, a.words) ? b.words.length : 0;
  const late = z?.op === 'same' && y?.op === 'added' && startsWith(y.words, z.words) ? y.words.length : 0;
  return early + late < page.length ? page.slice(early, page.length - late) : page;
}

/** The difference from `quoted` to the words of `page` that are nearest to it; null when they have nothing in common. */
function align(quoted: readonly Word[], page: readonly Word[]): Aligned | null {
  const rough = diffWords(quoted, page);
  if (rough === null) return null;
  const { from, to } = frame(rough);
  const near = page.slice(from, to);
  const fine = diffWords(quoted, near);
  if (fine === null) return null;
  const first = trimmed({ runs: fine, page: near });
  const once = withoutEchoes(first);
  if (once.length === first.page.length) return first;
  const again = diffWords(quoted, once);
  return again === null ? first : trimmed({ runs: again, page: once });
}

/** Share of a passage's letters that a window must have, in whatever order, to be compared: with less it is no place of it. */
const WORTHWHILE = 0.45;

/** True when enough of the quotation's words are somewhere among the page's. */
function isWorthwhile(quoted: readonly Word[], page: readonly Word[]): boolean {
  const left = new Map<string, number>();
  for (const { key } of page) left.set(key, (left.get(key) ?? 0) + 1);
  let [shared, all] = [0, 0];
  for (const { key } of quoted) {
    all += key.length;
    const count = left.get(key) ?? 0;
    if (count > 0) shared += key.length;
    left.set(key, count - 1);
  }
  return shared >= WORTHWHILE * all;
}

/** Compares `quoted` with a window of the page, word by word; null when they have nothing in common. */
export function compareWindow(
  quoted: readonly Word[],
  haystack: Haystack,
  window: Span,
): WindowComparison | null {
  const page = pageWords(haystack.text, window).words;
  if (!haystack.spend((quoted.length + page.length) * DIFF_COST)) return null;
  if (!isWorthwhile(quoted, page)) return null;
  const aligned = align(quoted, page);
  const [first, last] = [aligned?.page[0], aligned?.page.at(-1)];
  if (aligned === null || first === undefined || last === undefined) return null;
  const span = { start: first.at, end: last.at + last.bare.length };
  const { runs, ...besides } = settleDifference(aligned.runs, quoted, aligned.page, haystack);
  return { runs: withEdges(runs, haystack, span), span, ...besides };
}

/** Work of a comparison, for each of its words. */
const DIFF_COST = 50;

/** Adds the sign or the digits that a first or last number has on the page besides. */
function withEdges(runs: readonly WordRun[], haystack: Haystack, span: Span): readonly WordRun[] {
  const own = pageWords(haystack.text, span);
  const more = goesOn(own, span);
  if (more === null) return runs;
  const run: WordRun = { op: 'added', words: [more], seam: null };
  return more === own.before ? [run, ...runs] : [...runs, run];
}
