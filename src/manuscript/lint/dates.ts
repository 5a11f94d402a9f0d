import type { Document } from '../../model/document.js';
import type { Lint, LintReason } from '../../model/lint.js';
import { agree, latestOf, type PartialDate } from '../../model/watchlist.js';
import { hasName, isSamePublisher, plainName } from '../../passage/text/names.js';
import { datesIn, type FoundDate, saysDayFirst, takeAccess } from '../grammar/printed-date.js';
import { outsideQuotations } from '../grammar/quote-marks.js';
import {
  broken,
  earliestOf,
  isOutdated,
  type LintedUse,
  type LintSubject,
  NOWHERE,
  publishedOf,
  statedCutOff,
} from './subject.js';

const WORK =
  '(?:article|report|study|survey|paper|publication|story|piece|factsheet|brief(?:ing)?|note|guide|directory|analysis|interview|statement|barometer|index)s?';
const SAYS =
  '(?:published|reported|reports|wrote|writes|noted|notes|stated|states|released|issued|announced|observed|found)';
/** Before a date that says when something came out: `published on 1 July 2019`, `reported on 21 August`, `article of`. */
const CAME_OUT = new RegExp(
  `(?:\\b(?:published|released|issued|dated)\\b[^.;]{0,60}|\\b(?:reported|reports|wrote) (?:on|in) |\\b${WORK} (?:of|from|dated) )$`,
  'iu',
);
/** Before and behind a year that belongs to a work: `A 2023 China Daily article`. */
const DETERMINED = /(?:^|[^\p{L}])(?:an?|the|its|their|same|another|this)\s+(?:same\s+)?$/iu;
const WORK_BEHIND = new RegExp(`^(?:\\s+[\\p{L}’'()-]+){0,6}?\\s+${WORK}\\b`, 'iu');
/** A sentence that begins with a date and goes on with who reported. */
const BEGINS = /(?:^|[.!?]\s+)(?:On|In|Am|Im|Le|En)\s+$/u;

/** Sentences that introduce a quotation and say otherwise than its citation line: another date, another publisher. */
export const agreementRules = (subject: LintSubject): readonly Lint[] => {
  const names = publishersIn(subject);
  return subject.uses.flatMap((use) => {
    const introduction = outsideQuotations(use.drafted?.introduction ?? '');
    if (use.cited === null || introduction === '') return [];
    return [dateReason(use, introduction), publisherReason(use, introduction, names)].flatMap(
      (why) => (why === null ? [] : [broken(use.place, why)]),
    );
  });
};

function dateReason(use: LintedUse, introduction: string): LintReason | null {
  const published = use.printed?.published;
  const iso = published?.iso ?? null;
  if (iso === null) return null;
  const said = publicationDates(use, introduction);
  const agrees = ({ iso: one }: FoundDate): boolean =>
    one === null ||
    one.startsWith(iso) ||
    iso.startsWith(one) ||
    (use.printed?.title ?? '').includes(one.slice(0, 4));
  if (said.length === 0 || said.some(agrees)) return null;
  return {
    rule: 'prose-date',
    said: (said[0] as FoundDate).printed,
    cited: published?.printed ?? iso,
  };
}

/** The days on which, by the words before a quotation, its source came out. */
export const publicationDates = (
  use: Pick<LintedUse, 'printed'>,
  introduction: string,
): readonly FoundDate[] =>
  datesIn(introduction).filter((date) => isPublication(date, introduction, use));

function isPublication(
  { start, end }: FoundDate,
  text: string,
  { printed }: Pick<LintedUse, 'printed'>,
): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (CAME_OUT.test(before.slice(-WINDOW))) return true;
  if (DETERMINED.test(before.slice(-WINDOW)) && WORK_BEHIND.test(after.slice(0, WINDOW)))
    return true;
  if (!BEGINS.test(before.slice(-WINDOW))) return false;
  const [subject] = after.slice(0, WINDOW).split(new RegExp(`\\b${SAYS}\\b`, 'iu'), 1);
  if (
    subject === undefined ||
    /[.!?]\s/u.test(subject) ||
    subject.length === Math.min(after.length, WINDOW)
  )
    return false;
  const publisher = printed?.publisher ?? null;
  const names = publisher !== null && hasName(subject, publisher);
  return names || new RegExp(`\\b${WORK}\\b`, 'iu').test(subject);
}

/** Characters around a date or a name that are looked at: a clause, with room to spare. */
const WINDOW = 120;

/** A sentence that gives its passage to a publisher whom the line does not name, and does not name the one that it does. */
function publisherReason(
  use: LintedUse,
  introduction: string,
  names: readonly string[],
): LintReason | null {
  const own = use.printed?.publisher ?? null;
  if (own === null) return null;
  const [said, line] = [words(introduction), words(use.cited ?? '')];
  if (hasName(introduction, own)) return null;
  const given = names.filter((name) => attributes(said, name));
  if (
    given.length === 0 ||
    given.some((name) => line.includes(words(name)) || isSamePublisher(name, own))
  )
    return null;
  return { rule: 'prose-publisher', said: given[0] as string, cited: own };
}

function attributes(said: string, name: string): boolean {
  const key = words(name);
  const at = said.indexOf(key);
  if (at < 0) return false;
  const [before, after] = [said.slice(0, at), said.slice(at + key.length)];
  return (
    /(?:according to|by|published (?:on|in|by))(?: the)?$/u.test(before.trimEnd()) ||
    (/^(?:\s*the)?\s*$/u.test(before) &&
      new RegExp(`^(?:also )?${SAYS}\\b`, 'u').test(after.trimStart()))
  );
}

/** Names of publishers that the report or `sources.json` knows, longest first; single words are names of other things as well. */
const publishersIn = ({ draft, watch, uses }: LintSubject): readonly string[] =>
  [
    ...new Set([
      ...(draft?.of.listed ?? []),
      ...watch.sources.map(({ publisher }) => publisher),
      ...uses.map(({ printed }) => printed?.publisher ?? ''),
    ]),
  ]
    .map((name) => name.replace(/(?<!\s)\s*\([^()]{0,60}\)/gu, ''))
    .filter((name) => words(name).trim().includes(' '))
    .sort((a, b) => b.length - a.length);

const words = (text: string): string =>
  ` ${plainName(text.replace(/[’']s?(?=[^\p{L}]|$)/giu, ' '))} `;

/** Milliseconds. */
const DAY = 86_400_000;
/** Decisions of courts and laws are cited without a day of access: `[2020] UKUT 33`, `Application no. 1234/05`, `Law No. 12`. */
const LEGAL =
  /\[\d{4}\]|\bno\. ?\d+\/\d+|\b(?:Act|Law|Code|Decree|Regulation|Directive|Convention)\b[^,]{0,60}\b\d{4}\b/u;

/** The day on which a source was last read: whether it is there, whole, possible and late enough. */
export function accessRules(subject: LintSubject): readonly Lint[] {
  const stated = statedCutOff(subject);
  return subject.uses
    .filter(({ cited }) => cited !== null)
    .flatMap((use) => {
      const cutOff = use.report?.cutOff ?? (use.drafted === null ? null : stated);
      return reasonsOf(subject, use, cutOff).map((why) => broken(use.place, why));
    });
}

function reasonsOf(
  subject: LintSubject,
  use: LintedUse,
  cutOff: PartialDate | null,
): readonly LintReason[] {
  const { accessed } = use;
  const cited = use.cited ?? '';
  if (accessed === null) return LEGAL.test(cited) ? [] : [{ rule: 'access-missing' }];
  const why: LintReason[] = [];
  if (accessed.length < 'yyyy-mm-dd'.length)
    why.push({
      rule: 'access-imprecise',
      accessed,
      named: takeAccess(cited, false).taken !== null,
    });
  const report = publishedOf(subject, use);
  why.push(...againstDates(use, accessed, [report, cutOff]));
  const currency = use.report?.currency;
  if (currency !== undefined && report !== null && isOutdated(accessed, report, currency))
    why.push({ rule: 'access-outdated', accessed, currency });
  const days = (subject.now.getTime() - latestOf(accessed)) / DAY;
  if (days > subject.staleAfter)
    why.push({ rule: 'access-stale', accessed, days: Math.floor(days) });
  return why;
}

function againstDates(
  use: LintedUse,
  accessed: PartialDate,
  [report, cutOff]: readonly [PartialDate | null, PartialDate | null],
): readonly LintReason[] {
  const published = use.printed?.published?.iso ?? use.source.published;
  if (published !== null && latestOf(accessed) < earliestOf(published))
    return [{ rule: 'access-before-publication', accessed, limit: published }];
  if (report !== null && earliestOf(accessed) > latestOf(report))
    return [{ rule: 'access-after-report', accessed, limit: report }];
  if (cutOff !== null && earliestOf(accessed) > latestOf(cutOff))
    return [{ rule: 'access-after-cut-off', accessed, limit: cutOff }];
  return [];
}

/** What a report says of the dates of its sources. The date follows within the same clause. */
const SAYS_FRAME = {
  earliest: /\b(?:earliest|oldest|first) (?:cited )?sources?\b[^.;]{0,40}?(?=\d|\p{Lu})/giu,
  latest: /\b(?:most recent|latest|newest|last) (?:cited )?sources?\b[^.;]{0,40}?(?=\d|\p{Lu})/giu,
} as const;

/** A statement of a time frame against the dates of what is cited. */
export function timeFrame({ draft, uses }: LintSubject): readonly Lint[] {
  if (draft === null) return [];
  const dates = uses
    .filter(({ drafted }) => drafted !== null)
    .flatMap(({ printed, source }) => printed?.published?.iso ?? source.published ?? []);
  if (dates.length === 0) return [];
  const found = {
    earliest: dates.reduce((a, b) => (latestOf(b) < latestOf(a) ? b : a)),
    latest: dates.reduce((a, b) => (earliestOf(b) > earliestOf(a) ? b : a)),
  };
  return draft.of.prose.flatMap(({ text, place }) =>
    (['earliest', 'latest'] as const).flatMap((end) =>
      [...text.matchAll(SAYS_FRAME[end])].flatMap(({ 0: words, index }) => {
        const from = index + words.length;
        const rest = text.slice(from, from + NEAR + LONGEST_DATE);
        const date = datesIn(rest, saysDayFirst(text)).find(({ start }) => start <= NEAR);
        if (date?.iso == null || agree(date.iso, found[end])) return [];
        const at = { ...NOWHERE, report: draft.report?.id ?? null, file: place };
        return [broken(at, { rule: 'time-frame', end, said: date.printed, found: found[end] })];
      }),
    ),
  );
}

/** Characters between the words that speak of sources and their date: a month's name may begin before it. */
const NEAR = 40;
/** Characters of a date in words, with room to spare. Our choice. */
const LONGEST_DATE = 40;

/** Characters of a block that says when a page came out, and of nothing else: a dateline, a line of a table. Chosen by eye. */
const DATELINE = 200;

/** Of a line that says when a page was changed. */
const CHANGED =
  /\b(?:updated|modified|edited|reviewed|revised)\b|mis à jour|aktualisiert|geändert|更新/iu;

/** The printed day against the page's own, which machines and readers must both see: the first `<time>` alone is half the time another thing's (170 real pages). */
export function pageDate(
  uses: readonly LintedUse[],
  { type, dates, blocks }: Document,
): readonly Lint[] {
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
  datesIn(line).flatMap(({ iso }) => (iso === null ? [] : [iso]));

const daysIn = (lines: readonly string[]): readonly PartialDate[] =>
  lines.flatMap(datesOf).filter(({ length }) => length === 'yyyy-mm-dd'.length);

const isShown = (cited: PartialDate, line: string): boolean =>
  datesOf(line).some((date) => date.startsWith(cited));

const isSame = (a: PartialDate, b: PartialDate): boolean =>
  agree(a, b) || (a.length === b.length && Math.abs(Date.parse(a) - Date.parse(b)) <= DAY);
