import { type Html, html } from '../escape.js';
import type { Locale } from '../words/locale.js';
import { hiddenField, type SittingView } from './forms.js';

export const countOf = ({ reports }: SittingView): number =>
  reports.reduce((sum, { changes }) => sum + changes.length, 0);

/** How people call the files of an ending. */
const formatOf = (file: string): string =>
  /\.doc[xm]$/iu.test(file) ? 'Word' : (file.split('.').at(-1) ?? '').toUpperCase();

/** What gives a report's own file with its pending changes; where nobody knows of one, what takes it. */
export const fileLink = (
  locale: Locale,
  { report, changes, file }: SittingView['reports'][number],
): Html =>
  file === null
    ? html`<a href="/file">${locale.messages.serve.noReportFile}</a>`
    : html`<a class="button" href="/report/${encodeURIComponent(report.id)}" download>${locale.fill(locale.messages.serve.reportFile, { n: changes.length, format: formatOf(file) })}</a>`;

/** What is pending, with the button that ends the sitting, in black where nothing else is left to do; false where nothing is pending. */
export const sittingNote = (locale: Locale, view: SittingView, isLast: boolean): Html | false =>
  view.reports.length > 0 &&
  html`<aside class="sitting${isLast && ' primary'}" aria-label="${locale.messages.serve.sitting}"><p><a href="/report">${locale.fill(locale.messages.serve.pendingHere, { n: countOf(view) })}</a></p>${view.reports.map((one) => html`<p>${fileLink(locale, one)}</p>`)}</aside>`;

/** The one button that sets many days; false where none stands. */
export const daysForm = (locale: Locale, { token, days }: SittingView): Html | false => {
  const n = days.standing.length;
  return (
    n > 1 &&
    html`<section class="days" aria-label="${locale.messages.serve.accessed}"><p>${locale.fill(locale.messages.serve.days, { all: days.all, n })}</p>
<form class="one" method="post" action="/days">${hiddenField('token', token)}<button>${locale.fill(locale.messages.serve.daysButton, { n })}</button></form></section>`
  );
};
