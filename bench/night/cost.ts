/** What a process cost. */
export interface Cost {
  /** Milliseconds of processor time, all threads together. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly wall: number;
  /** Megabytes at the peak. */
  readonly rss: number;
}

/** The middle one; of an even count the upper of the two. */
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Each figure, the unit in which it is printed, and its digits. */
const FIGURES = [
  ['CPU', 'cpu', 1000, 's', 2],
  ['wall', 'wall', 1000, 's', 2],
  ['peak', 'rss', 1, 'MB', 0],
] as const;

/** The median processor time of some runs, as a multiple of that of others. */
export const timesOf = (costs: readonly Cost[], others: readonly Cost[]): string =>
  `${(median(costs.map(({ cpu }) => cpu)) / median(others.map(({ cpu }) => cpu))).toFixed(2)}×`;

/** One line of a table: of each figure the median, the range, and what it is times the medians of the others. */
export function lineOf(
  name: string,
  costs: readonly Cost[],
  others: readonly (readonly Cost[])[],
  figures: readonly string[] = FIGURES.map(([what]) => what),
): string {
  const cells = FIGURES.filter(([what]) => figures.includes(what)).map(
    ([what, key, unit, sign, digits]) => {
      const all = costs.map((one) => one[key]);
      const [middle, least, most] = [median(all), Math.min(...all), Math.max(...all)].map((one) =>
        (one / unit).toFixed(digits),
      );
      const times = others.map((other) =>
        `${(median(all) / median(other.map((one) => one[key]))).toFixed(2)}×`.padStart(7),
      );
      return `${what} ${`${middle} ${sign}`.padStart(8)} ${`(${least}–${most})`.padEnd(13)}${times.join('')}`;
    },
  );
  return `${name.padEnd(26)} ${cells.join('   ')}`;
}
