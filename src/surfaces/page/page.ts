import { FINDINGS, type Finding } from '../../model/finding.js';
import { manualSearchUrl } from '../../model/publisher-sites.js';
import {
  isNight,
  isSingleLook,
  type JudgedRun,
  type RunFacts,
  type Tally,
} from '../../model/run.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { stands } from '../../model/verdicts.js';
import { type Html, html } from '../escape.js';
import { headline, offlineReason, offlineSinceWords } from '../headline.js';
import {
  type Case,
  CITATION_STATES,
  findingTitle,
  groupBySource,
  type Overview,
  overview,
  type Pile,
  together,
  totalOf,
} from '../overview.js';
import type { Beside } from '../page-context.js';
import {
  citationsTouched,
  localeOfRun,
  type Publication,
  reportTitles,
  rowAddress,
  titleOf,
} from '../publication.js';
import { badCaptureLines } from '../words/documents.js';
import { messageOf } from '../words/findings.js';
import { type Locale, withoutCommands } from '../words/locale.js';
import { filedSection } from '../words/old-prints.js';
import { endWords, moment, SEVERITY_MARK, updateLine } from '../words/words.js';
import { anchor, caseList, line, onDemand } from './case-card.js';
import {
  addressIn,
  type CitationList,
  citationListOf,
  citationsOnPage,
  elsewhere,
  inParts,
  type Parts,
  partFile,
  viewsCounted,
  whereabouts,
} from './citations.js';
import { editionMatrix, sectionTables, stateCount, sums, topUp } from './sections.js';
import { sheet, VIEWS, type View } from './style.js';

const labelOf = (locale: Locale, view: View): string => {
  switch (view) {
    case 'decided':
    case 'unknown':
      return locale.statuses.citationStates[view];
    case 'sound':
      return locale.statuses.citationStates.stand;
    default:
      return `${SEVERITY_MARK[view]} ${locale.statuses.severity[view]}`;
  }
};

/** The views to choose from, each with the number of its rows in the list and of its cards without a row. */
const counters = (locale: Locale, run: JudgedRun, list: CitationList): Html => {
  const rows = viewsCounted(list);
  const away = overview(locale, run).cases.filter(({ verdict }) => verdict === null);
  const n = (view: View) =>
    (rows.get(view) ?? 0) + away.filter(({ severity }) => severity === view).length;
  const all = list.sections.reduce((sum, { entries }) => sum + entries.length, away.length);
  const counter = (id: string, of: number, label: string, checked: Html | false) =>
    html`<label><input type="radio" name="show" value="${id}"${checked}>${label} <b>${of}</b></label>`;
  return html`<fieldset><legend>${locale.messages.page.citations}</legend>${counter('all', all, locale.messages.page.all, html` checked`)}${VIEWS.map((v) => counter(v, n(v), labelOf(locale, v), false))}</fieldset>`;
};

const part = (heading: string, note: string, views: readonly View[], body: Html): Html => html`
<section data-in="${views.join(' ')}"><h2>${heading}</h2><p class="soft small">${note}</p>${body}</section>`;

/** A card of a small thing about a source that could not be checked is seen among those too. */
const viewsOfCard = ({ id, severity, verdict }: Case, { work }: Overview): string =>
  verdict === null || work.has(id) || stands(verdict) ? severity : `${severity} unknown`;

const mainOf = (
  locale: Locale,
  run: JudgedRun,
  list: CitationList,
  parts: Parts,
  { beside, filed = [] }: { readonly beside: Beside } & Pick<Publication, 'filed'>,
): readonly (Html | false)[] => {
  const o = overview(locale, run);
  const { series = [] } = beside;
  const { sources, several, isMuch } = list;
  const carded = new Set(o.cases.map(({ id }) => id));
  const place = { sources, several, beside, lies: isMuch ? 'on-demand' : 'folded' } as const;
  return [
    o.cases.length + o.piles.length > 0 &&
      part(
        locale.messages.page.todo,
        locale.messages.page.lines,
        ['high', 'medium', 'low', 'unknown'],
        html`${caseList(locale, o.cases, (c) => ({ ...place, views: viewsOfCard(c, o), isHome: true }))}${o.piles.map((p) => pileArticle(locale, p, o.named, beside, isMuch))}<p class="soft small">${locale.messages.page.marks}</p>`,
      ),
    filedSection(locale, filed),
    o.acknowledged.length > 0 &&
      part(
        locale.messages.page.decided,
        locale.messages.page['decided-note'],
        ['decided'],
        html`${caseList(locale, groupBySource(o.acknowledged, o.named), (c) => ({ ...place, views: 'decided', isHome: !carded.has(c.id) }))}`,
      ),
    series.length > 0 &&
      part(
        locale.messages.page.editions,
        locale.messages.page['editions-note'],
        [],
        html`<details><summary>${locale.fill(locale.messages.page['show-series'], { n: series.length })}</summary>${editionMatrix(locale, series)}</details>`,
      ),
    o.resolved.length > 0 &&
      part(
        locale.messages.page.resolved,
        locale.messages.page['resolved-note'],
        [],
        html`<ul>${o.resolved.map((f) => html`<li data-find>${locale.fillHtml(locale.messages.shared.labelled, { label: html`<a href="${rowAddress('', f.source)}">${findingTitle(locale, f, o.named)}</a>`, text: html`${endWords(locale, f)}` })}</li>`)}</ul>`,
      ),
    part(
      locale.messages.page.list,
      locale.messages.page['list-note'],
      VIEWS,
      html`${elsewhere(locale, parts, 1)}${citationsOnPage(locale, parts[0] ?? [], list)}${whereabouts(parts, list)}`,
    ),
  ];
};

const alertBox = (strong: string, rest: string): Html =>
  html`<p class="offline" role="alert"><strong>${strong}</strong>${rest}</p>`;

const blindNight = (locale: Locale, run: JudgedRun): Html =>
  alertBox(
    locale.fill(locale.messages.page.blind, { reason: offlineReason(locale, run).words }),
    `\n${run.findings.length > 0 ? locale.messages.page['blind-found'] : locale.messages.page['blind-nothing']}`,
  );

const unseenSince = (locale: Locale, run: JudgedRun): Html | null => {
  const words = offlineSinceWords(locale, run);
  return words && alertBox(words[0], ` ${words[1]}`);
};

const partialRun = (
  locale: Locale,
  { run: { partOf }, sources: { length } }: JudgedRun,
): Html | false =>
  partOf !== undefined &&
  alertBox(
    locale.fill(locale.messages.page.partial, { n: length, of: partOf }),
    `\n${locale.messages.page['partial-rest']}`,
  );

const unsoundCaptures = (locale: Locale, { run }: JudgedRun): Html | false => {
  const [heading, ...lines] = badCaptureLines(locale, run.badCaptures);
  return (
    heading !== undefined &&
    html`<p>${heading}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  );
};

const headingOf = (locale: Locale, run: JudgedRun, publication: Publication): string => {
  const titles = reportTitles(run.sources, publication);
  return titles.length === 1
    ? (titles[0] ?? '')
    : locale.fill(locale.messages.shared.reports, { n: titles.length });
};

/** What can be done at the desk where decisions are made. */
export const deskLinks = (locale: Locale): Html =>
  html`<p class="small"><a href="/">${locale.messages.serve.home}</a> · <a href="/sources">${locale.messages.serve.sources}</a> · <a href="/report">${locale.messages.serve.sitting}</a> · <a href="/add">${locale.messages.add.heading}</a> · <a href="/file">${locale.messages.handOver.heading}</a></p>`;

/** The reports' own files with comments, which lie beside the page: their addresses there, and what leads to them. */
export const checkedFiles = (
  locale: Locale,
  publication: Publication,
): readonly { readonly file: string; readonly words: string }[] =>
  [...(publication.checked ?? [])].map(([report, file], _, { length }) => {
    const title = length > 1 ? titleOf(report, publication) : null;
    return {
      file: encodeURIComponent(file),
      words: locale.fill(locale.messages.page.checked, { title }),
    };
  });

const bySection = (
  locale: Locale,
  list: CitationList,
  publication: Publication,
  parts: Parts,
  beside: Beside,
): Html => {
  const sections = list.sections.map(({ section }) => section);
  const title = (report: string) => titleOf(report, publication);
  return html`<section class="by-section" aria-label="${locale.messages.page.sections}"><p class="headline"><strong>${topUp(locale, sections, locale.fillHtml)}</strong></p>
<details><summary>${locale.fillHtml(locale.messages.shared.labelled, { label: html`${locale.messages.page['by-section']}`, text: html`<span class="soft small">${sums(locale, together(sections.map(({ tally }) => tally)))}</span>` })}</summary><div class="side"><div>${sectionTables(locale, sections, title, addressIn(parts))}</div>${health(locale, beside.runs ?? [])}</div></details></section>`;
};

const firstSheet = (
  locale: Locale,
  run: JudgedRun,
  publication: Publication,
  beside: Beside,
  isWhole: boolean,
): string => {
  const list = citationListOf(locale, run);
  const parts = inParts(list, isWhole);
  const heading = headingOf(locale, run, publication);
  const update = updateLine(locale, run.run.updated);
  return sheet(locale, run, {
    title: locale.fill(locale.messages.page.title, {
      name: heading,
      when: moment(locale, run.run.finishedAt),
    }),
    header: html`${beside.decide !== undefined && deskLinks(locale)}<h1>${heading}</h1>
${unseenSince(locale, run)}${run.run.unkept === true && alertBox(locale.messages.headline.unsaved, ` ${locale.messages.headline['unsaved-shown']}`)}${partialRun(locale, run)}${run.run.online ? html`${bySection(locale, list, publication, parts, beside)}<p class="headline">${headline(locale, run)}</p>` : blindNight(locale, run)}
${update !== '' && html`<p>${update}</p>`}${checkedFiles(locale, publication).map(({ file, words }) => html`<p><a href="./${file}">${words}</a></p>`)}${unsoundCaptures(locale, run)}${counters(locale, run, list)}`,
    main: mainOf(locale, run, list, parts, { beside, filed: publication.filed }),
  });
};

const furtherSheet = (
  locale: Locale,
  run: JudgedRun,
  publication: Publication,
  n: number,
): string => {
  const list = citationListOf(locale, run);
  const parts = inParts(list);
  const heading = headingOf(locale, run, publication);
  return sheet(locale, run, {
    title: locale.fill(locale.messages.page['title-part'], {
      name: heading,
      when: moment(locale, run.run.finishedAt),
      n,
    }),
    header: html`<h1>${locale.fill(locale.messages.page['list-of'], { name: heading })}</h1>${unseenSince(locale, run)}<p><a href="index.html">${locale.messages.page.todo}</a></p>`,
    main: html`<section><h2>${locale.fill(locale.messages.page.part, { n })}</h2>${elsewhere(locale, parts, n)}${citationsOnPage(locale, parts[n - 1] ?? [], list)}</section>`,
  });
};

/** The locale of the reports' readers; of a single look without commands, which are for a folder that is watched. */
const pageLocale = (run: JudgedRun, publication: Publication): Locale => {
  const readers = localeOfRun(run, publication);
  return isSingleLook(run.run) ? withoutCommands(readers) : readers;
};

/** The reviewer's page, complete in itself, useful without a script, readable on paper. */
export const renderPage = (
  run: JudgedRun,
  publication: Publication = {},
  beside: Beside = {},
): string => firstSheet(pageLocale(run, publication), run, publication, beside, true);

/** The number of pages. What breaks here breaks the first page too, which says so; it keeps no other report from its readers. */
function partsCount(run: JudgedRun, publication: Publication): number {
  try {
    return inParts(citationListOf(pageLocale(run, publication), run)).length;
  } catch {
    return 1;
  }
}

/**
 * The reviewer's page as it is published, `index.html`: what is to do, and every citation. More than ten thousand citations stand on
 * pages beside it.
 */
export const pageFiles = (
  run: JudgedRun,
  publication: Publication,
  beside: Beside = {},
): readonly (readonly [name: string, text: () => string])[] =>
  Array.from({ length: partsCount(run, publication) }, (_, i) => [
    partFile(i + 1),
    () => {
      const locale = pageLocale(run, publication);
      return i === 0
        ? firstSheet(locale, run, publication, beside, false)
        : furtherSheet(locale, run, publication, i + 1);
    },
  ]);

/** One place of a pile: which source, where it is cited, and the row that has the rest. */
const pilePlace = (
  locale: Locale,
  finding: Finding,
  source: SourceVerdict | null,
  { decide }: Beside,
): Html => {
  const citations = citationsTouched(finding, source);
  const names = [...new Set(citations.flatMap(({ section }) => section ?? []))];
  const title = source?.title ?? finding.source;
  const search = finding.kind === 'no-url' && source !== null && manualSearchUrl(source);
  return html`<li><a href="${rowAddress('', citations[0]?.id ?? finding.source)}">${title}</a> <span class="soft small">${locale.fillHtml(locale.messages.page.piled, { publisher: source?.publisher ?? '', sections: names.length > 0 ? locale.fillHtml(locale.messages.mail.sections, { n: names.length, names }) : null })}</span>${search && html` ${anchor(locale, search, locale.messages.page.search)}`}${decide !== undefined && html` <a href="${decide(finding.source)}" aria-label="${locale.fill(locale.messages.serve.decide, { title })}">${locale.messages.page.decide}</a>`}${FINDINGS[finding.kind].uniform !== true && html`<div class="small">${messageOf(locale, finding)}</div>`}</li>`;
};

/** A small thing that is the case at many places: one row, the places folded, each leading to its row in the list. */
const pileArticle = (
  locale: Locale,
  { severity, kind, title, findings }: Pile,
  verdicts: Overview['named'],
  beside: Beside,
  isMuch: boolean,
): Html => html`
<article data-in="${severity}${kind === 'no-url' && ' unknown'}" data-find><details class="case"><summary>${line(locale, findings[0], false, html`<h3>${title}</h3>`)}</summary>${onDemand(isMuch, html`<ul>${findings.map((f) => pilePlace(locale, f, verdicts.get(f.source) ?? null, beside))}</ul>`)}</details></article>`;

type Counted = RunFacts & { readonly tally: Tally };

/** Of the plot, in pixels, our choice. */
const HEIGHT = 60;
/** Pixels of all nights together, gaps included, our choice: what a telephone has room for. */
const PLOT_WIDTH = 320;
/** Pixels of one night at most, gap included, our choice. */
const MAX_NIGHT_WIDTH = 32;

const column = (locale: Locale, { tally, startedAt }: Counted, n: number, step: number): Html => {
  const all = totalOf(tally);
  let y = 0;
  const rects = CITATION_STATES.map((one) => {
    const height = (HEIGHT * tally[one]) / Math.max(1, all);
    y += height;
    return (
      height > 0 &&
      html`<rect class="${one}" x="${(n * step).toFixed(1)}" y="${(y - height).toFixed(1)}" width="${(step * 0.9).toFixed(1)}" height="${height.toFixed(1)}"/>`
    );
  });
  return html`<g><title>${locale.fill(locale.messages.page['night-of'], { startedAt, work: stateCount(locale, 'work', tally.work), stand: stateCount(locale, 'stand', tally.stand) })}</title>${rects}</g>`;
};

/** The health of the reports over the nights: a column each, and a table for readers of text. Nothing where there is one night. */
const health = (locale: Locale, runs: readonly RunFacts[]): Html | false => {
  const nights = runs.filter((run): run is Counted => run.tally !== undefined && isNight(run));
  if (nights.length < 2) return false;
  const columns = CITATION_STATES.filter(
    (one) => one !== 'decided' || nights.some(({ tally }) => tally.decided > 0),
  );
  const step = Math.min(MAX_NIGHT_WIDTH, PLOT_WIDTH / nights.length);
  const width = Math.ceil(nights.length * step);
  return html`<figure class="health"><svg viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="${locale.messages.page.health}">${nights.map((night, n) => column(locale, night, n, step))}</svg>
<figcaption><details><summary>${locale.fill(locale.messages.page['health-table'], { n: nights.length })}</summary><table><thead><tr><th scope="col">${locale.messages.page.night}</th>${columns.map((one) => html`<th scope="col" class="n">${locale.statuses.citationStates[one]}</th>`)}</tr></thead>
<tbody>${nights.toReversed().map(({ startedAt, tally }) => html`<tr><th scope="row">${locale.day(startedAt)}</th>${columns.map((one) => html`<td class="n">${tally[one]}</td>`)}</tr>`)}</tbody></table></details></figcaption></figure>`;
};
