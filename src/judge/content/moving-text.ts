import { endsSentence, marksNoEnds } from '../../text/sentence-ends.js';
import { datelineOf } from './dateline.js';

/** Longer blocks are prose, and so are those that end as a sentence does: in prose digits mean something (docs/judging.md, 4). */
const LONGEST = 100;

const UNIT = '(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)';
const COUNTED =
  '(?:views?|reads?|shares?|likes?|comments?|replies|followers|subscribers|watching|people (?:are )?(?:reading|viewing))';

/** A number in whatever digits. */
const N = '[\\p{Nd}.,]{1,12}';
/** How long ago, in the languages of our sources: before the number, or after it. */
const AGO_BEFORE = '(?:vor|il y a|hace|há|fa|قبل|منذ)';
const AGO_AFTER = '(?:geleden|назад|önce|trước|پیش|fa|前|전)';
const TIME_UNIT =
  '(?:sekunden?|minuten?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?|secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|a[ñn]os?|секунд[уы]?|минут[уы]?|час(?:а|ов)?|дн(?:я|ей)|день|недел[юьи]|saniye|dakika|saat|gün|hafta|ay|دقيقة|دقائق|ساعة|ساعات|يوم|أيام|دقیقه|ساعت|روز|giây|phút|giờ|ngày|seconden|uur|dag(?:en)?|weken|secondi|minuti|ore|giorni|분|시간|일|초|秒|分|時間|日)';
/** What is counted beside a text, in the languages of our sources. */
const COUNTED_ELSEWHERE =
  '(?:commentaires?|kommentare?|comentarios?|comentários?|комментари[а-я]{1,3}|yorum|تعليق(?:ات)?|نظر|bình luận|reacties|vues|lectures|aufrufe|mal gelesen|vistas|lecturas|visitas|visualizações|просмотр[а-я]{0,3}|görüntülenme|okunma|مشاهدة|قراءة|بازدید|lượt xem|weergaven|keer gelezen)';

/** Clocks and counters of page furniture. Each matches only what moves by itself. */
const MOVING: readonly RegExp[] = [
  new RegExp(`\\b(?:\\d+|an?|one|a few)\\s+${UNIT}\\s+ago\\b`, 'giu'),
  new RegExp(`\\b[\\d.,]{1,20}\\s{0,3}[kKmM]?\\s{1,3}${COUNTED}\\b`, 'giu'),
  new RegExp(`\\b${COUNTED}\\s*[:(]\\s*[\\d.,]+\\s*[kKmM]?\\)?`, 'giu'),
  new RegExp(`(?<![\\p{L}])${AGO_BEFORE}\\s${N}\\s${TIME_UNIT}(?![\\p{L}])`, 'giu'),
  // Arabic has one word for one and for two of a unit.
  /(?<!\p{L})(?:قبل|منذ) (?:ثانيت?ين|ثانية|دقيقتين|دقيقة|ساعتين|ساعة|يومين|يوم|أسبوعين|أسبوع|شهرين|شهر|سنتين|سنة)(?: واحدة?)?(?!\p{L})/gu,
  new RegExp(`${N}\\s?${TIME_UNIT}\\s?${AGO_AFTER}(?![\\p{L}])`, 'giu'),
  new RegExp(`${N}\\s?${COUNTED_ELSEWHERE}(?![\\p{L}])`, 'giu'),
  /\d+\s*(?:秒|分钟|分鐘|小时|小時|天|日|个月|個月)前/gu,
  /(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|分享)(?:量|数|數|次数|次數)?\s*[:：(（]?\s*\d[\d.,]*\s*[万萬]?/gu,
  /\d[\d.,]{0,20}\s*(?:次浏览|次瀏覽|人浏览|人气|人氣)/gu,
  /\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|BST|ET|EST|EDT|PT|HKT|CST|AEST|local time))?/giu,
  /\b(?:page|site) (?:was )?(?:loaded|generated|rendered|cached)\b.*$|\b(?:current|local) time\b.*$/giu,
];

/** True for a block that is running text: in it digits mean something. */
export const isProse = (text: string): boolean => text.length > LONGEST || endsSentence(text);

/**
 * The block with clocks, counters and its own dateline blotted out; prose comes back as it is, and so does what may be prose: a line
 * of a script that marks no end of a sentence is waited for, where a figure turns in it, until it has stood.
 */
export function maskMoving(text: string): string {
  if (datelineOf(text) !== null) return ' ';
  return isProse(text) || marksNoEnds(text)
    ? text
    : MOVING.reduce((masked, moving) => masked.replace(moving, ' '), text);
}
