/** Opening marks, each with those that may close it: typists mix straight and curly ones. */
const CLOSERS: Readonly<Record<string, string>> = {
  '“': '”"“',
  '„': '“”"',
  '«': '»',
  '‹': '›',
  '「': '」',
  '『': '』',
  '"': '"”',
  '‘': "’'",
  '‚': '‘’',
  "'": "'’",
};
const OPENERS = new Set(Object.keys(CLOSERS));
const CLOSING = new Set(Object.values(CLOSERS).join(''));
/** Marks that are apostrophes as well. */
const SINGLE = new Set("'‘’‚");
const LETTER = /[\p{L}\p{N}]/u;
const SPACE = /\s/u;
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** True when a text begins with the mark that opens a quotation. */
export const opensQuotation = (text: string): boolean =>
  OPENERS.has(text[0] ?? '') && roleAt(text, 0) === 'open';

/** True when a text ends with the mark that closes a quotation. */
export const closesQuotation = (text: string): boolean =>
  text.length > 1 && CLOSING.has(text.at(-1) as string) && roleAt(text, text.length - 1) === 'close';

/** What a character does where it stands; a mark between two letters is an apostrophe. */
function roleAt(text: string, at: number): 'open' | 'close' | null {
  const mark = text[at] as string;
  if (!OPENERS.has(mark) && !CLOSING.has(mark)) return null;
  if (mark === '“' || mark === '”') return mark === '“' ? 'open' : 'close';
  if ('«‹「『„'.includes(mark)) return 'open';
  if ('»›」』'.includes(mark)) return 'close';
  const [before = ' ', after = ' '] = [text[at - 1], text[at + 1]];
  if (at === text.length - 1 && at > 0) return SPACE.test(before) ? null : 'close';
  if (SINGLE.has(mark) && LETTER.test(before) && LETTER.test(after)) return null;
  if (mark === '‘' || mark === '‚') return 'open';
  if (SPACE.test(before) || '([{—–-/'.includes(before) || isOpener(text, at - 1))
    return SPACE.test(after) ? null : 'open';
  return IDEOGRAPH.test(before) && LETTER.test(after) ? 'open' : 'close';
}

/** True for a mark that opens wherever it stands, or a straight one at the beginning of a word. */
const isOpener = (text: string, at: number): boolean =>
  '“‘«‹„‚「『'.includes(text[at] ?? ' ') || (OPENERS.has(text[at] ?? '') && SPACE.test(text[at - 1] ?? ' '));

/** A stretch in quotation marks; offsets into the text, marks included. `end` is the text's length where it is not closed. */
export interface Marked {
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/** The outermost quotations of a text, in order; what is quoted inside one is part of it. */
export function quotationsIn(text: string): readonly Marked[] {
  const found: Marked[] = [];
  const open: { at: number; closers: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const role = roleAt(text, at);
    if (role === null) continue;
    const mark = text[at] as string;
    const inner = open.at(-1);
    if (role === 'close') {
      const opener = open.findLastIndex(({ closers }) => closers.includes(mark));
      if (opener < 0) continue;
      const { at: start } = open[opener] as { at: number };
      open.length = opener;
      if (opener === 0) found.push({ start, end: at + 1, closed: true });
    } else if (inner === undefined || !isContinuation(text, at, text[inner.at] as string)) {
      open.push({ at, closers: CLOSERS[mark] as string });
    }
  }
  const [outer] = open;
  // A single mark that nothing closes is an apostrophe, as in ’90s.
  if (outer && !SINGLE.has(text[outer.at] as string))
    found.push({ start: outer.at, end: text.length, closed: false });
  return found;
}

/** British and American printers open each paragraph of a long quotation anew, and close the last one. */
const isContinuation = (text: string, at: number, outer: string): boolean =>
  text[at] === outer && text.slice(Math.max(0, at - 2), at).includes('\n');

/** A quotation without the marks around it. What is quoted inside it keeps its own; a mark too many goes. */
export function withoutOuterMarks(quotation: string): string {
  let text = quotation.trim();
  if (opensQuotation(text)) text = text.slice(1).trimStart();
  while (closesQuotation(text) && unmatchedCloser(text)) text = text.slice(0, -1).trimEnd();
  return text;
}

/** True when the last mark of a text closes nothing that the text opens. */
function unmatchedCloser(text: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const role = roleAt(text, at);
    if (role === 'open') open.push(CLOSERS[text[at] as string] ?? '');
    else if (role === 'close') {
      const opener = open.findLastIndex((closers) => closers.includes(text[at] as string));
      if (opener >= 0) open.length = opener;
      else if (at === text.length - 1) return true;
    }
  }
  return false;
}
