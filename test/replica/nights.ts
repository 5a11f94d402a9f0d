import type { Watchlist } from '../../src/model/watchlist.js';

/** What can befall the documents of the replica. */
export type Effect =
  /** Other words inside a document. */
  | { readonly kind: 'edited'; readonly was: string; readonly is: string }
  /** Another document under the same address, with another date on its cover. */
  | { readonly kind: 'replaced'; readonly published: string }
  /** GOV.UK's way: the page stays, under a notice. */
  | { readonly kind: 'withdrawn'; readonly on: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'bot-wall' }
  /** Counters, banners and class names change; the text does not. */
  | { readonly kind: 'dressed' };

/** One line of the script. */
export interface Happening {
  readonly nights: readonly [first: number, last: number];
  /** Host and beginning of the path. */
  readonly at: string;
  readonly effect: Effect;
  /** Told on the first night. */
  readonly told: string;
  /** Told on the night after the last. */
  readonly ended?: string;
}

const FOR_GOOD = Number.POSITIVE_INFINITY;

/** The script: what befalls documents, and on which nights. */
export const HAPPENINGS: readonly Happening[] = [
  {
    nights: [2, 3],
    at: 'www.aljazeera.com/news/2022/10/14/',
    effect: { kind: 'edited', was: '4.4 million', is: '4.7 million' },
    told: 'Al Jazeera edits its article inside a quoted passage: "4.4 million" becomes "4.7 million".',
    ended: 'Al Jazeera restores "4.4 million".',
  },
  {
    nights: [2, 3],
    at: 'www.transparency.org/',
    effect: { kind: 'bot-wall' },
    told: 'www.transparency.org puts a bot wall before every page (403, "Just a moment...").',
    ended: 'The bot wall of www.transparency.org is gone.',
  },
  {
    nights: [2, FOR_GOOD],
    at: 'nationalcrimeagency.gov.uk/',
    effect: { kind: 'dressed' },
    told: 'The National Crime Agency changes a banner, a counter and its markup; the text stays.',
  },
  {
    nights: [3, 3],
    at: 'www.chinadaily.com.cn/a/202001/',
    effect: { kind: 'gone' },
    told: "China Daily's article on online loan sharks is gone (404).",
    ended: "China Daily's article is back.",
  },
  {
    nights: [3, FOR_GOOD],
    at: 'www.dfat.gov.au/',
    effect: { kind: 'replaced', published: '2025-03-28' },
    told: 'DFAT replaces its PDF under the same address: a new cover date, and the quoted passages are lost.',
  },
  {
    nights: [3, FOR_GOOD],
    at: 'www.gov.uk/government/publications/china-country-policy',
    effect: { kind: 'withdrawn', on: '2025-03-27' },
    told: "GOV.UK withdraws the Home Office's note; the page stays, under a notice.",
  },
];

/** What became of an older edition's quoted passages in a later one. */
export type Fate =
  | { readonly kind: 'kept' }
  | { readonly kind: 'reworded'; readonly was: string; readonly is: string }
  | { readonly kind: 'dropped' };

/** An edition that comes out while the script runs. */
export interface Appearance {
  readonly series: string;
  readonly edition: string;
  readonly night: number;
  readonly fate: Fate;
  readonly told: string;
}

/** The night after the demo's last: every later edition that `sources.json` knows is out. */
export const AUTUMN = 5;

/** The script: which editions come out. Later ones that are not listed come out in the autumn, rewritten. */
export const APPEARANCES: readonly Appearance[] = [
  {
    series: 'usdos-tip',
    edition: '2025',
    night: 2,
    fate: { kind: 'reworded', was: 'PRC victims', is: 'Chinese victims' },
    told: 'The 2025 Trafficking in Persons Report appears beside 2024 ("PRC victims" is now "Chinese victims").',
  },
  {
    series: 'usdos-hrr',
    edition: '2024',
    night: AUTUMN,
    fate: { kind: 'dropped' },
    told: 'The 2024 human rights report is out; it no longer covers corruption.',
  },
  {
    series: 'usdos-ics',
    edition: '2025',
    night: AUTUMN,
    fate: { kind: 'kept' },
    told: 'The 2025 Investment Climate Statement is out; the passage stands as it was.',
  },
];

/** What is so on a night at an address (host and path). */
export const effectsOn = (night: number, address: string): readonly Effect[] =>
  HAPPENINGS.filter(
    (h) => address.startsWith(h.at) && h.nights[0] <= night && night <= h.nights[1],
  ).map((h) => h.effect);

/** True for effects that put another document at an address; a wall or an absence leaves it as it was. */
const changesDocument = ({ effect: { kind } }: Happening): boolean =>
  kind !== 'bot-wall' && kind !== 'gone';

/** The last night up to `night` on which the document at an address changed; 0 for never. */
export const lastChange = (night: number, address: string): number =>
  HAPPENINGS.filter((h) => address.startsWith(h.at) && changesDocument(h))
    .flatMap((h) => [h.nights[0], h.nights[1] + 1])
    .filter((change) => change <= night)
    .reduce((latest, change) => Math.max(latest, change), 0);

/** What happens on a night, in sentences. */
export function tellNight(night: number): readonly string[] {
  if (night <= 1) {
    return [
      'All is well: every source answers and carries its passages.',
      'One citation was behind from the start: CPI 2020, of which newer editions are out.',
    ];
  }
  const told = [
    ...APPEARANCES.filter((a) => a.night === night).map((a) => a.told),
    ...HAPPENINGS.filter((h) => h.nights[0] === night).map((h) => h.told),
    ...HAPPENINGS.filter((h) => h.nights[1] === night - 1).flatMap((h) => h.ended ?? []),
  ];
  if (night === AUTUMN) told.push('Every later edition that sources.json knows has come out.');
  return told.length > 0 ? told : ['Nothing new.'];
}

/**
 * The watchlist of the demo: the report as it stood in March 2025, before the 2025 Trafficking in Persons Report.
 * Sources of editions that appear later are left out with the citations that use them; the series tables know
 * only editions up to the cited ones, so that each later one has to be found.
 */
export function demoWatchlist(watchlist: Watchlist): Watchlist {
  const later = new Set(
    watchlist.sources
      .filter((s) => APPEARANCES.some((a) => a.series === s.series && a.edition === s.edition))
      .map((s) => s.id),
  );
  const sources = watchlist.sources.filter((s) => !later.has(s.id));
  return {
    ...watchlist,
    reports: watchlist.reports.map((report) => ({
      ...report,
      citations: report.citations.filter((c) => !later.has(c.source)),
    })),
    sources,
    series: watchlist.series.map((series) => {
      const cited = series.editions.findLastIndex((e) =>
        sources.some((s) => s.series === series.id && (s.edition === e.edition || s.url === e.url)),
      );
      return cited < 0 ? series : { ...series, editions: series.editions.slice(0, cited + 1) };
    }),
    decisions: watchlist.decisions.filter((d) => sources.some((s) => s.id === d.source)),
  };
}
