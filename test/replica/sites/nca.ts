import { escapeHtml, PLAIN } from '../typeset.js';
import { counter, paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, entities: true };

/** UK National Crime Agency: Joomla. "Dressed" changes its banner, a counter and its class names. */
export const nca: Site = {
  hosts: ['nationalcrimeagency.gov.uk'],
  headings: ['The threat', 'Who is affected', 'What we do', 'Working with partners', 'Report it'],
  typography,
  validator: 'none',
  packed: false,
  missing: {
    title: 'Error: 404',
    main: '<h1>The requested page can’t be found.</h1><p>An error has occurred while processing your request.</p>',
  },
  main: (
    article,
  ) => `<div class="item-page" itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">${escapeHtml(article.title)}</h1>
<div itemprop="articleBody">
${article.sections.map((s) => `<h3>${escapeHtml(s.heading)}</h3>${paragraphsOf(s, typography)}`).join('\n')}
</div></div>`,
  frame: (head, main, moment) => {
    const style = moment.dressed ? 'uk-grid-v4' : 'uk-grid';
    const banner = moment.dressed
      ? 'We are recruiting: more than 300 roles across the country. Apply today.'
      : 'Think you have information? Contact us in confidence.';
    return `<!DOCTYPE html><html lang="en-gb" dir="ltr"><head><meta charset="utf-8"><title>${escapeHtml(head.title)} - National Crime Agency</title>
<script type="application/json" class="joomla-script-options">{"csrf.token":"${moment.nonce}"}</script></head><body class="${style}">
<div class="${style}__banner" role="banner"><p>${banner}</p></div>
<nav class="navbar"><ul><li><a href="/">Home</a></li><li><a href="/what-we-do">What we do</a></li><li><a href="/news">News</a></li><li><a href="/careers">Careers</a></li></ul></nav>
<div class="${style}"><div class="${style}__col"><main id="content">${moment.dressed ? `<div class="wrap">${main}</div>` : main}</main></div></div>
<footer><p>This page has been viewed ${counter(moment, moment.dressed ? 98_412 : 91_204)} times</p><p>&copy; Crown copyright</p></footer></body></html>`;
  },
};
