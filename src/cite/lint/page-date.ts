import type { Document } from '../../model/document.js';
import type { Lint } from '../../model/lint.js';
import { agree, type PartialDate } from '../../model/partial-date.js';
import { datesIn, saysDayFirst } from '../grammar/printed-date.js';
import { broken, type LintedUse } from './subject.js';

/** Milliseconds: a page gives its day in a time zone that need not be the reader's. */
const DAY = 86_400_000;
/** Characters of a block that says when a page came out, and of nothing else: a dateline, a line of a table. Chosen by eye. */
const DATELINE = 200;

/** Of a line that says when a page was changed. */
const CHANGED = /\b(?:updated|modified|edited|reviewed|revised)\b|mis à jour|aktualisiert|geändert|更新/iu;

/**
 * The day on which a source came out, as printed, against the one that its page states. Told only where the page states it for
 * machines and shows it to readers before any other, and neither shows the printed one nor states it as that of a change: the
 * first `<time>` of a page, from which it may be taken, is half the time that of another thing (170 real pages).
 */
export function pageDate(uses: readonly LintedUse[], { type, dates, blocks }: Document): readonly Lint[] {
  const [use] = uses;
  const cited = use?.printed?.published?.iso ?? use?.source.published ?? null;
  const [page, changed] = [dates.published, dates.modified].map((date) =>
    date?.slice(0, 'yyyy-mm-dd'.length),
  );
  if (type !== 'html' || use === undefined || cited === null || page === undefined) return [];
  if (isSame(page, cited) || (changed !== undefined && isSame(changed, cited))) return [];
  const lines = blocks.map(({ text }) => text).filter(({ length }) => length <= DATELINE);
  const [first] = daysIn(lines.filter((line) => !CHANGED.test(line)));
  const isCertain = first !== undefined && isSame(first, page);
  return isCertain && !lines.some((line) => isShown(cited, line))
    ? [broken(use.place, { rule: 'page-date', page, cited })]
    : [];
}

const datesOf = (line: string): readonly PartialDate[] =>
  datesIn(line, saysDayFirst(line)).flatMap(({ iso }) => (iso === null ? [] : [iso]));

const daysIn = (lines: readonly string[]): readonly PartialDate[] =>
  lines.flatMap(datesOf).filter(({ length }) => length === 'yyyy-mm-dd'.length);

const isShown = (cited: PartialDate, line: string): boolean =>
  datesOf(line).some((date) => date.startsWith(cited));

const isSame = (a: PartialDate, b: PartialDate): boolean =>
  agree(a, b) || (a.length === b.length && Math.abs(Date.parse(a) - Date.parse(b)) <= DAY);
