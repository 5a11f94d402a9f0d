import { parseAddress } from '../model/address.js';

/** Markup that is safe to print: every string in it went through {@link escapeHtml}. */
export class Html {
  /** What it is made of: ten thousand rows are put together once, and not again for each thing around them. */
  readonly pieces: readonly string[];

  constructor(markup: string | readonly string[]) {
    this.pieces = typeof markup === 'string' ? [markup] : markup;
  }

  get text(): string {
    return this.pieces.join('');
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

function print(piece: HtmlPiece, into: string[]): void {
  if (piece === null || piece === undefined || piece === false) return;
  if (piece instanceof Html) for (const text of piece.pieces) into.push(text);
  else if (typeof piece === 'string') into.push(escapeHtml(piece));
  else if (typeof piece === 'number') into.push(String(piece));
  else for (const one of piece) print(one, into);
}

/** Pieces of which one text is made at once: those of a row, not those of a list. Our choice. */
const FEW = 100;

/** The template tag through which all HTML is made, so that forgetting to escape is not possible. */
export function html(strings: TemplateStringsArray, ...pieces: readonly HtmlPiece[]): Html {
  const made: string[] = [];
  for (const [i, text] of strings.entries()) {
    made.push(text);
    print(pieces[i], made);
  }
  return new Html(made.length <= FEW ? [made.join('')] : made);
}

/** The address when a browser may open it (http or https), else null: `javascript:` and the like stay text. */
export const webUrl = (url: string | null): string | null => {
  const address = parseAddress(url ?? '');
  return address !== null && /^https?:$/.test(address.protocol) ? url : null;
};
