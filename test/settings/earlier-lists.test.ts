import { describe, expect, it } from 'vitest';
import { printedReports } from '../../src/model/watchlist.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { printsOf } from '../../src/tasks/old-prints.js';

/** A list of each earlier shape, as it lies in somebody's folder: what is there now may not be asked of it. */
const EARLIER: readonly (readonly [of: string, list: object])[] = [
  [
    'the first releases: no decisions, no series',
    {
      reports: [{ id: 'R', title: 'T', citations: [{ id: 'R/1', source: 'a' }] }],
      sources: [{ id: 'a', publisher: 'P', title: 'A' }],
    },
  ],
  [
    'decisions without false alarms, owners and last days',
    {
      reports: [{ id: 'R', title: 'T', citations: [{ id: 'R/1', source: 'a', quotes: [] }] }],
      sources: [
        { id: 'a', publisher: 'P', title: 'A', url: 'https://a.example/', edition: '2024' },
      ],
      series: [],
      decisions: [
        {
          source: 'a',
          about: 'edition-newer',
          edition: null,
          keep: true,
          reason: 'read',
          on: '2025-09',
        },
      ],
    },
  ],
  [
    'addresses of which nobody wrote how they were found',
    {
      reports: [
        {
          id: 'R',
          title: 'T',
          publisher: 'Asylos',
          published: '2025-08',
          url: null,
          citations: [
            {
              id: 'R/1',
              source: 'a',
              section: '7b',
              accessed: '2025-03-05',
              page: '12',
              cited: 'P, A, last accessed: 5 March 2025',
              quotes: [{ text: 'In English.', original: { lang: 'zh', text: '舊話' } }],
            },
          ],
        },
      ],
      sources: [
        {
          id: 'a',
          publisher: 'P',
          title: 'A',
          url: 'https://a.example/',
          published: null,
          lang: 'zh',
          copies: [{ url: 'https://b.example/', by: 'ecoi.net' }],
        },
      ],
    },
  ],
  [
    'remedies that were taken in the list itself',
    {
      reports: [
        {
          id: 'R',
          title: 'T',
          citations: [
            {
              id: 'R/1',
              source: 'a',
              accessed: '2025-10-01',
              quotes: [{ text: 'It was 1,402.' }],
            },
          ],
        },
      ],
      sources: [
        {
          id: 'a',
          publisher: 'P',
          title: 'A',
          url: 'https://a.example/new',
          addressFrom: 'found',
          note: 'Its address was https://a.example/old',
        },
      ],
      decisions: [
        {
          source: 'a',
          about: 'content-replaced',
          edition: null,
          keep: true,
          falseAlarm: null,
          reason: 'False alarm',
          by: 'Ana',
          on: '2025-10-01',
          until: null,
        },
      ],
    },
  ],
];

describe('a list of an earlier shape', () => {
  it.each(EARLIER)('loads as it is: %s', (_, list) => {
    const watch = parseWatchlist(JSON.stringify(list, null, 2), 'sources.json');
    expect(watch.changes).toBeUndefined();
    expect(printedReports(watch)).toBe(watch.reports);
    expect(printsOf(watch)).toEqual([]);
    expect(watch).toMatchObject(list);
  });
});
