import { describe, expect, it } from 'vitest';
import { withRole } from './read.js';

const PROSE =
  'The authorities held the lawyers for several months without charge, and their relatives were told neither where ' +
  'they were nor why; when they were released, in the spring, they were forbidden to speak of what had been done to them.';
const article = `<article><h1>Report</h1><p>${PROSE}</p><p>${PROSE}</p><p>Short.</p></article>`;
const page = (furniture: string): string => `<body>${furniture}${article}</body>`;

const furniture: readonly [sentence: string, html: string][] = [
  ['navigation', '<nav><a href="/">Home</a></nav>'],
  ['a page header', '<header><p>Ministry of Things</p></header>'],
  ['a page footer', '<footer><p>Contact us</p></footer>'],
  ['a part with a role', '<div role="complementary"><p>Elsewhere</p></div>'],
  ['a cookie banner, by its id', '<div id="cookie-banner"><p>We use cookies.</p></div>'],
  ['a cookie banner, however long its prose', `<div class="cookieConsent"><p>${PROSE}</p></div>`],
  ['related articles, by a class', '<div class="article__related"><p>Another story</p></div>'],
  [
    'a list of links',
    '<ul><li><a href="/a">One page</a></li><li><a href="/b">Two pages</a></li></ul>',
  ],
  ['a short block that is a link', '<p><a href="/b">Back to the blog</a></p>'],
  [
    'buttons and choices',
    '<button>Accept</button><select><option>English</option></select><textarea>Type</textarea>',
  ],
  ['an advertisement with a number', '<div id="div-gpt-ad-1234-0"><p>Fly to the coast</p></div>'],
  [
    'a row of links, however long',
    `<p>${'<a href="/x">Sign in to our pages now</a>'.repeat(6)}</p>`,
  ],
  [
    'the names of buttons that are none by their element',
    '<div role="button">English</div><div role="button">Polski</div>',
  ],
  ['a form', '<form><p>Send us a message</p></form>'],
  [
    'a button that stands alone, and a foot by its class',
    '<button>Who may apply?</button><div class="page-footer">Contact us</div>',
  ],
];
const main: readonly [sentence: string, html: string][] = [
  [
    'the header of an article',
    `<article><header><p>By our staff</p></header><p>${PROSE}</p></article>`,
  ],
  [
    'who said what is quoted',
    '<blockquote><p>We left.</p><footer class="blockquote-footer">A guard</footer></blockquote>',
  ],
  [
    'a heading that opens its section',
    '<h3><button>Who may apply?</button></h3><p>All may.</p><dl><dt><button>Until when?</button></dt><dd>May.</dd></dl>',
  ],
  ['long prose in an aside', `<aside><p>${PROSE}</p></aside>`],
  ['a layout that has a sidebar', '<div class="layout--with-sidebar"><p>Some text</p></div>'],
  [
    'two letters drawn by lot after a count',
    '<div id="u_0_1l_AD"><p>Some</p></div><div id="u_0_j_ad"><p>text</p></div>',
  ],
  [
    'a heading whose id is made of its words',
    '<h2 id="why-no-cookie-banner">Why is there no cookie banner?</h2><p>Some text</p>',
  ],
  ['one link as long as a row', `<p><a href="/x">${'Sign in to our pages now '.repeat(6)}</a></p>`],
  [
    'a question that opens its answer',
    '<div role="button">May a court order that a lawyer is held without charge?</div><h3><span role="button">Torture</span></h3>',
  ],
  ['a word inside a number', '<div id="component_1ad269af"><p>Some text</p></div>'],
  [
    'a list of sources with what is said of them',
    `<main><p>${'Prose of the article. '.repeat(20)}</p><ul><li><a href="/a">The first report of the ministry</a>, which gives the figures of all provinces</li><li><a href="/b">The second report</a>, which does not</li></ul></main>`,
  ],
  [
    'links in the main part',
    '<main><ul><li><a href="/a">A source that is cited</a></li></ul></main>',
  ],
  ['a name that every object has', '<constructor role="toString"><p>Some text</p></constructor>'],
  ['ordinary short text', '<p>Geneva, 4 March</p>'],
];

describe('the role of a block', () => {
  it.each(furniture)('furniture: %s', async (_, html) => {
    const labelled = await withRole('main', page(html));
    expect(labelled).toEqual(['Report', PROSE, PROSE, 'Short.']);
  });

  it.each(main)('main text: %s', async (_, html) => {
    expect(await withRole('furniture', page(html))).toEqual([]);
  });

  it('is furniture for a list that leads elsewhere, in the middle of an article', async () => {
    const list =
      '<ul><li><a href="/a">Fishermen agree on quotas</a></li><li><a href="/b">The harvest in the north</a></li></ul>';
    expect(
      await withRole('furniture', `<main><p>${PROSE}</p>${list}<p>${PROSE}</p></main>`),
    ).toEqual(['Fishermen agree on quotas', 'The harvest in the north']);
  });

  it('is main where a class that names furniture holds most of the page', async () => {
    expect(await withRole('furniture', `<div class="share-page">${article}</div>`)).toEqual([]);
  });

  it('is main where every post of a forum is a comment', async () => {
    const posts = Array.from(
      { length: 5 },
      (_, i) => `<div class="comment"><p>Post ${i} says this.</p></div>`,
    ).join('');
    expect(await withRole('furniture', posts)).toEqual([]);
  });

  it('is main for the links of a page that lists pages', async () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `<p><a href="/${i}">Country note number ${i}</a></p>`,
    ).join('');
    expect(await withRole('furniture', rows)).toEqual([]);
  });
});
