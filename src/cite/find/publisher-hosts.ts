import { hostOf } from '../../model/address.js';
import { siteOf } from '../../model/publisher-sites.js';
import type { Source, Watchlist } from '../../model/watchlist.js';

/** Hosts that keep what others publish: that one of a publisher's documents stands there makes none of them its own. */
const KEEPERS = /(?:^|\.)(?:doi\.org|archive\.org|ecoi\.net|refworld\.org|ohchr\.org)$/u;

/** Where a publisher's documents stand: as the table of sites says, and where others of its sources are. */
export function publisherHosts(source: Source, { sources }: Watchlist): readonly string[] {
  const own = sources
    .filter(
      ({ id, publisher, url }) =>
        id !== source.id && url !== null && shortName(publisher) === shortName(source.publisher),
    )
    .map(({ url }) => hostOf(url as string))
    .filter((host) => !KEEPERS.test(host));
  const home = source.url === null || KEEPERS.test(hostOf(source.url)) ? [] : [hostOf(source.url)];
  return [...new Set([...(siteOf(source)?.hosts ?? []), ...own, ...home])];
}

/** Origins at which `robots.txt` may name sitemaps of the publisher's. */
export function publisherOrigins(source: Source, { sources }: Watchlist): readonly string[] {
  const known = sources.filter(({ publisher }) => shortName(publisher) === shortName(source.publisher));
  const site = siteOf(source);
  const origins = known.flatMap(({ url }) =>
    url === null || KEEPERS.test(hostOf(url)) ? [] : [new URL(url).origin],
  );
  return [...new Set([...(site === null ? [] : [site.home]), ...origins])].slice(0, 2);
}

/**
 * True when an address is the publisher's: on one of its known hosts, or, where none is known, on a host that is called as the
 * publisher is (`sixthtone.com`, `iom.int`).
 */
export function isPublishers(url: string, { publisher }: Source, hosts: readonly string[]): boolean {
  const host = hostOf(url);
  if (hosts.length > 0) return hosts.some((own) => host === own || host.endsWith(`.${own}`));
  const labels = host.split('.');
  // `example.com.cn` is called `example` as well.
  const name =
    /^(?:ac|co|com|edu|gov|net|org)$/u.test(labels.at(-2) ?? '') && labels.length > 2
      ? labels.at(-3)
      : labels.at(-2);
  return publisher.split(/[(),（）/]/u).some((part) => lettersOf(part) !== '' && lettersOf(part) === name);
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A publisher's name without what is said beside it: `Walk Free` of `Walk Free (Minderoo Foundation)`. */
const shortName = (publisher: string): string =>
  (publisher.split(/[(（,]/u)[0] as string).trim().toLowerCase();
