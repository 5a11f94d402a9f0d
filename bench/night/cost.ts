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

const seconds = (milliseconds: number, width: number): string =>
  (milliseconds / 1000).toFixed(2).padStart(width);

/** One line of a table: medians, the range of the processor times, and both as multiples of those of the bare loop. */
export function lineOf(name: string, costs: readonly Cost[], bare: readonly Cost[]): string {
  const of = (all: readonly Cost[], key: keyof Cost): number => median(all.map((one) => one[key]));
  const times = (key: keyof Cost): string => (of(costs, key) / of(bare, key)).toFixed(2).padStart(6);
  const cpus = costs.map(({ cpu }) => cpu);
  const range = `${seconds(Math.min(...cpus), 0)}–${seconds(Math.max(...cpus), 0)}`;
  const peak = Math.max(...costs.map(({ rss }) => rss)).toFixed(0);
  return (
    `${name.padEnd(22)} CPU ${seconds(of(costs, 'cpu'), 7)} s (${range}) ${times('cpu')}×   ` +
    `wall ${seconds(of(costs, 'wall'), 6)} s ${times('wall')}×   peak ${peak.padStart(5)} MB`
  );
}
