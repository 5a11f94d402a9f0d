import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Citation, Source } from '../../src/model/watchlist.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { type LoopbackCapture, startArchive } from '../web/archives/loopback-archive.js';
import { citation, page, source, watchlist } from '../world.js';
import { openWebOf, type Page } from './found-web.js';

const PASSAGE = {
  daily:
    'police will reinforce the crackdown on loan-related scams and punish ringleaders severely',
  tone: 'The members of the crime ring were found guilty of extortion and of picking quarrels',
  usury:
    'Campus loans trick college students into heavy debts; naked loans target young female students',
  ltn: '中國遼寧省公安廳連續三任廳長涉及貪污，全部落馬，官媒如今公開三人的收賄金額',
  rfa: '被高利貸逼還債，北京年輕護士一家三口近日再度自殺導致兩死一傷',
  ft: 'Private lenders usually lack legal standing to recover debts through the courts in China',
};

const quoted = (n: number, of: string, original: string): Citation =>
  citation(n, of, '', {
    quotes: [{ text: 'In translation.', original: { lang: 'zh-Hant', text: original } }],
  });

const sought = (id: string, publisher: string, title: string, published: string): Source =>
  source(id, { publisher, title, published, url: null });

const SOURCES = [
  sought('daily', 'China Daily', 'Police to fortify crackdown on illegal loan scams', '2019-02-26'),
  sought(
    'tone',
    'Sixth Tone',
    'Ringleader of Shandong Loan Shark Gang Sentenced to 25 Years',
    '2018-05-11',
  ),
  sought(
    'usury',
    'SSRN',
    'Usury Crimes in Post-Crisis China: The Underlying Economics and Beyond',
    '2019-07-01',
  ),
  sought(
    'ltn',
    'Liberty Times Net (自由時報電子報)',
    '中國遼寧省20年連3任公安廳長貪污 共收賄53.5億',
    '2024-01-07',
  ),
  sought(
    'rfa',
    'Radio Free Asia (自由亞洲電台粵語)',
    '警方無視高利貸逼還債 三口之家再度自殺兩死一傷',
    '2018-06-02',
  ),
  sought(
    'ft',
    'Financial Times',
    'China murder case shines spotlight on loan sharks',
    '2017-03-30',
  ),
];
const [DAILY, TONE, USURY, , RFA, FT] = SOURCES.map(({ title }) => title) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const WATCH = watchlist(SOURCES, [
  citation(1, 'daily', PASSAGE.daily),
  citation(2, 'tone', PASSAGE.tone),
  citation(3, 'usury', PASSAGE.usury),
  quoted(4, 'ltn', PASSAGE.ltn),
  quoted(5, 'rfa', PASSAGE.rfa),
  citation(6, 'ft', PASSAGE.ft),
]);

const json = (value: unknown): string => JSON.stringify(value);
const list = (...entries: readonly (readonly [string, string])[]): string =>
  page(entries.map(([url, text]) => `<a href="${url}">${text}</a>`).join(' '), 'Search');
const locs = (tag: string, set: string, entries: readonly string[]): string =>
  `<?xml version="1.0"?><${set}>${entries.map((e) => `<${tag}><loc>${e}</loc></${tag}>`).join('')}</${set}>`;

const DAILY_AT = 'https://www.chinadaily.com.cn/a/201902/26/WS5c74.html';
const RFA_AT = 'https://www.rfa.org/cantonese/news/suicide-06022018090000.html';

/** The sites of six publishers, answering as they do, with pages beside the right ones that look like them. */
const PAGES: Readonly<Record<string, Page>> = {
  // The likeliest entry is a follow-up with nearly the title, which repeats the passage three weeks later.
  'https://newssearch.chinadaily.com.cn/rest/en/search?': json({
    totalElements: 2,
    content: [
      {
        title: 'Police fortify crackdown on illegal loan scams',
        url: 'https://www.chinadaily.com.cn/a/201903/20/WS99.html',
      },
      { title: '<em>Police</em> to fortify crackdown on illegal…', url: DAILY_AT },
    ],
  }),
  'https://www.chinadaily.com.cn/a/201903/20/WS99.html': page(
    PASSAGE.daily,
    'Police fortify crackdown on illegal loan scams',
  ).replace(
    '<title>',
    '<meta property="article:published_time" content="2019-03-20T08:00:00Z"><title>',
  ),
  [DAILY_AT]: page(PASSAGE.daily, `${DAILY} - Chinadaily.com.cn`),
  'https://api.sixthtone.com/search/news': json({
    code: 200,
    data: {
      pageInfo: {
        list: [
          { contId: 1002200, name: 'A Loan Shark Gang of Shandong' },
          { contId: 1002257, name: TONE },
        ],
      },
    },
  }),
  'https://www.sixthtone.com/news/1002257': page(PASSAGE.tone, TONE),
  // The journal's version has the same title, and perhaps other words.
  'https://api.crossref.org/works?': json({
    message: {
      items: [
        {
          DOI: '10.1080/00213624.2021.1988628',
          title: [USURY],
          'container-title': ['Journal of Economic Issues'],
          publisher: 'Informa UK Limited',
        },
        {
          DOI: '10.2139/ssrn.3412345',
          title: [USURY],
          'container-title': ['SSRN Electronic Journal'],
          publisher: 'Elsevier BV',
        },
      ],
    },
  }),
  'https://doi.org/10.2139/ssrn.3412345': {
    to: 'https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3412345',
  },
  'https://papers.ssrn.com/sol3/papers.cfm?': page(PASSAGE.usury, USURY),
  'https://search.ltn.com.tw/list?': page('没有找到', '搜尋'),
  'https://news.ltn.com.tw/robots.txt':
    'User-agent: *\nSitemap: https://news.ltn.com.tw/sitemap.xml\n',
  'https://news.ltn.com.tw/sitemap.xml': locs('sitemap', 'sitemapindex', [
    'https://news.ltn.com.tw/s/2023-12.xml',
    'https://news.ltn.com.tw/s/2024-01.xml.gz',
  ]),
  'https://news.ltn.com.tw/s/2024-01.xml.gz': gzipSync(
    locs('url', 'urlset', [
      'https://news.ltn.com.tw/news/2024/01/07/1',
      'https://news.ltn.com.tw/news/2024/01/07/2',
      'https://news.ltn.com.tw/news/2024/01/20/3',
    ]),
  ),
  'https://news.ltn.com.tw/news/2024/01/07/1': page('一則別的新聞。', '別的新聞'),
  'https://news.ltn.com.tw/news/2024/01/07/2': page(
    '中国辽宁省公安厅连续三任厅长涉及贪污，全部落马，官媒如今公开三人的收贿金额',
    '中国辽宁省20年连3任公安厅长贪污 共收贿53.5亿 - 自由财经',
  ),
  // A list that quotes title and passage, and leads to a page that is gone; a follow-up; somebody's reprint.
  'https://www.ft.com/search?': list(
    ['https://www.ft.com/stream/loans', FT],
    ['https://www.ft.com/content/2', 'China murder case puts loan sharks in spotlight'],
  ),
  'https://www.ft.com/stream/loans': page(
    `<a href="https://www.ft.com/content/1">${FT}</a> ${PASSAGE.ft}`,
    FT,
  ),
  'https://www.ft.com/content/2': page(PASSAGE.ft, 'China tightens rules for debt collectors'),
  'https://search.example/search?': json({
    results: [{ title: FT, url: 'http://reprint.example/ft' }],
  }),
  'http://reprint.example/ft': page(PASSAGE.ft, FT),
};

const CAPTURES: readonly LoopbackCapture[] = [
  {
    url: 'https://www.rfa.org/cantonese/news/other-06022018080000.html',
    at: '2018-06-03T00:00:00Z',
    body: page('另一件事。', '另一件事'),
  },
  { url: RFA_AT, at: '2018-06-04T00:00:00Z', body: page(PASSAGE.rfa, RFA) },
];

async function find(args: readonly string[], pages = PAGES, watch = WATCH, env = {}) {
  const web = await openWebOf(pages);
  const archive = await startArchive({ captures: CAPTURES });
  onTestFinished(() => archive.close());
  const folder = emptyFolder();
  const file = join(folder, 'sources.json');
  const before = `${JSON.stringify(watch, null, 2)}\n`;
  writeFileSync(file, before);
  const given = ['find', ...args, '--sources', file, '--archive', archive.base, ...web.options];
  const ended = await citewatch(given, folder, env);
  return { ...ended, asked: web.asked, before, after: readFileSync(file, 'utf8') };
}

describe('citewatch find', () => {
  it('finds five of six pages among look-alikes, none wrong, and says that one was not found', {
    timeout: 60_000,
  }, async () => {
    const found = await find(['--all'], PAGES, WATCH, { SEARXNG_URL: 'https://search.example' });
    const { sources } = JSON.parse(found.after) as { sources: Source[] };
    expect(found.code).toBe(0);
    expect(
      Object.fromEntries(sources.map(({ id, url, addressFrom }) => [id, [url, addressFrom]])),
    ).toEqual({
      daily: [DAILY_AT, 'found'],
      tone: ['https://www.sixthtone.com/news/1002257', 'found'],
      usury: ['https://doi.org/10.2139/ssrn.3412345', 'found'],
      ltn: ['https://news.ltn.com.tw/news/2024/01/07/2', 'found'],
      rfa: [RFA_AT, 'found'],
      ft: [null, undefined],
    });
    expect(found.out).toContain('5 of 6 found. 5 written into');
    expect(found.out).toContain('also stands at http://reprint.example/ft');
    expect(found.out).toContain('to look by hand: https://www.ft.com/search?q=China%20murder');
    expect(found.out).toMatch(
      /only the archive has it still: http:\/\/127\.0\.0\.1:\d+\/web\/20180604000000\//,
    );
  });

  it('writes nothing with --dry-run', async () => {
    const { out, before, after } = await find(['tone', '--dry-run']);
    expect(out).toContain('found https://www.sixthtone.com/news/1002257');
    expect(after).toBe(before);
  });

  it('posts what Sixth Tone’s search takes', async () => {
    const { asked } = await find(['tone']);
    expect(asked[0]).toEqual({
      method: 'POST',
      url: 'https://api.sixthtone.com/search/news',
      body: json({ word: TONE, pageNum: 1, pageSize: 10, orderType: 1 }),
    });
  });

  it('takes no page with the title whose passage differs in a word, and shows it', async () => {
    const altered = page(PASSAGE.tone.replace('found guilty', 'not found guilty'), TONE);
    const { out, after, before } = await find(['tone'], {
      ...PAGES,
      'https://www.sixthtone.com/news/1002257': altered,
    });
    expect(after).toBe(before);
    expect(out).toContain(
      'has the title, and does not show the passage; open it: https://www.sixthtone.com/news/1002257',
    );
  });

  it('writes what it proved although a page belongs to another source, and asks whether they are one', async () => {
    const twin = (id: string, more = {}) => ({ ...(SOURCES[1] as Source), id, ...more });
    const known = twin('known', { url: 'http://sixthtone.com/news/1002257' });
    const sources = [...SOURCES.slice(0, 2), known, twin('tone-again')];
    const quotes = [citation(1, 'daily', PASSAGE.daily), citation(2, 'tone', PASSAGE.tone)];
    const all = watchlist(sources, [...quotes, citation(3, 'tone-again', PASSAGE.tone)]);
    const addresses = (text: string) =>
      Object.fromEntries((JSON.parse(text).sources as Source[]).map(({ id, url }) => [id, url]));
    const owned = await find(['--all'], PAGES, all);
    expect(owned.code).toBe(0);
    expect(addresses(owned.after)).toEqual({
      daily: DAILY_AT,
      tone: null,
      known: known.url,
      'tone-again': null,
    });
    expect(owned.out).toContain('this is the address of known: join them?');
    expect(owned.out).toContain('1 written into');
    expect(owned.out).toContain('2 questions are open: join them?');
    // Two that are found at one page in one go: the first has it, the second is the question.
    const both = await find(['--all', '--json'], PAGES, {
      ...all,
      sources: sources.filter((one) => one !== known),
    });
    expect(addresses(both.after)).toMatchObject({
      tone: expect.stringContaining('1002257'),
      'tone-again': null,
    });
    const told = JSON.parse(both.out) as { source: string; sameAs?: string }[];
    expect(told.map(({ source, sameAs }) => [source, sameAs])).toContainEqual([
      'tone-again',
      'tone',
    ]);
  });

  it('says where a page that has an address went, and leaves the file to people', async () => {
    const moved = SOURCES.map((s) =>
      s.id === 'tone' ? { ...s, url: 'http://www.sixthtone.com/old/1' } : s,
    );
    const { out, after, before } = await find(['tone'], PAGES, { ...WATCH, sources: moved });
    expect(out).toContain('moved to https://www.sixthtone.com/news/1002257');
    expect(out).toContain(
      'to paste: "url": "https://www.sixthtone.com/news/1002257", "addressFrom": "found"',
    );
    expect(after).toBe(before);
  });

  it('asks no more than it may', async () => {
    const { asked, out } = await find(['ltn', '--most', '3']);
    expect(asked).toHaveLength(3);
    expect(out).toContain('the requests allowed are used up');
  });

  it('looks for nothing that no quotation could prove', async () => {
    const quotes = [{ text: 'Only in translation.', translated: true }];
    const watch = watchlist(SOURCES.slice(0, 1), [citation(1, 'daily', '', { quotes })]);
    const { asked, out } = await find(['--all'], PAGES, watch);
    expect(asked).toEqual([]);
    expect(out).toContain('no quotation of it could prove a page');
  });

  it.each([
    [[], 'name a source, or say --all'],
    [['dayly'], 'did you mean "daily"?'],
    [['daily', '--most', '0'], '--most'],
    [['daily', '--web-search', 'ftp://x'], '--web-search'],
  ])('refuses %j', async (args, words) => {
    expect(await find(args)).toMatchObject({ code: 3, err: expect.stringContaining(words) });
  });
});
