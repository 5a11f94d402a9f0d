import type { Document } from '../model/document.js';
import { encodedOnce, escapedOnce } from '../text/encoded-once.js';
import { decode } from './charset.js';
import { readHtml } from './html.js';
import { readPdf } from './pdf/read-pdf.js';
import { sniff } from './sniff.js';
import { readText, unreadFile } from './text.js';
import { readZip } from './zip/read-zip.js';

/** What is known of bytes apart from themselves. */
export interface ExtractHint {
  /** The `Content-Type` header, or null. */
  readonly contentType: string | null;
  /** The address that answered; relative links start from it. */
  readonly url: string;
}

/**
 * Reads a document's text from the bytes that a server sent. Whatever the bytes hold, it answers:
 * a document without readable text says why in `unread`.
 */
export async function extract(bytes: Uint8Array, hint: ExtractHint): Promise<Document> {
  const found = sniff(bytes, hint.contentType);
  switch (found.kind) {
    case 'html':
      return readHtml(escapedOnce(encodedOnce(decode(bytes, hint))), hint.url);
    case 'pdf':
      return readPdf(bytes);
    case 'zip':
      return readZip(bytes, hint.contentType);
    case 'text':
      return readText(encodedOnce(decode(bytes, hint)));
    case 'other':
      return unreadFile(found.sort, found.type);
  }
}
