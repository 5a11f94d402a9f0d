import { describe, expect, it } from 'vitest';
import { isPublishers, publisherHosts, weigh } from '../../../src/manuscript/find/leads.js';
import { titleLikeness } from '../../../src/manuscript/import/same-source.js';
import { manualSearchUrl } from '../../../src/model/publisher-sites.js';
import type { QuoteVerdict } from '../../../src/model/quote.js';
import { heading, pageOf } from '../../judging/pages.js';
import { source, watchlist } from '../../world.js';

describe('whose an address is', () => {
  const daily = source('d', { publisher: 'China Daily, republished', url: null });
  const hosts = publisherHosts(daily, watchlist([daily]));

  it.each([
    ['https://global.chinadaily.com.cn/a/1', true],
    ['https://chinadaily.com.cn/a/1', true],
    ['https://chinadaily.com.cn.example/a/1', false],
    ['https://notchinadaily.com.cn/a/1', false],
    ['https://chinadaily.net/a/1', false],
  ])('%s: the publisher’s %s', (url, own) => {
    expect(isPublishers(url, daily, hosts)).toBe(own);
  });

  it('is known by its other sources, but not by a keeper of others’ documents', () => {
    const one = source('1', { publisher: 'Group (G)', url: null });
    const two = source('2', { publisher: 'Group', url: 'https://group.example/2' });
    const three = source('3', { publisher: 'Group', url: 'https://tbinternet.ohchr.org/3' });
    expect(publisherHosts(one, watchlist([one, two, three]))).toEqual(['group.example']);
  });

  it('is told by the host’s name where nothing is known', () => {
    const iom = source('i', { publisher: 'International Organization for Migration (IOM)' });
    expect(isPublishers('https://www.iom.int/x', iom, [])).toBe(true);
    expect(isPublishers('https://iom.blogs.example/x', iom, [])).toBe(false);
  });
});

describe('what stands at an address is', () => {
  const TITLE = 'Loan sharks of the lower town and their friends in the police of the district';
  const daily = source('d', { publisher: 'China Daily', title: TITLE, published: '2019-02-26' });
  const [OWN, OTHER] = ['https://chinadaily.com.cn/a/1', 'https://copies.example/1'];
  const at = (
    url: string,
    verdicts: readonly string[],
    title = TITLE,
    published: string | null = null,
    more = {},
  ) =>
    weigh(
      {
        url,
        lead: { url, likeness: 1, ...more },
        document: { ...pageOf(heading(title)), title, dates: { published, modified: null } },
        quotes: verdicts.map((verdict) => ({ verdict }) as QuoteVerdict),
      },
      daily,
      ['chinadaily.com.cn'],
    ).kind;
  it.each([
    ['the source itself', at(OWN, ['missing', 'intact']), 'page'],
    ['a copy of it', at(OTHER, ['missing', 'intact']), 'copy'],
    [
      'for a register the source itself',
      at(OTHER, ['intact'], TITLE, null, { vouched: true }),
      'page',
    ],
    ['titled as it is, where no passage stands', at(OWN, ['missing', 'altered']), 'titled'],
    ['titled as it is, where nothing is quoted', at(OWN, []), 'titled'],
    ['something else, where no passage stands', at(OTHER, ['missing']), 'other'],
    ['something else, where nothing is quoted', at(OTHER, []), 'other'],
    ['something else by its title', at(OWN, ['intact'], 'Loan sharks'), 'other'],
  ])('%s', (_, kind, expected) => expect(kind).toBe(expected));

  it.each([
    ['2019-02-20', 'other'],
    ['2019-02-26', 'page'],
    ['2019-02-28T08:00:00Z', 'page'],
    ['2019-03-08', 'other'],
    [null, 'page'],
  ])('of the day of the source, where its title is shortened: %s', (published, kind) => {
    expect(at(OWN, ['intact'], TITLE.replace(' in the police', ''), published)).toBe(kind);
    expect(at(OWN, ['intact'], TITLE, published)).toBe('page');
  });
});

describe('titles', () => {
  it('are one in either Chinese script', () => {
    expect(titleLikeness('警方無視高利貸逼還債', '警方无视高利贷逼还债')).toBe(1);
  });

  it('without words are like none', () => {
    expect(titleLikeness('…', '…')).toBe(0);
  });
});

describe('the address at which a person searches', () => {
  const at = (publisher: string, title: string, published: string | null) =>
    manualSearchUrl(source('s', { publisher, title, published }));

  it('has the title and the days around the publication', () => {
    expect(at('Financial Times', 'Loan & sharks', '2017-03-30')).toBe(
      'https://www.ft.com/search?q=Loan%20sharks&dateTo=2017-04-02&dateFrom=2017-03-26&page=1',
    );
    expect(at('China Daily', 'A "loan"', '2019-02-26')).toBe(
      'https://newssearch.chinadaily.com.cn/en/search?cond=%7B%22publishedDateFrom%22%3A%222019-02-22%22%2C%22publishedDateTo%22%3A%222019-03-01%22%2C%22titleMust%22%3A%22A%20loan%22%2C%22sort%22%3A%22dp%22%2C%22duplication%22%3A%22on%22%7D&language=en',
    );
  });

  it('leaves days out that are not known', () => {
    expect(at('Liberty Times', '高利貸', '2025')).toBe(
      'https://search.ltn.com.tw/list?keyword=%E9%AB%98%E5%88%A9%E8%B2%B8&sort=date&type=all&page=1',
    );
  });

  it('is none where a year is needed, or no page is known', () => {
    expect(at('自由亞洲電台粵語', '高利貸', null)).toBeNull();
    expect(at('Sixth Tone', 'Loan', null)).toBeNull();
    expect(at('Nobody', 'Loan', null)).toBeNull();
  });
});
