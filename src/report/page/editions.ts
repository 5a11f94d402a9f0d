import type { CitedSeries, SeriesIssue } from '../beside.js';
import { type Html, html, webUrl } from '../html.js';
import { rowAddress } from '../publication.js';

const issue = ({ edition, url, cited }: SeriesIssue): Html => {
  const [source] = cited;
  if (source !== undefined)
    return html`<div><a href="${rowAddress('', source)}">● ${edition}</a> <span class="soft small">cited</span></div>`;
  const target = webUrl(url);
  const name =
    target === null
      ? html`○ ${edition}`
      : html`<a href="${target}" rel="noreferrer noopener external">○ ${edition}</a>`;
  return html`<div>${name} <span class="soft small">newer</span></div>`;
};

const UNDATED = 'undated';
const yearOf = ({ year }: SeriesIssue): string => year ?? UNDATED;

/** Which editions of each series are cited, and which came out since: a row a series, a column a year. */
export const editionMatrix = (series: readonly CitedSeries[]): Html => {
  const years = [...new Set(series.flatMap(({ issues }) => issues.map(yearOf)))].sort();
  return html`<table class="stack"><thead><tr><th scope="col">Series</th>${years.map((year) => html`<th scope="col">${year}</th>`)}</tr></thead>
<tbody>${series.map(
    ({ name, issues }) =>
      html`<tr data-find><th scope="row">${name}</th>${years.map((year) => {
        const own = issues.filter((one) => yearOf(one) === year);
        return html`<td${own.length > 0 && html` data-label="${year}"`}>${own.map(issue)}</td>`;
      })}</tr>`,
  )}</tbody></table>`;
};
