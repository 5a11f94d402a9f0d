import type { Source, Watchlist } from '../../src/model/watchlist.js';

const page = (id: string, lang: string, title: string): Source => ({
  id,
  publisher: title,
  title,
  url: `https://${id}.replica.test/article`,
  published: '2024-01-07',
  lang,
  series: null,
  edition: null,
  copies: [],
});

const BIG5 = page('big5', 'zh-Hant', '借貸糾紛與「套路貸」');
const GB18030 = page('gb18030', 'zh-Hans', '借贷纠纷与“套路贷”');

const quoted = (source: Source, lang: string, text: string) => ({
  id: `encoded/${source.id}`,
  source: source.id,
  section: null,
  accessed: null,
  page: null,
  cited: null,
  quotes: [{ text: 'A translation.', original: { lang, text } }],
});

/** Two pages in older charsets, which every replica serves beside its watchlist's. */
export const ENCODED: Watchlist = {
  sources: [BIG5, GB18030],
  reports: [
    {
      id: 'encoded',
      title: 'Pages in older charsets',
      publisher: null,
      published: null,
      url: null,
      citations: [
        quoted(
          BIG5,
          'zh-Hant',
          '近幾年每年約有200餘萬件民間借貸糾紛案件湧入法院，「校園貸」也在其中。',
        ),
        quoted(
          GB18030,
          'zh-Hans',
          '近年来每年约有200余万件民间借贷纠纷案件涌入法院，“校园贷”也在其中。',
        ),
      ],
    },
  ],
  series: [],
  decisions: [],
};
