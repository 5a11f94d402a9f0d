import type { Original } from '../../model/watchlist.js';
import { tellingOf } from '../../passage/parse-quote.js';
import { detectLanguage, simplify } from '../../passage/text/scripts.js';
import { isName } from '../grammar/line.js';
import { parseReference } from '../grammar/parse-reference.js';
import { closesQuotation, opensQuotation, withoutOuterMarks } from '../grammar/quote-marks.js';
import { plainRun } from '../manuscript.js';

/** A bracket at the end of a text, with at most one level of brackets inside it. */
const BRACKET =
  /(?<!\s)\s*[(（[](?<remark>(?:[^()（）[\]]|[(（][^()（）[\]]{0,60}[)）]){0,300})[)）\]]\.?\s*$/u;
/** Words of a bracket that speaks of the quotation and is no part of it. In the languages in which reports are written. */
const REMARK =
  /\b(?:translat|traduc|traduz|übersetz|vertaal|emphasis|footnotes? omitted|citations? omitted|hervorheb)|译|譯/iu;
/** Characters of a remark, brackets included. Our choice. */
const LONGEST = 400;
const OWN =
  /\b(?:own|our|my|unofficial|informal|machine|authors?['’]?s?|asylos|google|deepl)\b|translated by|translation by the|traduction (?:libre|non officielle)|traducción (?:propia|libre|no oficial)|eigene|übersetzt von|vrije/iu;
const TRANSLATION = /translat|traduc|traduz|übersetz|vertaal|译|譯/iu;
/** What stands above, or before, the words of a translated passage in their own language. */
const ORIGINAL =
  /^(?:the\s+)?(?:original(?:\s+(?:source|text|quote|quotation|passage|language|wording|version|in\s+\p{L}{3,12}))?|source\s+text|texte\s+original|original(?:text|zitat|wortlaut)|texto\s+original|原文|原文如下|原句)\s*[:：]\s*/iu;

/** True for words that speak of a quotation, of its translation or of what it leaves out, and name no document. */
export const isQuotationRemark = (text: string): boolean => REMARK.test(text);

/** How a remark says that a quotation came to its words; null when it speaks of no translation. */
type Translation = 'own' | 'printed';

/** What a bracket behind a quotation gives in the other language: `[Our translation: “…”]`, `(original: « … »)`. */
export interface CounterpartText {
  readonly is: 'translation' | 'original';
  readonly text: string;
}

/** A paragraph, and what brackets behind it say of the quotation that it is of. */
export interface SplitRemark {
  readonly text: string;
  readonly translation: Translation | null;
  readonly half: CounterpartText | null;
}

/** Splits off the remarks behind a text. `before`: the paragraph before, which a bracket alone speaks of. */
export function splitRemark(text: string, before: string): SplitRemark {
  let [rest, translation, half] = [
    text,
    null as Translation | null,
    null as CounterpartText | null,
  ];
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

function lastRemark(text: string): string | null {
  const found = BRACKET.exec(text.slice(-LONGEST));
  return found && REMARK.test(found.groups?.remark ?? '') ? found[0] : null;
}

const LABEL = /^[^:：()（）[\]“”"„«»「」]{0,80}[:：]\s*/u;

/** What a label at the beginning of a bracket says that its words are; null without one. */
export function labelledCounterpart(text: string): CounterpartText | null {
  const original = announcedOriginal(text);
  if (original !== null) return { is: 'original', text: original };
  const label = LABEL.exec(text)?.[0] ?? '';
  return TRANSLATION.test(label) ? { is: 'translation', text: text.slice(label.length) } : null;
}

function halfBehind(
  text: string,
  before: string,
): { readonly bracket: string; readonly label: string; readonly half: CounterpartText } | null {
  const start = lastBracket(text);
  if (start < 0) return null;
  const rest = text.slice(0, start).trimEnd();
  const inside = text.slice(start + 1).replace(/[)）\]]\.?\s*$/u, '');
  const half = labelledCounterpart(inside.trim());
  if (half === null || !isCounterpartOf(half.text, rest || before)) return null;
  return {
    bracket: text.slice(rest.length),
    label: inside.slice(0, inside.length - half.text.length),
    half,
  };
}

/** Letters that one character says at most, by {@link tellingOf}. */
const MOST_OF_CHARACTER = 3;
/** Times that a text is as long as the same in another language, at most: what is shorter is a word of it. Chosen by eye. */
const LEANEST = 3;

/** True for words that may be a text's translation: long enough, in another language, no name and no citation. */
export function isCounterpartOf(words: string, text: string): boolean {
  if (text.length > LEANEST * MOST_OF_CHARACTER * words.length) return false;
  const [length, least] = [tellingOf(words), tellingOf(text) / LEANEST];
  if (length < least || least === 0) return false;
  const [lang = '', other] = [words, text].map((one) => languageOf(one).replace(/-.*/u, ''));
  if (lang === other && lang !== 'und') return false;
  if (opensQuotation(words) && closesQuotation(words)) return true;
  return !isName(words) && parseReference([plainRun(words)]) === null;
}

/** A quotation's words and their original, empty for none, where a bracket behind it may give either. */
export function pairCounterpart(
  said: string,
  half: CounterpartText | null,
  original = '',
): { readonly text: string; readonly original: Original | null } {
  const other = withoutOuterMarks(half?.text ?? '');
  const [text, own] =
    half === null ? [said, original] : half.is === 'translation' ? [other, said] : [said, other];
  return { text, original: own === '' ? null : { lang: languageOf(own), text: own } };
}

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

/** The text behind "Original:"; empty when it is in the next paragraph, null without such words. */
export function announcedOriginal(text: string): string | null {
  const found = ORIGINAL.exec(text);
  return found ? text.slice(found[0].length) : null;
}

/** Letters that only one language has among those that are told apart; where several have a script, its commonest language comes last. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/[ۈڭ]/u, 'ug'],
  [/[ڕڵێ]/u, 'ckb'],
  [/[ټډړږښځڅۍ]/u, 'ps'],
  [/[ٹڈڑںے]/u, 'ur'],
  [/[پچژگ]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/[ђћ]/iu, 'sr'],
  [/[їєґі]/iu, 'uk'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/[ቐ-ቝኣ]/u, 'ti'],
  [/\p{Script=Ethiopic}/u, 'am'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Sinhala}/u, 'si'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Thai}/u, 'th'],
];
const HAN = /\p{Script=Han}/u;
const LETTERS = /\p{L}/gu;
const BEYOND_LATIN = /(?!\p{Script=Latin})\p{L}/gu;
/** Share of a text's letters from which on they are its own, and no names in it. Our choice: characters say more than letters. */
const OWN_SHARE = 0.25;

/** The language of a passage or a title, as far as its letters and commonest words tell it: BCP 47, `und` when they do not. */
export function languageOf(text: string): string {
  const beyond = text.match(BEYOND_LATIN)?.length ?? 0;
  if (beyond < OWN_SHARE * (text.match(LETTERS)?.length ?? 0)) return detectLanguage(text) ?? 'und';
  for (const [letters, lang] of SCRIPTS.slice(0, 2)) if (letters.test(text)) return lang;
  if (HAN.test(text)) return simplify(text) === text ? 'zh-Hans' : 'zh-Hant';
  return SCRIPTS.find(([letters]) => letters.test(text))?.[1] ?? detectLanguage(text) ?? 'und';
}
