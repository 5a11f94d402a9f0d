import type { Series, Source, Watchlist } from '../../../src/model/watchlist.js';

/** A yearly series in the manner of the TIP reports. */
export const series: Series = {
  id: 'tip',
  name: 'Trafficking in Persons Report',
  cadence: null,
  index: ['https://www.state.example/tip/'],
  pattern: 'https://www.state.example/reports/{edition}-trafficking-in-persons-report/china/',
  subject: ['China'],
  editions: [
    { edition: '2023', url: null, published: '2023-06-15' },
    {
      edition: '2024',
      url: 'https://www.state.example/reports/2024-trafficking-in-persons-report/china/',
      published: '2024-06-24',
    },
  ],
};

export const source: Source = {
  id: 'tip-2024',
  publisher: 'A department',
  title: '2024 Trafficking in Persons Report: China',
  url: 'https://www.state.example/reports/2024-trafficking-in-persons-report/china/',
  published: '2024-06-24',
  lang: 'en',
  series: 'tip',
  edition: '2024',
  copies: [],
};

export const watch = (one: Series = series, ...sources: readonly Source[]): Watchlist => ({
  reports: [],
  sources: [source, ...sources],
  series: [one],
  decisions: [],
});
