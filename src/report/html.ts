import { parseAddress } from '../model/address.js';
/** Markup that is safe to print: every string in it went through {@link escapeHtml}. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template may hold: strings are escaped, markup is kept, lists are joined, nothing is nothing. */
export type HtmlPiece = string | number | Html | null | undefined | false | readonly HtmlPiece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is dropped; a parser would turn CR into LF
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** Text for HTML content and for quoted attributes; characters that HTML does not allow are dropped. */
export const escapeHtml = (text: string): string =>
  text.replace(UNPRINTABLE, '').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

const print = (piece: HtmlPiece): string => {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string') return escapeHtml(piece);
  return typeof piece === 'number' ? String(piece) : piece.map(print).join('');
};

/** The template tag through which all HTML is made, so that forgetting to escape is not possible. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly HtmlPiece[]): Html =>
  new Html(strings.map((s, i) => s + print(pieces[i])).join(''));

/** The address when a browser may open it (http or https), else null: `javascript:` and the like stay text. */
export const webUrl = (url: string | null): string | null => {
  const address = parseAddress(url ?? '');
  return address !== null && /^https?:$/.test(address.protocol) ? url : null;
};
