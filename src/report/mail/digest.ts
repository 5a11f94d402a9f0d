import type { Digest } from '../../model/run.js';
import { subjectLine } from '../headline.js';
import type { Publication } from '../publication.js';
import { digestHtml } from './digest-html.js';
import { digestText } from './digest-text.js';

/** A mail without its address. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What changed since the last message, as a mail to read on a phone: most important first, and no more than it takes. */
export const renderDigest = (digest: Digest, publication: Publication = {}): Message => ({
  subject: subjectLine(digest, publication),
  text: digestText(digest, publication),
  html: digestHtml(digest, publication),
});
