import { jsonIn } from '../model/problem.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import type { Script } from './metadata.js';

/** Strings inside strings that are opened: frameworks put JSON into JSON twice. */
const DEEPEST = 3;
/** Values of a page's data that are looked at; more only a page made for it has. */
const MOST_VALUES = 200_000;
/** Strings that are kept: all of a long document's paragraphs. */
const MOST_STRINGS = 10_000;
/** Levels of a page's data that are gone down. */
const DEEPEST_DATA = 64;
/** Characters below which a string is a label and no passage. */
const LEAST = 25;
/** Share of a string that may be signs of program text. Chosen by eye: prose in five languages has under 2 %. */
const CODE = 0.06;

/** Prose that scripts hold, as text or as HTML, in the order of the page. */
export function extractScriptProse(scripts: readonly Script[]): readonly string[] {
  const reader = new DataReader();
  for (const { type, code } of scripts) {
    if (/template|html|markdown/.test(type)) reader.offer(code);
    else reader.open(code);
  }
  return reader.found;
}

class DataReader {
  readonly found: string[] = [];
  #values = 0;

  /** Reads data, or the strings of a program. */
  open(code: string, depth = 0): void {
    const data = dataIn(code);
    if (data !== undefined) this.#read(data, depth);
    else for (const text of stringsIn(code)) this.#string(text, depth);
  }

  offer(text: string): void {
    if (this.found.length < MOST_STRINGS && isProse(text)) this.found.push(text);
  }

  #read(value: unknown, depth: number, level = 0): void {
    if (++this.#values > MOST_VALUES || level > DEEPEST_DATA) return;
    if (typeof value === 'string') this.#string(value, depth);
    else if (Array.isArray(value)) {
      const line = lineOf(value);
      if (line !== null) this.offer(line);
      else for (const item of value) this.#read(item, depth, level + 1);
    } else if (typeof value === 'object' && value !== null)
      for (const item of Object.values(value)) this.#read(item, depth, level + 1);
  }

  #string(text: string, depth: number): void {
    if (++this.#values > MOST_VALUES || text.length < LEAST) return;
    if (depth < DEEPEST && /^\s*(?:[\w$]+:)?[[{]/.test(text) && text.includes('"'))
      this.open(text, depth + 1);
    else this.offer(text);
  }
}

/** The data that a script is, or sets a name to; undefined for a program. */
function dataIn(code: string): unknown {
  const start =
    /^\s*(?:(?:var|let|const)\s{1,9})?(?:[\w$.]|\[["'][\w$]+["']\]){0,100}\s{0,9}=?\s{0,9}(?=[[{])/.exec(
      code,
    )?.[0].length;
  if (start === undefined) return undefined;
  const end = Math.max(code.lastIndexOf('}'), code.lastIndexOf(']')) + 1;
  return jsonIn(code.slice(start, end));
}

/** Editors keep a paragraph as its pieces: `[{ "text": "He said " }, { "text": "no", "bold": true }]`. Null for other lists. */
function lineOf(items: readonly unknown[]): string | null {
  const pieces = items.map((item) => {
    const { text, value } = (typeof item === 'object' && item !== null ? item : {}) as Record<
      string,
      unknown
    >;
    return typeof text === 'string' ? text : typeof value === 'string' ? value : null;
  });
  return items.length > 1 && pieces.every((piece) => piece !== null) ? pieces.join('') : null;
}

// Between two quote marks is a string or what stands between strings, which is no prose: so no quote mark in a comment or a
// pattern can make us miss what follows it.
const DOUBLE = /(?<=(?<!\\)")(?:[^"\\]|\\[\s\S])+(?=")/g;
const OTHER =
  /(?<=[=(:,[?]\s{0,2})(?:'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\[\s\S])*)`)(?=\s{0,2}[,;)\]}+])/g;

function stringsIn(code: string): string[] {
  const double = Array.from(code.matchAll(DOUBLE), ([text]) => text);
  const other = Array.from(code.matchAll(OTHER), (found) => found[1] ?? found[2] ?? '');
  return [...double, ...other].filter((text) => text.length >= LEAST).map(unescaped);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\n',
  t: ' ',
  b: '',
  f: ' ',
  v: ' ',
};

const unescaped = (text: string): string =>
  text.replace(
    /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi,
    (_, wide, four, two, one) =>
      one === undefined
        ? codePoint(Number.parseInt(wide ?? four ?? two, 16))
        : (ESCAPES[one] ?? one),
  );

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]{8}/u;

/** True for sentences, and for HTML that holds some; a program, an address or a list of class names is none. */
function isProse(text: string): boolean {
  const plain = collapseWhitespace(text.replace(/<[^<>]*>/g, ' '));
  if (plain.length < LEAST) return false;
  if (!UNSPACED.test(plain) && plain.split(' ', 5).length < 5) return false;
  const signs = plain.match(/[{}[\]<>=|\\_;#&$^~`]/g)?.length ?? 0;
  return signs <= plain.length * CODE;
}
