import { createHash } from 'node:crypto';
import type { Run } from '../../model/run.js';
import type { Rows, Verdicts } from '../../model/verdicts.js';
import { blindness } from '../blindness.js';
import { moment } from '../dates.js';
import { headline } from '../headline.js';
import { type Html, html, Html as Markup } from '../html.js';
import { type Overview, overview } from '../overview.js';
import { type Publication, reportTitles } from '../publication.js';
import { count, SEVERITY } from '../words.js';
import { caseArticle } from './case.js';
import { decidedList, pileArticle, resolvedList, soundTable, unknownList } from './lists.js';
import { SCRIPT } from './script.js';
import { STYLE, VIEWS, type View } from './style.js';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only the style and the script below may act, and nothing may be loaded, whatever a source has in its title. */
const POLICY = `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

const LABELS: Readonly<Record<View, string>> = {
  high: `${SEVERITY.high.mark} High`,
  medium: `${SEVERITY.medium.mark} Medium`,
  low: `${SEVERITY.low.mark} Low`,
  decided: 'Decided',
  unknown: 'Not checked',
  sound: 'Stand',
};

const counters = (o: Overview, sources: number): Html => {
  const bySeverity = (view: View) => o.cases.filter((c) => c.severity === view).length;
  const numbers: Readonly<Record<View, number>> = {
    high: bySeverity('high'),
    medium: bySeverity('medium'),
    low: bySeverity('low'),
    decided: o.decided.length,
    unknown: o.unknown.length,
    sound: o.sound.length,
  };
  const counter = (id: string, n: number, label: string, checked: Html | false) =>
    html`<label><input type="radio" name="show" id="show-${id}"${checked}><b>${n}</b>${label}</label>`;
  return html`<fieldset><legend>Show</legend>${counter('all', sources, 'All sources', html` checked`)}${VIEWS.map((v) => counter(v, numbers[v], LABELS[v], false))}</fieldset>`;
};

const part = (heading: string, note: string, views: readonly View[], body: Html): Html => html`
<section data-in="${views.join(' ')}"><h2>${heading}</h2><p class="soft">${note}</p>${body}</section>`;

/** Rows of a page's table, our choice: about a megabyte, which a telephone opens in a second. */
const ROWS = 1_000;

/** The files in which the further sources stand that stand, beside the page. */
const soundFile = (n: number): string => `stand-${n}.html`;
const soundFiles = (o: Overview): number => Math.ceil(o.sound.length / ROWS);
const rowsOf = (o: Overview, n: number): Rows => o.sound.part((n - 1) * ROWS, n * ROWS);

/** Where the sources are that are not on this page. */
const elsewhere = (o: Overview, here: number): Html | false => {
  const all = Array.from({ length: soundFiles(o) }, (_, i) => i + 1);
  const range = (n: number): string => `${(n - 1) * ROWS + 1} to ${Math.min(n * ROWS, o.sound.length)}`;
  const link = (n: number): Html =>
    n === here
      ? html`<b>${range(n)}</b> `
      : html`<a href="${n === 1 ? 'index.html' : soundFile(n)}">${range(n)}</a> `;
  return (
    all.length > 1 &&
    html`<p class="soft">${o.sound.length} stand, ${ROWS} on a page: ${all.map(link)}A search looks through one page.</p>`
  );
};

const parts = (o: Overview, isWhole: boolean): readonly (Html | false)[] => {
  const unlisted = [...o.unknown].filter((s) => s.link.status !== 'no-url');
  return [
    o.cases.length + o.piles.length > 0 &&
      part(
        'Needs a person',
        'Most urgent first. [−…] stood in the quotation or on the page before, [+…] stands there now.',
        ['high', 'medium', 'low', 'unknown'],
        html`${o.cases.map((c) => caseArticle(c))}${o.piles.map((p) => pileArticle(p, o.named))}`,
      ),
    o.acknowledged.length > 0 &&
      part('Decided', 'Known, answered, and kept in view.', ['decided'], decidedList(o)),
    unlisted.length > 0 &&
      part(
        'Could not be checked',
        'Neither known to stand nor known to be wrong.',
        ['unknown'],
        unknownList(unlisted),
      ),
    o.resolved.length > 0 && part('Resolved', 'Over since the run before.', [], resolvedList(o)),
    o.sound.length > 0 &&
      part(
        'Sources that stand',
        'They were read, and every quoted passage was found.',
        ['sound'],
        isWhole ? soundTable(o.sound) : html`${elsewhere(o, 1)}${soundTable(rowsOf(o, 1))}`,
      ),
  ];
};

const blind = (
  run: Run<Verdicts>,
): Html => html`<p class="offline" role="alert"><strong>${blindness(run).words}. Nothing was judged.</strong>
What stands below is what earlier runs found; no source was looked at in this one.</p>`;

interface Sheet {
  readonly title: string;
  readonly header: Html;
  readonly main: Html | readonly (Html | false)[];
}

const sheet = (run: Run<Verdicts>, { title, header, main }: Sheet): string =>
  html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style></head>
<body><header><p class="soft small">Citation check of ${moment(run.run.startedAt)}</p>
${header}
<input type="search" placeholder="Find a source, a section, a word" aria-label="Find in this page" hidden></header>
<main>${main}</main>
<footer><p>${count(run.run.sources, 'source', 'sources')}, ${count(run.run.citations, 'citation', 'citations')} and ${count(run.run.quotes, 'quotation', 'quotations')}, read with ${count(run.run.requests, 'request', 'requests')}. Run ${run.run.id}, finished ${moment(run.run.finishedAt)}. Made by citewatch.</p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`.text;

const headingOf = (titles: readonly string[]): string =>
  titles.length === 1 ? (titles[0] ?? '') : count(titles.length, 'report', 'reports');

const firstSheet = (run: Run<Verdicts>, publication: Publication, isWhole: boolean): string => {
  const o = overview(run);
  const titles = reportTitles(run.sources, publication);
  const heading = headingOf(titles);
  return sheet(run, {
    title: `${heading}: citations on ${moment(run.run.finishedAt)}`,
    header: html`<h1>${heading}</h1>${titles.length > 1 && html`<ul>${titles.map((t) => html`<li>${t}</li>`)}</ul>`}
${run.run.online ? html`<p class="headline">${headline(run)}</p>` : blind(run)}
${counters(o, run.sources.length)}`,
    main: parts(o, isWhole),
  });
};

/** The reviewer's page, complete in itself, useful without a script, readable on paper. */
export const renderPage = (run: Run<Verdicts>, publication: Publication = {}): string =>
  firstSheet(run, publication, true);

/** What breaks here breaks the first page too, which says so; it keeps no other report from its readers. */
function pagesOf(run: Run<Verdicts>): number {
  try {
    return soundFiles(overview(run));
  } catch {
    return 1;
  }
}

/**
 * The reviewer's page as it is published, `index.html`: what needs a person, and the first thousand sources that stand. Where there
 * are more, each further thousand is a page beside it.
 */
export function pageFiles(
  run: Run<Verdicts>,
  publication: Publication,
): readonly (readonly [name: string, text: () => string])[] {
  const further = (n: number): string => {
    const o = overview(run);
    const heading = headingOf(reportTitles(run.sources, publication));
    return sheet(run, {
      title: `${heading}: sources that stand on ${moment(run.run.finishedAt)}, page ${n}`,
      header: html`<h1>${heading}: sources that stand</h1><p><a href="index.html">What needs a person</a></p>`,
      main: html`<section>${elsewhere(o, n)}${soundTable(rowsOf(o, n))}</section>`,
    });
  };
  const numbers = Array.from({ length: Math.max(0, pagesOf(run) - 1) }, (_, i) => i + 2);
  return [
    ['index.html', () => firstSheet(run, publication, false)],
    ...numbers.map((n) => [soundFile(n), () => further(n)] as const),
  ];
}
