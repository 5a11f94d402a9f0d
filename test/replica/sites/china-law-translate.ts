import { dice, paragraph } from '../prose.js';
import { escapeHtml, longDate, PLAIN, typeset } from '../typeset.js';
import type { Site } from './site.js';

const typography = { ...PLAIN, quotes: 'straight' as const };

/** China Law Translate: English and Chinese side by side, a table row for each paragraph. */
export const chinaLawTranslate: Site = {
  hosts: ['chinalawtranslate.com'],
  headings: [
    'I. General requirements',
    'II. Overall objective',
    'III. Action measures',
    'IV. Safeguards',
  ],
  typography,
  validator: 'none',
  packed: true,
  missing: {
    title: 'Page not found – China Law Translate',
    main: '<h1 class="entry-title">Nothing Found</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>',
  },
  main: (
    article,
  ) => `<article class="post"><h1 class="entry-title">${escapeHtml(article.title)}</h1>
<div class="entry-meta">Posted on <time>${longDate(article.published)}</time> by CLT</div>
<div class="entry-content"><table class="bilingual"><tbody>
${article.sections
  .map(
    (s) => `<tr><th colspan="2">${escapeHtml(s.heading)}</th></tr>
${s.paragraphs
  .map((p) => {
    // A passage quoted in Chinese has its English beside it; invented English gets invented Chinese.
    const english = p.translation ?? p.text;
    const chinese = p.translation === null ? paragraph(dice(p.text), 'zh-Hans') : p.text;
    return `<tr><td>${typeset(english, typography)}</td><td lang="zh-CN">${typeset(chinese, typography)}</td></tr>`;
  })
  .join('\n')}`,
  )
  .join('\n')}</tbody></table></div></article>`,
  frame: (
    head,
    main,
    moment,
  ) => `<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>${escapeHtml(head.title)} – China Law Translate</title>
<script>var clt = {"ajax_nonce":"${moment.nonce}"};</script></head><body class="single">
<header class="site-header"><a href="/">CHINA LAW TRANSLATE</a><p>One person’s law is another’s reading.</p><ul><li><a href="/laws">Laws</a></li><li><a href="/posts">Posts</a></li></ul></header>
<div id="content"><div id="toggle"><button>EN</button> <button>中文</button> <button>EN / 中文</button></div><main>${main}</main>
<aside class="widget"><h2>Recent Posts</h2><ul><li><a href="/en/one">Drafts open for comment</a></li></ul></aside></div>
<footer>Suggest an edit &middot; Support us</footer></body></html>`,
};
