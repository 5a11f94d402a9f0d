import type { Original } from '../../model/watchlist.js';
import { weightOf } from '../../quote/parse-quote.js';
import { isName } from '../grammar/names.js';
import { parseReference } from '../grammar/parse-reference.js';
import { languageOf } from './language-of.js';
import { closesQuotation, opensQuotation, withoutOuterMarks } from './quote-marks.js';

/** A bracket at the end of a text, with at most one level of brackets inside it. */
const BRACKET =
  /(?<!\s)\s*[(（[](?<remark>(?:[^()（）[\]]|[(（][^()（）[\]]{0,60}[)）]){0,300})[)）\]]\.?\s*$/u;
/** Words of a bracket that speaks of the quotation and is no part of it. In the languages in which reports are written. */
const REMARK =
  /\b(?:translat|traduc|traduz|übersetz|vertaal|emphasis|footnotes? omitted|citations? omitted|hervorheb)|译|譯/iu;
/** Characters of a remark at most, brackets included. */
const LONGEST = 400;
/** The report's own translation, rather than one that the source prints. */
const OWN =
  /\b(?:own|our|my|unofficial|informal|machine|authors?['’]?s?|asylos|google|deepl)\b|translated by|translation by the|traduction (?:libre|non officielle)|traducción (?:propia|libre|no oficial)|eigene|übersetzt von|vrije/iu;
const TRANSLATION = /translat|traduc|traduz|übersetz|vertaal|译|譯/iu;
/** What stands above, or before, the words of a translated passage in their own language. */
const ORIGINAL =
  /^(?:the\s+)?(?:original(?:\s+(?:source|text|quote|quotation|passage|language|wording|version|in\s+\p{L}{3,12}))?|source\s+text|texte\s+original|original(?:text|zitat|wortlaut)|texto\s+original|原文|原文如下|原句)\s*[:：]\s*/iu;

/** True for words that speak of a quotation, of its translation or of what it leaves out, and name no document. */
export const speaksOfQuotation = (text: string): boolean => REMARK.test(text);

/** How a remark says that a quotation came to its words; null when it speaks of no translation. */
export type Translation = 'own' | 'printed';

/** What a bracket behind a quotation gives in the other language: `[Our translation: “…”]`, `(original: « … »)`. */
export interface OtherHalf {
  readonly is: 'translation' | 'original';
  readonly text: string;
}

/** A paragraph, and what brackets behind it say of the quotation that it is of. */
export interface Remarked {
  /** Without those brackets. */
  readonly text: string;
  readonly translation: Translation | null;
  readonly half: OtherHalf | null;
}

/** A text without the remarks behind it, and what they say of a translation. `before` is the paragraph before, which a bracket by itself is of. */
export function splitRemark(text: string, before: string): Remarked {
  let [rest, translation, half] = [text, null as Translation | null, null as OtherHalf | null];
  for (;;) {
    const found = half === null ? halfBehind(rest, before) : null;
    const remark = found?.bracket ?? lastRemark(rest);
    if (remark === null) return { text: rest, translation, half };
    half ??= found?.half ?? null;
    const isOwn = OWN.test(found?.label ?? remark);
    if (isOwn || found === null)
      translation ??= TRANSLATION.test(remark) ? (isOwn ? 'own' : 'printed') : null;
    rest = rest.slice(0, rest.length - remark.length);
  }
}

/** The remark with which a text ends, as it stands there; null when it ends with none. */
function lastRemark(text: string): string | null {
  const found = BRACKET.exec(text.slice(-LONGEST));
  return found && REMARK.test(found.groups?.remark ?? '') ? found[0] : null;
}

/** How a bracket begins that gives a translation's words. */
const LABEL = /^[^:：()（）[\]“”"„«»「」]{0,80}[:：]\s*/u;

/** What a label at the beginning of a bracket says that its words are; null without one. */
export function labelledHalf(text: string): OtherHalf | null {
  const original = announcedOriginal(text);
  if (original !== null) return { is: 'original', text: original };
  const label = LABEL.exec(text)?.[0] ?? '';
  return TRANSLATION.test(label) ? { is: 'translation', text: text.slice(label.length) } : null;
}

/** The other half of a quotation in the bracket with which a text ends. */
function halfBehind(
  text: string,
  before: string,
): { readonly bracket: string; readonly label: string; readonly half: OtherHalf } | null {
  const start = lastBracket(text);
  if (start < 0) return null;
  const rest = text.slice(0, start).trimEnd();
  const inside = text.slice(start + 1).replace(/[)）\]]\.?\s*$/u, '');
  const half = labelledHalf(inside.trim());
  if (half === null || !isHalfOf(half.text, rest || before)) return null;
  return { bracket: text.slice(rest.length), label: inside.slice(0, inside.length - half.text.length), half };
}

/** Letters in the place of which one of the characters below stands. */
const LETTERS_OF_CHARACTER = 4;
/** Times that a text is as long as the same in another language, at most: what is shorter is a word of it. Chosen by eye. */
const LEANEST = 3;

const CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const bulkOf = (text: string): number =>
  weightOf(text) + (LETTERS_OF_CHARACTER - 1) * (text.match(CHARACTER)?.length ?? 0);

/** True for words that may be a text's in another language: as long, and no translator's name, no citation, nor in the same language. */
export function isHalfOf(words: string, text: string): boolean {
  if (text.length > LEANEST * LETTERS_OF_CHARACTER * words.length) return false;
  const [length, least] = [bulkOf(words), bulkOf(text) / LEANEST];
  if (length < least || least === 0) return false;
  const [lang = '', other] = [words, text].map((one) => languageOf(one).replace(/-.*/u, ''));
  if (lang === other && lang !== 'und') return false;
  if (opensQuotation(words) && closesQuotation(words)) return true;
  return !isName(words) && parseReference([{ text: words, href: null, notes: [], items: [] }]) === null;
}

/** A quotation's words and their original, empty for none, where a bracket behind it may give either. */
export function paired(
  said: string,
  half: OtherHalf | null,
  original = '',
): { readonly text: string; readonly original: Original | null } {
  const other = withoutOuterMarks(half?.text ?? '');
  const [text, own] =
    half === null ? [said, original] : half.is === 'translation' ? [other, said] : [said, other];
  return { text, original: own === '' ? null : { lang: languageOf(own), text: own } };
}

/** Where the bracket opens with which a text ends; -1 when none does. */
function lastBracket(text: string): number {
  const end = text.length - (text.endsWith('.') ? 2 : 1);
  const pair = ['()', '（）', '[]'].find((one) => one[1] === text[end]);
  if (pair === undefined) return -1;
  for (let [at, depth] = [end, 0]; at >= 0; at--) {
    if (text[at] === pair[1]) depth++;
    if (text[at] === pair[0] && --depth === 0) return at;
  }
  return -1;
}

/** What follows the words that announce an original, empty when it is in the next paragraph; null when nothing is announced. */
export function announcedOriginal(text: string): string | null {
  const found = ORIGINAL.exec(text);
  return found ? text.slice(found[0].length) : null;
}
