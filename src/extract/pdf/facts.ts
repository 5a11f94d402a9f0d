import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Document } from '../../model/document.js';
import { isoDate } from '../../text/dates.js';
import { collapseWhitespace } from '../../text/whitespace.js';
import { titleIn } from '../title.js';

/** What a PDF states of itself. */
export type PdfFacts = Pick<Document, 'title' | 'lang' | 'dates'>;
/** Of one that states nothing. */
export const NO_FACTS: PdfFacts = { title: null, lang: null, dates: { published: null, modified: null } };

// Titles that word processors put in by themselves.
const NO_TITLE =
  /^(?:untitled|document\d*|slide 1|powerpoint presentation|.*\.(?:docx?|pdf|indd|pptx?|qxd|rtf))$/i;

/** What a PDF states of itself; nothing where that cannot be read. */
export async function pdfFacts(file: PDFDocumentProxy): Promise<PdfFacts> {
  try {
    const { info, metadata } = await file.getMetadata();
    const stated = info as Readonly<Record<string, unknown>>;
    const text = (value: unknown): string => (typeof value === 'string' ? collapseWhitespace(value) : '');
    const title = [text(stated.Title), text(metadata?.get('dc:title'))]
      .map((name) => name.replace(/^Microsoft Word - /, ''))
      .find((name) => name !== '' && !NO_TITLE.test(name));
    return {
      title: titleIn(title),
      lang: text(stated.Language) || null,
      dates: { published: pdfDate(text(stated.CreationDate)), modified: pdfDate(text(stated.ModDate)) },
    };
  } catch {
    return NO_FACTS;
  }
}

/** A date such as `D:20240305101500+01'00'`, in ISO form. */
function pdfDate(stated: string): string | null {
  const parts = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?)?/.exec(
    stated,
  );
  if (!parts) return null;
  const [, year, month = '01', day = '01', hour, minute = '00', second = '00', z, zone, zoneMinutes = '00'] =
    parts;
  const time =
    hour === undefined ? '' : `T${hour}:${minute}:${second}${z ?? (zone ? `${zone}:${zoneMinutes}` : '')}`;
  return isoDate(`${year}-${month}-${day}${time}`);
}
