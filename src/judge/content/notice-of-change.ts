import type { NoticeOfChange } from '../../model/content-verdict.js';
import { isCorrectionLabel, NOTICE_HEAD, takenBackBy } from '../../text/taken-back.js';
import type { Word } from '../../text/tokens.js';
import { shorten } from '../../text/whitespace.js';
import { type Changed, keyOf } from './paragraphs.js';

const textOf = (words: readonly Word[]): string =>
  words
    .map((word) => word.raw)
    .join('')
    .trim();

/** What came block by block, without what stood there before with other lines after it. */
function newBlocks(gone: readonly Changed[], come: readonly Changed[]): readonly string[] {
  const stood = new Set(gone.flatMap(({ blocks }) => blocks.map(keyOf)));
  return come.flatMap(({ blocks }) => blocks.filter((block) => !stood.has(keyOf(block))).map(textOf));
}

/** The note by which a publisher corrects or retracts a document, newly on its page; null when there is none. A retraction outweighs a correction. */
export function noticeOfChange(gone: readonly Changed[], come: readonly Changed[]): NoticeOfChange | null {
  const notes = newBlocks(gone, come);
  for (const kind of ['retraction', 'correction'] as const) {
    const at = notes.findIndex((note) => takenBackBy(note) === kind);
    const note = notes[at];
    if (note === undefined) continue;
    // A label stands above what it announces.
    const words = isCorrectionLabel(note) ? [note, notes[at + 1] ?? ''].join(' ').trim() : note;
    return { kind, words: shorten(words, NOTICE_HEAD) };
  }
  return null;
}
