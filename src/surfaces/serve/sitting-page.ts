import { printOf } from '../../model/old-print.js';
import { html } from '../escape.js';
import type { Locale } from '../words/locale.js';
import { printWords } from '../words/old-prints.js';
import { decisionSheet } from './decision-pages.js';
import type { SittingView } from './forms.js';
import { countOf, daysForm, fileLink } from './sitting.js';

/** The page on which a sitting ends. */
export const renderSitting = (locale: Locale, view: SittingView): string =>
  decisionSheet(
    locale,
    locale.messages.serve.sitting,
    html`<p>${locale.fill(locale.messages.serve.sittingHow, { n: countOf(view) })}</p>
${view.reports.map(
  (
    one,
  ) => html`<section class="primary"><h2 dir="auto">${one.report.title}</h2><p>${fileLink(locale, one)}</p>${one.file !== null && html`<p class="soft">${locale.messages.serve.reportFileHow}</p>`}
<ul>${one.changes.map((change) => html`<li><bdi>${change.citation}</bdi>: ${printWords(locale, printOf(change))}</li>`)}</ul></section>`,
)}${daysForm(locale, view)}`,
  );
