/** Opening marks, each with those that may close it: typists mix straight and curly ones. */
const CLOSERS: Readonly<Record<string, string>> = {
  '“': '”"“',
  '”': '”“"',
  '»': '«',
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
export const SINGLE: ReadonlySet<string> = new Set("'‘’‚");
const ALWAYS_OPEN = new Set('“‘«‹„‚「『');
const BEFORE = new Set('([{—–-/“‘«‹„‚「『');
/** Letters left out at the beginning of a word: ’90s, ’tis. */
const ELISION = /^['’‘](?:\d\ds|(?:tis|twas|em|til|cause|n)(?!\p{L}))/iu;
const POSSESSIVE = /^s['’‘] \p{Ll}/iu;
const LETTER = /[\p{L}\p{N}]/u;
const SPACE = /\s/u;
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** True when a text begins with the mark that opens a quotation. */
export const opensQuotation = (text: string): boolean =>
  OPENERS.has(text[0] ?? '') && roleAt(text, 0) === 'open';

/** True when a text ends with the mark that closes a quotation. */
export const closesQuotation = (text: string): boolean =>
  text.length > 1 &&
  CLOSING.has(text.at(-1) as string) &&
  roleAt(text, text.length - 1) === 'close';

/** Whether a quotation mark opens or closes; null for an apostrophe. `closers`: what may close the open one. */
function roleAt(text: string, at: number, closers = ''): 'open' | 'close' | null {
  const mark = text[at] as string;
  if (!OPENERS.has(mark) && !CLOSING.has(mark)) return null;
  const [before = ' ', after = ' '] = [text[at - 1], text[at + 1]];
  const begins = (SPACE.test(before) || BEFORE.has(before)) && !SPACE.test(after);
  if (
    SINGLE.has(mark) &&
    ((LETTER.test(before) && LETTER.test(after)) || ELISION.test(text.slice(at, at + 6)))
  )
    return null;
  if (closers.includes(mark) && !(begins && OPENERS.has(mark))) return 'close';
  if (mark === '’' && begins) return null;
  // At a text's end nothing follows that a mark could open; the opener of „…“ or »…« may stand paragraphs before.
  if (at === text.length - 1 && at > 0 && CLOSING.has(mark) && !SPACE.test(before)) return 'close';
  if (ALWAYS_OPEN.has(mark)) return 'open';
  if ('»›」』'.includes(mark))
    return mark === '»' && begins && LETTER.test(after) ? 'open' : 'close';
  if (mark === '”') return begins && LETTER.test(after) ? 'open' : 'close';
  if (begins || (SPACE.test(before) && SPACE.test(after))) return begins ? 'open' : null;
  return IDEOGRAPH.test(before) && LETTER.test(after) ? 'open' : 'close';
}

/** A stretch in quotation marks; offsets into the text, marks included. `end` is the text's length where it is not closed. */
interface Marked {
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/** The outermost quotations of a text, in order; what is quoted inside one is part of it. */
export function quotationsIn(text: string): readonly Marked[] {
  const found: Marked[] = [];
  for (let at = 0; at < text.length; at++) {
    if (roleAt(text, at) !== 'open') continue;
    const single = SINGLE.has(text[at] as string);
    const end = single ? endOfSingle(text, at) : endOfDouble(text, at);
    // A single mark that nothing closes is an apostrophe.
    if (end === null && single) continue;
    found.push({ start: at, end: end ?? text.length, closed: end !== null });
    at = (end ?? text.length) - 1;
  }
  return found;
}

/** Behind the mark that closes the quotation opened at `start`; null when none does. Single marks inside are its own affair. */
function endOfDouble(text: string, start: number): number | null {
  const outer = text[start] as string;
  const open = [CLOSERS[outer] as string];
  for (let at = start + 1; at < text.length; at++) {
    const mark = text[at] as string;
    if (SINGLE.has(mark)) continue;
    const role = roleAt(text, at, open.at(-1));
    if (role === 'close') {
      const opener = open.findLastIndex((closers) => closers.includes(mark));
      if (opener === 0) return at + 1;
      if (opener > 0) open.length = opener;
    } else if (role === 'open' && !(open.length === 1 && isContinuation(text, at, outer)))
      open.push(CLOSERS[mark] as string);
  }
  return null;
}

/** The same for a single mark, which is an apostrophe as well: behind an s and before a word it closes only where no other does. */
function endOfSingle(text: string, start: number): number | null {
  const closers = CLOSERS[text[start] as string] as string;
  let [doubtful, depth] = [0, 1];
  for (let at = start + 1; at < text.length; at++) {
    const role = roleAt(text, at, closers);
    const mark = text[at] as string;
    if (role === 'open' && !SINGLE.has(mark)) at = (endOfDouble(text, at) ?? at + 1) - 1;
    else if (role === 'open') {
      if (doubtful > 0 || ++depth > 2) break;
    } else if (role === 'close' && closers.includes(mark)) {
      if (POSSESSIVE.test(text.slice(at - 1, at + 3))) doubtful ||= at + 1;
      else if (--depth === 0) return at + 1;
    }
  }
  return doubtful > 0 && depth === 1 ? doubtful : null;
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

function unmatchedCloser(text: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const role = roleAt(text, at, open.at(-1));
    if (role === 'open') open.push(CLOSERS[text[at] as string] ?? '');
    else if (role === 'close') {
      const opener = open.findLastIndex((closers) => closers.includes(text[at] as string));
      if (opener >= 0) open.length = opener;
      else if (at === text.length - 1) return true;
    }
  }
  return false;
}

/** What a text says in its own voice: what stands in quotation marks is another's. */
export function outsideQuotations(text: string): string {
  let [kept, at] = ['', 0];
  for (const { start, end, closed } of quotationsIn(text)) {
    if (!closed) continue;
    kept += `${text.slice(at, start)} `;
    at = end;
  }
  return kept + text.slice(at);
}
