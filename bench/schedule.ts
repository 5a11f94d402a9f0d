import { parseSettings } from '../src/settings/options.js';
import { boundOf } from './schedule/bound.js';
import { KINDS, madeUpWeb } from './schedule/made-up-web.js';
import { playPlain, playScheduled } from './schedule/play.js';

/**
 * `npm run bench -- schedule [--seeds N]`: how long a night of 2,000 sources is in simulated time, with the limits that
 * `check` has unless told otherwise, beside the time below which none can be and a plain loop over the same list. Nothing
 * is waited for, and nothing asked of a network. Medians over the seeds, with the least and the most.
 */
const args = process.argv.slice(2);
const SEEDS = args.includes('--seeds') ? Number(args[args.indexOf('--seeds') + 1]) : 10;
/** A night may be so many times as long as the bound: what is promised in docs/decisions/0010-most-work-first.md. */
const PROMISED = 1.05;

const settings = parseSettings({}, '0.0.0').fetch;
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const spread = (numbers: readonly number[], digits: number): string => {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)].map((n) => n.toFixed(digits));
  return `${median(numbers).toFixed(digits)} (${least}–${most})`;
};

console.log(
  `${'2,000 sources'.padEnd(42)}${'night, s'.padEnd(18)}${'bound, s'.padEnd(10)}${'of'.padEnd(8)}` +
    `${'night / bound'.padEnd(22)}${'plain / bound'.padEnd(22)}requests: night, plain`,
);
let worst = 0;
for (const [name, kind] of Object.entries(KINDS)) {
  const plays = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const web = madeUpWeb(kind, seed);
    const { longestLane, allWork } = boundOf(web, settings);
    const [night, plain] = [
      await playScheduled(web, settings, seed),
      await playPlain(web, settings, seed),
    ];
    plays.push({
      bound: Math.max(longestLane, allWork),
      isLane: longestLane > allWork,
      night,
      plain,
    });
  }
  const ratios = plays.map(({ bound, night }) => night.length / bound);
  worst = Math.max(worst, ...ratios);
  const lanes = plays.filter(({ isLane }) => isLane).length;
  console.log(
    name.padEnd(42) +
      spread(
        plays.map(({ night }) => night.length / 1000),
        0,
      ).padEnd(18) +
      median(plays.map(({ bound }) => bound / 1000))
        .toFixed(0)
        .padEnd(10) +
      (lanes * 2 > SEEDS ? 'lane' : 'slots').padEnd(8) +
      spread(ratios, 3).padEnd(22) +
      spread(
        plays.map(({ bound, plain }) => plain.length / bound),
        2,
      ).padEnd(22) +
      `${median(plays.map(({ night }) => night.requests))}, ${median(plays.map(({ plain }) => plain.requests))}`,
  );
}
console.log(`worst night / bound: ${worst.toFixed(3)} (promised: ${PROMISED})`);
if (worst > PROMISED) process.exitCode = 1;
