import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { UnreadReason } from '../../model/document.js';
import { EncodingTables, loadEngine } from './engine.js';
import {
  ActualTexts,
  isDecompressionBomb,
  LARGEST_STREAM,
  readSheets,
  type Sheet,
} from './text-items.js';

/** Pages from which a PDF is not read: longer than any report that was met. */
const MOST_PAGES = 2000;

/** A PDF that could be opened, or why not. */
export type Opened<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unread'; readonly why: UnreadReason };

/** Opens a PDF, reads of it what `read` asks for, and closes it again. What is wrong with the file is a reason, as is what `read` throws. */
export async function openPdf<T>(
  bytes: Uint8Array,
  read: (file: PDFDocumentProxy) => Promise<T>,
): Promise<Opened<T>> {
  const unread = (why: UnreadReason): Opened<T> => ({ kind: 'unread', why });
  if (isDecompressionBomb(bytes))
    return unread({ kind: 'pdf-bomb', megabytes: LARGEST_STREAM / 2 ** 20 });
  const pdfjs = await loadEngine();
  const loading = pdfjs.getDocument({
    // pdf.js takes the bytes for itself, so it gets a copy.
    data: new Uint8Array(bytes),
    // Nobody looks at them: a page's glyphs are asked for without unpacking its pictures.
    maxImageSize: 1,
    useSystemFonts: false,
    // The names of fonts among them: they say which is bold.
    fontExtraProperties: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    // What an encoding defines is read the same without the fonts to draw it.
    BinaryDataFactory: EncodingTables,
    useWorkerFetch: false,
  });
  try {
    const file = await loading.promise;
    if (file.numPages > MOST_PAGES)
      return unread({ kind: 'pdf-too-long', pages: file.numPages, most: MOST_PAGES });
    if (file.numPages === 0) return unread({ kind: 'pdf-without-pages' });
    return { kind: 'read', value: await read(file) };
  } catch (error) {
    return unread(whyUnread(error));
  } finally {
    await loading.destroy();
  }
}

const whyUnread = (error: unknown): UnreadReason => ({
  kind:
    error instanceof Error && error.name === 'PasswordException' ? 'pdf-encrypted' : 'pdf-broken',
});

/** Text of all pages, and how many of them could not be read. `dressed`: with what its stretches are beside letters. */
export async function readPages(
  file: PDFDocumentProxy,
  bytes: Uint8Array,
  dressed = false,
): Promise<{ readonly sheets: readonly Sheet[]; readonly failed: number }> {
  const actual = new ActualTexts(bytes);
  const sheets: Sheet[] = [];
  let failed = 0;
  for (let number = 1; number <= file.numPages; number++) {
    try {
      const page = await file.getPage(number);
      sheets.push(...(await readSheets(page, actual, dressed)));
      page.cleanup();
    } catch {
      failed++;
    }
  }
  return { sheets, failed };
}
