import { inflateSync } from 'node:zlib';
import { LARGEST_STREAM } from './bomb.js';

/** Where an object of the file begins. */
const OBJECT = /(?<![\d.])(\d{1,10}) (\d{1,5}) obj\b/g;
/** Characters of a dictionary that are looked at: those of pages and streams have some hundred. */
const DICTIONARY = 4_000;
const CONTENTS = /\/Contents\s{0,9}(?:\[([^\]]{0,2000})\]|(\d{1,10} \d{1,5} R))/;
const REFERENCE = /(\d{1,10}) (\d{1,5}) R/g;
const FILTER = /\/Filter\b\s{0,9}\[?\s{0,9}\/(\w{1,20})/;
/** A stretch that its producer says the letters of; its other properties are of no account. */
const SPAN = /\/Span\s{0,9}(?:<<((?:[^>]|>(?!>\s{0,9}BDC)){0,500})>>|\/[^\s/<>[\]()]{1,60})\s{0,9}BDC\b/g;
const ACTUAL_TEXT = /\/ActualText\s{0,9}<\s{0,9}FEFF([\dA-F\s]{0,400})>/i;
/** Characters of a letter or a syllable, the longest of Khmer included: what claims to be more may not be what is seen. */
const SYLLABLE = 16;

/**
 * What a PDF says of its own glyphs: the letters for which a stretch of them stands (`/ActualText`), which no map from single
 * glyphs can tell where they are joined, as in Indic scripts. Chromium writes it, pdf.js passes over it.
 */
export class ActualTexts {
  readonly #file: string;
  #objects: ReadonlyMap<string, number> | null = null;

  constructor(bytes: Uint8Array) {
    this.#file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  }

  /** Of each `/Span` of a page, in order: its letters, or null where it does not say them. Empty when the page's content is not to be read. */
  of(page: { readonly num: number; readonly gen: number }): readonly (string | null)[] {
    const [, several, one] = CONTENTS.exec(this.#dictionary(`${page.num} ${page.gen}`)) ?? [];
    const content = [...(several ?? one ?? '').matchAll(REFERENCE)]
      .map(([, num, gen]) => this.#stream(`${num} ${gen}`))
      .join('\n');
    return [...content.matchAll(SPAN)].map(([, properties = '']) => lettersIn(properties));
  }

  #dictionary(name: string): string {
    const start = this.#at(name);
    return start < 0 ? '' : (this.#file.slice(start, start + DICTIONARY).split('endobj', 1)[0] as string);
  }

  #stream(name: string): string {
    const [dictionary = ''] = this.#dictionary(name).split('stream', 1);
    const keyword = this.#file.indexOf('stream', this.#at(name));
    const end = this.#file.indexOf('endstream', keyword);
    if (dictionary === '' || keyword < 0 || end < 0) return '';
    const start = keyword + (this.#file.startsWith('\r\n', keyword + 6) ? 8 : 7);
    const filter = FILTER.exec(dictionary)?.[1];
    if (filter === undefined) return this.#file.slice(start, end);
    return filter === 'FlateDecode' ? inflated(Buffer.from(this.#file.slice(start, end), 'latin1')) : '';
  }

  /** Where the last object of a number begins: a file that was saved again has several. */
  #at(name: string): number {
    this.#objects ??= new Map(
      [...this.#file.matchAll(OBJECT)].map(({ 0: found, 1: num, 2: gen, index }) => [
        `${num} ${gen}`,
        index + found.length,
      ]),
    );
    return this.#objects.get(name) ?? -1;
  }
}

function inflated(packed: Buffer): string {
  try {
    return inflateSync(packed, { maxOutputLength: LARGEST_STREAM }).toString('latin1');
  } catch {
    return '';
  }
}

function lettersIn(properties: string): string | null {
  const digits = ACTUAL_TEXT.exec(properties)?.[1]?.replace(/\s/g, '');
  if (digits === undefined || digits.length % 4 !== 0) return null;
  const text = Buffer.from(digits, 'hex').swap16().toString('utf16le');
  return text.length <= SYLLABLE ? text : null;
}
