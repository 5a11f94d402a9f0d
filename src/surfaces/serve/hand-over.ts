import type { Problem } from '../../model/problem.js';
import type { Report } from '../../model/watchlist.js';
import { type Html, html } from '../escape.js';
import { fill, fillHtml, messages } from '../words/messages.js';
import { decisionSheet, problemList } from './decision-pages.js';
import { fieldOf, hidden } from './forms.js';

const words = messages.handOver;

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
export const renderHandOver = ({ token, reports, checks, problems }: HandOver): string => {
  const report = fieldOf({
    id: 'file-report',
    label: words.report,
    control: (id) =>
      html`<select id="${id}" name="report">${reports.map((one) => html`<option value="${one.id}">${one.title}</option>`)}</select>`,
  });
  const [only] = reports;
  const file = fieldOf({
    id: 'file',
    label: words.file,
    hint: words['file-hint'],
    control: (id) =>
      html`<input id="${id}" name="file" type="file" required accept=".docx,.docm,.odt,.pdf,.md,.html,.htm">`,
  });
  return decisionSheet(
    words.heading,
    html`${problemList(problems, 'file')}
<form method="post" action="/file" enctype="multipart/form-data" autocomplete="off">${hidden('token', token)}
${reports.length > 1 ? report : hidden('report', only?.id ?? '')}
<fieldset><label><input type="checkbox" name="quotations" value="yes"> ${words.quotations}</label></fieldset>
${file}
<p><button name="do" value="annotate">${words.annotate}</button> <span class="soft small">${words['annotate-note']}</span></p>
<p><button name="do" value="check">${words.check}</button> <span class="soft small">${words['check-note']}</span></p></form>
${checks.length > 0 && html`<h2>${words.checks}</h2><ul>${checks.map((one) => html`<li><a href="/file/${one.n}"><bdi>${one.name}</bdi></a> · ${stateOf(one)}</li>`)}</ul>`}`,
  );
};

const stateOf = ({ folder, problems, done, of }: FileCheckView): string => {
  if (folder !== null) return words.ready;
  return problems.length > 0 ? words.failed : fill(words.asked, { done, of });
};

/** What a file of a check is called; null for one that has no link of its own. */
function labelOf(file: string): string | null {
  if (/\.checked\.\w+$/u.test(file)) return fill(words.checked, { name: file });
  const labels = {
    'certificate.pdf': words.printed,
    'certificate.html': words.certificate,
    'index.html': words.page,
  };
  return Object.entries(labels).find(([name]) => name === file)?.[1] ?? null;
}

/** The page of one check: how far it is, then what it made. */
export const renderFileCheck = (check: FileCheckView): string => {
  const { n, name, folder, files, problems } = check;
  const isUnderWay = folder === null && problems.length === 0;
  const link = (file: string, label: string): Html =>
    html`<li><a href="/file/${n}/${encodeURIComponent(file)}"><bdi>${label}</bdi></a></li>`;
  const links = files.flatMap((file) => {
    const label = labelOf(file);
    return label === null ? [] : [link(file, label)];
  });
  return decisionSheet(
    fill(words['check-of'], { name }),
    html`<p role="status"${isUnderWay && html` data-again`}>${stateOf(check)}</p>${problemList(problems, 'file')}
${folder !== null && html`<ul>${links}</ul><p>${fillHtml(words.folder, { folder: html`<bdi>${folder}</bdi>` })}</p>`}
<p><a href="/file">${words.another}</a></p>`,
  );
};
