import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, hardSpaces: true, inline: true };

/** Transparency International: nested blocks of a site builder, quotations pulled into `<blockquote>`. */
export const transparency: Site = {
  hosts: ['transparency.org', 'transparency.org.au'],
  headings: [
    'Highlights',
    'Countries to watch',
    'Grand corruption',
    'Recommendations',
    'About the index',
  ],
  typography,
  validator: 'last-modified',
  packed: true,
  missing: {
    title: 'Page not found - Transparency.org',
    main: '<section><h1>Page not found</h1><p>The page you are looking for does not exist. Try our <a href="/en/search">search</a>.</p></section>',
  },
  main: (
    article,
  ) => `<article><div class="hero"><div class="hero__inner"><p class="kicker">News</p><h1>${escapeHtml(article.title)}</h1>
<time datetime="${article.published ?? ''}">${longDate(article.published)}</time></div></div>
${article.sections
  .map(
    (s, n) => `<div class="block block--text"><div class="block__inner"><div class="rte">
<h2>${escapeHtml(s.heading)}</h2>${paragraphsOf(s, typography)}
${n === 1 ? '<blockquote><p>Integrity is not a luxury.</p></blockquote>' : ''}</div></div></div>`,
  )
  .join('\n')}</article>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!doctype html><html data-n-head-ssr lang="en"><head><meta charset="utf-8">
<title>${escapeHtml(head.title)} - Transparency.org</title><meta name="csrf-token" content="${moment.nonce}"></head>
<body><div id="__nuxt"><div id="__layout"><div>
<header class="header"><a href="/en">Transparency International</a><nav><a href="/en/countries">Countries</a><a href="/en/our-priorities">Our work</a><a href="/en/news">News</a><a href="/en/donate">Donate</a></nav></header>
<main>${main}</main>
<section class="related"><h2>You might also like…</h2><a href="/en/news/one">A guide to open budgets</a><a href="/en/news/two">Why registers matter</a></section>
<footer class="footer"><p>Transparency International Secretariat</p><p>Sign up for our weekly newsletter</p></footer>
</div></div></div><script>window.__NUXT__={serverRendered:true,token:"${moment.nonce}"}</script></body></html>`,
};
