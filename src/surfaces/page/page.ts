import type { Finding } from '../../model/finding.js';
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
  inLanguageOfRun,
  type Publication,
  reportTitles,
  rowAddress,
  titleOf,
  touched,
} from '../publication.js';
import { badCaptureLines } from '../words/documents.js';
import { messageOf } from '../words/findings.js';
import { fill, fillHtml, messages, withoutCommands } from '../words/messages.js';
import { filedSection } from '../words/old-prints.js';
import { day, ended, moment, SEVERITY, updateLine } from '../words/words.js';
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
import { editionMatrix, STATE_WORDS, sectionTables, stateCount, sums, topUp } from './sections.js';
import { sheet, VIEWS, type View } from './style.js';

const { page } = messages;

const labelOf = (view: View): string => {
  switch (view) {
    case 'decided':
    case 'unknown':
      return STATE_WORDS[view];
    case 'sound':
      return STATE_WORDS.stand;
    default:
      return `${SEVERITY[view].mark} ${SEVERITY[view].word}`;
  }
};

/** The views to choose from, each with the number of its rows in the list and of its cards without a row. */
const counters = (run: JudgedRun, list: CitationList): Html => {
  const rows = viewsCounted(list);
  const away = overview(run).cases.filter(({ verdict }) => verdict === null);
  const n = (view: View) =>
    (rows.get(view) ?? 0) + away.filter(({ severity }) => severity === view).length;
  const all = list.sections.reduce((sum, { entries }) => sum + entries.length, away.length);
  const counter = (id: string, of: number, label: string, checked: Html | false) =>
    html`<label><input type="radio" name="show" value="${id}"${checked}>${label} <b>${of}</b></label>`;
  return html`<fieldset><legend>${page.citations}</legend>${counter('all', all, page.all, html` checked`)}${VIEWS.map((v) => counter(v, n(v), labelOf(v), false))}</fieldset>`;
};

const part = (heading: string, note: string, views: readonly View[], body: Html): Html => html`
<section data-in="${views.join(' ')}"><h2>${heading}</h2><p class="soft small">${note}</p>${body}</section>`;

/** A card of a small thing about a source that could not be checked is seen among those too. */
const viewsOfCard = ({ id, severity, verdict }: Case, { work }: Overview): string =>
  verdict === null || work.has(id) || stands(verdict) ? severity : `${severity} unknown`;

const mainOf = (
  run: JudgedRun,
  list: CitationList,
  parts: Parts,
  { beside, filed = [] }: { readonly beside: Beside } & Pick<Publication, 'filed'>,
): readonly (Html | false)[] => {
  const o = overview(run);
  const { series = [] } = beside;
  const { sources, several, isMuch } = list;
  const carded = new Set(o.cases.map(({ id }) => id));
  const place = { sources, several, beside, lies: isMuch ? 'on-demand' : 'folded' } as const;
  return [
    o.cases.length + o.piles.length > 0 &&
      part(
        page.todo,
        page.lines,
        ['high', 'medium', 'low', 'unknown'],
        html`${caseList(o.cases, (c) => ({ ...place, views: viewsOfCard(c, o), isHome: true }))}${o.piles.map((p) => pileArticle(p, o.named, beside, isMuch))}<p class="soft small">${page.marks}</p>`,
      ),
    filedSection(filed),
    o.acknowledged.length > 0 &&
      part(
        page.decided,
        page['decided-note'],
        ['decided'],
        html`${caseList(groupBySource(o.acknowledged, o.named), (c) => ({ ...place, views: 'decided', isHome: !carded.has(c.id) }))}`,
      ),
    series.length > 0 &&
      part(
        page.editions,
        page['editions-note'],
        [],
        html`<details><summary>${fill(page['show-series'], { n: series.length })}</summary>${editionMatrix(series)}</details>`,
      ),
    o.resolved.length > 0 &&
      part(
        page.resolved,
        page['resolved-note'],
        [],
        html`<ul>${o.resolved.map((f) => html`<li data-find>${fillHtml(messages.shared.labelled, { label: html`<a href="${rowAddress('', f.source)}">${findingTitle(f, o.named)}</a>`, text: html`${ended(f)}` })}</li>`)}</ul>`,
      ),
    part(
      page.list,
      page['list-note'],
      VIEWS,
      html`${elsewhere(parts, 1)}${citationsOnPage(parts[0] ?? [], list)}${whereabouts(parts, list)}`,
    ),
  ];
};

const alert = (strong: string, rest: string): Html =>
  html`<p class="offline" role="alert"><strong>${strong}</strong>${rest}</p>`;

const blind = (run: JudgedRun): Html =>
  alert(
    fill(page.blind, { reason: offlineReason(run).words }),
    `\n${run.findings.length > 0 ? page['blind-found'] : page['blind-nothing']}`,
  );

const unseenSince = (run: JudgedRun): Html | null => {
  const words = offlineSinceWords(run);
  return words && alert(words[0], ` ${words[1]}`);
};

const partial = ({ run: { partOf }, sources: { length } }: JudgedRun): Html | false =>
  partOf !== undefined &&
  alert(fill(page.partial, { n: length, of: partOf }), `\n${page['partial-rest']}`);

const unsound = ({ run }: JudgedRun): Html | false => {
  const [heading, ...lines] = badCaptureLines(run.badCaptures);
  return (
    heading !== undefined &&
    html`<p>${heading}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  );
};

const headingOf = (run: JudgedRun, publication: Publication): string => {
  const titles = reportTitles(run.sources, publication);
  return titles.length === 1
    ? (titles[0] ?? '')
    : fill(messages.shared.reports, { n: titles.length });
};

/** What can be done at the desk where decisions are made. */
export const deskLinks = (): Html =>
  html`<p class="small"><a href="/">${messages.serve.home}</a> · <a href="/sources">${messages.serve.sources}</a> · <a href="/add">${messages.add.heading}</a> · <a href="/file">${messages.handOver.heading}</a></p>`;

/** The reports' own files with comments, which lie beside the page: their addresses there, and what leads to them. */
export const checkedFiles = (
  publication: Publication,
): readonly { readonly file: string; readonly words: string }[] =>
  [...(publication.checked ?? [])].map(([report, file], _, { length }) => {
    const title = length > 1 ? titleOf(report, publication) : null;
    return { file: encodeURIComponent(file), words: fill(page.checked, { title }) };
  });

const bySection = (
  list: CitationList,
  publication: Publication,
  parts: Parts,
  beside: Beside,
): Html => {
  const sections = list.sections.map(({ section }) => section);
  const title = (report: string) => titleOf(report, publication);
  return html`<section class="by-section" aria-label="${page.sections}"><p class="headline"><strong>${topUp(sections, fillHtml)}</strong></p>
<details><summary>${fillHtml(messages.shared.labelled, { label: html`${page['by-section']}`, text: html`<span class="soft small">${sums(together(sections.map(({ tally }) => tally)))}</span>` })}</summary><div class="side"><div>${sectionTables(sections, title, addressIn(parts))}</div>${health(beside.runs ?? [])}</div></details></section>`;
};

const firstSheet = (
  run: JudgedRun,
  publication: Publication,
  beside: Beside,
  isWhole: boolean,
): string => {
  const list = citationListOf(run);
  const parts = inParts(list, isWhole);
  const heading = headingOf(run, publication);
  const update = updateLine(run.run.updated);
  return sheet(run, {
    title: fill(page.title, { name: heading, when: moment(run.run.finishedAt) }),
    header: html`${beside.decide !== undefined && deskLinks()}<h1>${heading}</h1>
${unseenSince(run)}${run.run.unkept === true && alert(messages.headline.unsaved, ` ${messages.headline['unsaved-shown']}`)}${partial(run)}${run.run.online ? html`${bySection(list, publication, parts, beside)}<p class="headline">${headline(run)}</p>` : blind(run)}
${update !== '' && html`<p>${update}</p>`}${checkedFiles(publication).map(({ file, words }) => html`<p><a href="./${file}">${words}</a></p>`)}${unsound(run)}${counters(run, list)}`,
    main: mainOf(run, list, parts, { beside, filed: publication.filed }),
  });
};

const furtherSheet = (run: JudgedRun, publication: Publication, n: number): string => {
  const list = citationListOf(run);
  const parts = inParts(list);
  const heading = headingOf(run, publication);
  return sheet(run, {
    title: fill(page['title-part'], { name: heading, when: moment(run.run.finishedAt), n }),
    header: html`<h1>${fill(page['list-of'], { name: heading })}</h1>${unseenSince(run)}<p><a href="index.html">${page.todo}</a></p>`,
    main: html`<section><h2>${fill(page.part, { n })}</h2>${elsewhere(parts, n)}${citationsOnPage(parts[n - 1] ?? [], list)}</section>`,
  });
};

/** Renders in the language of the reports; of a single look without commands, which are for a folder that is watched. */
const inWordsOf = (run: JudgedRun, publication: Publication, render: () => string): string =>
  inLanguageOfRun(run, publication, () =>
    isSingleLook(run.run) ? withoutCommands(render) : render(),
  );

/** The reviewer's page, complete in itself, useful without a script, readable on paper. */
export const renderPage = (
  run: JudgedRun,
  publication: Publication = {},
  beside: Beside = {},
): string => inWordsOf(run, publication, () => firstSheet(run, publication, beside, true));

/** The number of pages. What breaks here breaks the first page too, which says so; it keeps no other report from its readers. */
function partsCount(run: JudgedRun): number {
  try {
    return inParts(citationListOf(run)).length;
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
  Array.from({ length: partsCount(run) }, (_, i) => [
    partFile(i + 1),
    () =>
      inWordsOf(run, publication, () =>
        i === 0
          ? firstSheet(run, publication, beside, false)
          : furtherSheet(run, publication, i + 1),
      ),
  ]);

/** Kinds whose places all say the same. */
const ALIKE = new Set<Finding['kind']>(['no-url', 'access-stale']);

/** One place of a pile: which source, where it is cited, and the row that has the rest. */
const piled = (finding: Finding, source: SourceVerdict | null, { decide }: Beside): Html => {
  const citations = touched(finding, source);
  const names = [...new Set(citations.flatMap(({ section }) => section ?? []))];
  const title = source?.title ?? finding.source;
  const search = finding.kind === 'no-url' && source !== null && manualSearchUrl(source);
  return html`<li><a href="${rowAddress('', citations[0]?.id ?? finding.source)}">${title}</a> <span class="soft small">${fillHtml(page.piled, { publisher: source?.publisher ?? '', sections: names.length > 0 ? fillHtml(messages.mail.sections, { n: names.length, names }) : null })}</span>${search && html` ${anchor(search, page.search)}`}${decide !== undefined && html` <a href="${decide(finding.source)}" aria-label="${fill(messages.serve.decide, { title })}">${page.decide}</a>`}${!ALIKE.has(finding.kind) && html`<div class="small">${messageOf(finding)}</div>`}</li>`;
};

/** A small thing that is the case at many places: one row, the places folded, each leading to its row in the list. */
const pileArticle = (
  { severity, kind, title, findings }: Pile,
  verdicts: Overview['named'],
  beside: Beside,
  isMuch: boolean,
): Html => html`
<article data-in="${severity}${kind === 'no-url' && ' unknown'}" data-find><details class="case"><summary>${line(findings[0], false, html`<h3>${title}</h3>`)}</summary>${onDemand(isMuch, html`<ul>${findings.map((f) => piled(f, verdicts.get(f.source) ?? null, beside))}</ul>`)}</details></article>`;

type Counted = RunFacts & { readonly tally: Tally };

/** Of the plot, in pixels, our choice. */
const HEIGHT = 60;
/** Pixels of all nights together, gaps included, our choice: what a telephone has room for. */
const ALL = 320;
/** Pixels of one night at most, gap included, our choice. */
const ONE = 32;

const column = ({ tally, startedAt }: Counted, n: number, step: number): Html => {
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
  return html`<g><title>${fill(page['night-of'], { startedAt, work: stateCount('work', tally.work), stand: stateCount('stand', tally.stand) })}</title>${rects}</g>`;
};

/** The health of the reports over the nights: a column each, and a table for readers of text. Nothing where there is one night. */
const health = (runs: readonly RunFacts[]): Html | false => {
  const nights = runs.filter((run): run is Counted => run.tally !== undefined && isNight(run));
  if (nights.length < 2) return false;
  const columns = CITATION_STATES.filter(
    (one) => one !== 'decided' || nights.some(({ tally }) => tally.decided > 0),
  );
  const step = Math.min(ONE, ALL / nights.length);
  const width = Math.ceil(nights.length * step);
  return html`<figure class="health"><svg viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="${page.health}">${nights.map((night, n) => column(night, n, step))}</svg>
<figcaption><details><summary>${fill(page['health-table'], { n: nights.length })}</summary><table><thead><tr><th scope="col">${page.night}</th>${columns.map((one) => html`<th scope="col" class="n">${STATE_WORDS[one]}</th>`)}</tr></thead>
<tbody>${nights.toReversed().map(({ startedAt, tally }) => html`<tr><th scope="row">${day(startedAt)}</th>${columns.map((one) => html`<td class="n">${tally[one]}</td>`)}</tr>`)}</tbody></table></details></figcaption></figure>`;
};
