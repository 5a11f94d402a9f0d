import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, softHyphens: true };

/** ScienceDirect: an abstract page with section snippets, access options and a list of citing articles. */
export const scienceDirect: Site = {
  hosts: ['sciencedirect.com'],
  headings: ['Abstract', 'Introduction', 'Background', 'Data', 'Results', 'Concluding remarks'],
  typography,
  validator: 'etag',
  packed: true,
  missing: {
    title: 'Page not found | ScienceDirect',
    main: '<div class="error-zone"><h1>Page not found</h1><p>Sorry, the page you requested cannot be found.</p></div>',
  },
  main: (
    article,
  ) => `<article class="col-lg-12" lang="en"><div class="Publication"><a href="/journal">${escapeHtml(article.publisher)}</a>
<div class="text-xs">Volume 63, ${longDate(article.published)}</div></div>
<h1 id="screen-reader-main-title"><span class="title-text">${escapeHtml(article.title)}</span></h1>
<div class="AuthorGroups"><button>Show more</button></div>
${article.sections
  .map((s, n) =>
    n === 0
      ? `<div class="Abstracts"><div class="abstract author"><h2>${escapeHtml(s.heading)}</h2><div>${paragraphsOf(s, typography)}</div></div></div>`
      : `<section class="snippet"><h3>${escapeHtml(s.heading)}</h3>${paragraphsOf(s, typography, '<div class="u-margin-s-bottom">', '</div>')}</section>`,
  )
  .join('\n')}</article>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>${escapeHtml(head.title)} - ScienceDirect</title>
<meta name="citation_title" content="${escapeHtml(head.title)}"><script type="application/json" data-iso-key="_0">{"requestId":"${moment.nonce}"}</script></head><body>
<a class="sr-only" href="#screen-reader-main-content">Skip to main content</a>
<header id="gh-cnt"><a href="/">ScienceDirect</a><nav><a href="/browse">Journals &amp; Books</a><a href="/register">Register</a><a href="/signin">Sign in</a></nav></header>
<div class="toolbar"><button>Access through your organization</button><button>Purchase PDF</button></div>
<main>${main}</main>
<aside class="RelatedContent"><h2>Cited by (${20 + (moment.serial % 3)})</h2><p>Housing and settlement in inland cities</p></aside>
<footer>About ScienceDirect &middot; Remote access &middot; Terms and conditions &middot; Cookies are used by this site.</footer></body></html>`,
};
