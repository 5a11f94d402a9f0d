import { wholeDate } from '../../passage/text/dates.js';
import { endsSentence, marksNoEnds } from '../../passage/text/sentences.js';
import volatileWords from './volatile-words.json' with { type: 'json' };

/** Words of date lines, clocks and counters, which change by themselves. Each is an alternative of a regular expression. */
interface VolatileWords {
  /** What stands before the day on which a page was published or changed, in lower case. */
  readonly datelines: readonly string[];
  /** What may stand between that and the date. */
  readonly prepositions: readonly string[];
  /** Units of time in English. */
  readonly units: readonly string[];
  /** What is counted beside a text, in English. */
  readonly counted: readonly string[];
  /** How long ago, where it stands before the number. */
  readonly agoBefore: readonly string[];
  /** How long ago, where it stands behind the unit. */
  readonly agoAfter: readonly string[];
  /** Units of time in other languages. */
  readonly unitsElsewhere: readonly string[];
  /** What is counted beside a text, in other languages. */
  readonly countedElsewhere: readonly string[];
}

const words: VolatileWords = volatileWords;

/** Characters of the longest line that says when its page was published or changed. */
const LONGEST = 90;

const anyOf = (alternatives: readonly string[]): string => `(?:${alternatives.join('|')})`;

/** What stands before such a date; matched after lower-casing, at the line's beginning. */
const LABEL = new RegExp(
  `^(?:last |page |date |article )?${anyOf(words.datelines)}(?: ${anyOf(words.prepositions)})?\\s*[:：|–-]?\\s*`,
  'u',
);
const TIME =
  /[,，\s|·-]{0,4}(?:at|à|um|a las|alle|om|в)?\s?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr)?\s?(?:\(?(?:gmt|utc|bst|c?es?t|[ecmp][ds]?t|hkt|msk)(?:[+-]\d{1,2})?\)?)?$/u;
const NUMERIC = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/u;
const DIGIT = /\p{Nd}/u;
/** What stands between the parts of such a line. */
const SEPARATOR = /\s[·|•–—-]\s|\s{2,}/u;

/**
 * The day (since 1970) of a line that says only when its page was published or changed, null where that could be read
 * two ways; null for any other line: a date without such a label may be text.
 */
export function datelineOf(text: string): { readonly day: number | null } | null {
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
  return (firstDay !== null || NUMERIC.test(first.trim())) &&
    others.every((part) => DIGIT.test(part))
    ? { day: firstDay }
    : null;
}

/** Longer blocks are prose, and so are those that end as a sentence does: in prose digits mean something (docs/judging.md, 4). */
const LONGEST_MOVING = 100;

const UNIT = anyOf(words.units);
const COUNTED = anyOf(words.counted);
/** A number in whatever digits. */
const N = '[\\p{Nd}.,]{1,12}';
const UNIT_ELSEWHERE = anyOf(words.unitsElsewhere);

/** Clocks and counters of page furniture. Each matches only what moves by itself. */
const MOVING: readonly RegExp[] = [
  new RegExp(`\\b(?:\\d+|an?|one|a few)\\s+${UNIT}\\s+ago\\b`, 'giu'),
  new RegExp(`\\b[\\d.,]{1,20}\\s{0,3}[kKmM]?\\s{1,3}${COUNTED}\\b`, 'giu'),
  new RegExp(`\\b${COUNTED}\\s*[:(]\\s*[\\d.,]+\\s*[kKmM]?\\)?`, 'giu'),
  new RegExp(
    `(?<![\\p{L}])${anyOf(words.agoBefore)}\\s${N}\\s${UNIT_ELSEWHERE}(?![\\p{L}])`,
    'giu',
  ),
  // Arabic has one word for one and for two of a unit.
  /(?<!\p{L})(?:قبل|منذ) (?:ثانيت?ين|ثانية|دقيقتين|دقيقة|ساعتين|ساعة|يومين|يوم|أسبوعين|أسبوع|شهرين|شهر|سنتين|سنة)(?: واحدة?)?(?!\p{L})/gu,
  new RegExp(`${N}\\s?${UNIT_ELSEWHERE}\\s?${anyOf(words.agoAfter)}(?![\\p{L}])`, 'giu'),
  new RegExp(`${N}\\s?${anyOf(words.countedElsewhere)}(?![\\p{L}])`, 'giu'),
  /\d+\s*(?:秒|分钟|分鐘|小时|小時|天|日|个月|個月)前/gu,
  /(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|分享)(?:量|数|數|次数|次數)?\s*[:：(（]?\s*\d[\d.,]*\s*[万萬]?/gu,
  /\d[\d.,]{0,20}\s*(?:次浏览|次瀏覽|人浏览|人气|人氣)/gu,
  /\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|BST|ET|EST|EDT|PT|HKT|CST|AEST|local time))?/giu,
  /\b(?:page|site) (?:was )?(?:loaded|generated|rendered|cached)\b.*$|\b(?:current|local) time\b.*$/giu,
];

/** True for a block that is running text: in it digits mean something. */
export const isProse = (text: string): boolean =>
  text.length > LONGEST_MOVING || endsSentence(text);

/** A block without clocks, counters and its dateline. Prose stays, and so does a line of a script that marks no sentence ends, because it may be prose. */
export function maskVolatileText(text: string): string {
  if (datelineOf(text) !== null) return ' ';
  return isProse(text) || marksNoEnds(text)
    ? text
    : MOVING.reduce((masked, moving) => masked.replace(moving, ' '), text);
}

/** True for a line that has a clock or a counter in it, or is a dateline: tomorrow it is another one. */
export const movesByItself = (text: string): boolean => maskVolatileText(text) !== text;
