import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const ONE = 'the wells of the northern villages have been dry since the spring of 2024';
const TWO = 'no register of returnees is kept in any of the districts that were visited';
const URLS = ['https://hrc.example/wells', 'https://odi.example/register'];
const NOTES = [
  `HRC, <a href="${URLS[0]}">Water and war</a> (pages 24 to 26), 12 May 2025`,
  `ODI, <a href="${URLS[1]}">Counting those who return</a> (paragraphs 30 to 32), 3 June 2025`,
];

/** A page with two quotations and two notes, as `mark` and `note` write them. */
const page = (mark: (n: number) => string, note: (n: number, html: string) => string): string =>
  `<!doctype html><html><body><p>The HRC observed: ‘${ONE}’${mark(1)}</p><p>The ODI noted that ‘${TWO}’.${mark(2)}</p>${NOTES.map((html, i) => note(i + 1, html)).join('')}</body></html>`;

const WAYS: Readonly<Record<string, string>> = {
  'by the role of the mark, whatever its words': page(
    (n) => `<a href="#n${n}" role="doc-noteref">[footnote ${n}]</a>`,
    (n, html) => `<p id="n${n}">${html}</p>`,
  ),
  'by the relation of the link': page(
    (n) => `<a href="#n${n}" rel="footnote">see here</a>`,
    (n, html) => `<p id="n${n}">${html}</p>`,
  ),
  'by the type of EPUB': page(
    (n) => `<a epub:type="noteref" href="#n${n}">note ${n}</a>`,
    (n, html) => `<aside epub:type="footnote" id="n${n}">${html}</aside>`,
  ),
  'by the list that the note stands in': page(
    (n) => `<a href="#n${n}">${'٠١٢'[n]}</a>`,
    (n, html) => `<div role="doc-endnotes"><p id="n${n}">${html}</p></div>`,
  ),
  'by the link that leads back': page(
    (n) => `<a id="m${n}" href="#n${n}">anm. ${n}</a>`,
    (n, html) => `<p id="n${n}"><a href="#m${n}">▲</a> ${html}</p>`,
  ),
  'by raised numbers that are those of a list, where nothing is declared': page(
    (n) => `<sup>${n}</sup>`,
    (n, html) => `<p>${n}. ${html}</p>`,
  ),
  'by raised numbers with a page': page(
    (n) => `<sup>${n === 1 ? '1(p24)' : '2(p3)'}</sup>`,
    (n, html) => `<p>${n}. ${html}</p>`,
  ),
  'by marks of one word in brackets, as a printed page has them': page(
    (n) => ` [footnote ${n}]`,
    (n, html) => `<p>${n}. ${html}</p>`,
  ),
};

describe('a note is known', () => {
  test.each(Object.keys(WAYS))('%s', async (way) => {
    const { citations, draft } = await cited(Buffer.from(WAYS[way] as string), 'a.html');
    expect(citations.map(({ url, pinpoint, passages }) => [url, pinpoint, ...passages])).toEqual([
      [URLS[0], '24 to 26', ONE],
      [URLS[1], 'paragraphs 30 to 32', TWO],
    ]);
    expect(draft.ledger).toMatchObject({
      notes: 2,
      marks: 2,
      addresses: 2,
      quotations: 2,
      told: [],
      lost: [],
    });
  });

  test('without what stands below the last entry of a list', async () => {
    const list = page(
      (n) => `<sup>${n}</sup>`,
      (n, html) => `<p>${n}. ${html}</p>`,
    );
    const { draft } = await cited(
      Buffer.from(list.replace('</body>', '<p>Share this page</p></body>')),
      'a.html',
    );
    expect(draft.citations.map(({ cited }) => cited).join()).not.toContain('Share');
  });

  const none = async (html: string) => {
    const { draft } = await cited(Buffer.from(html), 'a.html');
    return { marks: draft.ledger.marks, notes: draft.ledger.notes };
  };
  const LINE = '<p>HRW, “World Report”, 4 May 2024, https://hrw.example/a</p>';

  test('by none of these in a list of contents whose chapters lead back to it, nor in a power or a number without its list', async () => {
    const contents =
      '<ul><li><a id="c1" href="#s1">1</a></li></ul><section id="s1"><h2>One</h2><a href="#c1">↑</a></section>';
    expect(await none(`<!doctype html>${contents}${LINE}`)).toEqual({ marks: 0, notes: 0 });
    const power = `<p>An area of 4 km<sup>2</sup> and 10<sup>1</sup> wells.</p><p>1. Wells</p><p>2. Fields</p>`;
    expect(await none(`<!doctype html>${power}${LINE}`)).toEqual({ marks: 0, notes: 0 });
    expect(
      await none(`<!doctype html><p>It was so.<sup>7</sup></p><p>1. Wells</p>${LINE}`),
    ).toEqual({
      marks: 0,
      notes: 0,
    });
  });
});

test('what stands around a page’s text is no text of the report, and its addresses are told', async () => {
  const html = `<!doctype html><header role="banner"><nav><a href="https://gov.example/menu">Topics</a></nav></header><main>${WAYS['by the relation of the link']}</main><footer><a href="https://gov.example/licence">‘All content is available under the Open Government Licence, except where stated’</a></footer>`;
  const { draft, citations } = await cited(Buffer.from(html), 'a.html');
  expect(citations.map(({ passages }) => passages)).toEqual([[ONE], [TWO]]);
  expect(draft.leftOut).toEqual([]);
  expect(draft.ledger.told.map(({ words }) => words)).toEqual([
    'https://gov.example/menu',
    'https://gov.example/licence',
  ]);
});
