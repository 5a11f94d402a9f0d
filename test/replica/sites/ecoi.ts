import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

/** A document collection in the manner of ecoi.net; also plays every host that has no manner of its own. */
export const ecoi: Site = {
  hosts: ['ecoi.net'],
  headings: ['Summary', 'Section A', 'Section B', 'Section C', 'Annex'],
  typography: PLAIN,
  validator: 'etag',
  packed: true,
  missing: {
    title: '404 - Not found',
    main: '<h1>Document not found</h1><p>The document does not exist or is no longer available.</p>',
  },
  main: (
    article,
  ) => `<article><header><p class="source">${escapeHtml(article.publisher)} (Author)</p>
<h1>${escapeHtml(article.title)}</h1><p class="date">${longDate(article.published)}</p></header>
<div class="document-body">
${article.sections.map((s) => `<h3>${escapeHtml(s.heading)}</h3>${paragraphsOf(s, PLAIN)}`).join('\n')}</div></article>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="${escapeHtml(head.lang)}"><head><meta charset="utf-8"><title>${escapeHtml(head.title)} - ${escapeHtml(head.url.host)}</title></head>
<body><header><a href="/">${escapeHtml(head.url.host)}</a><form action="/search"><input name="q"><input type="hidden" name="csrf" value="${moment.nonce}"></form></header>
<main>${main}</main><footer>Disclaimer &middot; Contact &middot; Imprint</footer></body></html>`,
};
