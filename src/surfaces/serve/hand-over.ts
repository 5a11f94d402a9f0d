import type { Problem } from '../../model/problem.js';
import type { Report } from '../../model/watchlist.js';
import { type Html, html } from '../escape.js';
import type { Locale } from '../words/locale.js';
import { decisionSheet, problemList } from './decision-pages.js';
import { fieldOf, hiddenField } from './forms.js';

/** A check of a file before it is filed. */
export interface FileCheckView {
  /** Its number at this desk, from 1. */
  readonly n: number;
  readonly name: string;
  /** Sources asked, and to ask; 0 before the file is read. */
  readonly done: number;
  readonly of: number;
  /** Where all of it lies; null while it is under way, or where it came to nothing. */
  readonly folder: string | null;
  /** Names of what is in the folder. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

export interface HandOver {
  readonly token: string;
  readonly reports: readonly Pick<Report, 'id' | 'title'>[];
  readonly checks: readonly FileCheckView[];
  readonly problems: readonly Problem[];
}

/** The page on which a report's own file is handed over. */
export const renderHandOver = (
  locale: Locale,
  { token, reports, checks, problems }: HandOver,
): string => {
  const report = fieldOf({
    id: 'file-report',
    label: locale.messages.handOver.report,
    control: (id) =>
      html`<select id="${id}" name="report">${reports.map((one) => html`<option value="${one.id}">${one.title}</option>`)}</select>`,
  });
  const [only] = reports;
  const file = fieldOf({
    id: 'file',
    label: locale.messages.handOver.file,
    hint: locale.messages.handOver['file-hint'],
    control: (id) =>
      html`<input id="${id}" name="file" type="file" required accept=".docx,.docm,.odt,.pdf,.md,.html,.htm">`,
  });
  return decisionSheet(
    locale,
    locale.messages.handOver.heading,
    html`${problemList(locale, problems, 'file')}
<form method="post" action="/file" enctype="multipart/form-data" autocomplete="off">${hiddenField('token', token)}
${reports.length > 1 ? report : hiddenField('report', only?.id ?? '')}
<fieldset><label><input type="checkbox" name="quotations" value="yes"> ${locale.messages.handOver.quotations}</label></fieldset>
${file}
<p><button name="do" value="annotate">${locale.messages.handOver.annotate}</button> <span class="soft small">${locale.messages.handOver['annotate-note']}</span></p>
<p><button name="do" value="check">${locale.messages.handOver.check}</button> <span class="soft small">${locale.messages.handOver['check-note']}</span></p></form>
${checks.length > 0 && html`<h2>${locale.messages.handOver.checks}</h2><ul>${checks.map((one) => html`<li><a href="/file/${one.n}"><bdi>${one.name}</bdi></a> · ${stateOf(locale, one)}</li>`)}</ul>`}`,
  );
};

const stateOf = (locale: Locale, { folder, problems, done, of }: FileCheckView): string => {
  if (folder !== null) return locale.messages.handOver.ready;
  return problems.length > 0
    ? locale.messages.handOver.failed
    : locale.fill(locale.messages.handOver.asked, { done, of });
};

/** What a file of a check is called; null for one that has no link of its own. */
function labelOf(locale: Locale, file: string): string | null {
  if (/\.checked\.\w+$/u.test(file))
    return locale.fill(locale.messages.handOver.checked, { name: file });
  const labels = {
    'certificate.pdf': locale.messages.handOver.printed,
    'certificate.html': locale.messages.handOver.certificate,
    'index.html': locale.messages.handOver.page,
  };
  return Object.entries(labels).find(([name]) => name === file)?.[1] ?? null;
}

/** The page of one check: how far it is, then what it made. */
export const renderFileCheck = (locale: Locale, check: FileCheckView): string => {
  const { n, name, folder, files, problems } = check;
  const isUnderWay = folder === null && problems.length === 0;
  const link = (file: string, label: string): Html =>
    html`<li><a href="/file/${n}/${encodeURIComponent(file)}"><bdi>${label}</bdi></a></li>`;
  const links = files.flatMap((file) => {
    const label = labelOf(locale, file);
    return label === null ? [] : [link(file, label)];
  });
  return decisionSheet(
    locale,
    locale.fill(locale.messages.handOver['check-of'], { name }),
    html`<p role="status"${isUnderWay && html` data-again`}>${stateOf(locale, check)}</p>${problemList(locale, problems, 'file')}
${folder !== null && html`<ul>${links}</ul><p>${locale.fillHtml(locale.messages.handOver.folder, { folder: html`<bdi>${folder}</bdi>` })}</p>`}
<p><a href="/file">${locale.messages.handOver.another}</a></p>`,
  );
};
