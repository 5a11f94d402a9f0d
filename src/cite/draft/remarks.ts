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

/** A text without the remarks behind it, and what they say of a translation. */
export function splitRemark(text: string): {
  readonly text: string;
  readonly translation: Translation | null;
} {
  let [rest, translation] = [text, null as Translation | null];
  for (let remark = lastRemark(rest); remark !== null; remark = lastRemark(rest)) {
    if (TRANSLATION.test(remark)) translation ??= OWN.test(remark) ? 'own' : 'printed';
    rest = rest.slice(0, rest.length - remark.length);
  }
  return { text: rest, translation };
}

/** The remark with which a text ends, as it stands there; null when it ends with none. */
function lastRemark(text: string): string | null {
  const found = BRACKET.exec(text.slice(-LONGEST));
  return found && REMARK.test(found.groups?.remark ?? '') ? found[0] : null;
}

/** What follows the words that announce an original, empty when it is in the next paragraph; null when nothing is announced. */
export function announcedOriginal(text: string): string | null {
  const found = ORIGINAL.exec(text);
  return found ? text.slice(found[0].length) : null;
}
