import { createHash } from 'node:crypto';
import type { JudgedRun } from '../../model/run.js';
import { textBeside } from '../../text-beside.js';
import { type Html, html, Html as Markup } from '../escape.js';
import { tallyOf, totalOf } from '../overview.js';
import type { Locale } from '../words/locale.js';
import { moment } from '../words/words.js';

/** What the reviewer can ask to see; each is a counter at the top of the page, and a word in `data-in`. */
export const VIEWS = ['high', 'medium', 'low', 'decided', 'unknown', 'sound'] as const;
export type View = (typeof VIEWS)[number];

/**
 * Where there is no script, a checked counter hides what is not in its view. With one this is left to it: for every row that a
 * browser reads it looks anew who is the parent of what, which takes longer than all the rest.
 */
const WITHOUT_SCRIPT = VIEWS.map(
  (v) =>
    `body:has([name=show][value=${v}]:checked) main [data-in]:not([data-in~="${v}"]){display:none}`,
).join('\n');

/** The page's style sheet: one serif for what people wrote, one sans for what the program says, hairlines, two colours of ink. */
export const STYLE = textBeside(new URL('./page.css', import.meta.url));

/** How a policy names an inline style or script that may act (CSP level 3, hash-source). */
export const hashSource = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page in which nothing may act but its style, and nothing may be loaded, whatever a source has in its title. */
export function stillPage(locale: Locale, title: string, style: string, body: Html): string {
  const policy = `default-src 'none'; style-src ${hashSource(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`${new Markup('<!doctype html>')}
<html${locale.rootAttributes}><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,"><style>${new Markup(style)}</style></head>
<body>${body}</body></html>
`.text;
}

/** What the page cannot do without a script, and can do without. */
const SCRIPT = textBeside(new URL('./page-script.js', import.meta.url));

/** Only the style and the script below may act, and nothing may be loaded, whatever a source has in its title. */
const POLICY = `default-src 'none'; style-src ${hashSource(STYLE)} ${hashSource(WITHOUT_SCRIPT)}; script-src ${hashSource(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

/** What works with the script alone, and is not shown without it. */
const tools = (
  locale: Locale,
): Html => html`<div class="tools" hidden data-says="${JSON.stringify(locale.messages.script)}">
<label>${locale.messages.page.find} <input type="search" placeholder="${locale.messages.page['find-what']}" aria-keyshortcuts="/"></label>
<label>${locale.messages.page['only-section']} <select><option value="">${locale.messages.page['every-section']}</option></select></label>
<label>${locale.messages.page['grouped-by']} <select><option value="section">${locale.messages.page['by-its-section']}</option><option value="source">${locale.messages.page['by-source']}</option><option value="publisher">${locale.messages.page['by-publisher']}</option></select></label>
<button type="button">${locale.messages.page.folds}</button>
<p class="small soft" role="status"></p><p class="small look"></p></div>`;

/** Where the findings begin, for those who come by keyboard; no source or citation has this id, for theirs hold no comma. */
const MAIN = 'main,findings';

/** A file of the page: whole, and asking nothing of anybody. */
export const sheet = (
  locale: Locale,
  run: JudgedRun,
  {
    title,
    header,
    main,
  }: {
    readonly title: string;
    readonly header: Html;
    readonly main: Html | readonly (Html | false)[];
  },
): string =>
  html`${new Markup('<!doctype html>')}
<html${locale.rootAttributes} data-run="${run.run.startedAt}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style><noscript><style>${new Markup(WITHOUT_SCRIPT)}</style></noscript></head>
<body><a class="skip" href="#${MAIN}">${locale.messages.page.skip}</a><header><p class="soft small">${locale.fill(locale.messages.page['check-of'], { when: moment(locale, run.run.startedAt) })}</p>
${header}
${tools(locale)}</header>
<main id="${MAIN}">${main}</main>
<footer><p>${locale.fill(locale.messages.page.made, { ...run.run, citations: totalOf(tallyOf(run)), run: run.run.id, when: moment(locale, run.run.finishedAt) })}</p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`.text;
