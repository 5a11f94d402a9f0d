import type { Legacy } from '../charset.js';
import { escapeHtml, PLAIN } from '../typeset.js';
import { counter, paragraphsOf, type Site } from './site.js';

const WORDS = {
  big5: {
    lang: 'zh-Hant',
    paper: '電子新聞網',
    nav: ['即時', '政治', '社會', '國際'],
    headings: ['現況', '背景', '各方說法', '後續'],
    views: '人氣',
    hot: '熱門新聞',
    missing: '找不到您要的網頁',
  },
  gb18030: {
    lang: 'zh-Hans',
    paper: '电子新闻网',
    nav: ['即时', '政治', '社会', '国际'],
    headings: ['现状', '背景', '各方说法', '后续'],
    views: '点击',
    hot: '热门新闻',
    missing: '找不到您访问的网页',
  },
} as const;

/** A newspaper in Chinese, in an older charset. Big5 is told by the header, GB18030 by the page alone. */
export function newspaper(charset: Legacy): Site {
  const words = WORDS[charset];
  return {
    hosts: [],
    headings: words.headings,
    typography: PLAIN,
    validator: 'last-modified',
    packed: false,
    charset,
    missing: {
      title: words.missing,
      main: `<div class="err"><h1>404</h1><p>${words.missing}</p></div>`,
    },
    main: (
      article,
    ) => `<div class="whitecon"><h1>${escapeHtml(article.title)}</h1><span class="time">${article.published ?? ''} 05:30</span>
<div class="text">
${article.sections.map((s) => `<h4>${escapeHtml(s.heading)}</h4>${paragraphsOf(s, PLAIN)}`).join('\n')}</div></div>`,
    frame: (
      head,
      main,
      moment,
    ) => `<html lang="${words.lang}"><head><meta http-equiv="Content-Type" content="text/html; charset=${charset === 'big5' ? 'big5' : 'gb2312'}">
<title>${escapeHtml(head.title)} - ${words.paper}</title></head><body>
<div class="head"><a href="/">${words.paper}</a> ${words.nav.map((n) => `<a href="#">${n}</a>`).join(' | ')}</div>
${main}
<div class="side"><h3>${words.hot}</h3><p>${words.views} ${counter(moment, 4210)}</p></div>
<div class="foot">&copy; ${words.paper}</div></body></html>`,
  };
}
