import { describe, expect, test } from 'vitest';
import { listingOf, readFeed } from '../../../../src/judging/editions/registers/listing.js';
import type { Listing } from '../../../../src/judging/editions/registers/register.js';
import { MOST_LOOKED_AT } from '../../../../src/model/document.js';
import { extract } from '../../../../src/reading/extract.js';
import { pageOf } from '../../pages.js';

const read = async (text: string, url: string, contentType: string): Promise<Listing> => {
  const listing = listingOf(
    url,
    await extract(new TextEncoder().encode(text), { contentType, url }),
  );
  if (listing === null) throw new Error('no listing');
  return listing;
};

describe('GOV.UK’s content API', () => {
  const url = 'https://www.gov.uk/api/content/government/collections/notes';
  const item = {
    base_path: '/government/collections/notes',
    title: 'Notes',
    withdrawn_notice: null,
    details: {
      change_history: [
        { public_timestamp: '2026-01-05T00:00:00Z', note: 'Later.' },
        { public_timestamp: '2025-01-05T00:00:00Z', note: 'Earlier.' },
      ],
    },
    links: {
      documents: [
        {
          title: 'China',
          base_path: '/government/publications/china',
          public_updated_at: '2026-02-03T10:00:00Z',
        },
      ],
      children: 'not a list',
    },
  };

  test('is read as links with their days, also when it is printed over many lines', async () => {
    for (const space of [0, 2]) {
      const listing = await read(
        JSON.stringify(item, null, space),
        url,
        'application/json; charset=utf-8',
      );
      expect(listing.title).toBe('Notes');
      expect(listing.links).toMatchObject([
        {
          url: 'https://www.gov.uk/government/publications/china',
          text: 'China',
          published: '2026-02-03',
        },
      ]);
      expect(listing.about).toEqual({
        page: 'https://www.gov.uk/government/collections/notes',
        withdrawn: null,
        complete: false,
        change: { on: '2026-01-05', note: 'Later.' },
      });
    }
  });
  test('says nothing when it is broken', async () => {
    for (const text of ['{', '[]', '{"title": "Notes"}'])
      expect(await read(text, url, 'application/json')).toMatchObject({ links: [], title: '' });
  });
});

test('a web page gives its links', async () => {
  const listing = await read(
    '<title>List</title><p><a href="/a">Report 2025</a>',
    'https://a.example/',
    'text/html',
  );
  expect(listing).toMatchObject({
    title: 'List',
    links: [{ url: 'https://a.example/a', text: 'Report 2025' }],
  });
});

test('a page that leads to more than can be looked at is no list: what is newest may be among the rest', () => {
  const links = Array.from({ length: MOST_LOOKED_AT + 1 }, (_, n) => ({
    url: `https://a.example/${n}`,
    text: `Report ${n}`,
    rel: '',
  }));
  expect(listingOf('https://a.example/', { ...pageOf('A list'), links })).toBeNull();
  const most = { ...pageOf('A list'), links: links.slice(1) };
  expect(listingOf('https://a.example/', most)?.links).toHaveLength(MOST_LOOKED_AT);
});

test.each([
  [
    'RSS',
    '<rss><channel><title>News</title><item><title>Report 2025</title><link>/r</link></item><item><title>No address</title></item></channel></rss>',
  ],
  [
    'Atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Report 2025</title><link href="/r"/></entry></feed>',
  ],
])('a feed (%s) gives its entries', async (_, body) => {
  const listing = await read(
    `<?xml version="1.0"?>\n${body}`,
    'https://a.example/feed',
    'application/xml',
  );
  expect(listing).toMatchObject({
    title: 'News',
    links: [{ url: 'https://a.example/r', text: 'Report 2025' }],
  });
  expect(listing.links).toHaveLength(1);
});

describe('a feed', () => {
  const entry = (n: number): string =>
    `<item><title>Issue ${n}</title><link>/issues/${n}</link><description><![CDATA[${'<br>'.repeat(5)}]]></description></item>`;

  test('of many entries is read, whatever markup they quote', () => {
    const feed = `<rss><channel><title>F</title>${Array.from({ length: 300 }, (_, n) => entry(n)).join('')}</channel></rss>`;
    const { title, links } = readFeed(feed, 'https://example.org/');
    expect(title).toBe('F');
    expect(links).toHaveLength(300);
    expect(links[7]).toMatchObject({ url: 'https://example.org/issues/7', text: 'Issue 7' });
  });

  test.each(['<item>', '<entry><link>', '<title>'])(
    'of %s within each other without end is none',
    (piece) => {
      const began = performance.now();
      expect(readFeed(piece.repeat(20_000), 'https://example.org/').links).toEqual([]);
      expect(performance.now() - began).toBeLessThan(2_000);
    },
  );
});
