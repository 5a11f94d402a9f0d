import { withoutQuotations } from './quotations.js';

/** Characters of a paragraph in which it says what it is. */
export const NOTICE_HEAD = 160;

const BEGINS = '^[\\s*\\[(（【•]{0,4}';
const AFTER = '(?=[\\s:：.)\\]】）—–,-]|$)';
const LABEL = (words: string): RegExp => new RegExp(`${BEGINS}(?:${words})${AFTER}`, 'iu');

const CORRECTION =
  "corrections?(?: and clarifications?| notice)?|corrected|clarifications?|erratum|errata|corrigend(?:um|a)|editor['’]s note|correctif|rectificatif|rectification|précision|berichtigung|korrektur|richtigstellung|klarstellung|corrección|rectificación|fe de erratas|aclaración|correção|errata corrige|rettifica|rectificatie|correctie|исправление|поправка|уточнение|düzeltme|تصحيح|اصلاحیه|更正(?:启事|啟事|声明|聲明)?|勘误|勘誤|澄清(?:声明|聲明)?|訂正|お詫びと訂正|정정(?: ?보도)?|바로잡습니다|đính chính";

/**
 * How publishers begin the note by which they take something back, in the languages of our sources. Only what a paragraph
 * begins with counts: news about a correction or a retraction is news.
 */
const RETRACTIONS: readonly RegExp[] = [
  LABEL(
    'retracted(?: article)?|retraction(?: note| notice)?|withdrawn(?: article)?|article retracted|rétractation|article rétracté|zurückgezogen|zurückziehung|retractación|artículo retractado|retratação|intrekking|ingetrokken|отозвано|статья отозвана|geri çekildi|سحب المقال|撤稿(?:声明|聲明)?|撤回|論文撤回|철회|bài (?:viết|báo) (?:đã )?bị rút',
  ),
  /^.{0,60}\b(?:this|the) (?:article|story|report|paper|study|page|statement) (?:has been|was|is) (?:retracted|withdrawn)\b/iu,
  /^.{0,40}\bwe (?:have )?(?:retracted|withdrawn) this (?:article|story|report)\b/iu,
];

const CORRECTIONS: readonly RegExp[] = [
  LABEL(CORRECTION),
  /^.{0,60}\b(?:this|the|an earlier version of this) (?:article|story|report|paper|page|version)\b.{0,40}\b(?:has been|was|is) (?:corrected|amended|clarified)\b/iu,
  /^.{0,20}\ban (?:earlier|previous) version of this (?:article|story|report|page)\b/iu,
];

/** What a publisher's note that begins with these words takes back: all of a document, or something in it; null when it is no such note. */
export function takenBackBy(head: string): 'retraction' | 'correction' | null {
  // What is quoted is another's notice: an article about retractions quotes them.
  const own = withoutQuotations(head);
  if (RETRACTIONS.some((sign) => sign.test(own))) return 'retraction';
  return CORRECTIONS.some((sign) => sign.test(own)) ? 'correction' : null;
}

/** A note of an editor that corrects nothing: names were changed, a word was explained. */
const EDITORS_NOTE = /^[\s*[(（【•]{0,4}editor['’]s note/iu;
const CORRECTS = /correct|earlier version|previous version|amended|retract|misstated|erroneous|mistaken/iu;
/** Corrects the document on which it stands: a label apart from what it says, or a sentence about this document. */
const OWN_CORRECTIONS: readonly RegExp[] = [
  new RegExp(`${BEGINS}(?:${CORRECTION})\\s?(?:[:：.)\\]】）—–-]|$)`, 'iu'),
  /^.{0,60}\bthis (?:article|story|report|paper|page|version)\b.{0,40}\b(?:has been|was|is) corrected\b/iu,
  /^.{0,20}\ban (?:earlier|previous) version of this (?:article|story|report|page)\b/iu,
];

/** True for a paragraph in which a publisher takes something of the document back: what it repeats there does not stand. */
export function isCorrectionNote(text: string): boolean {
  const head = text.slice(0, NOTICE_HEAD);
  return (
    (OWN_CORRECTIONS.some((sign) => sign.test(head)) && (!EDITORS_NOTE.test(head) || CORRECTS.test(text))) ||
    isRetraction(text)
  );
}

const BARE_LABEL = new RegExp(`${BEGINS}(?:${CORRECTION})\\s?[:：.)\\]】）]?$`, 'iu');

/** True for a line that says nothing but that a correction follows. */
export const isCorrectionLabel = (text: string): boolean => BARE_LABEL.test(text);

/** Takes back the document on which it stands, not another of which the document tells. */
const WHOLE_DOCUMENT = [
  /^[\s*[(（【•]{0,4}(?:retracted|retraction|withdrawn|zurückgezogen|rétractation|retractación|отозвано|撤稿|撤回)(?: article| note| notice|声明|聲明)?[\])】）]?\s?(?:[:：.—–-]|$)/iu,
  /^.{0,60}\bthis (?:article|story|report|paper|page) (?:has been|was|is) (?:retracted|withdrawn)\b/iu,
  /^.{0,40}\bwe (?:have )?(?:retracted|withdrawn) this (?:article|story|report)\b/iu,
];

/** True for a paragraph by which a publisher takes back the whole document. */
export const isRetraction = (text: string): boolean =>
  WHOLE_DOCUMENT.some((sign) => sign.test(withoutQuotations(text.slice(0, NOTICE_HEAD))));

const CLAIMS = 'claims?|statements?|rumou?rs?|assertions?|allegations?|stories|posts|reports';
const UNTRUE = 'false|untrue|not true|incorrect|wrong|misleading|fabricated|baseless|debunked|fake';
const FALSE_LIST = new RegExp(
  [
    String.raw`^(?:(?:these|the following|some|common|other|all|\w{1,10}) )?(?:${UNTRUE})\s(?:${CLAIMS})(?: include| are|\s(?:about|on|of)\b.{0,60})?\s?[:：.]?$`,
    String.raw`\b(?:${CLAIMS}|following|these)\b.{0,60}\b(?:is|are|was|were|proved)\s(?:all\s|completely\s)?(?:${UNTRUE})\b`,
    String.raw`^myths?\b`,
    '谣言|謠言|不实(?:说法|信息|言论)|虚假(?:说法|信息)|falschbehauptung|falsche behauptungen|fausses? (?:affirmation|information)|afirmaci(?:ón|ones) falsas?|ложны[ех] (?:утверждени|сообщени)',
  ].join('|'),
  'iu',
);
const FALSE_LABEL =
  /^[\s*[(（【•]{0,4}(?:false|untrue|myth|fiction|fake|debunked|falsch|faux|falso|ложь|фейк|谣言|謠言)\s?[:：—–-]/iu;
/** Characters of the longest lead-in of a list. */
const LEAD = 200;

/** True for a line that says that what is listed under it is not so. */
export const leadsFalseList = (text: string): boolean => text.length <= LEAD && FALSE_LIST.test(text);

/** True for a paragraph that begins by saying that it is not so: `Myth: …`. */
export const isCalledFalse = (text: string): boolean => FALSE_LABEL.test(text.slice(0, NOTICE_HEAD));
