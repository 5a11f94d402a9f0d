import { isWeb, type SavedPage, statedAt } from './saved-page.js';

/** Bytes in which browsers and extensions write where a page was saved from: at its very beginning. */
const MARKED_WITHIN = 65_536;

/** `<!-- saved from url=(0023)https://www.example.com/ -->`, as Chrome and Edge write it. */
const SAVED_FROM = /<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,4000}?)\s{0,9}-->/iu;
/** What the extension SingleFile writes. */
const SINGLE_FILE = /<!--\s{0,99}Page saved with SingleFile\s{1,99}url:\s{0,9}(\S{1,4000})([^>]{0,400})/iu;
const SAVED_DATE = /saved date:\s{0,9}([^\r\n]{1,100})/iu;

/** Pictures and fonts that were put into the page: most of its bytes, and no text. */
const INLINED = /data:[\w.+-]{1,40}\/[\w.+-]{1,80};base64,[A-Za-z0-9+/=]+/gu;
/** Bytes from which on they are taken out: of a short page the reader makes nothing of them either. */
const LONG = 1_000_000;

/** A page that was saved as HTML, with what it says of where it is from. */
export function readSavedHtml(bytes: Buffer): SavedPage {
  const start = bytes.toString('utf8', 0, MARKED_WITHIN);
  const [, single, rest = ''] = SINGLE_FILE.exec(start) ?? [];
  const from = single ?? SAVED_FROM.exec(start)?.[1];
  return {
    format: 'html',
    says: from !== undefined && isWeb(from) ? [from] : [],
    dated: statedAt(SAVED_DATE.exec(rest)?.[1]),
    bytes:
      bytes.length < LONG
        ? bytes
        : Buffer.from(bytes.toString('latin1').replace(INLINED, 'data:,'), 'latin1'),
    contentType: 'text/html',
  };
}
