/** Words of which no two pages have the same row: a page's text is its own, and the same on every night. */
const WORDS =
  'police detained border village families officials ministry report journalist court trial prison evidence lawyer district labour trafficking victims shelter government policy reform commission inspector complaint custody detention asylum witness statement protest union factory contract wage debt broker passport visa embassy consulate deportation appeal tribunal hearing judgment clause amendment statute decree province county township hospital school teacher student minority language religion temple mosque church ceremony permit licence registration household income subsidy harvest drought flood relief convoy checkpoint patrol armed group militia ceasefire negotiation envoy delegation observer mission mandate resolution'.split(
    ' ',
  );

/** A page's title, without a number that would make it an edition of something. */
const titleOf = (n: number): string =>
  `On ${[n, Math.floor(n / WORDS.length), Math.floor(n / WORDS.length ** 2)].map((i) => WORDS[i % WORDS.length]).join(' and ')}`;

/** A paragraph of about 430 letters. */
export function paragraph(n: number, i: number): string {
  let seed = (n * 7919 + i * 104_729 + 1) >>> 0;
  const words = Array.from({ length: 60 }, () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return WORDS[(seed >>> 8) % WORDS.length] as string;
  });
  const first = words[0] as string;
  return `${first[0]?.toUpperCase()}${first.slice(1)} ${words.slice(1, 30).join(' ')}, ${words.slice(30).join(' ')}.`;
}

/** What a real page has on average: paragraphs, links and boxes around them, and calls in scripts. */
const SIZE = { paragraphs: 25, links: 170, boxes: 330, calls: 900 };

const times = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join('\n');

/** A page of the size and shape of a real one, most of which is no text. */
export function madeUpPage(n: number) {
  const title = titleOf(n);
  const paragraphs = Array.from({ length: SIZE.paragraphs }, (_, i) => paragraph(n, 10 + i));
  const link = (i: number): string =>
    `<li id="menu-item-${i}" class="menu-item menu-item-type-post menu-item-object-page"><a class="menu-link has-text-color" href="https://www.publisher.example/section-${i % 9}/article-${i}.html" data-track="nav:${i}"><span class="link-text">${paragraph(n, 100 + i).slice(0, 30)}</span></a></li>`;
  const box = (i: number): string =>
    `<div class="block-group is-layout-flow has-background alignwide col-md-${i % 12}" style="margin:0 auto;padding:${i % 40}px"><img alt="" src="/uploads/${i}-300x200.jpg" srcset="/uploads/${i}-600x400.jpg 2x"></div>`;
  const call = (i: number): string =>
    `window.dataLayer.push({"event":"seen","id":${i},"at":"box"});`;
  const html = `<!doctype html><html lang="en"><head><title>${title}</title><script>${times(SIZE.calls, call)}</script></head><body>
<nav><ul>${times(SIZE.links, link)}</ul></nav><main><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</main>
<footer>${times(SIZE.boxes, box)}</footer></body></html>`;
  return { title, paragraphs, snippets: [], html };
}
