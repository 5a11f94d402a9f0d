import { createHash } from 'node:crypto';
import type { Run } from '../../model/run.js';
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

const parts = (run: Run, o: Overview): readonly (Html | false)[] => {
  const unlisted = o.unknown.filter((s) => s.link.status !== 'no-url');
  const { sources } = run;
  return [
    o.cases.length + o.piles.length > 0 &&
      part(
        'Needs a person',
        'Most urgent first. [−…] stood in the quotation or on the page before, [+…] stands there now.',
        ['high', 'medium', 'low', 'unknown'],
        html`${o.cases.map((c) => caseArticle(c))}${o.piles.map((p) => pileArticle(p, sources))}`,
      ),
    o.acknowledged.length > 0 &&
      part('Decided', 'Known, answered, and kept in view.', ['decided'], decidedList(o, sources)),
    unlisted.length > 0 &&
      part(
        'Could not be checked',
        'Neither known to stand nor known to be wrong.',
        ['unknown'],
        unknownList(unlisted),
      ),
    o.resolved.length > 0 && part('Resolved', 'Over since the run before.', [], resolvedList(o, sources)),
    o.sound.length > 0 &&
      part(
        'Sources that stand',
        'They were read, and every quoted passage was found.',
        ['sound'],
        soundTable(o.sound),
      ),
  ];
};

const blind = (
  run: Run,
): Html => html`<p class="offline" role="alert"><strong>${blindness(run).words}. Nothing was judged.</strong>
What stands below is what earlier runs found; no source was looked at in this one.</p>`;

/** The reviewer's page, `reports/index.html`: complete in itself, useful without a script, readable on paper. */
export const renderPage = (run: Run, publication: Publication = {}): string => {
  const o = overview(run);
  const titles = reportTitles(run.sources, publication);
  const { run: facts } = run;
  const heading = titles.length === 1 ? (titles[0] ?? '') : count(titles.length, 'report', 'reports');
  return html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${heading}: citations on ${moment(facts.finishedAt)}</title><link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style></head>
<body><header><p class="soft small">Citation check of ${moment(facts.startedAt)}</p>
<h1>${heading}</h1>${titles.length > 1 && html`<ul>${titles.map((t) => html`<li>${t}</li>`)}</ul>`}
${facts.online ? html`<p class="headline">${headline(run)}</p>` : blind(run)}
${counters(o, run.sources.length)}
<input type="search" placeholder="Find a source, a section, a word" aria-label="Find in this page" hidden></header>
<main>${parts(run, o)}</main>
<footer><p>${count(facts.sources, 'source', 'sources')}, ${count(facts.citations, 'citation', 'citations')} and ${count(facts.quotes, 'quotation', 'quotations')}, read with ${count(facts.requests, 'request', 'requests')}. Run ${facts.id}, finished ${moment(facts.finishedAt)}. Made by citewatch.</p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`.text;
};
