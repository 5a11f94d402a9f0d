import { SENTENCE_SIGN } from '../passage/text/sentences.js';
import { type Element, textOf } from './tree.js';

/** Characters of the longest mark: six numbers of three digits with commas between them. */
const LONGEST_MARK = 24;
/** Characters of the longest remark of an encyclopaedia's editors: “[источник не указан 1234 дня]” has 30. */
const LONGEST_REMARK = 40;
/** White space in a mark: no more than a mark has characters. */
const GAP = String.raw`\s{0,${LONGEST_MARK}}`;
const NUMBERS = String.raw`\p{Nd}{1,3}(?:${GAP}[,;–-]${GAP}\p{Nd}{1,3})*`;
const RAISED = new RegExp(
  String.raw`^${GAP}(?:[\[(:]?${GAP}(?:${NUMBERS}|(?<letter>[a-z])\k<letter>?|[ivxl]{1,6})${GAP}[\])]?|[*†‡§¶①-⑳]+)${GAP}$`,
  'iu',
);
const BRACKETED = new RegExp(
  String.raw`^${GAP}[\[(]${GAP}(?:${NUMBERS}|[a-z]|[ivxl]{1,6}|(?:fn|note|nb)${GAP}\d+)${GAP}[\])]${GAP}$`,
  'iu',
);
/** A mark without brackets that nothing raises: a number, or a sign of printers. */
const PLAIN = new RegExp(`^${GAP}(?:${NUMBERS}|[*†‡]+)${GAP}$`, 'u');
/** The mark of an amendment, named as a commentary, or before the bracket around what came in by it: `F1[First-tier Tribunal]`, as legislation.gov.uk prints acts. */
const AMENDMENT = /^[A-Z]\d{1,4}$/;
const COMMENTARY = /#commentary-/;
/** The names that pages give to notes and the links to them: `#_ftn3`, `#cite_note-4`, `class="footnote-ref"`. */
const NOTE_NAME =
  /(?:^|[-_\s#])(?:[_a-z]{0,20}f(?:oo)?t?n(?:ote)?|end-?note|note|ref(?:erence)?|cit(?:e|ation))(?:s|ref|link|mark|number|body)?(?:$|[-_\s:.]|\d)/i;
/** What encyclopaedias set behind a statement that has no note yet. */
const WANTED = /^\s*\[\s*(?:citation|clarification) needed\s*\]\s*$/i;
const SQUARE = /^\s*\[[^\][]+\]\s*$/;
/** A raised mark with round brackets, or one behind it as printers set it (`3)`), or of small Roman numbers, after a whole word: no power looks so. */
const ROUND = new RegExp(`^${GAP}(?:\\(?${GAP}${NUMBERS}${GAP}\\)|[ivx]{1,5})${GAP}$`, 'u');
/** A bracket outside of the links that it holds: `[<a href="#r3">3</a>, <a href="#r4">4</a>]`. */
const OPEN = /\[[\s,;–-]*$/;
/** A letter, or a number behind the word for a note, which stands alone where it is raised behind a word or a figure of three digits: `b`, `주3`; but `1<sup>a</sup>`. */
const LETTERED = /^\s?(?:[a-d]|\p{L}{1,4}\.?\s?\d{1,3})\s?$/u;
const FIGURE = /\d[\d.,]{2,}$/;
const SUPERSCRIPT = /vertical-align\s*:\s*super/i;
const RAISED_CLASS = /(?:^|[\s_-])(?:sup|super|superscript)(?:$|\s)/i;
const NOTE_ROLE = /(?:^|\s)(?:doc-)?noteref(?:\s|$)/;
/** Characters before a mark that tell what it stands after. */
const NEAR = 8;
/** Nodes in one element of a mark: the number, its brackets, and the spaces between. */
const MOST_CHILDREN = 8;
/** Levels of elements in a mark: `<sup><a><span>` and the text. */
const DEEPEST_MARK = 4;

interface Contents {
  readonly text: string;
  /** A link in it, or it is one. */
  readonly linked: boolean;
  /** Something in it is named as notes are. */
  readonly named: boolean;
}

const isNamed = ({ attribs }: Element): boolean =>
  [attribs.class, attribs.id, attribs.name].some((name) => NOTE_NAME.test(name ?? '')) ||
  NOTE_ROLE.test(`${attribs.role ?? ''} ${attribs['epub:type'] ?? ''}`) ||
  NOTE_NAME.test(/#[\s\S]*$/.exec(attribs.href ?? '')?.[0] ?? '');

/** The text in an element, and what its markup says; null when there is more than a mark has. */
function contents(element: Element, depth = DEEPEST_MARK): Contents | null {
  if (depth === 0 || element.children.length > MOST_CHILDREN) return null;
  let [text, linked, named] = ['', element.name === 'a', isNamed(element)];
  for (const child of element.children) {
    if (child.type === 'text') text += child.data;
    if (!('attribs' in child)) continue;
    const inner = contents(child, depth - 1);
    if (!inner) return null;
    text += inner.text;
    linked ||= inner.linked;
    named ||= inner.named;
  }
  return text.length > LONGEST_REMARK ? null : { text, linked, named };
}

const isRaised = ({ name, attribs }: Element): boolean =>
  name === 'sup' ||
  (name === 'span' &&
    (SUPERSCRIPT.test(attribs.style ?? '') || RAISED_CLASS.test(attribs.class ?? '')));

/** What a raised number stands after when it is a note's: a whole word, the end of a sentence, a percentage. After a digit or a unit it is a power. */
const AFTER_WORD = new RegExp(
  String.raw`(?:(?!\p{N})[\p{L}\p{M}]){3}$|(?:[,;:)\]”"’'»%،؛，、；：）」』]|${SENTENCE_SIGN})$|[\p{Script=Han}\p{Script=Kana}]$`,
  'u',
);

/**
 * The mark of a footnote, or null: raised and a link, raised after a word, a bracketed number that leads to a place on
 * the same page, or a number that is named as notes are. `text` is what it stands after. Such marks stand
 * inside sentences, and nobody quotes them. A raised number that nothing proves may be an exponent.
 */
export function footnoteMark(element: Element, insideLink: boolean, text: string): string | null {
  const { name, attribs } = element;
  const inPage = name === 'a' && (attribs.href?.includes('#') ?? isNamed(element));
  const raised = isRaised(element);
  if (!raised && !inPage && !(name === 'span' && isNamed(element))) return null;
  const mark = contents(element);
  if (!mark) return null;
  const isAmending = COMMENTARY.test(attribs.href ?? '') || textAfter(element).startsWith('[');
  if (inPage && isAmending && AMENDMENT.test(mark.text)) return mark.text;
  const before = text.slice(-NEAR);
  const isGlued = /\S$/.test(before);
  // No power stands in square brackets, and no words of the text in raised ones that lead elsewhere.
  const proven = raised
    ? (RAISED.test(mark.text) && (insideLink || mark.linked || (mark.named && isGlued))) ||
      (isGlued && SQUARE.test(mark.text) && (mark.linked || BRACKETED.test(mark.text))) ||
      (AFTER_WORD.test(before) && ROUND.test(mark.text)) ||
      ((AFTER_WORD.test(before) || FIGURE.test(before)) && LETTERED.test(mark.text)) ||
      WANTED.test(mark.text)
    : (inPage || isGlued) &&
      (BRACKETED.test(mark.text) || (OPEN.test(before) && PLAIN.test(mark.text)));
  if (proven) return mark.text.trim();
  const isPlain = PLAIN.test(mark.text) && isGlued;
  return isPlain && (mark.named || (raised && AFTER_WORD.test(before))) ? mark.text.trim() : null;
}

/** How what stands right behind an element begins. */
const textAfter = ({ next }: Element): string =>
  next?.type === 'text' ? next.data : next && 'attribs' in next ? textOf(next, 1) : '';

const POWER = /^\s*[+−-]?\d{1,3}\s*$/;
const RAISABLE = '+-−0123456789';
const RAISED_SIGNS = '⁺⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The power that a raised number after `base` is, in raised characters (`10⁶` is not 106); null when the element is none. */
export function powerOf(element: Element, base: string): string | null {
  if (!isRaised(element) || !/\S$/.test(base.slice(-1))) return null;
  const text = contents(element)?.text ?? '';
  return POWER.test(text)
    ? text.trim().replace(/[-+−\d]/g, (c) => RAISED_SIGNS[RAISABLE.indexOf(c)] as string)
    : null;
}
