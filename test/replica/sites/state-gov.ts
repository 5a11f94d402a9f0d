import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, entities: true, inline: true };

/** US Department of State: WordPress, with numbered section anchors and a long body. */
export const stateGov: Site = {
  hosts: ['state.gov'],
  headings: [
    'Prosecution',
    'Protection',
    'Prevention',
    'Executive Summary',
    'Background',
    'Other Matters',
  ],
  typography,
  validator: 'none',
  packed: true,
  missing: {
    title: 'Page Not Found - United States Department of State',
    main: `<section class="error-404"><h1>404: Page Not Found</h1>
<p>The page you requested may have been moved to an archive site, or it may no longer exist.</p></section>`,
  },
  main: (article) => `<article class="report">
<header class="featured-content__header">
  <p class="article-meta__doctype">Report</p>
  <h1 class="featured-content__headline">${escapeHtml(article.title)}</h1>
  <p class="article-meta__author-bureau">Bureau of the Department</p>
  <p class="article-meta__publish-date">${longDate(article.published)}</p>
</header>
<div class="entry-content">
${article.sections
  .map(
    (section, n) => `<section class="report__section" id="report-toc__section-${n + 1}">
<div class="report__section-title"><h2>${n + 1}. ${escapeHtml(section.heading)}</h2></div>
<div class="report__content">${paragraphsOf(section, typography)}</div>
</section>`,
  )
  .join('\n')}
</div></article>`,
  frame: (head, main, moment) => `<!DOCTYPE html>
<html lang="en-US" prefix="og: https://ogp.me/ns#"><head><meta charset="UTF-8">
<title>${escapeHtml(head.title)} - United States Department of State</title>
<link rel="canonical" href="${escapeHtml(head.url.href)}">
<meta property="article:published_time" content="${head.article?.published ?? ''}">
<script>window.wpSettings = {"root":"https://${head.url.host}/wp-json/","nonce":"${moment.nonce}"};</script>
</head><body class="report-template">
<a class="skip-link" href="#content">Skip to content</a>
<header><div class="usa-banner">An official website of the United States Government <button>Here's how you know</button></div>
<nav aria-label="Primary"><ul><li><a href="/">Home</a></li><li><a href="/policy-issues/">Policy Issues</a></li>
<li><a href="/countries-areas/">Countries &amp; Areas</a></li><li><a href="/bureaus-offices/">Bureaus &amp; Offices</a></li></ul></nav></header>
<nav class="breadcrumbs" aria-label="Breadcrumb"><a href="/">Home</a> &gt; <a href="/reports/">Reports</a> &gt; <span>&hellip;</span></nav>
<main id="content">${main}</main>
<footer><p>Tags</p><ul><li><a href="/tag/china/">China</a></li><li><a href="/tag/reports/">Reports</a></li></ul>
<form><input type="hidden" name="_wpnonce" value="${moment.nonce}"><label>Stay connected <input type="email"></label></form>
<p>White House &middot; USA.gov &middot; Office of the Inspector General &middot; FOIA &middot; Privacy</p></footer>
</body></html>`,
};
