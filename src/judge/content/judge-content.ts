import type { ContentReason } from '../../model/content-reason.js';
import type { Document } from '../../model/document.js';
import type { SourceMemory } from '../../model/memory.js';
import type { ContentVerdict, DiffPart } from '../../model/verdict.js';
import type { Snapshot } from '../../model/visit.js';
import { type Word, wordsOf } from '../../text/tokens.js';
import { diffText, diffWords, type WordRun } from '../../text/word-diff.js';
import { maskMoving } from './moving-text.js';
import { changedPlaces, isVolatile, recordChanges, touchedBy } from './volatile-places.js';

/** A page that shrank below this share of its text is distrusted (docs/judging.md, 4). */
const SHRUNK = 1 / 3;
/** Shrunken nights after which the next is believed: a page half loaded is whole the next night. */
const BELIEVED = 1;
/**
 * When less than this share of the earlier text stands in the later one, they are two documents. Of 840 pairs of real
 * pages all but three, of one shop, shared under 9 %.
 */
const REPLACED = 0.3;
/** Equal words in a row that any two texts have in common. */
const COINCIDENCE = 3;
/** Words of a document below which shares mean nothing. */
const FEW = 30;
/** Words of unchanged text shown on each side of a change. */
const CONTEXT = 8;

const FIRST: Omit<ContentVerdict, 'sha256' | 'textSha256'> = {
  change: 'first-visit',
  why: { kind: 'first-visit' },
  diff: [],
};

/** What could not be read is never "unchanged". */
export const unread = (why: ContentReason): ContentVerdict => ({
  change: 'unread',
  sha256: null,
  textSha256: null,
  why,
  diff: [],
});

/** What a comparison leaves behind for the next. */
export type ContentMemory = Pick<SourceMemory, 'volatile' | 'shrunken'>;

/** The verdict of one comparison, and what is remembered after it. */
export interface JudgedContent {
  readonly verdict: ContentVerdict;
  readonly memory: ContentMemory;
}

/**
 * Says whether a document changed since the baseline, by what a reader of its main text would notice. By the `memory` of
 * the nights before, a fraction of its text that comes again is believed, and places that change on most nights are
 * overlooked unless one of the passages `quoted` from the document touches them.
 */
export function judgeContent(
  now: Snapshot,
  baseline: Snapshot | null,
  memory: ContentMemory = NOTHING_COMPARED,
  quoted: readonly string[] = [],
): JudgedContent {
  const hashes = { sha256: now.sha256, textSha256: now.textSha256 };
  if (baseline === null) return { verdict: { ...hashes, ...FIRST }, memory: NOTHING_COMPARED };
  const still = (change: 'unchanged' | 'cosmetic', kind: 'same-bytes' | 'same-text'): JudgedContent => ({
    verdict: { ...hashes, change, why: { kind }, diff: [] },
    memory: { volatile: recordChanges(memory.volatile, new Set()), shrunken: 0 },
  });
  if (now.sha256 === baseline.sha256) return still('unchanged', 'same-bytes');
  if (now.textSha256 === baseline.textSha256) return still('cosmetic', 'same-text');
  const before = mainWords(baseline.document);
  const after = mainWords(now.document);
  if (after.total < before.total * SHRUNK && before.total > FEW && memory.shrunken < BELIEVED) {
    const share = after.total / before.total;
    return {
      verdict: { ...unread({ kind: 'shrunken', share }), ...hashes },
      memory: { volatile: memory.volatile, shrunken: memory.shrunken + 1 },
    };
  }
  const { volatile, ...compared } = compareParagraphs(before, after, memory, quoted);
  const changed = compared.change === 'edited' || compared.change === 'replaced';
  return {
    verdict: { ...hashes, ...compared, ...(changed ? { before: baseline.textSha256 } : {}) },
    memory: { volatile, shrunken: 0 },
  };
}

/** What changed but for the places that change on most nights, and the places that are known to change after it. */
function compareParagraphs(
  before: MainWords,
  after: MainWords,
  memory: ContentMemory,
  quoted: readonly string[],
) {
  const gone = onlyIn(before, after);
  const come = onlyIn(after, before);
  const volatile = recordChanges(memory.volatile, new Set([...gone, ...come].map(({ place }) => place)));
  const touched = touchedBy(quoted);
  const counts = ({ place, words }: Changed): boolean =>
    !isVolatile(volatile, place) || touched(keyOf(words));
  const moves = gone.length + come.length > 0;
  return { ...compare(before.total, gone.filter(counts), come.filter(counts), moves), volatile };
}

/** What is remembered after a night on which nothing was compared. */
export const NOTHING_COMPARED: ContentMemory = { volatile: {}, shrunken: 0 };

/** A paragraph that one reading has and the other has not, with the place in which it stands. */
interface Changed {
  readonly words: readonly Word[];
  readonly place: string;
}

/** Words of a block below which it says nothing without its neighbours: a cell of a table, an item of a list. */
const SHORT_BLOCK = 5;

/** The words of a document's main text: its paragraphs, each with the short blocks that follow it. */
function mainWords({ blocks }: Document): MainWords {
  const paragraphs: Word[][] = [];
  for (const block of blocks) {
    if (block.role !== 'main') continue;
    const words = wordsOf(`${maskMoving(block.text)} `);
    const last = paragraphs.at(-1);
    if (last !== undefined && words.length < SHORT_BLOCK) last.push(...words);
    else if (words.length > 0) paragraphs.push([...words]);
  }
  return { paragraphs, total: paragraphs.reduce((n, words) => n + words.length, 0) };
}

interface MainWords {
  readonly paragraphs: readonly (readonly Word[])[];
  readonly total: number;
}

const keyOf = (words: readonly Word[]): string => words.map((w) => w.key).join(' ');

/** The paragraphs that `other` does not have, or has less often. */
function onlyIn({ paragraphs }: MainWords, other: MainWords): readonly Changed[] {
  const there = new Map<string, number>();
  for (const key of other.paragraphs.map(keyOf)) there.set(key, (there.get(key) ?? 0) + 1);
  const keys = paragraphs.map(keyOf);
  const places = changedPlaces(keys, new Set(there.keys()));
  return paragraphs.flatMap((words, i) => {
    const key = keys[i] as string;
    const left = there.get(key) ?? 0;
    if (left > 0) there.set(key, left - 1);
    return left > 0 ? [] : [{ words, place: places.get(i) ?? key }];
  });
}

const wordsIn = (runs: readonly WordRun[], counts: (run: WordRun) => boolean): number =>
  runs.filter(counts).reduce((n, r) => n + r.words.length, 0);

function compare(
  total: number,
  before: readonly Changed[],
  after: readonly Changed[],
  moves: boolean,
): Pick<ContentVerdict, 'change' | 'why' | 'diff'> {
  const gone = before.flatMap(({ words }) => words);
  const come = after.flatMap(({ words }) => words);
  const runs = diffWords(gone, come);
  const removed = runs === null ? gone.length : wordsIn(runs, (r) => r.op === 'removed');
  const added = runs === null ? come.length : wordsIn(runs, (r) => r.op === 'added');
  if (removed + added === 0) {
    const kind = moves && gone.length + come.length === 0 ? 'volatile' : 'trifles';
    return { change: 'cosmetic', why: { kind }, diff: [] };
  }
  const kept = wordsIn(runs ?? [], (r) => r.op === 'same' && r.words.length >= COINCIDENCE);
  const share = (total - gone.length + kept) / Math.max(1, total);
  if (total > FEW && share < REPLACED)
    return { change: 'replaced', why: { kind: 'replaced', share }, diff: [] };
  const why = { kind: 'edited', removed, added } as const;
  return { change: 'edited', why, diff: runs === null ? [] : withContext(diffText(runs)) };
}

/** Shortens long unchanged runs to the words next to a change. */
function withContext(diff: readonly DiffPart[]): readonly DiffPart[] {
  return diff.map((part, i) => {
    if (part.op !== 'same') return part;
    const words = part.text.split(/(?<=\s)/u);
    if (words.length <= 2 * CONTEXT) return part;
    const head = i === 0 ? '' : words.slice(0, CONTEXT).join('');
    const tail = i === diff.length - 1 ? '' : words.slice(-CONTEXT).join('');
    return { op: 'same', text: `${head}… ${tail}` };
  });
}
