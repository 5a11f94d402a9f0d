import type { Cost } from './night/cost.js';
import { openBench } from './night/loopback.js';
import { AS_BEFORE, STANDING, WHICH } from './night/pages.js';

/**
 * `npm run bench -- scale [SOURCES…]`: what a source costs in a report of 1,000 and of 10,000 (or as many as are given): a
 * first night, an unchanged one, and what is asked of the store afterwards. The last column compares each size with the first.
 */
const sizes = process.argv.slice(2).map(Number);
const SIZES = sizes.length > 0 ? sizes : [1_000, 10_000];

async function measure(sources: number): Promise<ReadonlyMap<string, Cost>> {
  const bench = await openBench(STANDING, sources);
  try {
    await bench.setWeather(AS_BEFORE);
    const store = 'scale';
    return new Map([
      ['bare loop', bench.bareLoop()],
      ['first night', bench.check(store, 1)],
      ['304', bench.check(store, 2)],
      ['history', bench.command(store, ['history', 'source-7'])],
      ['report --format md', bench.command(store, ['report', '--format', 'md'])],
      ['digest', bench.command(store, ['digest'])],
    ]);
  } finally {
    bench.close();
  }
}

console.log(`${WHICH}, Node ${process.versions.node}`);
let first: ReadonlyMap<string, Cost> | null = null;
for (const size of SIZES) {
  const costs = await measure(size);
  first ??= costs;
  for (const [name, { cpu, wall, rss }] of costs) {
    const before = (first.get(name)?.cpu ?? Number.NaN) / (SIZES[0] as number);
    console.log(
      `${String(size).padStart(7)}  ${name.padEnd(20)} wall ${(wall / 1000).toFixed(2).padStart(7)} s   ` +
        `CPU a source ${(cpu / size).toFixed(3).padStart(7)} ms (${(cpu / size / before).toFixed(2)}×)   peak ${rss.toFixed(0).padStart(5)} MB`,
    );
  }
}
