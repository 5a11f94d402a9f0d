import type { NoticeOfChange } from '../../model/verdict.js';
import { NOTICE_HEAD, takenBackBy } from '../../text/taken-back.js';
import type { Changed } from './paragraphs.js';
/** The note by which a publisher corrects or retracts a document, newly on its page; null when there is none. A retraction outweighs a correction. */
export function noticeOfChange(come: readonly Changed[]): NoticeOfChange | null {
  const heads = come.map(({ words }) =>
    words
      .map((word) => word.raw)
      .join('')
      .trim()
      .slice(0, NOTICE_HEAD),
  );
  for (const kind of ['retraction', 'correction'] as const) {
    const words = heads.find((head) => takenBackBy(head) === kind);
    if (words !== undefined) return { kind, words };
  }
  return null;
}
