import { SHELF } from './shelf.js';
import type { Shelved, Work } from './work.js';

/** The State Department's list of reports: last year's hub, and what else came out. */
export const tipIndex = (
  more: readonly { readonly url: string; readonly title: string }[],
): string =>
  `<!doctype html><html lang="en"><title>Trafficking in Persons Report</title><main><h1>Trafficking in Persons Report</h1><p>The Department publishes the report each year, with a chapter on every country.</p><ul>${[...SHELF.filter(({ series }) => series?.startsWith('tip-')).map(({ url, title = '' }) => ({ url, title })), ...more].map(({ url, title }) => `<li><a href="${url}">${title}</a></li>`).join('')}</ul></main></html>`;

/** What GOV.UK's interface says of the page of notes. */
export function contentApi(notes: readonly Shelved[]): string {
  const attachments = notes.map(({ url, title }) => ({
    url: new URL(url).pathname,
    title,
    attachment_type: 'html',
  }));
  return JSON.stringify({
    base_path: '/government/publications/karvan-country-policy-and-information-notes',
    title: 'Karvan: country policy and information notes',
    withdrawn_notice: {},
    details: {
      attachments,
      change_history: [{ public_timestamp: '2024-10-16T09:30:00.000+01:00', note: 'Added notes.' }],
    },
  });
}

/** Where Crossref tells of a paper. */
export const recordOf = ({ url }: Pick<Work, 'url'>): string =>
  `https://api.crossref.org/works/${encodeURIComponent(new URL(url).pathname.slice(1))}`;

/** What Crossref says of a paper. */
export const crossref = ({ url, title }: Pick<Work, 'url' | 'title'>, retracted: boolean): string =>
  JSON.stringify({
    message: {
      DOI: new URL(url).pathname.slice(1),
      title: [title],
      'container-title': ['Journal of Labour Migration'],
      ...(retracted ? { 'updated-by': [{ DOI: '10.4321/jlm.notice', type: 'retraction' }] } : {}),
    },
  });
