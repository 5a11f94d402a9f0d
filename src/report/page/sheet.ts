import { createHash } from 'node:crypto';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { moment } from '../dates.js';
import { type Html, html, Html as Markup } from '../html.js';
import { CITATION_STATES, tallyOf } from '../standing.js';
import { count } from '../words.js';
import { SCRIPT } from './script.js';
import { STYLE, WITHOUT_SCRIPT } from './style.js';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only the style and the script below may act, and nothing may be loaded, whatever a source has in its title. */
const POLICY = `default-src 'none'; style-src ${digest(STYLE)} ${digest(WITHOUT_SCRIPT)}; script-src ${digest(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

/** What one file of the page says between its head and its foot. */
export interface PageFile {
  readonly title: string;
  readonly header: Html;
  readonly main: Html | readonly (Html | false)[];
}

/** What works with the script alone, and is not shown without it. */
const TOOLS = html`<div class="tools" hidden>
<label>Find <input type="search" placeholder="Words, a section, an id" aria-keyshortcuts="/"></label>
<label>Section <select><option value="">All</option></select></label>
<label>Grouped by <select><option value="section">section</option><option value="source">source</option><option value="publisher">publisher</option></select></label>
<button type="button">Fold or unfold all</button>
<p class="small soft" role="status"></p><p class="small look"></p></div>`;

/** Where the findings begin, for those who come by keyboard; no source or citation has this id, for theirs hold no comma. */
const MAIN = 'main,findings';

/** How many citations the tables of sections add up to; `citations` of the run counts those with a citation line alone. */
const citationsIn = (run: Run<Verdicts>): number => {
  const tally = tallyOf(run);
  return CITATION_STATES.reduce((n, one) => n + tally[one], 0);
};

/** A file of the page: whole, and asking nothing of anybody. */
export const sheet = (run: Run<Verdicts>, { title, header, main }: PageFile): string =>
  html`${new Markup('<!doctype html>')}
<html lang="en" data-run="${run.run.startedAt}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style><noscript><style>${new Markup(WITHOUT_SCRIPT)}</style></noscript></head>
<body><a class="skip" href="#${MAIN}">Skip to what was found</a><header><p class="soft small">Citation check of ${moment(run.run.startedAt)}</p>
${header}
${TOOLS}</header>
<main id="${MAIN}">${main}</main>
<footer><p>${count(run.run.sources, 'source', 'sources')}, ${count(citationsIn(run), 'citation', 'citations')} and ${count(run.run.quotes, 'quotation', 'quotations')}, read with ${count(run.run.requests, 'request', 'requests')}. Run ${run.run.id}, finished ${moment(run.run.finishedAt)}. Made by citewatch.</p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`.text;
