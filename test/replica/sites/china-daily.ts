import { escapeHtml, PLAIN, typeset } from '../typeset.js';
import type { Site } from './site.js';

const typography = { ...PLAIN, quotes: 'straight' as const };

/** China Daily: static pages, one sentence a paragraph, no landmarks. */
export const chinaDaily: Site = {
  hosts: ['chinadaily.com.cn'],
  headings: [
    'Background',
    'Case by case',
    'Tighter rules',
    'What comes next',
    'Reaction',
    'In figures',
  ],
  typography,
  validator: 'last-modified',
  packed: false,
  missing: {
    title: '404 - Chinadaily.com.cn',
    main: `<div class="error"><img src="/404.png" alt=""><h1>404</h1>
<p>Sorry, the page you requested was not found.</p><p><a href="/">Return to the homepage</a></p></div>`,
  },
  main: (article) => `<div id="lft-art"><h1>${escapeHtml(article.title)}</h1>
<div class="info"><span class="info_l">By Staff Reporter | China Daily | Updated: ${article.published ?? ''} 04:33</span></div>
<div class="share"><a href="#">Share</a> <a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">LinkedIn</a> <a href="#">Weixin</a></div>
<div id="Content">
${article.sections
  .map(
    (section) => `<p><strong>${escapeHtml(section.heading)}</strong></p>
${section.paragraphs
  .flatMap((p) => p.text.split(/(?<=[.!?]["'”’]?)\s+(?=["'“‘]?\p{Lu})/u))
  .map((sentence) => `<p>${typeset(sentence, typography)}</p>`)
  .join('\n')}`,
  )
  .join('\n')}
</div></div>`,
  frame: (
    head,
    main,
  ) => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>${escapeHtml(head.title)} - Chinadaily.com.cn</title>
<meta name="publishdate" content="${head.article?.published ?? ''}">
</head><body>
<div class="topBar"><a href="/">HOME</a> <a href="/china">CHINA</a> <a href="/world">WORLD</a> <a href="/business">BUSINESS</a> <a href="/culture">CULTURE</a> <a href="/opinion">OPINION</a></div>
<div class="main_art">${main}
<div class="rgt"><h3>Most Viewed in 24 Hours</h3><ul><li><a href="/a/1.html">Spring harvest begins in the south</a></li>
<li><a href="/a/2.html">New rail line opens to passengers</a></li><li><a href="/a/3.html">Museums extend opening hours</a></li></ul></div></div>
<div class="topNav_foot"><a href="#">Back to the top</a> Copyright 1994 - . All rights reserved. The content published on this site (including but not limited to text, photo, multimedia information, etc) belongs to the publisher. Without written authorization, such content shall not be republished or used in any form. <span>Note: Browsers with 1024*768 or higher resolution are suggested for this site.</span></div>
</body></html>`,
};
