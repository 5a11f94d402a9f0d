import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, hardSpaces: true };

/** UN China: a vacancy in the UN's Drupal, fields above the text. */
export const unChina: Site = {
  hosts: ['un.org'],
  headings: ['Context', 'Core functions', 'Education', 'Experience', 'Skills', 'How to apply'],
  typography,
  validator: 'last-modified',
  packed: true,
  missing: {
    title: 'Page not found | United Nations in China',
    main: '<h1>Page not found</h1><p>The requested page could not be found.</p>',
  },
  main: (
    article,
  ) => `<div class="node node--type-vacancy"><h1 class="page-header">${escapeHtml(article.title)}</h1>
<div class="field--label-inline"><span>Vacancy</span> <time datetime="${article.published ?? ''}T00:00:00Z">${longDate(article.published)}</time></div>
<dl class="vacancy"><dt>Duty station</dt><dd>Beijing</dd><dt>Type of contract</dt><dd>Consultant</dd></dl>
<div class="text-formatted">
${article.sections.map((s) => `<p><strong>${escapeHtml(s.heading)}:</strong></p>${paragraphsOf(s, typography)}`).join('\n')}
</div></div>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8" /><title>${escapeHtml(head.title)} | United Nations in China</title>
<meta name="Generator" content="Drupal 9 (https://www.drupal.org)" /></head><body class="path-node">
<header role="banner"><a href="/en">United Nations China</a><nav role="navigation"><ul><li><a href="/en/about">About</a></li><li><a href="/en/sdgs">Our work</a></li><li><a href="/en/jobs">Jobs</a></li></ul></nav></header>
<div role="main" class="main-container">${main}</div>
<section class="block-related"><h2>Other vacancies</h2><p>${3 + (moment.serial % 5)} open positions</p></section>
<footer role="contentinfo"><form data-token="${moment.nonce}"></form>&copy; United Nations in China</footer></body></html>`,
};
