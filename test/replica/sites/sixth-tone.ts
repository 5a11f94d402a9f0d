import { escapeHtml, longDate, PLAIN } from '../typeset.js';
import { ago, paragraphsOf, type Site } from './site.js';

const typography = { ...PLAIN, softHyphens: true };

/** Sixth Tone: a React page that carries its article a second time inside a script. */
export const sixthTone: Site = {
  hosts: ['sixthtone.com'],
  headings: [
    'In the county seat',
    'The ledger',
    'A second hearing',
    'Neighbors',
    'After the verdict',
  ],
  typography,
  validator: 'etag',
  packed: true,
  missing: {
    title: 'Sixth Tone',
    main: '<div class="notfound"><h1>Oops!</h1><p>We can’t find the page you’re looking for.</p></div>',
  },
  main: (article) => `<div class="detail_container__Xh2a"><h1>${escapeHtml(article.title)}</h1>
<div class="detail_date__q9"><span>${longDate(article.published)}</span> <span>#crime</span></div>
<div class="content_text__r3">
${article.sections.map((s) => `<h3>${escapeHtml(s.heading)}</h3>${paragraphsOf(s, typography, '<div class="p"><p>', '</p></div>')}`).join('\n')}
</div><p class="editor">Editor: Staff.</p></div>`,
  frame: (head, main, moment) => `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>
<title>${escapeHtml(head.title)}</title><meta property="og:title" content="${escapeHtml(head.title)}"/></head>
<body><div id="__next"><div class="header_wrap__1x"><a href="/">SIXTH TONE</a><span class="clock">Updated ${ago(moment)}</span>
<ul><li><a href="/news">News</a></li><li><a href="/features">Features</a></li><li><a href="/voices">Voices &amp; Opinion</a></li></ul></div>
${main}
<div class="related_wrap__7d"><h4>Related Stories</h4><a href="/news/1000001">A village learns to read contracts</a> <a href="/news/1000002">Who keeps the account books?</a></div>
<div class="footer_wrap__2z">About us | Contribute | Contact us | Sitemap</div></div>
<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ buildId: moment.nonce, article: head.article?.sections ?? null }).replaceAll('<', '\\u003c')}</script>
</body></html>`,
};
