import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import { LONGEST_LINE, type Manuscript, type Unreadable, unreadable } from '../manuscript.js';
import { readHtmlReport } from './html.js';

/** `---`, lines of settings, `---` (Jekyll, pandoc, Hugo). */
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const FRONT_TITLE = /^title[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\n]*))/m;
/** Quotes and lists that open in one line, at most; nobody writes more than some, and each costs marked a pass over the rest. */
const DEEP_LINE = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){60}/m;
/** Brackets that are open at once, and marks of emphasis in a row: marked's time grows with the square of them. */
const DEEP_BRACKETS = /(?:\[[^[\]\n]{0,4}){500}|[*_~`]{2000}/;

/** Reads a report in GitHub's Markdown with footnotes (`[^1]`, pandoc's `^[…]`) and HTML in it. The title is that of its front matter. */
export function readMarkdown(markdown: string): Manuscript | Unreadable {
  const front = FRONT_MATTER.exec(markdown);
  const text = front ? markdown.slice(front[0].length) : markdown;
  if (text.trim() === '') return unreadable('empty');
  if (text.split('\n').some(({ length }) => length > LONGEST_LINE)) return unreadable('long-line');
  if (DEEP_LINE.test(text) || DEEP_BRACKETS.test(text)) return unreadable('nested');
  const [, double, single, plain] = FRONT_TITLE.exec(front?.[1] ?? '') ?? [];
  const title = (double ?? single ?? plain)?.trim() || null;
  const manuscript = readHtmlReport(toHtml(text));
  return { ...manuscript, title: title ?? manuscript.title };
}

const toHtml = (text: string): string =>
  new Marked({ gfm: true, extensions: footnotes() }).parse(
    withMarks(text.replace(SPAN, '$1').replace(BEHIND_LINK, ''))
      .replace(UNDER_TEXT, '\n\n')
      .replace(UNDER_QUOTE, '$1\n\n')
      .replace(NUMBERED_LIST, (list) => list.replace(NEXT_NUMBER, '\n\n'))
      .replace(BARE_BEFORE_MARK, '$1<!-- -->'),
    {
      async: false,
    },
  );

/** A note within its sentence, as pandoc has it: `^[HRW, [A report](https://…), 3 May 2024.]` */
const INLINE_NOTE = /(?<!\\)\^\[((?:[^[\]\n]|\n(?![ \t]*\n)|\[[^[\]\n]{0,2000}\]){1,4000})\]/g;

const ATTRIBUTES = String.raw`\{(?:[.#][\w-]{1,80}|[\w-]{1,80}="[^"\n]{0,200}")(?: (?:[.#][\w-]{1,80}|[\w-]{1,80}="[^"\n]{0,200}")){0,9}\}`;
/** Words with attributes, as pandoc has what is underlined or runs from right to left: `[words]{.underline}` */
const SPAN = new RegExp(
  String.raw`(?<!\\)\[((?:[^[\]\n]|\n(?![ \t]*\n)|\[[^[\]\n]{0,2000}\]){1,4000})\]${ATTRIBUTES}`,
  'g',
);
const BEHIND_LINK = new RegExp(String.raw`(?<=\))${ATTRIBUTES}`, 'g');

/** Notes within sentences as marks, with the notes at the end. */
function withMarks(text: string): string {
  const notes: string[] = [];
  const marked = text.replace(INLINE_NOTE, (_, note: string) => {
    notes.push(note.replace(/\s*\n\s*/g, ' '));
    return `[^^${notes.length}]`;
  });
  return marked + notes.map((note, i) => `\n\n[^^${i + 1}]: ${note}`).join('');
}

/** Before a note that stands right under another line, which would else be taken for a line of that paragraph. */
const UNDER_TEXT = /\r?\n(?=\[\^[^\]\s]{1,80}\]:)/g;
/** Before a dated or linked line right under a quotation that ends a sentence, which would else be taken for a part of it. */
const UNDER_QUOTE =
  /^([ ]{0,3}>[^\n]*[.!?…”"’»][)\]]?[ \t]*)\n(?=[^\s>][^\n]*(?:https?:|(?:19|20)\d{2}))/gm;
/** A list as plain text has it, whose items have numbers in brackets, each in lines of its own: Markdown takes it for one paragraph. */
const NUMBERED_LIST = /(?<=^|\n[ \t]*\n)\[\d{1,3}\][ \t](?:[^\n]|\n(?![ \t]*(?:\n|$)))*/g;
const NEXT_NUMBER = /\n(?=\[\d{1,3}\][ \t]\S)/g;
/** A bare address directly before a note mark, a closing bracket or CJK punctuation, which GitHub's Markdown takes for a part of it. */
const BARE_BEFORE_MARK =
  /(https?:\/\/[^\s<>[\]“”«»（）【】《》「」『』、。，；：！？]{1,2000})(?=\[\^|[\]“”«»（）【】《》「」『』、。，；：！？])/g;
/** A line that begins with `[^1]:`, with the lines that go on with it or are set in below it. */
const DEFINITION =
  /^\[\^([^\]\s]{1,80})\]:[ \t]*([^\n]*(?:\n(?![ \t]*(?:\n|$)|\[\^)[^\n]+|\n{1,3}(?:\t| {2,4})[^\n]*)*)(?:\n|$)/;
const MARK = /^\[\^([^\]\s]{1,80})\]/;

/** Footnotes, which GitHub's Markdown has and marked has not. They are numbered as they are printed: in the order of their marks. */
function footnotes(): TokenizerAndRendererExtension[] {
  const defined = new Set<string>();
  const numbers = new Map<string, number>();
  const idOf = (name: unknown) => `footnote-${encodeURIComponent(String(name))}`;
  return [
    {
      name: 'footnote',
      level: 'block',
      tokenizer(src) {
        const [raw, name, body] = DEFINITION.exec(src) ?? [];
        if (raw === undefined || name === undefined || body === undefined) return undefined;
        defined.add(name);
        const tokens = this.lexer.blockTokens(body.replace(/^(?:\t| {2,4})/gm, ''), []);
        return { type: 'footnote', raw, name, tokens };
      },
      renderer(token) {
        return `<div id="${idOf(token.name)}" role="doc-footnote">${this.parser.parse((token as Tokens.Blockquote).tokens)}</div>`;
      },
    },
    {
      name: 'footnoteMark',
      level: 'inline',
      start: (src) => src.indexOf('[^'),
      tokenizer(src) {
        const [raw, name] = MARK.exec(src) ?? [];
        if (raw === undefined || name === undefined || !defined.has(name)) return undefined;
        return { type: 'footnoteMark', raw, name };
      },
      renderer({ name }) {
        const number = numbers.get(name) ?? numbers.size + 1;
        numbers.set(name, number);
        return `<sup><a href="#${encodeURIComponent(idOf(name))}" role="doc-noteref">${number}</a></sup>`;
      },
    },
  ];
}
