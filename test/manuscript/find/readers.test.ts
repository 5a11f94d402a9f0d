import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  leadsInCrossref,
  leadsInJson,
  leadsInLinks,
  webSearchRequest,
} from '../../../src/manuscript/find/leads.js';
import {
  leadsInIndex,
  leadsInSitemap,
  readSitemap,
  sitemapsFor,
  sitemapsIn,
  spellingsOf,
} from '../../../src/manuscript/find/sitemap.js';
import { source } from '../../world.js';

const TITLE = 'Police to fortify crackdown on illegal loan scams';
const cited = source('a', {
  title: TITLE,
  publisher: 'Loan Journal',
  published: '2019-02-26',
  url: null,
});
const HOME = 'https://news.example/';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const urls = (leads: readonly { readonly url: string }[]) => leads.map(({ url }) => url);

/** What servers send where an answer was asked for. */
const NO_ANSWERS = [
  '',
  'null',
  '[]',
  '{"content":null}',
  '{"message":{"items":[null,{"DOI":7},{}]}}',
  '<!doctype html><title>Just a moment…</title>',
  '{"content":[{"title":',
  '[7,"x",{"title":{"title":[]}}]',
];

describe('the readers of searches', () => {
  it.each(NO_ANSWERS)('find nothing in %s', (text) => {
    expect(leadsInJson(text, TITLE, HOME)).toEqual([]);
    expect(leadsInCrossref(text, cited)).toEqual([]);
    expect(readSitemap(bytes(text), HOME)).toEqual({ pages: [], sitemaps: [] });
    expect(sitemapsIn(text, HOME)).toEqual([]);
  });

  it('take entries wherever they stand, the most alike first, each address once', () => {
    const other = { title: 'Police fortify crackdown on scams', url: '/2' };
    const answer = {
      web: {
        results: [other, { headline: `<b>${TITLE}</b>`, link: '/1' }, { name: TITLE, href: '/1' }],
      },
    };
    expect(urls(leadsInJson(JSON.stringify(answer), TITLE, HOME))).toEqual([
      `${HOME}1`,
      `${HOME}2`,
    ]);
  });

  it.each(['javascript:alert(1)', 'mailto:a@b.example', 'file:///etc/passwd', 'http://['])(
    'follow no address such as %s',
    (url) => {
      expect(leadsInJson(JSON.stringify([{ title: TITLE, url }]), TITLE, HOME)).toEqual([]);
      expect(leadsInLinks([{ url, text: TITLE, rel: '' }], TITLE, HOME)).toEqual([]);
      expect(readSitemap(bytes(`<url><loc>${url}</loc></url>`), HOME).pages).toEqual([]);
    },
  );

  it('put only a number into an address', () => {
    const read = (contId: unknown) =>
      urls(leadsInJson(JSON.stringify([{ name: TITLE, contId }]), TITLE, HOME, `${HOME}{id}`));
    expect(read(12)).toEqual([`${HOME}12`]);
    expect(read('../x')).toEqual([]);
  });

  it('come to an end on an answer that is deep or long', () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    const long = JSON.stringify(
      Array.from({ length: 50_000 }, () => ({ title: 'Another thing', url: HOME })),
    );
    expect(leadsInJson(deep, TITLE, HOME)).toEqual([]);
    expect(leadsInJson(long, TITLE, HOME)).toEqual([]);
  });
});

describe('Crossref’s answer', () => {
  const works = (items: readonly unknown[]) =>
    leadsInCrossref(JSON.stringify({ message: { items } }), cited);

  it('vouches where the record names the publisher, and puts that first', () => {
    const own = { DOI: '10.1234/own', title: [TITLE], 'container-title': ['Loan Journal'] };
    const other = { DOI: '10.1234/other', title: [TITLE], publisher: 'Loan Journalists' };
    expect(works([other, own]).map(({ url, vouched }) => [url, vouched])).toEqual([
      ['https://doi.org/10.1234/own', true],
      ['https://doi.org/10.1234/other', false],
    ]);
  });

  it('has no lead in a work of another title, which its search gives as well', () => {
    expect(works([{ DOI: '10.1234/x', title: ['Crackdown on loan sharks'] }])).toEqual([]);
  });
});

describe('sitemaps', () => {
  it('are read packed, with entities and CDATA; a damaged one has nothing', () => {
    const xml =
      '<urlset><url><loc>https://a.example/?a=1&amp;b=2</loc></url><url><loc><![CDATA[https://a.example/2]]></loc></url></urlset>';
    expect(urls(readSitemap(gzipSync(xml), HOME).pages)).toEqual([
      'https://a.example/?a=1&b=2',
      'https://a.example/2',
    ]);
    expect(readSitemap(gzipSync(xml).subarray(0, 30), HOME).pages).toEqual([]);
  });

  it('are chosen by the month, then by the year; those of other years are not read', () => {
    const all = ['s-2018.xml', 's-2019.xml', 's-2019-02.xml', 's.xml'].map((url) => ({
      url,
      changed: null,
    }));
    expect(sitemapsFor(all, cited)).toEqual(['s-2019-02.xml', 's-2019.xml', 's.xml']);
  });

  it.each([
    ['2019-02-26', true],
    ['2019-02', true],
    ['2019', true],
    ['2019-05-01', true],
    [null, true],
    ['2019-02-25', false],
    ['2019-01', false],
    ['2018', false],
  ])('are not read where they were closed before the source came out: %s', (changed, isRead) => {
    expect(sitemapsFor([{ url: 's.xml', changed }], cited)).toEqual(isRead ? ['s.xml'] : []);
  });

  it('give pages by words of the title in their address, by their own title, and by their day', () => {
    const page = (url: string, changed: string | null = null, title: string | null = null) => ({
      url,
      changed,
      title,
    });
    const slug = page('https://a.example/police-fortify-crackdown-illegal-loan-scams');
    const news = page('https://a.example/7', null, TITLE);
    const dated = page('https://a.example/8', '2019-02-27');
    const other = page('https://a.example/9', '2019-04-27');
    expect(
      urls(leadsInSitemap({ pages: [other, dated, slug, news], sitemaps: [] }, cited)),
    ).toEqual([news.url, slug.url, dated.url]);
  });
});

describe('the archive’s index', () => {
  it('is asked for two words of the title in one address, and for the day as addresses spell it', () => {
    const [bySlug, byDay] = spellingsOf(cited).map(({ containing }) => new RegExp(containing));
    expect(bySlug?.test('https://a.example/news/crackdown-on-illegal-scams.html')).toBe(true);
    expect(bySlug?.test('https://a.example/crackdown/illegal.html')).toBe(false);
    for (const day of ['2019-02-26', '2019/0226', '20190226', '02262019'])
      expect(byDay?.test(`/${day}-1`)).toBe(true);
    expect(byDay?.test('/2019/0227')).toBe(false);
  });

  it('is asked by two words of the title at least', () => {
    const asked = (title: string) => spellingsOf({ ...cited, title, published: '2019' }).length;
    expect([asked('Crackdown on it'), asked('Crackdown on scams')]).toEqual([0, 1]);
  });

  it('gives addresses that spell half of the title', () => {
    const of = { ...cited, title: 'Crackdown illegal lenders district', published: null };
    const [half, quarter] = ['crackdown-illegal', 'crackdown'].map(
      (slug) => `https://a.example/${slug}`,
    ) as [string, string];
    expect(urls(leadsInIndex([half, quarter], of))).toEqual([half]);
  });

  it('is asked nothing for a title without such words and a date without its day', () => {
    expect(spellingsOf({ ...cited, title: '非法催收', published: '2019' })).toEqual([]);
  });

  it('gives addresses that spell the title before those of its day', () => {
    const spelt = 'https://a.example/police-fortify-crackdown-illegal-loan-scams';
    const dated = 'https://a.example/20190226/1';
    expect(urls(leadsInIndex([dated, 'https://a.example/x', spelt], cited))).toEqual([
      spelt,
      dated,
    ]);
  });
});

describe('a search of the web', () => {
  it('is asked for the title in quotation marks and the publisher; the key goes in a header only', () => {
    const q =
      '%22Police%20to%20fortify%20crackdown%20on%20illegal%20loan%20scams%22%20Loan%20Journal';
    expect(webSearchRequest({ kind: 'searxng', base: 'https://s.example/' }, cited).url).toBe(
      `https://s.example/search?q=${q}&format=json`,
    );
    const at = decodeURIComponent(
      webSearchRequest({ kind: 'searxng', base: 'https://s.example' }, cited, 'ecoi.net').url,
    );
    expect(at).toContain('crackdown on illegal loan scams" site:ecoi.net&');
    const brave = webSearchRequest({ kind: 'brave', key: 'secret' }, cited);
    expect(brave.url).toBe(`https://api.search.brave.com/res/v1/web/search?q=${q}`);
    expect(brave.headers?.['x-subscription-token']).toBe('secret');
  });
});
