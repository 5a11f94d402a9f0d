import type { Evidence } from '../evidence/evidence.js';
import type { Fetch, Outcome } from '../model/outcome.js';
import type { Watchlist } from '../model/watchlist.js';
import type { Store } from '../record/store.js';
import type { World } from '../world.js';
import { asShownThen } from './kept-rendering.js';
import type { Permission } from './robots.js';

/** A world in which every address answers with what was last received from it, and nothing else is asked or kept. */
export interface Replay {
  readonly world: World;
  /** Only what was kept may be asked for. */
  readonly permission: Permission;
}

/** What earlier runs kept. */
export interface Kept {
  readonly evidence: Evidence;
  readonly store: Store;
}

/** Puts stored captures in place of the web: the same rules, or new ones, over the same bytes. */
export function replay(world: World, { evidence, store }: Kept, { sources }: Watchlist): Replay {
  const subjects = new Map(sources.flatMap(({ id, url }) => (url === null ? [] : [[url, id] as const])));
  /** Whose answers came from where. */
  const answered = new Map<string, string>();
  const captureOf = async (url: string): Promise<Outcome | null> => {
    const subject = subjects.get(url) ?? url;
    const [last] = await store.life(subject);
    // A page that was not sent again ("not changed") is the one that was accepted, whatever came in between.
    const records = last?.snapshot ? await evidence.list(subject) : [];
    const accepted = records.findLast((record) => record.payloadSha256 === last?.snapshot);
    return accepted === undefined
      ? evidence.outcomeOf(subject)
      : ((await evidence.read(accepted.n))?.outcome ?? null);
  };
  const fetch: Fetch = async ({ url }) => {
    const capture = await captureOf(url);
    if (capture === null) throw new Error(`no capture of ${url} was kept`);
    answered.set(capture.finalUrl, subjects.get(url) ?? url);
    return { ...capture, url };
  };
  const lastAt = async (url: string) => (await store.life(answered.get(url) ?? url))[0] ?? null;
  const render = asShownThen(evidence, lastAt);
  return {
    world: { ...world, fetch, render, archive: null, evidence: null, handedIn: evidence },
    permission: async (url) => ((await captureOf(url)) === null ? { kind: 'no-capture' } : null),
  };
}
