import { escapeHtml, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, entities: true, hardSpaces: true };

/** Walk Free: accordions, and a list of notes at the end. */
export const walkFree: Site = {
  hosts: ['walkfree.org', 'globalslaveryindex.org'],
  headings: [
    'Prevalence',
    'Forms of exploitation',
    'Vulnerability',
    'Government response',
    'Recommendations',
  ],
  typography,
  validator: 'etag',
  packed: false,
  missing: {
    title: 'Page not found | Walk Free',
    main: '<div class="wp-block-404"><h1>Page not found</h1><p>Sorry, we couldn&rsquo;t find that page.</p></div>',
  },
  main: (
    article,
  ) => `<div class="country-study"><h1 class="country-study__title">${escapeHtml(article.title)}</h1>
<div class="country-study__stats"><div><b>1</b><span>Region</span></div><div><b>9</b><span>Sources of data</span></div></div>
${article.sections
  .map(
    (
      s,
      n,
    ) => `<div class="accordion"><button aria-expanded="true" aria-controls="panel-${n}">${escapeHtml(s.heading)}</button>
<div class="accordion__panel" id="panel-${n}">${paragraphsOf(s, typography)}</div></div>`,
  )
  .join('\n')}
<div class="endnotes"><h2>Endnotes</h2><ol><li id="note-1">Household survey, regional sample.</li><li id="note-2">Interview with a national expert.</li></ol></div></div>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en-AU"><head><meta charset="UTF-8"><title>${escapeHtml(head.title)} | Walk Free</title>
<link rel="stylesheet" href="/style.css?ver=${moment.nonce}"><style>.accordion__panel{display:block}</style></head><body class="page">
<header id="masthead"><a href="/">Walk Free</a><nav id="site-navigation"><a href="/global-slavery-index/">Global Slavery Index</a><a href="/projects/">Our Work</a><a href="/news/">News</a></nav></header>
<div id="primary" class="content-area"><div id="main" class="site-main">${main}</div></div>
<footer id="colophon"><p>Walk Free is an international human rights group.</p><p>Subscribe &middot; Contact &middot; Privacy policy</p></footer></body></html>`,
};
