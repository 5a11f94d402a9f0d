import type { Run } from '../../model/run.js';
import { stands, type Verdicts } from '../../model/verdicts.js';
import type { Beside } from '../beside.js';
import { blindness, offlineSinceWords } from '../blindness.js';
import { moment } from '../dates.js';
import { headline, UNKEPT } from '../headline.js';
import { type Html, html } from '../html.js';
import { type Case, type Overview, overview } from '../overview.js';
import { type Publication, reportTitles } from '../publication.js';
import { badCaptureLines } from '../reasons/capture.js';
import { standingsOf } from '../standing.js';
import { count, SEVERITY, updateLine } from '../words.js';
import { caseArticle } from './case.js';
import { addressIn, citationList, elsewhere, placingOf, whereabouts } from './citation-list.js';
import { viewsCounted } from './citations.js';
import { editionMatrix } from './editions.js';
import { health } from './health.js';
import { decidedList, pileArticle, resolvedList } from './lists.js';
import { inParts, type Parts, partFile } from './parts.js';
import { sectionTables, topUp } from './sections.js';
import { sheet } from './sheet.js';
import { VIEWS, type View } from './style.js';

const LABELS: Readonly<Record<View, string>> = {
  high: `${SEVERITY.high.mark} High`,
  medium: `${SEVERITY.medium.mark} Medium`,
  low: `${SEVERITY.low.mark} Low`,
  decided: 'Decided',
  unknown: 'Not checked',
  sound: 'Stand',
};

/** What can be asked to be seen, with the rows of the list that are seen then, and the cards of sources that have no row. */
const counters = (run: Run<Verdicts>): Html => {
  const { cases } = overview(run);
  const rows = viewsCounted(run, placingOf(run));
  const away = cases.filter(({ verdict }) => verdict === null);
  const n = (view: View) => (rows.get(view) ?? 0) + away.filter(({ severity }) => severity === view).length;
  const all = standingsOf(run)
    .sections()
    .reduce((sum, section) => sum + section.rows.length, away.length);
  const counter = (id: string, of: number, label: string, checked: Html | false) =>
    html`<label><input type="radio" name="show" value="${id}"${checked}>${label} <b>${of}</b></label>`;
  return html`<fieldset><legend>Citations</legend>${counter('all', all, 'All', html` checked`)}${VIEWS.map((v) => counter(v, n(v), LABELS[v], false))}</fieldset>`;
};

const part = (heading: string, note: string, views: readonly View[], body: Html): Html => html`
<section data-in="${views.join(' ')}"><h2>${heading}</h2><p class="soft">${note}</p>${body}</section>`;

/** A card of a small thing about a source that could not be checked is seen among those too. */
const viewsOfCard = ({ id, severity, verdict }: Case, { work }: Overview): string =>
  verdict === null || work.has(id) || stands(verdict) ? severity : `${severity} unknown`;

const needsPerson = (o: Overview, sources: ReadonlySet<string>, beside: Beside): Html =>
  html`${o.cases.map((c) => caseArticle(c, { views: viewsOfCard(c, o), isHome: true, sources, beside }))}${o.piles.map((p) => pileArticle(p, o.named, beside))}`;

const mainOf = (run: Run<Verdicts>, parts: Parts, beside: Beside): readonly (Html | false)[] => {
  const o = overview(run);
  const series = beside.series ?? [];
  const placing = placingOf(run);
  return [
    o.cases.length + o.piles.length > 0 &&
      part(
        'Needs a person',
        'Most urgent first. [−…] stood in the quotation or on the page before, [+…] stands there now.',
        ['high', 'medium', 'low', 'unknown'],
        needsPerson(o, placing.sources, beside),
      ),
    o.acknowledged.length > 0 &&
      part(
        'Decided',
        'Known, answered, and kept in view.',
        ['decided'],
        decidedList(o, new Set(o.cases.map(({ id }) => id)), placing.sources, beside),
      ),
    series.length > 0 &&
      part(
        'Editions',
        'Which editions are cited (●), and which came out since (○).',
        [],
        editionMatrix(series),
      ),
    o.resolved.length > 0 && part('Resolved', 'Over since the run before.', [], resolvedList(o)),
    part(
      'All citations',
      'Section by section. Accessed is the day that the report prints; checked is the day on which citewatch last looked.',
      VIEWS,
      html`${elsewhere(parts, 1)}${citationList(run, parts[0] ?? [], placing)}${whereabouts(run, parts, placing)}`,
    ),
  ];
};

const blind = (
  run: Run<Verdicts>,
): Html => html`<p class="offline" role="alert"><strong>${blindness(run).words}. Nothing was judged.</strong>
${run.findings.length > 0 ? 'What stands below is what earlier runs found; no source was looked at in this one.' : 'No source was looked at.'}</p>`;

/** What the page says that is shown once more because later nights saw nothing. */
const unseenSince = (run: Run<Verdicts>): Html | false => {
  const words = offlineSinceWords(run);
  return words !== null && html`<p class="offline" role="alert"><strong>${words[0]}</strong> ${words[1]}</p>`;
};

/** What the page of a run says that looked at a part of the list, lest it pass for a night. */
const partial = ({ run: { partOf }, sources: { length } }: Run<Verdicts>): Html | false =>
  partOf !== undefined &&
  html`<p class="offline" role="alert"><strong>${length} of ${count(partOf, 'source', 'sources')} ${length === 1 ? 'was' : 'were'} looked at.</strong>
Of the others this page says nothing.</p>`;

const lost = ({ run }: Run<Verdicts>): Html | false =>
  run.unkept === true && html`<p class="offline" role="alert"><strong>${UNKEPT[0]}</strong> ${UNKEPT[1]}</p>`;

const unsound = ({ run }: Run<Verdicts>): Html | false => {
  const [heading, ...lines] = badCaptureLines(run.badCaptures);
  return (
    heading !== undefined && html`<p>${heading}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  );
};

const updated = ({ run }: Run<Verdicts>): Html | false => {
  const line = updateLine(run.updated);
  return line !== '' && html`<p>${line}</p>`;
};

const headingOf = (titles: readonly string[]): string =>
  titles.length === 1 ? (titles[0] ?? '') : count(titles.length, 'report', 'reports');

const bySection = (run: Run<Verdicts>, publication: Publication, parts: Parts, beside: Beside): Html => {
  const sections = standingsOf(run).sections();
  const titleOf = (report: string) => publication.titles?.get(report) ?? report;
  return html`<section class="by-section" aria-label="By section"><p class="headline"><strong>${topUp(sections)}</strong></p>
<div class="side"><div>${sectionTables(sections, titleOf, addressIn(parts))}</div>${health(beside.runs ?? [])}</div></section>`;
};

const firstSheet = (
  run: Run<Verdicts>,
  publication: Publication,
  beside: Beside,
  isWhole = false,
): string => {
  const parts = inParts(standingsOf(run).sections(), isWhole);
  const titles = reportTitles(run.sources, publication);
  const heading = headingOf(titles);
  return sheet(run, {
    title: `${heading}: citations on ${moment(run.run.finishedAt)}`,
    header: html`<h1>${heading}</h1>
${unseenSince(run)}${lost(run)}${partial(run)}${run.run.online ? html`${bySection(run, publication, parts, beside)}<p class="headline">${headline(run)}</p>` : blind(run)}
${updated(run)}${unsound(run)}${counters(run)}`,
    main: mainOf(run, parts, beside),
  });
};

/** The reviewer's page, complete in itself, useful without a script, readable on paper. */
export const renderPage = (run: Run<Verdicts>, publication: Publication = {}, beside: Beside = {}): string =>
  firstSheet(run, publication, beside, true);

/** What breaks here breaks the first page too, which says so; it keeps no other report from its readers. */
function partsCount(run: Run<Verdicts>): number {
  try {
    return inParts(standingsOf(run).sections()).length;
  } catch {
    return 1;
  }
}

/**
 * The reviewer's page as it is published, `index.html`: what needs a person, and every citation. Where there are more than ten
 * thousand of them, they stand on pages beside it.
 */
export function pageFiles(
  run: Run<Verdicts>,
  publication: Publication,
  beside: Beside = {},
): readonly (readonly [name: string, text: () => string])[] {
  const further = (n: number): string => {
    const parts = inParts(standingsOf(run).sections());
    const heading = headingOf(reportTitles(run.sources, publication));
    return sheet(run, {
      title: `${heading}: citations checked on ${moment(run.run.finishedAt)}, page ${n}`,
      header: html`<h1>${heading}: all citations</h1>${unseenSince(run)}<p><a href="index.html">What needs a person</a></p>`,
      main: html`<section><h2>Page ${n}</h2>${elsewhere(parts, n)}${citationList(run, parts[n - 1] ?? [], placingOf(run))}</section>`,
    });
  };
  const numbers = Array.from({ length: partsCount(run) - 1 }, (_, i) => i + 2);
  return [
    ['index.html', () => firstSheet(run, publication, beside)],
    ...numbers.map((n) => [partFile(n), () => further(n)] as const),
  ];
}
