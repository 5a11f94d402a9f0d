import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, quotes: 'straight' as const, inline: true };

/** Migration Policy Institute: a Drupal article with figure captions and a list of sources. */
export const migrationPolicy: Site = {
  hosts: ['migrationpolicy.org', 'migrationpolicyinstitute-europe.com'],
  headings: [
    'A Shortage of Brides',
    'Routes and Brokers',
    'Life on Arrival',
    'Coming Home',
    'Policy Responses',
  ],
  typography,
  validator: 'etag',
  packed: true,
  missing: {
    title: 'Page Not Found | migrationpolicy.org',
    main: '<h1 class="page-title">Page Not Found</h1><div class="content"><p>The requested page could not be found.</p></div>',
  },
  main: (
    article,
  ) => `<h1 class="page-title"><span class="field field--name-title">${escapeHtml(article.title)}</span></h1>
<div class="node__meta"><span class="date">${longDate(article.published)}</span> <span class="type">Feature</span> By <a href="/about/staff">A Contributor</a></div>
<div class="field field--name-body field__item">
${article.sections
  .map(
    (s, n) => `<h3>${escapeHtml(s.heading)}</h3>${paragraphsOf(s, typography)}
${n === 2 ? '<figure><img src="/map.png" alt="Map"><figcaption>Figure 1. Routes across the region</figcaption></figure>' : ''}`,
  )
  .join('\n')}
<h3>Sources</h3><p class="sources">Author, A. 2019. A Study of Villages. <em>Journal of Places</em> 4 (2). <a href="https://doi.example/1">Available online</a>.</p></div>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8" /><title>Article: ${escapeHtml(head.title)} | migrationpolicy.org</title>
<script type="application/json" data-drupal-selector="drupal-settings-json">{"path":{"nonce":"${moment.nonce}"}}</script></head>
<body class="path-node"><div class="region region-header"><a href="/">MPI</a><ul class="menu"><li><a href="/topics">Topics</a></li><li><a href="/regions">Regions</a></li><li><a href="/research">Research</a></li><li><a href="/source">Migration Information Source</a></li></ul></div>
<div class="layout-content"><div class="region region-content"><article class="node node--type-article">${main}</article></div></div>
<aside class="region-sidebar"><h2>Related content</h2><ul><li><a href="/article/a">Moving for work in the delta</a></li><li><a href="/article/b">Remittances, measured</a></li></ul></aside>
<footer class="region-footer">Copyright &copy; Migration Policy Institute. All rights reserved. 1275 K St. NW</footer></body></html>`,
};
