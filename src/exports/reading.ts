import type { Document } from '../model/document.js';
import { extract } from '../reading/extract.js';
import { NO_ADDRESS, type Received } from './passage.js';

/**
 * Reads a web page, a PDF, a Word or LibreOffice file or a plain text: title, language, dates, links and the text in blocks, what is
 * furniture marked as such. It never rejects for what the bytes hold: a document without text says why in `unread`.
 */
export const readDocument = ({ bytes, contentType, url = NO_ADDRESS }: Received): Promise<Document> =>
  extract(bytes, { contentType, url });
