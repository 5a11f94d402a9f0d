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
  /** Undefined when the syntax is so broken that checking the rest would only add false problems. */
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
  const brokenJson = (
    problems: readonly Problem[],
    at: (message: string) => Problem,
  ): JsonText => ({
    value: undefined,
    problems,
    problemAt: (_, message) => at(message),
    problemAtKey: (_, message) => at(message),
  });
  const foreign = typeof text === 'string' ? null : notUtf8(text, file);
  if (foreign !== null) return brokenJson([foreign], () => foreign);
  // Editors neither show nor count a byte order mark.
  const shown = text.toString().replace(/^\uFEFF/, '');
  const place = placesIn(shown);
  const problemAt = (offset: number, message: string): Problem => ({
    file,
    ...place(offset),
    message,
  });
  const atStart = (message: string): Problem => problemAt(0, message);
  const deep = tooDeepAt(shown);
  if (deep !== null)
    return brokenJson([problemAt(deep, `this is nested more than ${DEEPEST} deep`)], atStart);
  const errors: ParseError[] = [];
  const root = parseTree(shown, errors, { allowTrailingComma: true }) ?? null;
  const syntax = withoutEchoes(errors, (offset) => place(offset).line);
  const problems = syntax.map((e) =>
    problemAt(e.offset, SENTENCES[nameOf(e)] ?? 'this is no JSON'),
  );
  if (!root || errors.some((e) => !isHarmless(e))) return brokenJson(problems, atStart);
  const twice = repeatedKeys(root).map(({ key, first }) => {
    const line = place(first.offset).line;
    const name = JSON.stringify(key.value);
    return problemAt(key.offset, `key ${name} stands twice in this object, first in line ${line}`);
  });
  // The parser reports unescaped control characters itself.
  const told = new Set(
    syntax.filter((e) => nameOf(e) === 'InvalidCharacter').map(({ offset }) => offset),
  );
  const unreadable = stringsIn(root)
    .filter(({ offset, value }) => UNPRINTABLE.test(value) && !told.has(offset))
    .map(({ offset }) =>
      problemAt(offset, 'this text holds a control character or half of a character'),
    );
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

/** The offset at which a text is nested too deep for the parser, which would overflow the stack; null for none. */
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

/** One problem for each line in which the parser lost track: the rest of the line only repeats it. */
function withoutEchoes(
  errors: readonly ParseError[],
  lineOf: (offset: number) => number,
): ParseError[] {
  let lost = 0;
  return errors.filter((e) => {
    const line = lineOf(e.offset);
    if (line === lost) return false;
    if (!isHarmless(e)) lost = line;
    return true;
  });
}

function repeatedKeys(node: Node): { key: Node; first: Node }[] {
  const children = node.children ?? [];
  const keys =
    node.type === 'object' ? children.flatMap((property) => property.children?.[0] ?? []) : [];
  const firsts = new Map(keys.toReversed().map((key) => [key.value, key]));
  const here = keys.map((key) => ({ key, first: firsts.get(key.value) ?? key }));
  return [...here.filter(({ key, first }) => key !== first), ...children.flatMap(repeatedKeys)];
}

/** Objects and lists within each other, our choice: a `sources.json` needs seven. */
const DEEPEST = 100;

/** Control characters but for tab and line ends, and halves of characters that are written in two (lone surrogates). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/u;

/** Lines and columns by offset, both from 1; columns count UTF-16 units, as editors do. Lines end with LF, CR LF or CR. */
export function placesIn(text: string): (offset: number) => Pick<Problem, 'line' | 'column'> {
  const starts = [
    0,
    ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length),
  ];
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
