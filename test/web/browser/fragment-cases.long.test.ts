import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haystacksOf } from '../../../src/passage/haystack.js';
import { linkToPassage } from '../../../src/passage/text-fragment.js';
import { COMMITTED, truthsOf } from '../../fixtures/real-pages.js';
import { read } from '../../reading/read.js';
import { hasBrowser, lands, Reader } from './browser.js';
import { landingsOn } from './landings.js';

const reader = new Reader();
beforeAll(() => (hasBrowser ? reader.open() : undefined));
afterAll(() => reader.close());

/** So much other text that a passage after it is far below the first screen. */
const FAR = '<p>Nobody quotes this paragraph.</p>'.repeat(150);
const page = (body: string): string =>
  `<!doctype html><html><body>${FAR}<main>${body}</main>${FAR}</body></html>`;

/** What is hard, the body of a page, the passages in it, and which of equal ones is meant. */
type Hard = readonly [name: string, body: string, passages: readonly string[], nth?: number];

const SENTENCE = 'The police did not act against the lenders';
const LONG =
  'Victims said that the lenders came to their homes at night, that neighbours were told, and that the police did not come when they were called.';
const CHINESE =
  '随着民间资本的充裕，近年来高利贷以及衍生犯罪问题愈演愈烈，严重影响地方的金融秩序和社会稳定，引起了有关部门的高度重视。';

const HARD: readonly Hard[] = [
  ['a plain sentence', `<p>${SENTENCE}.</p>`, [SENTENCE]],
  ['a long passage', `<p>Before. ${LONG} After.</p>`, [LONG]],
  [
    'the second of two equal sentences in one paragraph',
    `<p>${SENTENCE}. So: ${SENTENCE}.</p>`,
    [SENTENCE],
    1,
  ],
  [
    'the third of three equal paragraphs',
    `<p>In May:</p><p>${SENTENCE}.</p><p>In June:</p><p>${SENTENCE}.</p><p>In July:</p><p>${SENTENCE}.</p>`,
    [SENTENCE],
    2,
  ],
  [
    'a passage that begins as another does',
    `<p>${LONG.slice(0, 60)} too.</p><p>${LONG}</p>`,
    [LONG],
  ],
  [
    'an end that stands in the passage twice',
    `<p>They were paid in full on the day, said a lender, and others were paid in full on the day</p>`,
    ['They were paid in full on the day, said a lender, and others were paid in full on the day'],
  ],
  ['Chinese', `<p>${CHINESE}</p>`, [CHINESE]],
  ['Chinese that begins and ends inside words', `<p>${CHINESE}</p>`, [CHINESE.slice(1, 35)]],
  [
    'a repeated Chinese clause',
    `<p>他说高利贷问题严重。</p><p>她也说高利贷问题严重。</p>`,
    ['高利贷问题严重'],
    1,
  ],
  [
    'Japanese',
    '<p>警察は高利貸しに対して何もしなかったと被害者は述べた。そして夜に家に来た。</p>',
    ['警察は高利貸しに対して何もしなかったと被害者は述べた。そして夜に家に来た'],
  ],
  [
    'Thai',
    '<p>ตำรวจไม่ได้ดำเนินการใดๆ กับผู้ให้กู้เงินนอกระบบ ตามที่ผู้เสียหายกล่าว</p>',
    ['ตำรวจไม่ได้ดำเนินการใดๆ กับผู้ให้กู้เงินนอกระบบ ตามที่ผู้เสียหายกล่าว'],
  ],
  [
    'Arabic',
    '<p>لم تتخذ الشرطة أي إجراء ضد المقرضين الذين جاؤوا إلى منازل الضحايا ليلا</p>',
    ['لم تتخذ الشرطة أي إجراء ضد المقرضين الذين جاؤوا إلى منازل الضحايا ليلا'],
  ],
  ['no-break spaces', `<p>${LONG.replaceAll(' ', '&nbsp;')}</p>`, [LONG]],
  ['soft hyphens', `<p>${LONG.replaceAll(/e(?=[a-z])/g, 'e&shy;')}</p>`, [LONG]],
  [
    'emphasis and links inside',
    '<p>The <em>police</em> did <b>n</b>ot act ag<a href="#">ainst</a> the lenders.</p>',
    [SENTENCE],
  ],
  ['lines broken in the source', `<p>\n   ${LONG.replaceAll(' ', '\n      ')}\n</p>`, [LONG]],
  ['capitals made by style', `<p style="text-transform:uppercase">${SENTENCE}</p>`, [SENTENCE]],
  [
    'several blocks',
    `<h2>What victims said</h2><p>${LONG}</p><ul><li>${SENTENCE}</li></ul>`,
    [`What victims said\n${LONG}\n${SENTENCE}`],
  ],
  [
    'cells of a table',
    `<table><tr><td>Loans</td><td>12</td></tr><tr><td>Deaths</td><td>12</td></tr></table>`,
    ['Deaths\n12'],
  ],
  [
    'a cell with a line break before its last words',
    '<table><tr><th>2024</th><td>John Hopfield;<br>Geoffrey Hinton</td><td>Demis Hassabis;<br>John M. Jumper</td></tr></table>',
    ['2024\nJohn Hopfield; Geoffrey Hinton\nDemis Hassabis; John M. Jumper'],
  ],
  [
    'a list item like the one before',
    '<ul><li>Yes</li><li>No data</li><li>No</li><li>No data</li></ul>',
    ['No data'],
    1,
  ],
  [
    'hyphens, commas, ampersands, per cent signs',
    '<p>It was a well-known, state-run R&D fund at 36% a year, see #5.</p>',
    ['a well-known, state-run R&D fund at 36% a year, see #5'],
  ],
  [
    'quotation marks and brackets around and inside',
    '<p>He said: “The ‘lenders’ (so-called) didn’t act.” Then he left.</p>',
    ['“The ‘lenders’ (so-called) didn’t act.”'],
  ],
  [
    'footnote marks between sentences',
    `<p>${SENTENCE}.<sup><a href="#n1">1</a></sup> ${LONG}<sup><a href="#n2">2</a></sup></p>`,
    [LONG],
  ],
  [
    'accents typed as two characters',
    '<p>Le pre\u0301te\u0302t a e\u0301te\u0301 re\u0301gle\u0301 en fe\u0301vrier.</p>',
    ['Le prétêt a été réglé en février'],
  ],
  [
    'ligatures',
    '<p>The ﬁrst oﬃcial ﬂed before the ﬁnal hearing.</p>',
    ['The ﬁrst oﬃcial ﬂed before the ﬁnal hearing'],
  ],
  [
    'two parts around an omission',
    `<p>${LONG}</p>${FAR.slice(0, 180)}<p>${SENTENCE}.</p>`,
    [LONG.slice(0, 59), SENTENCE],
  ],
  ['a closed fold', `<details><summary>More</summary><p>${LONG}</p></details>`, [LONG]],
];

describe.skipIf(!hasBrowser)(
  'a link opened in a browser highlights the passage and nothing else',
  () => {
    test.each(HARD.map(([name, body, passages, nth = 0]) => ({ name, body, passages, nth })))(
      '$name',
      async ({ body, passages, nth }) => {
        const html = page(body);
        const url = reader.serve(html);
        const [haystack] = haystacksOf(await read(html, 'text/html', url));
        if (haystack === undefined) throw new Error('every document has a text');
        const spans = passages.map((passage) => {
          let start = haystack.text.indexOf(passage.normalize('NFC'));
          for (let i = 0; i < nth; i++) start = haystack.text.indexOf(passage, start + 1);
          expect(start, haystack.text.slice(-200)).toBeGreaterThanOrEqual(0);
          return { start, end: start + passage.normalize('NFC').length };
        });
        const link = linkToPassage(url, haystack, spans);
        const landing = await reader.follow(link, passages, nth);
        expect(lands(landing), `${decodeURIComponent(link)} ${JSON.stringify(landing)}`).toBe(true);
        expect(landing.scrolled).toBeGreaterThan(1000);
      },
    );

    test('and a link to another place is not taken for it', async () => {
      const url = reader.serve(page(`<p>${SENTENCE}.</p><p>${LONG}</p>`));
      expect(lands(await reader.follow(`${url}#:~:text=Victims%20said`, [SENTENCE]))).toBe(false);
      expect(lands(await reader.follow(url, [SENTENCE]))).toBe(false);
    });
  },
);

/** The quick suite opens one real page in four; fragment.slow.test.ts opens them all. */
const EVERY = 4;

describe.skipIf(!hasBrowser)('on real pages', () => {
  test('links land on the passages that the browser shows', async () => {
    const some = truthsOf(COMMITTED).filter((_, i) => i % EVERY === 0);
    const { shown, lost } = await landingsOn(reader, COMMITTED, some);
    expect(shown).toBeGreaterThan(2);
    expect(lost).toEqual([]);
  });
});
