import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { notUtf8, type Problem } from '../model/problem.js';

/** The keys and numbers that lead to a value. */
export type Path = readonly (string | number)[];

/** A file of JSON (comments and trailing commas allowed), read as far as it can be. */
export interface JsonText {
  /** Undefined when so much is wrong that judging the rest would only add false problems. */
  readonly value: unknown;
  /** Syntax errors and keys that stand twice. */
  readonly problems: readonly Problem[];
  /** Where a value stands; where the last value on the way to it does, when it is missing. */
  readonly problemAt: (path: Path, message: string) => Problem;
  /** Where the key of a value stands. */
  readonly problemAtKey: (path: Path, message: string) => Problem;
}

/** By the parser's names for its errors. */
const SENTENCES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value; texts stand in double quotes',
  InvalidNumberFormat: 'this number is malformed',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a colon is missing before this',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing } is missing before this',
  CloseBracketExpected: 'a closing ] is missing before this',
  EndOfFileExpected: 'the JSON value has ended, nothing may follow',
  InvalidCommentToken: 'this comment is malformed',
  UnexpectedEndOfComment: 'this comment is never closed',
  UnexpectedEndOfString: 'this text has no closing quote in its line',
  UnexpectedEndOfNumber: 'this number is cut off',
  InvalidUnicode: 'this text holds a malformed \\u escape',
  InvalidEscapeCharacter: 'this text holds a backslash before a character that needs none',
  InvalidCharacter: 'this text holds a control character',
};

/** Errors after which the parser still has every key and value. */
const HARMLESS: ReadonlySet<string> = new Set([
  'CommaExpected',
  'EndOfFileExpected',
  'InvalidUnicode',
  'InvalidEscapeCharacter',
  'InvalidCharacter',
]);

const nameOf = (e: ParseError): string => printParseErrorCode(e.error);
const isHarmless = (e: ParseError): boolean => HARMLESS.has(nameOf(e));

/** Reads a text, or the bytes of one; `file` names it in problems. Throws nothing. */
export function readJson(text: string | Buffer, file: string): JsonText {
  // Editors neither show nor count a byte order mark.
  const shown = (): string => text.toString().replace(/^\uFEFF/, '');
  const foreign = typeof text === 'string' ? null : notUtf8(text, file);
  if (foreign !== null) return brokenBy([foreign], () => foreign);
  const plain = typeof text === 'string' ? plainJson(shown()) : plainJsonOf(text);
  return plain === undefined ? readTree(shown(), file) : readPlain(plain, shown, file);
}

/** Without its tree, which takes ten times the room of the text, and is grown only where there is something to say of a place. */
function readPlain(value: unknown, shown: () => string, file: string): JsonText {
  let tree: JsonText | null = null;
  const grown = (): JsonText => {
    tree ??= readTree(shown(), file);
    return tree;
  };
  return {
    value,
    problems: [],
    problemAt: (path, message) => grown().problemAt(path, message),
    problemAtKey: (path, message) => grown().problemAtKey(path, message),
  };
}

/** Of a file of which so much is wrong that no more is said of it. */
const brokenBy = (problems: readonly Problem[], nowhere: JsonText['problemAt']): JsonText => ({
  value: undefined,
  problems,
  problemAt: nowhere,
  problemAtKey: nowhere,
});

function readTree(shown: string, file: string): JsonText {
  const place = placesIn(shown);
  const problemAt = (offset: number, message: string): Problem => ({ file, ...place(offset), message });
  const broken = (problems: readonly Problem[]): JsonText =>
    brokenBy(problems, (_, message) => problemAt(0, message));
  const deep = tooDeepAt(shown);
  if (deep !== null) return broken([problemAt(deep, `this is nested more than ${DEEPEST} deep`)]);
  const errors: ParseError[] = [];
  const root = parseTree(shown, errors, { allowTrailingComma: true }) ?? null;
  const syntax = withoutEchoes(errors, (offset) => place(offset).line);
  const problems = syntax.map((e) => problemAt(e.offset, SENTENCES[nameOf(e)] ?? 'this is no JSON'));
  if (!root || errors.some((e) => !isHarmless(e))) return broken(problems);
  const twice = repeatedKeys(root).map(({ key, first }) =>
    problemAt(
      key.offset,
      `key ${JSON.stringify(key.value)} stands twice in this object, first in line ${place(first.offset).line}`,
    ),
  );
  // What stands in a text as it is, and not as an escape, the parser has told.
  const told = new Set(syntax.filter((e) => nameOf(e) === 'InvalidCharacter').map(({ offset }) => offset));
  const unreadable = stringsIn(root)
    .filter(({ offset, value }) => UNPRINTABLE.test(value) && !told.has(offset))
    .map(({ offset }) => problemAt(offset, 'this text holds a control character or half of a character'));
  const nodeAt = (path: Path): Node =>
    findNodeAtLocation(root, [...path]) ?? (path.length === 0 ? root : nodeAt(path.slice(0, -1)));
  return {
    value: getNodeValue(root),
    problems: [...problems, ...twice, ...unreadable],
    problemAt: (path, message) => problemAt(nodeAt(path).offset, message),
    problemAtKey(path, message) {
      const node = nodeAt(path);
      return problemAt(node.parent?.children?.[0]?.offset ?? node.offset, message);
    },
  };
}

/** The parser's numbers of tokens (its `SyntaxKind`, whose names are gone when it is compiled): `{`, `}`, `[`, `]`. */
const STEP: Readonly<Record<number, number>> = { 1: 1, 2: -1, 3: 1, 4: -1 };
/** The same for the end of the text. */
const END = 17;

/** Where a text opens more brackets within each other than anybody means; null when it does not. The parser would not come back from it. */
function tooDeepAt(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    depth += STEP[token] ?? 0;
    if (depth > DEEPEST) return scanner.getTokenOffset();
  }
  return null;
}

/** The texts of a tree, keys too. */
const stringsIn = (node: Node): readonly Node[] =>
  node.type === 'string' ? [node] : (node.children ?? []).flatMap(stringsIn);

/** The parser stumbles on over the rest of a line that it lost track in: one mistake, one problem. */
function withoutEchoes(errors: readonly ParseError[], lineOf: (offset: number) => number): ParseError[] {
  let lost = 0;
  return errors.filter((e) => {
    const line = lineOf(e.offset);
    if (line === lost) return false;
    if (!isHarmless(e)) lost = line;
    return true;
  });
}

function repeatedKeys(node: Node): { key: Node; first: Node }[] {
  const seen = new Map<unknown, Node>();
  const here = (node.type === 'object' ? (node.children ?? []) : []).flatMap((property) => {
    const key = property.children?.[0];
    if (!key) return [];
    const first = seen.get(key.value);
    if (first) return [{ key, first }];
    seen.set(key.value, key);
    return [];
  });
  return [...here, ...(node.children ?? []).flatMap(repeatedKeys)];
}

/** Objects and lists within each other; what is watched needs seven. */
const DEEPEST = 100;

/** Control characters but for tab and line ends, and halves of characters that are written in two (lone surrogates). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/u;

/** As what JSON may write an unprintable character: in most texts there is none to be looked for. */
const SUSPECT = /\\[bfu]|\u007f/;

/**
 * The value of a text of plain JSON of which there is nothing to say: without comments, keys that stand twice, unprintable
 * characters or endless nesting. Undefined for any other text, which then has to be read with all its places.
 */
export function plainJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isClean = text.isWellFormed() && !SUSPECT.test(text) ? null : isPrintable;
  // Of keys that stand twice the parser keeps one.
  return cleanKeys(value, DEEPEST, isClean) === keysWritten(text) ? value : undefined;
}

const isPrintable = (text: string): boolean => !UNPRINTABLE.test(text);

/** How many keys a value has in all; not a number when something in it has to be complained of. */
function cleanKeys(value: unknown, deepest: number, isClean: ((text: string) => boolean) | null): number {
  if (typeof value === 'string') return isClean === null || isClean(value) ? 0 : Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest === 0) return Number.NaN;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const one of value) keys += cleanKeys(one, deepest - 1, isClean);
    return keys;
  }
  // A list of the keys, or of the values, takes four times as long.
  for (const name in value) {
    if (name === '__proto__' || isClean?.(name) === false) return Number.NaN;
    keys += 1 + cleanKeys(value[name as keyof typeof value], deepest - 1, isClean);
  }
  return keys;
}

const [QUOTE, BACKSLASH, COLON] = [34, 92, 58];

/** Colons outside of texts: one a key. */
function keysWritten(json: string): number {
  let keys = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === COLON) keys++;
    else if (code === QUOTE) i = endOfText(json, i);
  }
  return keys;
}

/** Where the quote stands that ends the text that begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let before = end - 1;
    while (json.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return json.length;
}

/** Where something stands in a text, both counted from 1; columns count UTF-16 units, as editors do. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** Gives a function from offsets in `text` to places. Lines end with LF, CR LF or CR. */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Bytes, our choice: a file of some thousand sources is one piece, which takes half the time of as many as it has sources. */
const PIECE = 4_194_304;

const [QUOTE_BYTE, BACKSLASH_BYTE, COMMA, COLON_BYTE] = [34, 92, 44, 58];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [91, 93, 123, 125];
const SPACES: ReadonlySet<number | undefined> = new Set([9, 10, 13, 32]);

/** What is read is no plain JSON. */
class NotPlain extends Error {}

/**
 * The value of the bytes of a file, as {@link plainJson} has it of a text: of a long file neither the whole text nor a second value
 * is ever in memory. Undefined for a file of which there is something to say. `piece`: bytes up to which a value is decoded and parsed at once.
 */
export const plainJsonOf = (file: Buffer, piece = PIECE): unknown =>
  read(file, (cursor) => cursor.value(), piece);

/** What stands in the objects of a list under a key of a file's object, the lists and objects in them left out. */
export const shallowEntries = (
  file: Buffer,
  key: string,
): readonly Readonly<Record<string, unknown>>[] | undefined =>
  read(file, (cursor) => {
    const entries: Record<string, unknown>[] = [];
    cursor.members((name) => {
      if (name !== key) cursor.skip();
      else
        cursor.items(() => {
          const entry: Record<string, unknown> = {};
          cursor.members((field) => {
            if (cursor.isContainer) cursor.skip();
            else entry[field] = cursor.value();
          });
          entries.push(entry);
        });
    });
    return entries;
  });

function read<T>(file: Buffer, value: (cursor: Cursor) => T, piece = PIECE): T | undefined {
  try {
    const cursor = new Cursor(file, piece);
    const read = value(cursor);
    return cursor.isAtEnd ? read : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** What may follow a number or a word. */
const ENDS: ReadonlySet<number | undefined> = new Set([...SPACES, COMMA, LIST_END, OBJECT_END, COLON_BYTE]);

/** A place in a file of JSON, before a value. */
class Cursor {
  private at = 0;
  /** Lists and objects around the place. */
  private depth = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly piece: number,
  ) {
    // Editors neither show nor count a byte order mark.
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
    this.space();
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  get isContainer(): boolean {
    return this.bytes[this.at] === OBJECT || this.bytes[this.at] === LIST;
  }

  /** True before a whole file that is one piece: where it ends need not be looked for. */
  private get isShort(): boolean {
    return this.depth === 0 && this.bytes.length - this.at <= this.piece;
  }

  /** Goes past a value, and gives it. */
  value(): unknown {
    const end = this.isShort ? this.bytes.length : this.endOfValue(this.at + this.piece);
    if (end === null) return this.bytes[this.at] === LIST ? this.list() : this.object();
    const value = plainJson(this.bytes.toString('utf8', this.at, end));
    if (value === undefined) throw new NotPlain();
    this.goTo(end);
    return value;
  }

  /** Goes past a value. */
  skip(): void {
    this.goTo(this.endOfValue(Number.POSITIVE_INFINITY) as number);
  }

  /** Goes through an object; `each` is called before the value of each key, and goes past it. */
  members(each: (key: string) => void): void {
    this.inside(OBJECT, OBJECT_END, () => {
      const key = this.value();
      if (typeof key !== 'string' || key === '__proto__') throw new NotPlain();
      this.expect(COLON_BYTE);
      each(key);
    });
  }

  /** Goes through a list in the same way. */
  items(each: () => void): void {
    this.inside(LIST, LIST_END, each);
  }

  private list(): readonly unknown[] {
    const values: unknown[] = [];
    this.items(() => values.push(this.value()));
    return values;
  }

  private object(): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    this.members((key) => {
      if (Object.hasOwn(values, key)) throw new NotPlain();
      values[key] = this.value();
    });
    return values;
  }

  private inside(open: number, close: number, each: () => void): void {
    this.expect(open);
    if (++this.depth > DEEPEST) throw new NotPlain();
    if (this.bytes[this.at] !== close)
      for (each(); this.bytes[this.at] === COMMA; each()) this.goTo(this.at + 1);
    this.depth--;
    this.expect(close);
  }

  private expect(byte: number): void {
    if (this.bytes[this.at] !== byte) throw new NotPlain();
    this.goTo(this.at + 1);
  }

  private goTo(place: number): void {
    this.at = place;
    this.space();
  }

  private space(): void {
    while (SPACES.has(this.bytes[this.at])) this.at++;
  }

  /** Where the value ends that begins here; null when that is after `limit`, and it is a list or an object. */
  private endOfValue(limit: number): number | null {
    const { bytes } = this;
    if (!this.isContainer) return this.endOfScalar();
    let depth = 0;
    for (let i = this.at; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === QUOTE_BYTE) i = this.endOfText(i);
      else if (byte === OBJECT || byte === LIST) depth++;
      else if ((byte === OBJECT_END || byte === LIST_END) && --depth === 0) return i + 1;
      if (i > limit) return null;
    }
    throw new NotPlain();
  }

  private endOfScalar(): number {
    const { bytes, at } = this;
    if (bytes[at] === QUOTE_BYTE) return this.endOfText(at) + 1;
    let end = at;
    while (end < bytes.length && !ENDS.has(bytes[end])) end++;
    return end;
  }

  /** Where the quote stands that ends the text that begins at `start`. */
  private endOfText(start: number): number {
    const { bytes } = this;
    for (let end = start + 1; end < bytes.length; end++) {
      if (bytes[end] === BACKSLASH_BYTE) end++;
      else if (bytes[end] === QUOTE_BYTE) return end;
    }
    throw new NotPlain();
  }
}
