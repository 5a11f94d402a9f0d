import type { LinkVerdict } from '../../src/model/link.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { createFetcher } from '../../src/web/fetcher.js';
import { check } from '../check.js';
import { citation, fakeWorld, settings, source, watchlist } from '../world.js';
import type { Behaviour, Says } from './behaviour.js';
import type { HostileWeb } from './web.js';

/** Short enough for a bounded run, long enough for a slow machine. */
const LIMITS = { timeout: '1500', retries: '1', hostDelay: '0', concurrency: '64', maxBytes: '2M' };

/** The real chain of citewatch over every behaviour in one run; the store is in memory. Verdicts by name. */
export async function askCitewatch(
  web: HostileWeb,
  behaviours: readonly Behaviour[],
): Promise<ReadonlyMap<string, SourceVerdict>> {
  const wanted = settings({ ...LIMITS, connectTo: web.connectTo, cacert: web.ca });
  const fetcher = createFetcher(wanted.fetch);
  const world = { ...fakeWorld(), fetch: fetcher.fetch };
  try {
    const sources = behaviours.map(({ name, url, title }) => source(name, { url, title }));
    // Cited for what it says, without a quotation: nothing but the title tells the document from another.
    const citations = behaviours.map(({ name }, i) => ({ ...citation(i, name, ''), quotes: [] }));
    const run = await check(world, watchlist(sources, citations), wanted, () => {});
    return new Map(run.sources.map((verdict) => [verdict.id, verdict]));
  } finally {
    await fetcher.close();
    await world.close();
  }
}

/** A verdict in the words of the table. */
export const saysOf = ({ status, by }: LinkVerdict): Says =>
  (status === 'blocked' ? `blocked:${by}` : status) as Says;
