import { parseAddress } from '../model/address.js';
import { hasHan, simplify } from '../passage/text/scripts.js';

/** Markup that is safe to print: every string in it went through {@link escapeHtml}. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What a template may hold: strings are escaped, markup is kept, lists are joined, nothing is nothing. */
type HtmlPiece = string | number | Html | null | undefined | false | readonly HtmlPiece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is dropped; a parser would turn CR into LF
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** Text for HTML content and for quoted attributes; characters that HTML does not allow are dropped, and nothing is hidden in it. */
export const escapeHtml = (text: string): string =>
  withoutHidden(text)
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

function print(piece: HtmlPiece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  return typeof piece === 'object' ? piece.map(print).join('') : escapeHtml(String(piece));
}

/** The template tag that makes all HTML, so that nobody can forget to escape. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly HtmlPiece[]): Html =>
  new Html(strings.map((text, i) => text + print(pieces[i])).join(''));

/** The address when a browser may open it (http or https), else null: `javascript:` and the like stay text. What would be hidden in it is encoded: it leads where it led. */
export const webUrl = (url: string | null): string | null => {
  const address = parseAddress(url ?? '');
  return address !== null && /^https?:$/.test(address.protocol)
    ? replaceHidden(url ?? '', encodeURIComponent)
    : null;
};

/** A text on one line, without what turns its direction or hides in it. */
const oneLine = (text: string): string =>
  withoutHidden(text)
    .replace(TURNING, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();

/**
 * Text inside a line of GitHub-flavoured Markdown that shows exactly as given: no emphasis, no markup,
 * no link (GitHub makes links of bare addresses, so those are broken up too).
 */
export const inlineMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]<>|~$]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/:\/\//g, '\\://')
    .replace(/(?<!\/)\bwww\./gi, (w) => `${w.slice(0, -1)}\\.`);

/** The same for a line of its own: what would begin a heading or a list there is escaped too. */
export const escapeMarkdown = (text: string): string =>
  inlineMarkdown(text)
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');

export const codeMarkdown = (text: string): string => {
  const line = oneLine(text);
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map((m) => m[0].length)) + 1);
  return `${fence}${fence.length > 1 ? ` ${line} ` : line}${fence}`;
};

/** A link, or the address as code when a browser should not open it. */
export const linkMarkdown = (label: string, url: string | null, open = true): string => {
  const target = open ? webUrl(url) : null;
  if (target !== null)
    return `[${escapeMarkdown(label)}](<${target.replace(/[<>\s\\|]/g, encodeURIComponent)}>)`;
  return url === null ? escapeMarkdown(label) : `${escapeMarkdown(label)}: ${codeMarkdown(url)}`;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 (§2.2) forbids these even as references
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const XML_ENTITIES: Readonly<Record<string, string>> = { ...ENTITIES, "'": '&apos;' };

/** Text without the characters that XML 1.0 cannot carry, and with nothing hidden in it. */
export const withoutForbidden = (text: string): string =>
  withoutHidden(text).replace(FORBIDDEN, '');

/** Text for XML content and quoted attributes; characters that XML 1.0 cannot carry are dropped. */
export const escapeXml = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"']/g, (c) => XML_ENTITIES[c] ?? c);

/** A word of a command line to copy: as it is where it has letters, figures and signs that mean nothing to a shell, else in quotation marks. */
export const shellWord = (word: string): string =>
  /^[\p{L}\p{N}_.:/@%+=-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/**
 * What is in a text and not seen: the Arabic letter mark, which turns what stands beside it (UAX #9, 2.6); the fillers of Hangul, letters
 * that are blanks (Unicode 16, 18.6); tag characters, a second ASCII that nobody shows (23.9); variation selectors behind
 * another, or behind what is not seen either: one chooses the form of the sign before it, more of them choose nothing (23.4), and the 256 that
 * there are spell any bytes.
 */
const HIDDEN =
  /[\u061c\u115f\u1160\u3164\uffa0\u{e0000}-\u{e007f}]|(?<=[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const FURTHER_SELECTORS =
  /(?<=[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;

/**
 * The flag of a part of a country, such as Scotland's: a black flag, its code in tags (a country's two letters and up to four of its own,
 * as in ISO 3166-2 and CLDR), and their end (UTS #51, ED-14a). Longer ones name no flag, and could say anything.
 */
const FLAG_OR_TAGS =
  /\u{1f3f4}[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,4}\u{e007f}|[\u{e0000}-\u{e007f}]+/gu;
const FLAG = '\u{1f3f4}';
const REPLACEMENT = '\ufffd';

/** A text for people, in which nothing is hidden: marks are dropped, fillers become the blanks that they look like, and tags that make no flag are one sign, as are selectors behind the first. */
export const withoutHidden = (text: string): string =>
  text
    .replace(/\u061c/gu, '')
    .replace(/[\u115f\u1160\u3164\uffa0]/gu, ' ')
    .replace(FLAG_OR_TAGS, (tags) => (tags.startsWith(FLAG) ? tags : REPLACEMENT))
    .replace(FURTHER_SELECTORS, REPLACEMENT);

/** A text in which each hidden character is put as `shown` gives it. */
export const replaceHidden = (text: string, shown: (c: string) => string): string =>
  text.replace(HIDDEN, shown);

/** What turns the direction of text, and so of what stands beside it (UAX #9, 2). */
export const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Scripts that say by themselves which language's fonts and which direction a text needs; the first that a text has counts. */
const BY_SCRIPT: readonly (readonly [script: RegExp, lang: string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/[ٹڈڑےں]/u, 'ur'],
  [/[پچژگ]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Tibetan}/u, 'bo'],
];
const RTL: ReadonlySet<string> = new Set(['ur', 'fa', 'ar', 'he']);
/** Characters that are looked at, our choice: a sentence. */
const SAMPLE_LENGTH = 200;
/** Share of foreign letters up to which a quotation is still in English: it may hold a name. */
const MAX_FOREIGN_SHARE = 0.3;
/** Letters that are no European ones. */
const FOREIGN = /(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])\p{L}/gu;

interface Setting {
  /** BCP 47; undefined where the letters do not tell. */
  readonly lang: string | undefined;
  readonly dir: 'ltr' | 'rtl';
}

/** The language and direction that the letters of a quotation show. */
export function languageAndDirection(text: string): Setting {
  const start = text.slice(0, SAMPLE_LENGTH);
  const foreign = start.match(FOREIGN) ?? [];
  const isName = foreign.length <= (start.match(/\p{L}/gu) ?? []).length * MAX_FOREIGN_SHARE;
  if (isName) return { lang: undefined, dir: 'ltr' };
  const lang = BY_SCRIPT.find(([script]) => foreign.some((letter) => script.test(letter)))?.[1];
  if (lang !== undefined) return { lang, dir: RTL.has(lang) ? 'rtl' : 'ltr' };
  const han = foreign.filter(hasHan).join('');
  if (han === '') return { lang: undefined, dir: 'ltr' };
  return { lang: simplify(han) === han ? 'zh-Hans' : 'zh-Hant', dir: 'ltr' };
}

export const textAttributes = (text: string): Html => {
  const { lang, dir } = languageAndDirection(text);
  return html`${lang !== undefined && html` lang="${lang}"`} dir="${dir}"`;
};

const RIGHT_TO_LEFT = '\\p{Script=Arabic}\\p{Script=Hebrew}';
const IS_MIXED = new RegExp(`[${RIGHT_TO_LEFT}]`, 'u');
const WITHIN = `[^${RIGHT_TO_LEFT}«»“”„]*`;
const LETTER = '[\\p{Script=Latin}\\p{N}]';
/** A quotation, whose full stop is its own; or from a letter or a figure to the last such, where one of them is a Latin letter. */
const RUN = new RegExp(
  `((?<=[«“„])[^«»“”„]+(?=[»”“])|(?=${WITHIN}\\p{Script=Latin})${LETTER}(?:${WITHIN}${LETTER})?)`,
  'u',
);

/** A sentence in which what runs the other way turns nothing beside it, and is not turned itself. */
export const isolateRuns = (text: string): Html =>
  IS_MIXED.test(text)
    ? html`${text.split(RUN).map((part, i) => (i % 2 === 1 ? html`<span${textAttributes(part)}>${part}</span>` : part))}`
    : html`${text}`;
