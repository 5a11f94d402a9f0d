import { resolve } from 'node:path';
import { type Cost, lineOf, timesOf } from './night/cost.js';
import { type Bench, BUILT, openBench, type Pause } from './night/loopback.js';
import {
  AS_BEFORE,
  OPEN,
  SHAPES,
  type Shape,
  STANDING,
  type Weather,
  WHICH,
} from './night/pages.js';

/**
 * `npm run bench -- night [SOURCES]`: what a night costs in processor time, wall time and peak memory, beside a bare loop of GET and SHA-256
 * over the same pages in the same run, for reports of several shapes, beside the loops that do the least of a first night and of an unchanged
 * one; and, over the first, beside linkinator. Then what an open finding costs on an unchanged night. The pauses of politeness are off, so that the figures are work; at the end, what a report takes with them.
 * `PROGRAMS=before=/elsewhere/dist/cli.js,after=dist/cli.js` measures several builds in turns, and compares each with the first; each may name
 * the Node that runs it before a colon: `on26=/elsewhere/node:dist/cli.js`.
 */
const SOURCES = Number(process.argv[2] ?? 80);
/** A PDF takes several times as long as a page: so much smaller is their report. */
const PDFS = Math.ceil(SOURCES / 4);
/** Each is measured so often, in turns; the median and the range are printed. */
const RUNS = Number(process.env.RUNS ?? 3);
/** Sources of the report that is measured with the pauses. */
const POLITE = 60;

const BARE = 'bare loop';
/** The least of a first night, and of an unchanged one, and the nights that are held against them. */
const PARSED = 'GET, SHA-256, parse5';
const CONDITIONAL = 'conditional GET';
const UNCHANGED = '304 again';
/** Other tools on an unchanged night, where they are installed. */
const LINKINATOR = 'linkinator';
const URLWATCH = 'urlwatch, 304';
const PROGRAMS = (process.env.PROGRAMS ?? `citewatch=${BUILT.cli}`).split(',').map((one) => {
  const [, name = '', node = process.execPath, cli = ''] =
    /^([^=]+)=(?:(.+):)?(.+)$/u.exec(one) ?? [];
  return { name, build: { node, cli: resolve(cli) } };
});
const NIGHTS: readonly (readonly [string, Weather])[] = [
  ['first night', AS_BEFORE],
  ['304', AS_BEFORE],
  [UNCHANGED, AS_BEFORE],
  ['200, equal bytes', { ...AS_BEFORE, validators: false }],
  ['200, equal text', { ...AS_BEFORE, validators: false, otherBytes: 1 }],
  ['200, 5 % changed', { validators: false, otherBytes: 2, edited: true }],
];

interface Measured {
  readonly what: string;
  /** Empty for what is none of the builds. */
  readonly program: string;
  readonly cost: Cost;
}

/** Measures, and makes sure that every source was asked for. */
async function asking(bench: Bench, weather: Weather, measure: () => Cost): Promise<Cost> {
  await bench.setWeather(weather);
  const cost = measure();
  const asked = await bench.setWeather(weather);
  if (asked !== bench.urls.length)
    throw new Error(`${asked} of ${bench.urls.length} sources were asked for`);
  return cost;
}

/** A night by each program; every second run has them in the opposite order. */
async function* nightOf(
  bench: Bench,
  run: number,
  night: number,
  pause: Pause,
): AsyncGenerator<Measured> {
  const [what, weather] = NIGHTS[night] as (typeof NIGHTS)[number];
  for (const { name, build } of run % 2 === 0 ? PROGRAMS : PROGRAMS.toReversed()) {
    const check = (): Cost => bench.check(`${name}-${run}`, 1 + night, build, pause);
    yield { what, program: name, cost: await asking(bench, weather, check) };
  }
}

/** A run of all nights without pauses, each after a bare loop. */
async function* work(bench: Bench, run: number): AsyncGenerator<Measured> {
  if (run === 0) await asking(bench, AS_BEFORE, bench.conditionalLoop);
  yield { what: PARSED, program: '', cost: await asking(bench, AS_BEFORE, bench.parseLoop) };
  yield {
    what: CONDITIONAL,
    program: '',
    cost: await asking(bench, AS_BEFORE, bench.conditionalLoop),
  };
  for (const [night, [, weather]] of NIGHTS.entries()) {
    yield { what: BARE, program: '', cost: await asking(bench, weather, bench.bareLoop) };
    yield* nightOf(bench, run, night, 0);
  }
}

/** A run of the least that a 304 night must do, and of other tools. */
async function* others(bench: Bench, run: number): AsyncGenerator<Measured> {
  if (run === 0) await asking(bench, AS_BEFORE, bench.plainNight);
  yield { what: 'plain 304', program: '', cost: await asking(bench, AS_BEFORE, bench.plainNight) };
  if (run === 0) bench.urlwatch();
  for (const [what, tool] of [
    [LINKINATOR, bench.linkinator],
    [URLWATCH, bench.urlwatch],
  ] as const) {
    const cost = tool();
    if (cost !== null) yield { what, program: '', cost };
  }
}

/** A run of a first night and one of 304, with citewatch's own pauses. */
async function* polite(bench: Bench, run: number): AsyncGenerator<Measured> {
  for (const night of [0, 1]) yield* nightOf(bench, run, night, null);
}

const costsIn = (all: readonly Measured[], what: string, program: string): readonly Cost[] =>
  all.filter((one) => one.what === what && one.program === program).map(({ cost }) => cost);

/** Prints the processor time of nights of each program as a multiple of what is held against it. */
function printTimes(
  what: string,
  nights: (program: string) => readonly Cost[],
  against: (program: string) => readonly Cost[],
): void {
  for (const { name } of PROGRAMS)
    console.log(`  ${name}: ${what} ${timesOf(nights(name), against(name))}`);
}

/** Prints a line for all that was measured alike: medians, as multiples of the bare loop's and of those of the first program. */
function print(all: readonly Measured[], figures?: readonly string[]): void {
  const costsOf = (what: string, program: string): readonly Cost[] => costsIn(all, what, program);
  for (const name of new Set(all.map(({ what, program }) => `${what}\n${program}`))) {
    const [what = '', program = ''] = name.split('\n');
    const isOne = program === '' || PROGRAMS.length === 1;
    const beside = [costsOf(BARE, ''), isOne ? [] : costsOf(what, PROGRAMS[0]?.name ?? '')];
    const title = isOne ? what : `${what}, ${program}`;
    console.log(
      lineOf(
        title,
        costsOf(what, program),
        beside.filter((one) => one.length > 0),
        figures,
      ),
    );
  }
}

/** Measures a report of so many sources. */
async function measure(
  shape: Shape,
  sources: number,
  runs: readonly ((bench: Bench, run: number) => AsyncGenerator<Measured>)[],
): Promise<readonly Measured[]> {
  const bench = await openBench(shape, sources);
  console.log(
    `  ${sources} sources of ${(bench.bytes / 1000).toFixed(0)} kB on ${bench.hosts} hosts`,
  );
  const all: Measured[] = [];
  try {
    for (let run = 0; run < RUNS; run++)
      for (const part of runs) for await (const one of part(bench, run)) all.push(one);
  } finally {
    bench.close();
  }
  return all;
}

console.log(`${WHICH}, ${RUNS} runs, Node ${process.versions.node}`);
const measured = new Map<Shape, readonly Measured[]>();
for (const [name, shape] of Object.entries(SHAPES)) {
  console.log(`\n${name}`);
  const all = await measure(
    shape,
    shape.kind === 'pdf' ? PDFS : SOURCES,
    shape === STANDING ? [work, others] : [work],
  );
  measured.set(shape, all);
  print(all);
  const of = (what: string) => (program: string) => costsIn(all, what, program);
  if (shape.kind === 'html')
    printTimes(`first night, times ${PARSED}`, of('first night'), () => of(PARSED)(''));
  printTimes(`${UNCHANGED}, times a ${CONDITIONAL}`, of(UNCHANGED), () => of(CONDITIONAL)(''));
  if (of(URLWATCH)('').length > 0)
    printTimes(`${UNCHANGED}, times urlwatch`, of(UNCHANGED), () => of(URLWATCH)(''));
}
const unchanged = (shape: Shape) => (program: string) =>
  costsIn(measured.get(shape) ?? [], UNCHANGED, program);
console.log('\na source with an open finding on an unchanged night');
printTimes('times one at rest', unchanged(OPEN), unchanged(STANDING));
console.log('\nall quotations stand, with a pause of 1 s between two requests to a host');
print(await measure(STANDING, POLITE, [polite]), ['wall']);
