import { createHash } from 'node:crypto';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { moment } from '../dates.js';
import { type Html, html, Html as Markup } from '../html.js';
import { count } from '../words.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only the style and the script below may act, and nothing may be loaded, whatever a source has in its title. */
const POLICY = `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

/** What one file of the page says between its head and its foot. */
export interface PageFile {
  readonly title: string;
  readonly header: Html;
  readonly main: Html | readonly (Html | false)[];
}

/** A file of the page: whole, and asking nothing of anybody. */
export const sheet = (run: Run<Verdicts>, { title, header, main }: PageFile): string =>
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
