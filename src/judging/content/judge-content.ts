import type {
  ContentReason,
  ContentVerdict,
  DiffPart,
  NoticeOfChange,
} from '../../model/content.js';
import type { EditMemory, Snapshot, SourceMemory } from '../../model/visit.js';
import {
  classifyRetraction,
  isCorrectionLabel,
  NOTICE_HEAD,
} from '../../passage/text/retraction-phrases.js';
import { shorten } from '../../passage/text/sentences.js';
import {
  diffText,
  diffWords,
  fnv1a,
  type Word,
  type WordRun,
  wordsOf,
} from '../../passage/text/tokens.js';
import { findNearbyDisclaimer, findRestatement } from './nearby-disclaimer.js';
import {
  type Changed,
  isVolatile,
  keyOf,
  type MainText,
  mainTexts,
  onlyIn,
  quotedParagraphFilter,
  recordChanges,
} from './paragraphs.js';
import {
  changedDates,
  hasPendingLines,
  piecesOf,
  recordTurns,
  returns,
  trackTurningLines,
  withoutFlapping,
} from './returning-text.js';

/** A page that shrank below this share of its text is distrusted (docs/judging.md, 4). */
const SHRUNK = 1 / 3;
/** Share of a text after some point, from which on its loss is a cut: a teaser, an answer that broke off. */
const TAIL = 0.5;

/** What could not be read is never "unchanged". */
export const unread = (why: ContentReason): ContentVerdict => ({
  change: 'unread',
  sha256: null,
  textSha256: null,
  why,
  diff: [],
});

/** What a comparison leaves behind for the next. */
type ContentMemory = Pick<
  SourceMemory,
  'volatile' | 'shrunken' | 'returning' | 'turning' | 'edits'
>;

/** The verdict of one comparison, and what is remembered after it. */
export interface JudgedContent {
  readonly verdict: ContentVerdict;
  readonly memory: ContentMemory;
}

interface ContentCase {
  /** Passages quoted from the document: what touches them always counts. */
  readonly quoted: readonly string[];
  /** Those of them that stand in its text tonight, as they stand there. */
  readonly standing?: readonly string[];
  /** True when something else than the comparison says that it is the same document. */
  readonly recognised: boolean;
  /** True on the night on which the document is met at another address. */
  readonly moved?: boolean;
  /** Nights for which a fraction of the text must come before it is believed. */
  readonly confirm: number;
  /** True for a beginning, in place of whose rest something else came: it is not believed however often it comes. */
  readonly heldBack?: boolean;
}

const NOTHING_ELSE: ContentCase = { quoted: [], recognised: false, confirm: 3 };

/**
 * Did the main text change since the baseline? `memory`: a fraction of the text is believed when it comes again, and
 * what changes by itself is overlooked, unless a quoted passage is touched.
 */
export function judgeContent(
  now: Snapshot,
  baseline: Snapshot | null,
  memory: ContentMemory = EMPTY_CONTENT_MEMORY,
  known: ContentCase = NOTHING_ELSE,
): JudgedContent {
  const hashes = { sha256: now.sha256, textSha256: now.textSha256 };
  if (baseline === null) {
    const verdict = {
      ...hashes,
      change: 'first-visit',
      why: { kind: 'first-visit' },
      diff: [],
    } as const;
    return { verdict, memory: EMPTY_CONTENT_MEMORY };
  }
  const same = samenessOf(now, baseline);
  if (same !== null && !hasPendingLines(memory.turning)) {
    const volatile = recordChanges(memory.volatile, new Set());
    const returning = recordTurns(memory.returning, []);
    return {
      verdict: { ...hashes, ...same },
      memory: { ...memory, volatile, returning, shrunken: 0 },
    };
  }
  const [before, after] = mainTexts(baseline.document, now.document, known.moved === true);
  const shrunken = memory.shrunken + 1;
  const isLess = after.total < before.total * SHRUNK || isCutOff(before, after);
  const isDistrusted =
    known.heldBack === true || (isLess && before.total > FEW && shrunken < known.confirm);
  if (isDistrusted && !isRetracted(before, after)) {
    const why = { kind: 'shrunken', share: after.total / before.total } as const;
    return { verdict: { ...unread(why), ...hashes }, memory: { ...memory, shrunken } };
  }
  const { standing = [] } = known;
  const doubtIn = (come: readonly Changed[]): NoticeOfChange | null =>
    findNearbyDisclaimer(baseline.document, now.document, standing, come) ??
    findRestatement(baseline.document, now.document, standing);
  const { memory: kept, ...compared } = compareParagraphs(before, after, memory, known, doubtIn);
  const judged = {
    ...hashes,
    ...compared,
    ...(same !== null && compared.change === 'cosmetic' ? same : {}),
  };
  const isNew = same === null && (compared.change === 'edited' || compared.change === 'replaced');
  const verdict = isNew ? { ...judged, before: baseline.textSha256 } : judged;
  return { verdict, memory: { ...kept, shrunken: 0 } };
}

/** True where a text stands to some point, and nearly nothing of the half or more that came after it, nor much else in its place. */
function isCutOff(before: MainText, after: MainText): boolean {
  const keys = new Set(after.paragraphs.map(({ words }) => keyOf(words)));
  const stands = before.paragraphs.map(({ words }) => keys.has(keyOf(words)));
  const rest = before.paragraphs.slice(stands.lastIndexOf(true) + 1);
  const lost = rest.reduce((n, { words }) => n + words.length, 0);
  const come = onlyIn(after, before).reduce((n, { words }) => n + words.length, 0);
  return stands.includes(true) && lost >= before.total * TAIL && come < lost * TAIL;
}

/** A document may be retracted and taken off its page at once. */
const isRetracted = (before: MainText, after: MainText): boolean =>
  noticeOfChange(onlyIn(before, after), onlyIn(after, before))?.kind === 'retraction';

/** What is said of the same bytes, and of the same text; null of another text. */
function samenessOf(
  now: Snapshot,
  before: Snapshot,
): Pick<ContentVerdict, 'change' | 'why' | 'diff'> | null {
  if (now.sha256 === before.sha256)
    return { change: 'unchanged', why: { kind: 'same-bytes' }, diff: [] };
  const isSameText = now.textSha256 === before.textSha256;
  return isSameText ? { change: 'cosmetic', why: { kind: 'same-text' }, diff: [] } : null;
}

type Compared = Pick<ContentVerdict, 'change' | 'why' | 'diff' | 'notice' | 'edit' | 'undone'>;

/** What changed but for what moves by itself, and what is remembered of it. */
function compareParagraphs(
  before: MainText,
  after: MainText,
  memory: ContentMemory,
  { quoted, recognised, confirm }: ContentCase,
  doubtIn: (come: readonly Changed[]) => NoticeOfChange | null,
): Compared & { readonly memory: Omit<ContentMemory, 'shrunken'> } {
  // Short lines in which only figures changed are tracked apart.
  const dates = changedDates(before, after);
  const gone = [...onlyIn(before, after), ...datesAsText(dates.gone)];
  const come = [...onlyIn(after, before), ...datesAsText(dates.come)];
  const lines = trackTurningLines(before, after, memory.turning, confirm);
  const pieces = piecesOf([...gone, ...lines.gone], [...come, ...lines.come]);
  const news = withoutFlapping(memory.returning, pieces);
  const volatile = recordChanges(memory.volatile, new Set(news.map(({ place }) => place)));
  const touched = quotedParagraphFilter(quoted);
  const isStill = ({ place, words }: Changed): boolean =>
    !isVolatile(volatile, place) || touched(keyOf(words));
  const left = [...gone.filter(isStill), ...lines.gone];
  const added = [...come.filter(isStill), ...lines.come];
  const { undone, edits } = undoneIn(after, memory.edits);
  const returning = recordTurns(memory.returning, pieces);
  const kept = { volatile, returning, turning: lines.turning, edits };
  const taken = undone.length === 0 ? {} : { undone };
  const isNew =
    news.some(({ place }) => !isVolatile(volatile, place)) ||
    [...left, ...added].some(({ words }) => touched(keyOf(words)));
  if (!isNew) {
    const stirred = left.length + added.length === 0 ? 'volatile' : 'returned';
    const kind = gone.length + come.length === 0 ? 'trifles' : stirred;
    return { change: 'cosmetic', why: { kind }, diff: [], ...taken, memory: kept };
  }
  const total = { before: before.total, after: after.total };
  const compared = { ...editedOrReplaced(total, left, added, recognised), ...taken };
  // An edit that is taken back ends; it is no other one.
  const isTakenBack = undone.length > 0 && news.every((piece) => returns(memory.returning, piece));
  if (compared.change !== 'edited' || isTakenBack) return { ...compared, memory: kept };
  const edit = editOf(left, added);
  const notice = noticeOfChange(left, added) ?? doubtIn(added);
  const remembered = [...edits.filter(({ name }) => name !== edit.name), edit].slice(-REMEMBERED);
  const told = { ...compared, edit: edit.name, memory: { ...kept, edits: remembered } };
  return notice === null ? told : { ...told, notice };
}

/** What is remembered after a first reading. */
export const EMPTY_CONTENT_MEMORY: ContentMemory = {
  volatile: {},
  shrunken: 0,
  returning: {},
  turning: [],
  edits: [],
};

/** Days as paragraphs of their own, of one word each, and each in a place of its own. */
const datesAsText = (days: readonly number[]): readonly Changed[] =>
  days.map((day) => {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const words: readonly Word[] = [
      { kind: 'number', raw: `${date} `, bare: date, at: 0, key: date },
    ];
    return { words, blocks: [words], place: date };
  });

/** Share of the earlier text in the later one, below which they are two documents. Of 840 pairs of real pages all but three, of one shop, shared under 9 %. */
const REPLACED = 0.3;
/** Share of the later text that stood in the earlier one, from which on it is a part of the document: a teaser is no other one. */
const PART = 0.5;
/** Equal words in a row that any two texts have in common. */
const COINCIDENCE = 3;
/** Words of a document below which shares mean nothing. */
const FEW = 30;
/** Words of unchanged text shown on each side of a change. */
const CONTEXT = 8;

const wordsIn = (runs: readonly WordRun[]): number =>
  runs.reduce((n, { words }) => n + words.length, 0);

/** What a reader would call a change: none, an edit, or another document. `total` are the words of both, `before` and `after` what changed. */
function editedOrReplaced(
  total: { readonly before: number; readonly after: number },
  before: readonly Changed[],
  after: readonly Changed[],
  recognised: boolean,
): Pick<ContentVerdict, 'change' | 'why' | 'diff'> {
  const gone = before.flatMap(({ words }) => words);
  const come = after.flatMap(({ words }) => words);
  const runs = diffWords(gone, come);
  const removed = runs === null ? gone.length : wordsIn(runs.filter(({ op }) => op === 'removed'));
  const added = runs === null ? come.length : wordsIn(runs.filter(({ op }) => op === 'added'));
  if (removed + added === 0) return { change: 'cosmetic', why: { kind: 'trifles' }, diff: [] };
  const kept = wordsIn(
    (runs ?? []).filter((r) => r.op === 'same' && r.words.length >= COINCIDENCE),
  );
  const share = (total.before - gone.length + kept) / Math.max(1, total.before);
  const isPart = total.after - come.length + kept >= total.after * PART;
  if (!recognised && !isPart && total.before > FEW && share < REPLACED)
    return { change: 'replaced', why: { kind: 'replaced', share }, diff: [] };
  const why = { kind: 'edited', removed, added } as const;
  return { change: 'edited', why, diff: runs === null ? [] : withContext(diffText(runs)) };
}

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

/** Edits that are remembered: those of the last weeks, whose findings may still be open. */
const REMEMBERED = 10;
/** Paragraphs of an edit that are remembered each way: a page that was rewritten is not taken back. */
const PARAGRAPHS = 60;

const hashOf = ({ words }: Pick<Changed, 'words'>): number => fnv1a(keyOf(words));

function editOf(gone: readonly Changed[], come: readonly Changed[]): EditMemory {
  const [left, came] = [gone.map(hashOf), come.map(hashOf)];
  const name = fnv1a([...left, 0, ...came].join(' '))
    .toString(16)
    .padStart(8, '0');
  return { name, left: left.slice(0, PARAGRAPHS), came: came.slice(0, PARAGRAPHS) };
}

/** The edits that a reading takes back, by name, and those left: all that left with it stands again (or came with another such edit), and nothing that came with it does. */
function undoneIn(
  { paragraphs, figures }: MainText,
  edits: readonly EditMemory[],
): { readonly undone: readonly string[]; readonly edits: readonly EditMemory[] } {
  if (edits.length === 0) return { undone: [], edits };
  const stands = new Set([
    ...paragraphs.map(hashOf),
    ...[...figures.values()].map((line) => hashOf({ words: wordsOf(`${line} `) })),
  ]);
  const undone: string[] = [];
  const takenBack = new Set<number>();
  for (const { name, left, came } of edits) {
    if (came.some((one) => stands.has(one))) continue;
    if (!left.every((one) => stands.has(one) || takenBack.has(one))) continue;
    undone.push(name);
    for (const one of came) takenBack.add(one);
  }
  return { undone, edits: edits.filter(({ name }) => !undone.includes(name)) };
}

const textOf = (words: readonly Word[]): string =>
  words
    .map((word) => word.raw)
    .join('')
    .trim();

/** What came block by block, without what stood there before with other lines after it. */
function newBlocks(gone: readonly Changed[], come: readonly Changed[]): readonly string[] {
  const stood = new Set(gone.flatMap(({ blocks }) => blocks.map(keyOf)));
  return come.flatMap(({ blocks }) =>
    blocks.filter((block) => !stood.has(keyOf(block))).map(textOf),
  );
}

/** The note by which a publisher corrects or retracts a document, newly on its page; null when there is none. A retraction outweighs a correction. */
function noticeOfChange(gone: readonly Changed[], come: readonly Changed[]): NoticeOfChange | null {
  const notes = newBlocks(gone, come);
  for (const kind of ['retraction', 'correction'] as const) {
    const at = notes.findIndex((note) => classifyRetraction(note) === kind);
    const note = notes[at];
    if (note === undefined) continue;
    // A label stands above what it announces.
    const words = isCorrectionLabel(note) ? [note, notes[at + 1] ?? ''].join(' ').trim() : note;
    return { kind, words: shorten(words, NOTICE_HEAD) };
  }
  return null;
}
