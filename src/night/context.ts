import { parseAddress } from '../model/address.js';
import type { CaptureFault } from '../model/capture.js';
import type { Finding } from '../model/finding.js';
import type { NotCheckedReason } from '../model/link.js';
import type { Traffic } from '../model/outcome.js';
import { type RunFacts, trafficOf } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { Visit } from '../model/visit.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import type { OpenRun } from '../store/store.js';
import { parseRobotsTxt, robotsText } from '../web/retry.js';
import type { World } from './world.js';

/** Called as each visit lands. */
export type Tell = (progress: {
  readonly done: number;
  readonly total: number;
  readonly visit: Visit;
}) => void;

/** What an update of citewatch changed before a night: the run in which that was judged, and what it ended. */
export interface Update {
  readonly run: RunFacts;
  readonly over: readonly Finding[];
}

/** One run under way. */
export interface Night {
  readonly world: World;
  readonly watch: Watchlist;
  /** Those of the watchlist that this run looks at. */
  readonly sources: readonly Source[];
  readonly settings: CheckSettings;
  readonly run: OpenRun;
  /** The instant for which the whole run judges. */
  readonly now: Date;
  readonly tell: Tell;
  readonly permission: Permission;
  /** Noted as visits land: captures of this run that are not sound evidence, by what they are of. */
  readonly badCaptures: Map<string, CaptureFault>;
  /** Null where the night before judged by the same rules. */
  readonly update: Update | null;
  /** What this run has asked of the web so far. */
  readonly traffic: () => Traffic;
}

/** Why a page may not be requested, or null when it may; `foreign`: an uncited page asks for it. */
export type Permission = (url: string, foreign?: boolean) => Promise<NotCheckedReason | null>;

/** Everything may be requested: the default, since we read one page a night for a person who cites it. */
export const allowAll: Permission = async () => null;

/**
 * What `robots.txt` asks of us (RFC 9309), read once a host and run; its `Crawl-delay` is kept by the host's lane (`web/lane.ts`). If it cannot
 * be read, the page is requested all the same, unlike a crawler's rule: its failure is what we are here to see. It holds for meta refreshes
 * and soft-404 probes too. Archives are exempt: we use the interfaces that they publish for programs, within their published limits.
 */
export function robotsPermission(world: World, userAgent: string): Permission {
  const rules = new Map<string, Promise<(url: string) => boolean>>();
  return async (url, foreign = false) => {
    const address = parseAddress(url);
    if (address === null) return null;
    const file = `${address.origin}/robots.txt`;
    const known = rules.get(file) ?? readRules(world, file, userAgent, foreign);
    rules.set(file, known);
    return (await known)(url) ? null : { kind: 'robots', file };
  };
}

async function readRules(
  world: World,
  file: string,
  userAgent: string,
  foreign: boolean,
): Promise<(url: string) => boolean> {
  // Not signed then, nor followed to whom a stranger chooses.
  const asked = foreign ? ({ unsigned: true, unfollowed: 'elsewhere' } as const) : {};
  const outcome = await world.fetch({ url: file, validators: null, ...asked });
  if (outcome.kind !== 'answered' || outcome.http >= 300 || outcome.body === null)
    return () => true;
  const parser = parseRobotsTxt(file, robotsText(outcome.body.bytes));
  return (url) => parser.isAllowed(url, userAgent) !== false;
}

/** Counts the traffic from now on, with that of the earlier visits of a resumed run. */
export async function trafficOfRun(
  world: Pick<World, 'store' | 'traffic'>,
  run: OpenRun,
): Promise<() => Traffic> {
  const earlier = trafficOf(await world.store.visits(run.id));
  const atStart = world.traffic();
  return () => {
    const { requests, bytes } = world.traffic();
    return {
      requests: earlier.requests + requests - atStart.requests,
      bytes: earlier.bytes + bytes - atStart.bytes,
    };
  };
}
