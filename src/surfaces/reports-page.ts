import type { Severity } from '../model/finding.js';
import type { StoreState, WatchedReport } from '../model/run.js';
import { type Html, html } from './escape.js';
import { STYLE, stillPage } from './page/style.js';
import { DAILY_MAX_AGE } from './status.js';
import { commandMessages } from './words/catalogues.js';
import type { Locale } from './words/locale.js';
import { moment, SEVERITY_MARK } from './words/words.js';

const words = commandMessages.reportsPage;
/** Milliseconds. */
const DAY = 86_400_000;

/** The severities, as columns. */
const COLUMNS: readonly Severity[] = ['high', 'medium', 'low'];

/** A report as a row. */
interface ReportRow {
  readonly name: string;
  /** Open findings; null where no good night said what there is. */
  readonly open: Readonly<Record<Severity, number>> | null;
  /** When its last good night was, in words. */
  readonly night: string;
  /** What else is to be looked at, in words. */
  readonly notes: readonly string[];
}

/** What a store says of its reports, and the names of those whose page lies beside this one. */
export interface ReportsShown extends Pick<StoreState, 'nights'> {
  readonly reports: readonly WatchedReport[];
  readonly pages: ReadonlySet<string>;
}

/** The page of all reports of a store, the one that needs somebody most first. */
export function renderReportsPage(
  locale: Locale,
  { nights, reports, pages }: ReportsShown,
  now: Date,
): string {
  const good = new Map(nights.map(({ report, at }) => [report, at]));
  const rows = reports
    .map((report) => rowOf(locale, report, good.get(report.report) ?? null, now))
    .sort(byNeed);
  const sums = {
    all: rows.length,
    high: rows.filter(({ open }) => (open?.high ?? 0) > 0).length,
    noted: rows.filter(isToNote).length,
  };
  const heads = COLUMNS.map(
    (of) =>
      html`<th scope="col" class="n">${SEVERITY_MARK[of]} ${locale.statuses.severity[of]}</th>`,
  );
  const body = html`<header><p class="soft small">${locale.fill(words['as-of'], { when: moment(locale, now.toISOString()) })}</p><h1>${words.title}</h1>
<p class="headline">${locale.fill(words.headline, sums)}</p></header>
<main><table class="sections"><thead><tr><th scope="col">${words.report}</th>${heads}</tr></thead>
<tbody>${rows.map((row) => tableRow(row, pages))}</tbody></table></main>
<footer><p>${words.foot}</p></footer>`;
  return stillPage(locale, words.title, STYLE, body);
}

function rowOf(
  locale: Locale,
  { report, online, undelivered, good }: WatchedReport,
  at: string | null,
  now: Date,
): ReportRow {
  const { found } = good ?? {};
  const age = at === null ? 0 : now.getTime() - Date.parse(at);
  const openOf = (severity: Severity): number =>
    (found?.[severity]?.new ?? 0) + (found?.[severity]?.open ?? 0);
  return {
    name: report ?? '',
    open:
      found === undefined
        ? null
        : { high: openOf('high'), medium: openOf('medium'), low: openOf('low') },
    night: at === null ? words.never : locale.fill(words.night, { when: moment(locale, at) }),
    notes: [
      ...(age > DAILY_MAX_AGE ? [locale.fill(words.late, { days: Math.floor(age / DAY) })] : []),
      ...(online === false ? [words.offline] : []),
      ...(undelivered > 0 ? [locale.fill(words.undelivered, { n: undelivered })] : []),
    ],
  };
}

/** Where nobody knows what there is, or was told of it. */
const isToNote = ({ open, notes }: ReportRow): boolean => open === null || notes.length > 0;

/** What was lost, then what nobody knows or was told of, then what can wait; else in the order in which reports are listed. */
const needOf = ({ open, notes }: ReportRow): readonly number[] => [
  open?.high ?? 0,
  open === null ? 1 : notes.length,
  open?.medium ?? 0,
  open?.low ?? 0,
];

function byNeed(one: ReportRow, other: ReportRow): number {
  const needs = needOf(other);
  return needOf(one).reduce((order, need, i) => order || (needs[i] ?? 0) - need, 0);
}

function tableRow({ name, open, night, notes }: ReportRow, pages: ReadonlySet<string>): Html {
  const cells = COLUMNS.map((of) => {
    const n = open?.[of] ?? null;
    return html`<td class="n${of === 'high' && n !== null && n > 0 && ' work'}${!n && ' none'}">${n ?? '–'}</td>`;
  });
  const title = pages.has(name)
    ? html`<a href="${encodeURIComponent(name)}/index.html">${name}</a>`
    : html`<bdi>${name}</bdi>`;
  const lines = [...notes, night].map((line) => html`<div class="soft small">${line}</div>`);
  return html`<tr><th scope="row">${title}${lines}</th>${cells}</tr>`;
}
