import robots from 'robots-parser';
import { parseAddress } from '../model/address.js';
import type { Unasked } from '../model/link-reason.js';
import type { World } from '../world.js';

/** The package's types say that it has a default export; what it exports is the function itself. */
const createParser = robots as unknown as typeof robots.default;

/** Tells why a page is not to be asked for, or null when it may be; `foreign` where a page asks for it that nobody cited. */
export type Permission = (url: string, foreign?: boolean) => Promise<Unasked | null>;

/** Everything may be asked for: the default, for we read one page a night for a person who cites it. */
export const allowAll: Permission = async () => null;

/**
 * What `robots.txt` asks of us (RFC 9309), read once a host and run. A host whose file cannot be read is asked all the same,
 * unlike a crawler's rule: the page itself will fail, and the failure is what we are here to see. It holds for whatever is
 * visited, meta refreshes and soft-404 probes with it. Archives are not asked for theirs: they are spoken to through
 * interfaces that they publish for programs, within the limits that they publish for them, and crawled by nobody.
 */
export function byRobotsTxt(world: World, userAgent: string): Permission {
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

/** Bytes of a `robots.txt` that are read: as many as one must read at least (RFC 9309, 2.5). */
const MOST = 500 * 1024;

async function readRules(
  world: World,
  file: string,
  userAgent: string,
  foreign: boolean,
): Promise<(url: string) => boolean> {
  // Not signed then, nor followed to whom a stranger chooses.
  const asked = foreign ? ({ unsigned: true, unfollowed: 'elsewhere' } as const) : {};
  const outcome = await world.fetch({ url: file, validators: null, ...asked });
  if (outcome.kind !== 'answered' || outcome.http >= 300 || outcome.body === null) return () => true;
  const parser = createParser(file, new TextDecoder().decode(outcome.body.bytes.subarray(0, MOST)));
  return (url) => parser.isAllowed(url, userAgent) !== false;
}
