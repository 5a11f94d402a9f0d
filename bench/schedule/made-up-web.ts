import { type Dice, dice } from '../../test/replica/prose.js';

/** A made-up web: the addresses of a list, in its order, and the milliseconds until each has answered. */
export interface MadeUpWeb {
  readonly times: ReadonlyMap<string, number>;
  /** Hosts to which no connection is ever made. */
  readonly dead: ReadonlySet<string>;
}

const SOURCES = 2000;
const HOSTS = 200;
/** Milliseconds: half of all pages are answered sooner. With {@link SPREAD} the mean is 600, and one in a hundred takes 2.5 s. */
const USUAL = 500;
/** Standard deviation of the logarithm of a page's time, as that of many servers' answers. */
const SPREAD = 0.6;

/** How many pages each of so many hosts has, the most first, by Zipf's law: the n-th has 1/n^exponent of the first's. */
function zipf(exponent: number, hosts = HOSTS): readonly number[] {
  const weights = Array.from({ length: hosts }, (_, i) => (i + 1) ** -exponent);
  const sum = weights.reduce((a, b) => a + b, 0);
  // Every host has one page; the rest is given out by weight, the remainders to the first hosts.
  const rest = SOURCES - hosts;
  const pages = weights.map((weight) => 1 + Math.floor((weight / sum) * rest));
  let left = SOURCES - pages.reduce((a, b) => a + b, 0);
  return pages.map((n) => (left-- > 0 ? n + 1 : n));
}

/** A number from 0 (included) to 1 (excluded). */
const fraction = (from: Dice): number => from.roll(0, 2 ** 30 - 1) / 2 ** 30;

/** A time of the log-normal distribution around a median (Box and Muller's transform). */
const around = (median: number, from: Dice): number =>
  median *
  Math.exp(
    SPREAD * Math.sqrt(-2 * Math.log(1 - fraction(from))) * Math.cos(2 * Math.PI * fraction(from)),
  );

/** How the sources of a list are spread over hosts. */
export interface Kind {
  readonly pages: readonly number[];
  /** Of ten hosts, how many are dead, and how many take ten times as long. */
  readonly dead?: number;
  readonly slow?: number;
}

/** The distributions that are played. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'ten pages a host': { pages: zipf(0) },
  'Zipf 0.6': { pages: zipf(0.6) },
  'Zipf 1.0': { pages: zipf(1) },
  'Zipf 0.6, 10 % of hosts ten times slower': { pages: zipf(0.6), slow: 1 },
  'Zipf 0.6, 10 % of hosts dead': { pages: zipf(0.6), dead: 1 },
  'ten pages a host, 10 % of hosts dead': { pages: zipf(0), dead: 1 },
  'one page a host': { pages: zipf(0, SOURCES) },
};

/** One web of a kind; the list names its sources in no order. */
export function madeUpWeb({ pages, dead = 0, slow = 0 }: Kind, seed: number): MadeUpWeb {
  const from = dice(`${pages.length} ${pages[0]} ${dead} ${slow} ${seed}`);
  // Lots are drawn for ten hosts at a time, so that a tenth of the large ones is dead and a tenth of the small ones.
  const lots = pages.map((_, i) => ({ ten: Math.floor(i / 10), lot: fraction(from), i }));
  const drawn = lots.toSorted((a, b) => a.ten - b.ten || a.lot - b.lot).map(({ i }) => i);
  const dying = new Set(drawn.filter((_, place) => place % 10 < dead).map(nameOf));
  const lame = new Set(drawn.filter((_, place) => place % 10 >= 10 - slow).map(nameOf));
  const all = pages.flatMap((n, i) =>
    Array.from({ length: n }, (_, page) => {
      const name = nameOf(i);
      const time = around(lame.has(name) ? 10 * USUAL : USUAL, from);
      return { url: `http://${name}/${page}`, time: Math.round(time), lot: fraction(from) };
    }),
  );
  const listed = all.toSorted((a, b) => a.lot - b.lot);
  return { times: new Map(listed.map(({ url, time }) => [url, time])), dead: dying };
}

const nameOf = (host: number): string => `host-${host}.example`;
