import { play } from './nights/play.js';
import { detailsText, figuresOf, figuresText } from './nights/report.js';

/**
 * Sixty made-up nights of forty sources through the real flow: noise, walls, outages, redesigns, and some two dozen
 * kinds of true events. Prints false alarms by severity, events told, after how many nights and in which words, mails and red nights,
 * beside a plain monitor.
 *
 *   npm run bench -- nights                     one seed
 *   npm run bench -- nights --seeds 5        several, and their sum
 *   npm run bench -- nights --seed 7         this one
 *   npm run bench -- nights --verbose        each false alarm with its source, night and reason; each event
 *   npm run bench -- nights --json           the figures as JSON
 */
const args = process.argv.slice(2);
const numberOf = (name: string, otherwise: number): number =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
const first = numberOf('--seed', 1);
const asJson = args.includes('--json');

const plays = [];
for (let seed = first; seed < first + numberOf('--seeds', 1); seed += 1) {
  const played = await play(seed);
  plays.push(played);
  if (asJson) continue;
  console.log(figuresText(figuresOf([played])));
  if (args.includes('--verbose')) console.log(detailsText(played));
}
const all = figuresOf(plays);
if (asJson)
  console.log(
    JSON.stringify(
      {
        ...all,
        plays: plays.map(({ seed, audit }) => ({
          seed,
          falseAlarms: audit.falseAlarms,
          over: audit.over,
          events: audit.told(),
        })),
      },
      null,
      2,
    ),
  );
else if (plays.length > 1) console.log(figuresText(all));
