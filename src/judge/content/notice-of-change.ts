import type { NoticeOfChange } from '../../model/verdict.js';
import { NOTICE_HEAD, takenBackBy } from '../../text/taken-back.js';
import type { Changed } from './paragraphs.js';

/** The note by which a publisher corrects or retracts a document, newly on its page; null when there is none. A retraction outweighs a correction. */
export function noticeOfChange(come: readonly Changed[]): NoticeOfChange | null {
  const notes = come.map(({ words }) =>
    words
      .map((word) => word.raw)
      .join('')
      .trim(),
  );
  for (const kind of ['retraction', 'correction'] as const) {
    const words = notes.find((note) => takenBackBy(note) === kind);
    if (words !== undefined) return { kind, words: words.slice(0, NOTICE_HEAD) };
  }
  return null;
}
