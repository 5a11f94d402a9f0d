import { createHash } from 'node:crypto';
import { column, pdf, wrap } from '../../test/reading/pdf-writer.js';
import type { Page } from '../../test/world.js';
import type { Draft } from './draft.js';
import { LEXICON } from './lexicon.js';
import type { Noise } from './noise.js';
import type { Design } from './work.js';

/** An answer of these bytes. */
export function answerOf(
  body: string | Uint8Array,
  more: object = {},
  type = 'text/html; charset=utf-8',
): Page {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    http: 200,
    headers: { 'content-type': type },
    received: bytes.length,
    body: { bytes, sha256, truncated: false },
    ...more,
  };
}

/** Redirects that were followed from one address to another: what the fetcher reports of them. */
export const hopsTo = (from: string, to: string, http: number): object =>
  from === to ? {} : { finalUrl: to, hops: [{ url: from, http }] };

const boxOf = ({ fact }: Draft): string =>
  fact === null ? '' : `<div class="facts"><p>${fact}</p></div>\n`;

const paragraphsOf = ({ paragraphs, note, ...draft }: Draft, noise: Noise): string =>
  boxOf(draft as Draft) +
  paragraphs
    .map((text, i) => `<p>${text}</p>${i % 3 === 1 ? (noise.inside[(i - 1) / 3] ?? '') : ''}`)
    .join('\n') +
  (note === null ? '' : `\n<p class="note"><em>${note}</em></p>`);

const noticeOf = ({ notice }: Draft): string =>
  notice === null ? '' : `<section class="notice" aria-label="Notice"><h2>${notice}</h2></section>`;

const MENU = ['/', '/about', '/topics', '/archive'];

type Setter = (draft: Draft, noise: Noise, text: string) => string;

/** How each design sets a page. The plain one has no landmarks. */
const SETTERS: Readonly<Record<Design, Setter>> = {
  newspaper: (draft, noise, text) =>
    `<header>${menuOf(draft)}${noise.top}</header><main><article>${noticeOf(draft)}<h1>${draft.title}</h1>${noise.dateline}${text}</article>${noise.below}</main><aside>${noise.aside}</aside><footer>${footOf(draft)}${noise.foot}</footer>`,
  ministry: (draft, noise, text) =>
    `<div role="banner">${menuOf(draft)}${noise.top}</div><div role="main" id="content">${noticeOf(draft)}<h1 class="title">${draft.title}</h1>${noise.dateline}<div class="entry-content">${text}</div></div><div class="sidebar">${noise.aside}${noise.below}</div><div role="contentinfo">${footOf(draft)}${noise.foot}</div>`,
  journal: (draft, noise, text) =>
    `<header>${noise.top}</header><main>${noticeOf(draft)}<h1>${draft.title}</h1>${noise.dateline}<h2>Abstract</h2>${text.replace('</p>', '</p><h2>1. Introduction</h2>')}<h2>References</h2><ol><li>Statistical yearbook, 2021.</li></ol></main><aside>${noise.below}${noise.aside}</aside><footer>${footOf(draft)}${noise.foot}</footer>`,
  plain: (draft, noise, text) =>
    `<table><tr><td>${menuOf(draft)}${noise.top}</td><td><div>${noticeOf(draft)}<h1>${draft.title}</h1>${noise.dateline}${text}</div><div>${noise.below}</div></td><td>${noise.aside}</td></tr></table><div>${footOf(draft)}${noise.foot}</div>`,
};

const menuOf = ({ work }: Draft): string =>
  `<nav>${MENU.map((path, i) => `<a href="${path}">${i === 0 ? LEXICON[work.lang].one('home') : LEXICON[work.lang].of('what')[i]}</a>`).join(' ')}</nav>`;
const footOf = ({ work }: Draft): string =>
  `<p>© ${work.publisher}</p><a href="/contact">${LEXICON[work.lang].one('contact')}</a>`;

/** The HTML of a draft with tonight's noise. */
export const htmlOf = (draft: Draft, noise: Noise): string =>
  `<!doctype html><html lang="${draft.work.lang}"><head><meta charset="utf-8"><title>${draft.title} | ${draft.work.publisher}</title><meta name="csrf" content="${noise.nonce}"><script nonce="${noise.nonce}">window.t="${noise.nonce}"</script></head><body class="v${noise.nonce}">${SETTERS[draft.design](draft, noise, paragraphsOf(draft, noise))}</body></html>`;

/** Characters of a line of a report in PDF, and lines of its page. */
const WIDTH = 88;
const LINES = 54;

/** The bytes of a draft as a PDF: a cover with its date, then the text. Its making is dated tonight, as some servers do. */
export function pdfOf({ work, title, cover, paragraphs }: Draft, night: Date): Uint8Array {
  const lines = paragraphs.flatMap((text) => [...wrap(text, WIDTH), '']);
  const pages = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, i) =>
    column(72, 80, lines.slice(i * LINES, (i + 1) * LINES)),
  );
  const front = [
    ...wrap(title.toUpperCase(), 32),
    ...(cover === null ? [] : [cover.toUpperCase()]),
  ];
  return pdf({
    pages: [column(72, 200, front, 40).map((line) => ({ ...line, size: 24 })), ...pages],
    info: {
      Title: title,
      Author: work.publisher,
      ModDate: `D:${night.toISOString().slice(0, 10).replaceAll('-', '')}`,
    },
  });
}
