import type { Digest } from '../../model/run.js';
import { indexOf } from '../../model/verdicts.js';
import { subjectLine } from '../headline.js';
import type { Publication } from '../publication.js';
import { letterHtml } from './digest-html.js';
import { letterText } from './digest-text.js';
import { letterOf } from './letter.js';
import type { MailReader } from './why.js';

/** A mail without its address. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ids of the reports that it is about. */
  readonly reports: readonly string[];
}

/** Entries of a mail; a reader of a phone takes in no more. Fewer, where what the pages say is so long that even those would be clipped. */
const ENTRIES = [10, 5, 2, 1] as const;

/** UTF-8 bytes of a mail's HTML: Gmail cuts off what is longer than 102 kB, and what it counts is not known to the byte. */
const SIZE = 90_000;

/** What changed since the last message, as a mail that is understood on a phone in ten seconds. */
export const renderDigest = (
  digest: Digest,
  publication: Publication = {},
  reader: MailReader | null = null,
): Message => {
  const subject = subjectLine(digest, publication);
  const { reports } = indexOf(digest.sources);
  for (const most of ENTRIES) {
    const letter = letterOf(digest, publication, most, reader);
    const html = letterHtml(letter);
    if (Buffer.byteLength(html) < SIZE) return { subject, html, text: letterText(letter), reports };
  }
  const letter = letterOf(digest, publication, 0, reader);
  return { subject, html: letterHtml(letter), text: letterText(letter), reports };
};
