import type { NoticeOfChange } from '../../model/verdict.js';
import type { Changed } from './paragraphs.js';

/** Characters of a paragraph in which it says what it is. */
const HEAD = 160;

const BEGINS = '^[\\s*\\[(（【•]{0,4}';
const AFTER = '(?=[\\s:：.)\\]】）—–,-]|$)';
const LABEL = (words: string): RegExp => new RegExp(`${BEGINS}(?:${words})${AFTER}`, 'iu');

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
  LABEL(
    "corrections?(?: and clarifications?| notice)?|corrected|clarifications?|erratum|errata|corrigend(?:um|a)|editor['’]s note|correctif|rectificatif|rectification|précision|berichtigung|korrektur|richtigstellung|klarstellung|corrección|rectificación|fe de erratas|aclaración|correção|errata corrige|rettifica|rectificatie|correctie|исправление|поправка|уточнение|düzeltme|تصحيح|اصلاحیه|更正(?:启事|啟事|声明|聲明)?|勘误|勘誤|澄清(?:声明|聲明)?|訂正|お詫びと訂正|정정(?: ?보도)?|바로잡습니다|đính chính",
  ),
  /^.{0,60}\b(?:this|the|an earlier version of this) (?:article|story|report|paper|page|version)\b.{0,40}\b(?:has been|was|is) (?:corrected|amended|clarified)\b/iu,
  /^.{0,20}\ban (?:earlier|previous) version of this (?:article|story|report|page)\b/iu,
];

/** The note by which a publisher corrects or retracts a document, newly on its page; null when there is none. A retraction outweighs a correction. */
export function noticeOfChange(come: readonly Changed[]): NoticeOfChange | null {
  const heads = come.map(({ words }) =>
    words
      .map((word) => word.raw)
      .join('')
      .trim()
      .slice(0, HEAD),
  );
  for (const [kind, signs] of [
    ['retraction', RETRACTIONS],
    ['correction', CORRECTIONS],
  ] as const) {
    const words = heads.find((head) => signs.some((sign) => sign.test(head)));
    if (words !== undefined) return { kind, words };
  }
  return null;
}
