import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { ago, counter, paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, entities: true, inline: true };

const RECOMMENDED = `<aside class="recommended"><h2>Recommended Stories</h2><ol>
<li><a href="/news/list/1">list 1 of 3: A harbour waits for its ships</a></li>
<li><a href="/news/list/2">list 2 of 3: The long road to the highlands</a></li>
<li><a href="/news/list/3">list 3 of 3: What the census counts</a></li></ol><p>end of list</p></aside>`;

/** Al Jazeera: a live ticker above, a list of other stories inside the article. */
export const alJazeera: Site = {
  hosts: ['aljazeera.com'],
  headings: ['‘A signal’', 'Power and purge', 'Numbers', 'The road ahead', 'Critics'],
  typography,
  validator: 'etag',
  packed: true,
  missing: {
    title: '404 | Al Jazeera',
    main: '<div class="page-error"><h1>404</h1><h2>Sorry, that page was not found</h2><a href="/">Back to home</a></div>',
  },
  main: (article) => `<header class="article-header"><h1>${escapeHtml(article.title)}</h1>
<p class="article__subhead"><em>Observers look at what the campaign has meant so far.</em></p></header>
<div class="date-simple"><span class="screen-reader-text">Published On ${longDate(article.published)}</span><span aria-hidden="true">${longDate(article.published)}</span></div>
<div class="wysiwyg wysiwyg--all-content" aria-live="polite">
${article.sections
  .map(
    (s, n) =>
      `<h2>${escapeHtml(s.heading)}</h2>${paragraphsOf(s, typography)}${n === 0 ? RECOMMENDED : ''}`,
  )
  .join('\n')}
</div>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8">
<title>${escapeHtml(head.title)} | Al Jazeera</title>
<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: head.title, datePublished: head.article?.published ?? null })}</script>
<script nonce="${moment.nonce}">window.__APOLLO_STATE__={};</script></head><body>
<div class="site-header"><nav aria-label="Main"><a href="/news">News</a> <a href="/africa">Africa</a> <a href="/asia">Asia</a> <a href="/economy">Economy</a> <a href="/live">Live</a></nav></div>
<div class="live-ticker" role="marquee"><b>LIVE</b> <span>${counter(moment, 1204)} watching</span> <span>Markets open higher</span> <time>${ago(moment)}</time></div>
<main id="main-content-area">${main}</main>
<div class="more"><h2>Most popular</h2><p>${counter(moment, 310)} people are reading now</p></div>
<footer>About Us &middot; Code of Ethics &middot; Terms and Conditions &middot; Cookie Policy &middot; Sitemap</footer>
<div id="onetrust-banner" role="dialog">You rely on us for news. We rely on cookies for our site to work. <button>Allow all</button></div>
</body></html>`,
};
