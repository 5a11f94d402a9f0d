import type { ContentReason } from '../../model/content-reason.js';
import type { ContentVerdict, NoticeOfChange } from '../../model/content-verdict.js';
import type { SourceMemory } from '../../model/memory.js';
import type { Snapshot } from '../../model/visit.js';
import type { Word } from '../../text/tokens.js';
import { changedDates } from './changed-dates.js';
import { doubtBeside } from './doubt-beside.js';
import { editedOrReplaced, FEW } from './edited-or-replaced.js';
import { editOf, rememberEdit, undoneIn } from './edits.js';
import { noticeOfChange } from './notice-of-change.js';
import { type Changed, keyOf, type MainText, mainTexts, onlyIn } from './paragraphs.js';
import { piecesOf } from './pieces.js';
import { restated } from './restated.js';
import { newsAmong, recordTurns, returns } from './returning.js';
import { followLines, isWaited } from './turning-lines.js';
import { isVolatile, recordChanges, touchedBy } from './volatile-places.js';

/** A page that shrank below this share of its text is distrusted (docs/judging.md, 4). */
const SHRUNK = 1 / 3;
/** Share of a text after some point, from which on its loss is a cut: a teaser, an answer that broke off. */
const TAIL = 0.5;

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
export type ContentMemory = Pick<SourceMemory, 'volatile' | 'shrunken' | 'returning' | 'turning' | 'edits'>;

/** The verdict of one comparison, and what is remembered after it. */
export interface JudgedContent {
  readonly verdict: ContentVerdict;
  readonly memory: ContentMemory;
}

/** What else is known when two readings are compared. */
export interface ContentCase {
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
}

const NOTHING_ELSE: ContentCase = { quoted: [], recognised: false, confirm: 3 };

/**
 * Says whether a document changed since the baseline, by what a reader of its main text would notice. By the `memory` of
 * the nights before, a fraction of its text that comes again is believed, places that change on most nights are overlooked,
 * and so is what came and went before, unless a quoted passage is touched.
 */
export function judgeContent(
  now: Snapshot,
  baseline: Snapshot | null,
  memory: ContentMemory = NOTHING_COMPARED,
  known: ContentCase = NOTHING_ELSE,
): JudgedContent {
  const hashes = { sha256: now.sha256, textSha256: now.textSha256 };
  if (baseline === null) return { verdict: { ...hashes, ...FIRST }, memory: NOTHING_COMPARED };
  const same = samenessOf(now, baseline);
  if (same !== null && !isWaited(memory.turning))
    return {
      verdict: { ...hashes, ...same },
      memory: {
        ...memory,
        volatile: recordChanges(memory.volatile, new Set()),
        returning: recordTurns(memory.returning, []),
        shrunken: 0,
      },
    };
  const [before, after] = mainTexts(baseline.document, now.document, known.moved === true);
  const shrunken = memory.shrunken + 1;
  const isLess = after.total < before.total * SHRUNK || isCutOff(before, after);
  if (isLess && before.total > FEW && shrunken < known.confirm && !isRetracted(before, after))
    return {
      verdict: { ...unread({ kind: 'shrunken', share: after.total / before.total }), ...hashes },
      memory: { ...memory, shrunken },
    };
  const { standing = [] } = known;
  const doubtIn = (come: readonly Changed[]): NoticeOfChange | null =>
    doubtBeside(baseline.document, now.document, standing, come) ??
    restated(baseline.document, now.document, standing);
  const { memory: kept, ...compared } = compareParagraphs(before, after, memory, known, doubtIn);
  const judged = { ...hashes, ...compared, ...(same !== null && compared.change === 'cosmetic' ? same : {}) };
  const isNew = same === null && (compared.change === 'edited' || compared.change === 'replaced');
  return {
    verdict: { ...judged, ...(isNew ? { before: baseline.textSha256 } : {}) },
    memory: { ...kept, shrunken: 0 },
  };
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
function samenessOf(now: Snapshot, before: Snapshot): Pick<ContentVerdict, 'change' | 'why' | 'diff'> | null {
  if (now.sha256 === before.sha256) return { change: 'unchanged', why: { kind: 'same-bytes' }, diff: [] };
  if (now.textSha256 === before.textSha256)
    return { change: 'cosmetic', why: { kind: 'same-text' }, diff: [] };
  return null;
}

/** What one reading has and the other has not, but for short lines in which only figures changed. */
function changesIn(
  before: MainText,
  after: MainText,
): { gone: readonly Changed[]; come: readonly Changed[] } {
  const dates = changedDates(before, after);
  return {
    gone: [...onlyIn(before, after), ...datesAsText(dates.gone)],
    come: [...onlyIn(after, before), ...datesAsText(dates.come)],
  };
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
  const { gone, come } = changesIn(before, after);
  const lines = followLines(before, after, memory.turning, confirm);
  const pieces = piecesOf([...gone, ...lines.gone], [...come, ...lines.come]);
  const news = newsAmong(memory.returning, pieces);
  const volatile = recordChanges(memory.volatile, new Set(news.map(({ place }) => place)));
  const touched = touchedBy(quoted);
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
    const kind =
      gone.length + come.length === 0
        ? 'trifles'
        : left.length + added.length === 0
          ? 'volatile'
          : 'returned';
    return { change: 'cosmetic', why: { kind }, diff: [], ...taken, memory: kept };
  }
  const compared = {
    ...editedOrReplaced({ before: before.total, after: after.total }, left, added, recognised),
    ...taken,
  };
  // An edit that is taken back ends; it is no other one.
  const isTakenBack = undone.length > 0 && news.every((piece) => returns(memory.returning, piece));
  if (compared.change !== 'edited' || isTakenBack) return { ...compared, memory: kept };
  const edit = editOf(left, added);
  const notice = noticeOfChange(left, added) ?? doubtIn(added);
  return {
    ...compared,
    ...(notice === null ? {} : { notice }),
    edit: edit.name,
    memory: { ...kept, edits: rememberEdit(edits, edit) },
  };
}

/** What is remembered after a first reading. */
export const NOTHING_COMPARED: ContentMemory = {
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
    const words: readonly Word[] = [{ kind: 'number', raw: `${date} `, bare: date, at: 0, key: date }];
    return { words, blocks: [words], place: date };
  });
