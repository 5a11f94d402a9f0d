import type { FetchSettings } from '../../src/model/settings.js';
import type { MadeUpWeb } from './made-up-web.js';

/** A time below which no night can be, and what it is made of; milliseconds. */
export interface Bound {
  readonly longestLane: number;
  readonly allWork: number;
}

/** Gaps that a dead host is left alone before its last try; as in `src/web/dispatcher.ts`. */
const REST = 10;

/**
 * Two times below which no schedule can be that keeps to the rules, so that none can be below the greater:
 *
 * - A host is asked one thing at a time, with a gap after each. So a night is at least as long as the requests of any one host
 *   and the gaps between them, whatever happens elsewhere.
 * - A request holds one of the slots while it is under way. So a night is at least as long as all requests together over
 *   the number of slots.
 *
 * What must be asked is known beforehand, which no scheduler knows: of a host that answers, each page once. Of a dead host,
 * each request lasts a time limit; one with several pages takes two, a rest and a third; one with a single page
 * has it tried once more, as a silent host's is, and then nothing is left. Both times are those of the rules of citewatch. A
 * schedule that asks a dead host for every page, as plain ones do, has a longer one.
 */
export function boundOf(
  { times, dead }: MadeUpWeb,
  { concurrency, hostDelay, timeout }: FetchSettings,
): Bound {
  const lanes = new Map<string, number[]>();
  for (const [url, time] of times) {
    const { hostname } = new URL(url);
    lanes.set(hostname, [...(lanes.get(hostname) ?? []), time]);
  }
  let [longestLane, allWork] = [0, 0];
  for (const [host, pages] of lanes) {
    const isDead = dead.has(host);
    const requests = isDead ? Array<number>(pages.length === 1 ? 2 : 3).fill(timeout) : pages;
    const work = requests.reduce((sum, time) => sum + time, 0);
    const gaps = isDead && pages.length > 1 ? 1 + REST : requests.length - 1;
    longestLane = Math.max(longestLane, work + gaps * hostDelay);
    allWork += work;
  }
  return { longestLane, allWork: allWork / concurrency };
}
