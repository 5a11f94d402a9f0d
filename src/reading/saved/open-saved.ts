import { FILE_ADDRESS, parseAddress, sameAddress } from '../../model/address.js';
import {
  type Document,
  MAX_SAVED_BYTES,
  type SavedFault,
  type SavedFormat,
} from '../../model/document.js';
import { extract } from '../extract.js';
import { sniff } from '../sniff.js';
import { openZip } from '../zip.js';
import {
  isMhtml,
  isWeb,
  parseStatedDate,
  readMhtml,
  type SavedPage,
  SavedPageError,
} from './saved-page.js';
import { isWarc, readWacz, readWarc } from './web-archive.js';

/** A file that a person saved, and the addresses at which its page may stand: the source's own first, none where nobody knows one. */
export interface Saved {
  readonly bytes: Uint8Array;
  readonly addresses: readonly string[];
  /** True when it was held against them before, and is not again. */
  readonly isHeld?: boolean;
}

/** What was read of it, or why it cannot be. */
export type OpenedSaved =
  | {
      readonly kind: 'read';
      readonly format: SavedFormat;
      /** True when the file says that it is from one of the addresses, false when it says nothing of where it is from. */
      readonly saysWhere: boolean;
      /** The address that it says it is from, or null. */
      readonly from: string | null;
      /** When it says that it was saved, ISO, or null. */
      readonly dated: string | null;
      readonly document: Document;
    }
  | { readonly kind: 'unheard'; readonly fault: SavedFault };

/** Finds the page in a file that a person saved and reads its text. A file of another address is not read. */
export async function openSaved({ bytes, addresses, isHeld = false }: Saved): Promise<OpenedSaved> {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const [url = null] = addresses;
    const page = pageIn(file, url);
    const isFree = isHeld || url === null;
    if (!isFree) hold(page.says, addresses);
    const document = await extract(page.bytes, {
      contentType: page.contentType,
      url: url ?? page.says[0] ?? FILE_ADDRESS,
    });
    const says = page.says.length === 0 ? ownAddress(document) : page.says;
    if (!isFree) hold(says, addresses);
    const { format, dated } = page;
    return {
      kind: 'read',
      format,
      saysWhere: says.length > 0,
      from: says[0] ?? null,
      dated,
      document,
    };
  } catch (error) {
    if (!(error instanceof SavedPageError)) throw error;
    return { kind: 'unheard', fault: error.fault };
  }
}

function pageIn(file: Buffer, url: string | null): SavedPage {
  if (file.length === 0) throw new SavedPageError({ kind: 'empty' });
  if (file.length > MAX_SAVED_BYTES)
    throw new SavedPageError({ kind: 'too-long', most: MAX_SAVED_BYTES });
  if (isWarc(file)) return readWarc(file, url);
  if (isMhtml(file)) return readMhtml(file);
  switch (sniff(file, null).kind) {
    case 'html':
      return readSavedHtml(file);
    case 'pdf':
      return { format: 'pdf', says: [], dated: null, bytes: file, contentType: 'application/pdf' };
    case 'zip':
      return waczIn(file, url);
    default:
      throw new SavedPageError({ kind: 'other-format' });
  }
}

function waczIn(file: Buffer, url: string | null): SavedPage {
  try {
    if (openZip(file).names.includes('datapackage.json')) return readWacz(file, url);
  } catch (error) {
    throw error instanceof SavedPageError
      ? error
      : new SavedPageError({ kind: 'broken', format: 'wacz' });
  }
  throw new SavedPageError({ kind: 'other-format' });
}

/** Throws where one of the addresses that a file names is none of those that it may be from. */
function hold(says: readonly string[], addresses: readonly string[]): void {
  const other = says.find((one) => !addresses.some((known) => sameAddress(known, one)));
  if (other !== undefined) throw new SavedPageError({ kind: 'other-address', says: other });
}

/** The address that a page gives as its own (`rel=canonical`); none where that is a home page, as some sites say on every page. */
function ownAddress({ links }: Document): readonly string[] {
  const canonical = links.find(({ rel }) => rel.split(/\s+/u).includes('canonical'))?.url;
  const address = parseAddress(canonical ?? '');
  return address === null || address.pathname === '/' ? [] : [address.href];
}

/** Bytes in which browsers and extensions write where a page was saved from: at its very beginning. */
const MARKED_WITHIN = 65_536;

/** `<!-- saved from url=(0023)https://www.example.com/ -->`, as Chrome and Edge write it. */
const SAVED_FROM = /<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,4000}?)\s{0,9}-->/iu;
/** What the extension SingleFile writes. */
const SINGLE_FILE =
  /<!--\s{0,99}Page saved with SingleFile\s{1,99}url:\s{0,9}(\S{1,4000})([^>]{0,400})/iu;
const SAVED_DATE = /saved date:\s{0,9}([^\r\n]{1,100})/iu;

/** Pictures and fonts that were put into the page: most of its bytes, and no text. */
const INLINED = /data:[\w.+-]{1,40}\/[\w.+-]{1,80};base64,[A-Za-z0-9+/=]+/gu;
/** Bytes from which on they are taken out: of a short page the reader makes nothing of them either. */
const LONG = 1_000_000;

/** A page that was saved as HTML, with what it says of where it is from. */
function readSavedHtml(bytes: Buffer): SavedPage {
  const start = bytes.toString('utf8', 0, MARKED_WITHIN);
  const [, single, rest = ''] = SINGLE_FILE.exec(start) ?? [];
  const from = single ?? SAVED_FROM.exec(start)?.[1];
  return {
    format: 'html',
    says: from !== undefined && isWeb(from) ? [from] : [],
    dated: parseStatedDate(SAVED_DATE.exec(rest)?.[1]),
    bytes:
      bytes.length < LONG
        ? bytes
        : Buffer.from(bytes.toString('latin1').replace(INLINED, 'data:,'), 'latin1'),
    contentType: 'text/html',
  };
}
