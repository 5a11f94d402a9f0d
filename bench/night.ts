import { type Cost, lineOf } from './night/cost.js';
import { openBench } from './night/loopback.js';
import { OTHERS, type Pages } from './night/others.js';
import type { Weather } from './night/web.js';

/**
 * `npm run bench:night [-- SOURCES [BYTES]]`: what a night costs in processor time, wall time and peak memory, beside a
 * bare loop of GET and SHA-256 over the same pages in the same run, and beside linkinator and, where they are installed,
 * urlwatch and linkchecker. The pauses of politeness are off, so that the figures are work.
 */
const SOURCES = Number(process.argv[2] ?? 2000);
const BYTES = Number(process.argv[3] ?? 20_000);
/** Each is measured so often, in turns; the median and the range are printed. */
const RUNS = Number(process.env.RUNS ?? 3);

const AS_BEFORE = { validators: true, otherBytes: 0, edited: 0 };
const NIGHTS = [
  ['first night', AS_BEFORE],
  ['304', AS_BEFORE],
  ['304 again', AS_BEFORE],
  ['200, equal bytes', { ...AS_BEFORE, validators: false }],
  ['200, equal text', { validators: false, otherBytes: 1, edited: 0 }],
  ['200, 5 % changed', { validators: false, otherBytes: 2, edited: 5 }],
] as const;

const costs = new Map<string, Cost[]>();
const note = (name: string, cost: Cost): void => {
  costs.set(name, [...(costs.get(name) ?? []), cost]);
};

const bench = await openBench(SOURCES, BYTES);
const withPort = (url: string): string => url.replace(/(?<=\/\/[^/]+)(?=\/)/u, `:${bench.port}`);
const pagesOf = (run: number): Pages => ({
  folder: bench.folder,
  store: `run-${run}`,
  urls: bench.urls.map(withPort),
  port: bench.port,
  index: withPort(`http://host-0.example/index-${SOURCES}-${bench.hosts}-${BYTES}.html`),
});
/** Measures, and makes sure that the pages were asked for. */
async function asking(weather: Weather, name: string, measure: () => Cost): Promise<void> {
  await bench.setWeather(weather);
  note(name, measure());
  const asked = await bench.setWeather(weather);
  if (asked < SOURCES) throw new Error(`${name} asked for ${asked} of ${SOURCES} pages`);
}

try {
  await bench.setWeather(AS_BEFORE);
  bench.plainNight();
  for (let run = 0; run < RUNS; run++) {
    for (const [i, [name, weather]] of NIGHTS.entries()) {
      await asking(weather, 'bare loop', bench.bareLoop);
      await asking(weather, name, () => bench.check(`run-${run}`, 1 + i));
    }
    await asking(AS_BEFORE, 'plain 304', bench.plainNight);
    for (const [name, measure] of OTHERS)
      for (const night of [name, `${name} again`])
        await asking(AS_BEFORE, night, () => measure(pagesOf(run)));
  }
} finally {
  bench.close();
}

console.log(
  `${SOURCES} sources of ${BYTES} bytes on ${bench.hosts} hosts, ${RUNS} runs, Node ${process.versions.node}`,
);
const bare = costs.get('bare loop') as Cost[];
for (const [name, all] of costs) console.log(lineOf(name, all, bare));
