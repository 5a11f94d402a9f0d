import type { Problem } from '../../model/problem.js';
import type { QuoteVerdict } from '../../model/quote.js';
import { diffToHtml } from '../diff/diff-view.js';
import { type Html, html } from '../escape.js';
import type { Locale } from '../words/locale.js';
import { quoteWords, sentence } from '../words/words.js';
import { decisionSheet, problemList } from './decision-pages.js';
import { fieldOf, hiddenField, input } from './forms.js';

interface AddPage {
  readonly token: string;
  /** Ids of the reports; the citation goes into one of them. */
  readonly reports: readonly string[];
  /** What was filled in before; null where nothing was. */
  readonly filled: URLSearchParams | null;
  readonly problems: readonly Problem[];
  /** How the quotation stands, where it was looked for and nothing was written. */
  readonly tried: QuoteVerdict | null;
}

const FIELDS = [
  { name: 'url', type: 'text', isRequired: true },
  { name: 'section', type: 'text', isRequired: false },
  { name: 'page', type: 'text', isRequired: false },
  { name: 'accessed', type: 'date', isRequired: false },
] as const;

/** The page on which a citation is added: its address and its quotation, looked for before anything is written. */
export const renderAddPage = (
  locale: Locale,
  { token, reports, filled, problems, tried }: AddPage,
): string => {
  const value = (name: string): string => filled?.get(name) ?? '';
  const fields = FIELDS.map(({ name, type, isRequired }) =>
    fieldOf({
      id: `add-${name}`,
      label: locale.messages.add[name],
      control: input(name, value(name), type, isRequired),
    }),
  );
  const quote = fieldOf({
    id: 'add-quote',
    label: locale.messages.add.quote,
    control: (id) =>
      html`<textarea id="${id}" name="quote" rows="4" required>${value('quote')}</textarea>`,
  });
  const report = fieldOf({
    id: 'add-report',
    label: locale.messages.add.report,
    control: (id) =>
      html`<select id="${id}" name="report">${reports.map((one) => html`<option${value('report') === one && html` selected`}>${one}</option>`)}</select>`,
  });
  return decisionSheet(
    locale,
    locale.messages.add.heading,
    html`${problemList(
      locale,
      problems.map((a) => labelledField(locale, a)),
      'add',
    )}${tried !== null && absentQuotations(locale, tried)}
<form id="add" method="post" action="/add" autocomplete="off">${hiddenField('token', token)}${fields[0]}${quote}${reports.length > 1 && report}${reports.length === 1 && hiddenField('report', reports[0] ?? '')}${fields.slice(1)}
<button>${locale.messages.add.add}</button>${tried !== null && html` <button name="anyway" value="yes">${locale.messages.add.anyway}</button>`}</form>`,
  );
};

const absentQuotations = (locale: Locale, quote: QuoteVerdict): Html => html`
<div class="problems" role="alert"><p><strong>${locale.messages.add.not}</strong> ${sentence(quoteWords(locale, quote))}</p>${quote.diff.length > 0 && html`<p class="text">${diffToHtml(quote.diff)}</p>`}</div>`;

/** The label of the field that a problem names as the command line does: `--quote`. */
const labelledField = (locale: Locale, { file, ...rest }: Problem): Problem => {
  const name = file.replace(/^--/u, '').toLowerCase();
  const labels: Readonly<Record<string, string>> = locale.messages.add;
  return { ...rest, file: Object.hasOwn(labels, name) ? (labels[name] ?? file) : file };
};
