import { describe, expect, test } from 'vitest';
import { detectOtherYear, detectSoft404, doubtOf } from '../../../src/judging/link/soft-404.js';
import { pageFeatures } from '../../../src/judging/page-similarity.js';
import type { Document } from '../../../src/model/document.js';
import type { LinkReason } from '../../../src/model/link.js';
import { linkReason } from '../../../src/surfaces/words/links.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { answered, redirected } from '../nights.js';
import { heading, pageOf } from '../pages.js';

const said = (why: LinkReason | null): string | null =>
  why === null ? null : linkReason(ENGLISH, why);

const ARTICLE = Array.from(
  { length: 30 },
  () => 'A paragraph of an article that goes on for quite a few words, as articles do.',
);
const deep = 'https://source.example/news/2019/report';

describe('a page that says “not here” in the language of its readers', () => {
  test.each([
    ['English', 'Page not found'],
    ['English', 'Sorry, that page can’t be found'],
    ['English', 'Error 404'],
    ['English', 'This page is no longer available'],
    ['simplified Chinese', '页面不存在'],
    ['simplified Chinese', '您访问的页面找不到了'],
    ['traditional Chinese', '找不到網頁'],
    ['French', 'Page introuvable'],
    ['French', 'Cette page n’existe plus'],
    ['German', 'Seite nicht gefunden'],
    ['German', 'Diese Seite wurde nicht gefunden'],
    ['Spanish', 'Página no encontrada'],
    ['Arabic', 'الصفحة غير موجودة'],
    ['Russian', 'Страница не найдена'],
  ])('%s: %s', (_, words) => {
    expect(said(detectSoft404(answered(), { ...pageOf('Home'), title: words }))).toContain(
      'the page says',
    );
    expect(
      said(detectSoft404(answered(), pageOf(heading(words), 'Try the search instead.'))),
    ).toContain('the page says');
  });
  test('but an article about missing pages is alive', () => {
    const page = {
      ...pageOf(heading('404: a history of “page not found”'), ...ARTICLE, ...ARTICLE),
      title: 'Page not found',
    };
    expect(detectSoft404(answered(), page)).toBeNull();
  });
  test('and so is an article that says it further down', () => {
    expect(
      detectSoft404(answered(), pageOf(heading('Reports'), 'The page was not found.', ...ARTICLE)),
    ).toBeNull();
    expect(
      detectSoft404(
        answered(),
        pageOf(heading('Reports'), 'The file is short.', 'The man was not found.'),
      ),
    ).toBeNull();
  });
});

describe('nothing at all', () => {
  test('204, and an empty body', () => {
    expect(said(detectSoft404(answered(204, { body: null }), null))).toContain('204');
    const empty = { bytes: new Uint8Array(), sha256: '', truncated: false };
    expect(said(detectSoft404(answered(200, { body: empty }), null))).toContain('empty page');
  });
  test('a page without text, unless it says why it has none', () => {
    expect(detectSoft404(answered(), pageOf())).not.toBeNull();
    expect(detectSoft404(answered(), { ...pageOf(), unread: { kind: 'script' } })).toBeNull();
  });
  test('a file whose text is not read is not judged by it', () => {
    expect(detectSoft404(answered(), { ...pageOf(), type: 'pdf' })).toBeNull();
  });
});

describe('parked domains', () => {
  test.each(['This domain is for sale', 'Buy this domain today', '域名出售'])('%s', (words) => {
    expect(said(detectSoft404(answered(), pageOf(heading(words), 'Related searches')))).toContain(
      'parked',
    );
  });
  test('but not an article about one', () => {
    expect(
      detectSoft404(answered(), pageOf(...ARTICLE, 'This domain is for sale, it said.')),
    ).toBeNull();
  });
});

describe('redirects that lead elsewhere', () => {
  test.each([
    'https://source.example/',
    'https://www.source.example/index.html',
    'https://source.example/en/',
    'https://other.example',
  ])('to the home page %s', (to) => {
    expect(said(detectSoft404(redirected(to, 302, deep), pageOf(...ARTICLE)))).toContain(
      'home page',
    );
  });
  test.each([
    'https://source.example/404',
    'https://source.example/errors/404.html',
    'https://source.example/page-not-found',
  ])('to the error page %s', (to) => {
    expect(said(detectSoft404(redirected(to, 302, deep), pageOf(...ARTICLE)))).toContain(
      'error page',
    );
  });
  test.each([
    ['https://source.example/', 'http://www.source.example/'],
    ['https://source.example/', 'https://source.example/index.html'],
    ['https://source.example/en/', 'https://source.example/'],
    ['https://source.example/reports/2019', deep],
    ['https://source.example/?id=7', deep],
    ['https://source.example/errors/seven', 'https://source.example/errors/7'],
  ])('but %s is where %s may well lead', (to, from) => {
    expect(detectSoft404(redirected(to, 301, from), pageOf(...ARTICLE))).toBeNull();
  });
});

describe('signs that do not suffice are worth a second question', () => {
  const doubts = (...of: Parameters<typeof doubtOf>) =>
    doubtOf(...of)?.map(({ kind }) => kind) ?? [];
  test.each([
    ['https://source.example/news/2019/', ['section']],
    ['https://source.example/briefs', ['section']],
    ['https://source.example/news/2019/report', []],
    ['https://source.example/news/2019/other', []],
    ['https://other.example/news/2019/', []],
  ])('where a page led on to %s', (to, signs) => {
    expect(doubts(redirected(to, 302, `${deep}?id=7`), pageOf(...ARTICLE))).toEqual(signs);
  });
  test.each([20, 80, 200])(
    'where a page is not like the document, however long it is: %i paragraphs',
    (n) => {
      const page = pageOf(...Array.from({ length: n }, () => ARTICLE[0] as string));
      expect(doubts(answered(), page, 'other')).toEqual(['unlike']);
    },
  );
  test.each([
    ['Report 2019, revised 2021', 'Report 2019', null],
    ['Report 2019', 'Report 2019, revised 2021', null],
    ['Report 2019, revised 2021', 'Report 2023', 'other-year'],
    ['Report', 'Report 2023', null],
  ])('where %s led to %s', (cited, title, sign) => {
    const face = pageFeatures({ ...pageOf(), title });
    const found = detectOtherYear(
      redirected('https://source.example/b', 301),
      face,
      'unsure',
      cited,
    );
    expect(found?.sign.kind ?? null).toBe(sign);
  });
});

describe('the goodbye of a publisher', () => {
  const said = 'After nineteen years our magazine has ceased publication. Thank you.';
  const successorOf = (page: Document): unknown => {
    const why = detectSoft404(answered(), page);
    const sign = why?.kind === 'not-the-document' ? why.signs[0] : undefined;
    return sign?.kind === 'retired' ? sign.successor : why;
  };
  test('names where his readers go, by a link or by an address in its text', () => {
    const link = { url: 'https://library.example/magazine', text: 'the library', rel: '' };
    expect(successorOf({ ...pageOf(`${said} All issues: the library.`), links: [link] })).toBe(
      link.url,
    );
    expect(successorOf(pageOf(`${said} All issues are kept at archive.example/mag.`))).toBe(
      'archive.example/mag',
    );
    expect(successorOf(pageOf(said))).toBeNull();
    const own = ['canonical', ''].map((rel) => ({
      url: 'https://magazine.example/all',
      text: 'our archive',
      rel,
    }));
    expect(successorOf({ ...pageOf(`${said} All issues: our archive.`), links: own })).toBeNull();
  });
  test('is not the news that another one ceases', () => {
    expect(
      detectSoft404(
        answered(),
        pageOf('The last daily of the province has ceased publication, its 58 employees said.'),
      ),
    ).toBeNull();
  });
});

test('a page that is nothing but a list of links shows something; one without a letter shows nothing', () => {
  const text = 'Report on trafficking: China 2025';
  const list = { ...pageOf(text), links: [{ url: 'https://a.example/2025', text, rel: '' }] };
  expect(detectSoft404(answered(), list)).toBeNull();
  expect(detectSoft404(answered(), pageOf('·'))).not.toBeNull();
});
