import { FILE_ADDRESS } from '../model/address.js';
import type { Document } from '../model/document.js';
import { extract } from '../reading/extract.js';
import { checkInput, type Received } from './errors.js';

/**
 * Reads a web page, a PDF, a Word or LibreOffice file or a plain text: title, language, dates, links and the text in blocks, what is
 * furniture marked as such. A document without text says why in `unread`. Rejects with an {@link InputError}, for what is not of these types, alone.
 */
export async function readDocument(received: Received): Promise<Document> {
  checkInput(received);
  const { bytes, contentType, url = FILE_ADDRESS } = received;
  return extract(bytes, { contentType, url });
}
