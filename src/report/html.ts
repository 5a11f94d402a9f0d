import { knownAddress } from '../model/address.js';
import { replaceHidden, withoutHidden } from './hidden.js';

/** Markup that is safe to print: every string in it went through {@link escapeHtml}. */
export class Html {
  constructor(readonly text: string) {}

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

/** What a text may hold that does not stay as it is; in most there is none. */
const SUSPECT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /[&<>"'\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u115f\u1160\u3164\uffa0\ufffe\uffff\ud800-\udfff]/;

/** Text for HTML content and for quoted attributes; characters that HTML does not allow are dropped, and nothing is hidden in it. */
export const escapeHtml = (text: string): string =>
  SUSPECT.test(text)
    ? withoutHidden(text)
        .replace(UNPRINTABLE, '')
        .replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
    : text;

function print(piece: HtmlPiece): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'number') return String(piece);
  let text = '';
  for (const one of piece) text += print(one);
  return text;
}

/**
 * The template tag through which all HTML is made, so that forgetting to escape is not possible. What is added to a text is not copied
 * until somebody reads it, so that ten thousand rows are put together once, and not again for each thing around them.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly HtmlPiece[]): Html {
  let text = strings[0] as string;
  for (let i = 0; i < pieces.length; i++) text += print(pieces[i]) + strings[i + 1];
  return new Html(text);
}

/** The address when a browser may open it (http or https), else null: `javascript:` and the like stay text. What would be hidden in it is encoded: it leads where it led. */
export const webUrl = (url: string | null): string | null => {
  const address = knownAddress(url ?? '');
  return address !== null && /^https?:$/.test(address.protocol)
    ? replaceHidden(url ?? '', encodeURIComponent)
    : null;
};
