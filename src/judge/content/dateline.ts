import { wholeDate } from '../../text/whole-date.js';

/** Characters of the longest line that says when its page was published or changed. */
const LONGEST = 90;

/** What stands before such a date, in the languages of our sources; matched after lower-casing, at the line's beginning. */
const LABEL =
  /^(?:last |page |date |article )?(?:updated|modified|published|posted|reviewed|revised|changed|mis à jour|publié|modifié|dernière (?:mise à jour|modification)|date de (?:publication|mise à jour)|aktualisiert|veröffentlicht|zuletzt (?:aktualisiert|geändert)|stand|actualizado|publicado|última (?:actualización|modificación|atualização)|fecha de (?:publicación|actualización)|atualizado|aggiornato|pubblicato|ultimo aggiornamento|bijgewerkt|gepubliceerd|laatst (?:bijgewerkt|gewijzigd)|обновлено|опубликовано|дата публикации|güncell(?:eme|endi)|yayınlan(?:ma|dı)|son güncelleme|تاريخ النشر|آخر تحديث|تحديث|نشر|به‌روزرسانی|最后更新|最後更新|更新(?:时间|時間|日期|于|日)?|发布(?:时间|日期|于)?|發布(?:時間|日期|於)?|发表于|發表於|发稿时间|最終更新日?|更新日|公開日|수정|등록|입력|cập nhật(?: lần cuối)?|ngày đăng)(?: (?:on|at|le|am|vom|el|il|op|em|ngày))?\s*[:：|–-]?\s*/u;
/** A time of day after the date. */
const TIME =
  /[,，\s|·-]{0,4}(?:at|à|um|a las|alle|om|в)?\s?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr)?\s?(?:\(?(?:gmt|utc|bst|c?es?t|[ecmp][ds]?t|hkt|msk)(?:[+-]\d{1,2})?\)?)?$/u;
const NUMERIC = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/u;
const DIGIT = /\p{Nd}/u;
/** What stands between the parts of such a line. */
const SEPARATOR = /\s[·|•–—-]\s|\s{2,}/u;

/** What a line says of its page: the day on which it was published or last changed, as days since 1970; null when that could be read two ways. */
export interface Dateline {
  readonly day: number | null;
}

/**
 * A line that says nothing but when its page was published or last changed; null for any other. It turns by itself, and what
 * changed with it is told by the text. A date without such a label may be part of what a page says.
 */
export function datelineOf(text: string): Dateline | null {
  if (text.length > LONGEST || !DIGIT.test(text)) return null;
  const line = text.trim().toLowerCase();
  const label = LABEL.exec(line)?.[0];
  if (label === undefined || label === '') return null;
  const rest = line.slice(label.length);
  const date = rest.replace(TIME, '').trim();
  const day = wholeDate(date);
  if (day !== null || NUMERIC.test(date) || (date === '' && TIME.test(line))) return { day };
  // “Published 3 May 2024 · Updated 12 minutes ago · 1,204 views”: a date first, and little besides.
  const [first = '', ...others] = rest.split(SEPARATOR);
  const firstDay = wholeDate(first);
  return (firstDay !== null || NUMERIC.test(first.trim())) && others.every((part) => DIGIT.test(part))
    ? { day: firstDay }
    : null;
}
