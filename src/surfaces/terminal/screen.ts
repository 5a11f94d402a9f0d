import { Ansis } from 'ansis';
import { TURNING, withoutHidden } from '../escape.js';

/** How a terminal text is coloured; each function returns its text unchanged when colour is off. */
export interface Paint {
  readonly high: (text: string) => string;
  readonly medium: (text: string) => string;
  readonly low: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly added: (text: string) => string;
}

/** Colours of the sixteen that every terminal has, so that they follow the reader's own theme. */
export const painter = (colour: boolean): Paint => {
  const ansis = new Ansis(colour ? 1 : 0);
  return {
    high: (text) => ansis.red.bold(text),
    medium: (text) => ansis.yellow(text),
    low: (text) => ansis.cyan(text),
    strong: (text) => ansis.bold(text),
    quiet: (text) => ansis.dim(text),
    removed: (text) => ansis.red(text),
    added: (text) => ansis.green(text),
  };
};

/** Text that a terminal shows and does not obey: control characters and direction overrides are dropped, white space is collapsed. */
export const plain = (text: string): string =>
  withoutHidden(text)
    .replace(/\s+/gu, ' ')
    .replace(TURNING, '')
    .replace(/\p{Cc}/gu, '')
    .trim();

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
const COLOUR = /\u001b\[[0-9;]*m/g;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes on a terminal: two for a Chinese, Japanese or Korean character, none for a colour. */
export const columns = (text: string): number => {
  let n = 0;
  for (const c of text.replace(COLOUR, '')) n += columnsOf(c);
  return n;
};

function columnsOf(character: string): number {
  if (/\p{M}|\p{Cf}/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Pieces between which a line may break: at spaces, and beside any wide character. */
const pieces = (text: string): readonly string[] =>
  text.split(new RegExp(`(?<= )|(?=${WIDE.source})`, 'u'));

/**
 * A paragraph as lines of at most `width` columns, each after `indent`. An address that is longer than a line
 * is left whole, so that it can still be opened.
 */
export const wrap = (text: string, width: number, indent = ''): string => {
  const room = Math.max(width - columns(indent), 20);
  const lines: string[] = [];
  let [line, taken] = ['', 0];
  for (const piece of pieces(text)) {
    if (line !== '' && taken + columns(piece.trimEnd()) > room) {
      lines.push(line.trimEnd());
      [line, taken] = ['', 0];
    }
    const added = line === '' ? piece.trimStart() : piece;
    line += added;
    taken += columns(added);
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines.map((l) => indent + l).join('\n');
};
