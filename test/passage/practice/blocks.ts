import { p } from '../twins/twins.js';
import type { Practice } from './practice.js';

const [ONE, TWO] = [
  'The soldiers searched the houses of the quarter and took away every man over fifteen years of age.',
  'Families said that they were not told where the men were held, and that no list was ever shown to them.',
];
const between = (html: string): string => `${p(ONE)}${html}${p(TWO)}`;
const PULL = '“no list was ever shown to them”';

const listed = (
  what: string,
  quote: string,
  pages: readonly string[],
  altered: readonly string[] = [],
): Practice => ({
  what,
  quote,
  pages,
  twist: ['not told', 'told'],
  altered,
});

/** What a page sets between two quoted paragraphs, and numbers that one side shows and the other does not. */
export const BLOCKS: readonly Practice[] = [
  listed(
    'a block between two paragraphs',
    `${ONE} ${TWO}`,
    [
      '<h3>What the families heard</h3>',
      '<figure><img src="a.jpg"><figcaption>A house in the quarter, May 2021</figcaption></figure>',
      '<div class="ad"><p>Advertisement</p></div>',
      '<p>READ MORE: Ten years of war in pictures</p>',
      '<p><a href="/x">Lire aussi : dix ans de guerre en images</a></p>',
      '<p><a href="/x">Lesen Sie auch: Zehn Jahre Krieg in Bildern</a></p>',
      '<p><a href="/x">Читайте также: десять лет войны</a></p>',
      '<p><a href="/x">اقرأ أيضا: عشر سنوات من الحرب</a></p>',
      '<p><a href="/x">延伸阅读：十年战争图集</a></p>',
      '<p><a href="/x">Lea también: diez años de guerra</a></p>',
      '<p><a href="/x">Leggi anche: dieci anni di guerra</a></p>',
      '<p><a href="/x">Leia também: dez anos de guerra</a></p>',
      '<p><a href="/x">関連記事：十年の戦争</a></p>',
      `<blockquote class="pullquote"><p>${PULL}</p></blockquote>`,
      `<aside><p>${PULL}</p></aside>`,
      '<p>Page 12 of 30</p>',
      '<p>12</p>',
      '<p>12 | P a g e</p>',
      '<table><tr><th>Year</th><th>Men taken</th></tr><tr><td>2019</td><td>34</td></tr><tr><td>2020</td><td>51</td></tr></table>',
      '<p>Figure 3: Men taken by year</p>',
      '<p>Story continues below</p>',
      '<div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>',
      '<p>Photo: Reuters</p>',
      '<hr><p>* * *</p>',
      '<blockquote class="twitter-tweet"><p>No man came home today.</p>— A. Osei (@osei) <a href="/1">9 July 2020</a></blockquote>',
    ].map(between),
    [
      '<p>This was denied by the army.</p>',
      '<p>None of this is true.</p>',
      '<blockquote><p>No man came home today.</p></blockquote>',
    ].map(between),
  ),
  listed(
    'numbers of paragraphs that only the page has',
    `${ONE} ${TWO}`,
    [
      p(`3.1 ${ONE}`, `3.2 ${TWO}`),
      p(`12. ${ONE}`, `13. ${TWO}`),
      p(`(a) ${ONE}`, `(b) ${TWO}`),
      p(`[12] ${ONE}`, `[13] ${TWO}`),
      p(`§ 12 ${ONE}`, `§ 13 ${TWO}`),
      `${p(`12. ${ONE}`)}<h3>What the families heard</h3>${p(`13. ${TWO}`)}`,
      `${p(`[12] ${ONE}`)}<p>Page 12 of 30</p>${p(`[13] ${TWO}`)}`,
      p(`4.2.1 ${ONE}`, `4.2.2 ${TWO}`),
      `<div><span class="num">3.1</span> ${ONE}</div><div><span class="num">3.2</span> ${TWO}</div>`,
      `<dl><dt>3.1</dt><dd>${ONE}</dd><dt>3.2</dt><dd>${TWO}</dd></dl>`,
      `<ol><li>${ONE}</li><li>${TWO}</li></ol>`,
    ],
    [
      p(ONE, `13 ${TWO}`.replace('Families', 'families')),
      p(`12. ${ONE}`, 'The army disagrees.', `13. ${TWO}`),
    ],
  ),
  listed(
    'numbers of a list that were typed into the quotation',
    `1. ${ONE} 2. ${TWO}`,
    [
      `<ol><li>${ONE}</li><li>${TWO}</li></ol>`,
      p(`1. ${ONE}`, `2. ${TWO}`),
      p(`1) ${ONE}`, `2) ${TWO}`),
    ],
    [`<ol><li>${ONE.replace('every man', '2 men')}</li><li>${TWO}</li></ol>`],
  ),
  listed('letters of a list that were typed into the quotation', `(a) ${ONE} (b) ${TWO}`, [
    `<ol type="a"><li>${ONE}</li><li>${TWO}</li></ol>`,
    p(`a) ${ONE}`, `b) ${TWO}`),
  ]),
  listed('Roman numbers of a list that were typed into the quotation', `(i) ${ONE} (ii) ${TWO}`, [
    `<ol type="i"><li>${ONE}</li><li>${TWO}</li></ol>`,
    p(`i. ${ONE}`, `ii. ${TWO}`),
  ]),
  listed('numbers of paragraphs that were typed into the quotation', `3.1 ${ONE} 3.2 ${TWO}`, [
    p(ONE, TWO),
    p(`3.1 ${ONE}`, `3.2 ${TWO}`),
  ]),
  listed('bullets that were typed into the quotation', `• ${ONE} • ${TWO}`, [
    `<ul><li>${ONE}</li><li>${TWO}</li></ul>`,
    p(`- ${ONE}`, `- ${TWO}`),
    p(`o ${ONE}`, `o ${TWO}`),
  ]),
  {
    what: 'the days of a chronology are no labels',
    quote:
      'Die Lage blieb gespannt. 12. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
    pages: [
      p(
        'Die Lage blieb gespannt.',
        '12. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
      ),
    ],
    twist: ['niemand verhaftet', 'jemand verhaftet'],
    altered: [
      p(
        'Die Lage blieb gespannt.',
        '13. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
      ),
      p(
        'Die Lage blieb gespannt. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
      ),
    ],
  },
  {
    what: 'a day that begins a quotation is no label',
    quote:
      '12. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
    pages: [
      p(
        '12. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
      ),
    ],
    twist: ['12.', '13.'],
    altered: [
      p(
        '11. 12. 13. Mai 2019: Ein Mann wurde in der Stadt von Unbekannten erschossen und niemand verhaftet.',
      ),
    ],
  },
  {
    what: 'initials and figures are no labels',
    quote:
      'Nobody was held for it. Smith told the newspaper that the police had looked away that night.',
    pages: [
      p(
        'Nobody was held for it. Smith told the newspaper that the police had looked away that night.',
      ),
    ],
    twist: ['Nobody', 'Somebody'],
    altered: [
      p(
        'Nobody was held for it.',
        'J. Smith told the newspaper that the police had looked away that night.',
      ),
      p(
        'Nobody was held for it.',
        '12 Smith told the newspaper that the police had looked away that night.',
      ),
      p(
        'Nobody was held for it. 12. Smith told the newspaper that the police had looked away that night.',
      ),
    ],
  },
  {
    what: 'a share at the beginning of a paragraph is no label',
    quote:
      'The poor were many. Per cent by per cent, their number grew until no one counted them any more.',
    pages: [
      p(
        'The poor were many.',
        'Per cent by per cent, their number grew until no one counted them any more.',
      ),
    ],
    twist: ['no one', 'everyone'],
    altered: [
      p(
        'The poor were many.',
        '3.5 Per cent by per cent, their number grew until no one counted them any more.',
      ),
    ],
  },
];
