import { hostOf } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import { siteOf } from '../../model/publisher-sites.js';
import type { Source, Watchlist } from '../../model/watchlist.js';
import { foldedText } from '../../passage/text/fold.js';
import { simplify } from '../../passage/text/scripts.js';

const WORD = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
/** What stands between an article's title and the name of its site. */
const SEPARATORS = /\s[|–—·»-]+\s|[|｜_]/u;
/** Headings of the highest level from which on none is the page's title: it lists several things. */
const SEVERAL = 3;

/** Words of a title in one Chinese script; of Chinese, which has no spaces, every two characters in a row. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    (simplify(foldedText(text)).match(WORD) ?? []).flatMap((word) =>
      /^\p{Script=Han}{2}/u.test(word)
        ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
        : [word],
    ),
  );

/** Fuzzy title matching: the Dice coefficient of the words of two titles, 0 to 1. */
export function titleLikeness(title: string, other: string): number {
  const [here, there] = [wordsOf(title), wordsOf(other)];
  const shared = [...here].filter((word) => there.has(word)).length;
  return here.size + there.size === 0 ? 0 : (2 * shared) / (here.size + there.size);
}

export function titleShare(title: string, text: string): number {
  const [here, there] = [wordsOf(title), wordsOf(text)];
  return here.size === 0 ? 0 : [...here].filter((word) => there.has(word)).length / here.size;
}

/** How alike a page's title or first heading is to a title, 0 to 1. */
export function pageLikeness(document: Document, title: string): number {
  const own = document.title ?? '';
  const faces = [own, ...own.split(SEPARATORS), ...headingsOf(document)];
  return Math.max(...faces.map((face) => titleLikeness(title, face)));
}

/** The headings of the highest level, where they are so few that one of them is the page's title. */
function headingsOf({ blocks }: Document): readonly string[] {
  const headings = blocks.filter(({ heading }) => heading !== undefined);
  const highest = Math.min(...headings.map(({ heading }) => heading as number));
  const tops = headings.filter(({ heading }) => heading === highest);
  return tops.length < SEVERAL ? tops.map(({ text }) => text) : [];
}

/** Hosts that keep what others publish: that one of a publisher's documents stands there makes none of them its own. */
const KEEPERS = /(?:^|\.)(?:doi\.org|archive\.org|ecoi\.net|refworld\.org|ohchr\.org)$/u;

/** Where a publisher's documents stand: as the table of sites says, and where others of its sources are. */
export function publisherHosts(source: Source, { sources }: Watchlist): readonly string[] {
  const others = sources.filter(
    ({ id, publisher }) => id !== source.id && shortName(publisher) === shortName(source.publisher),
  );
  const own = [...others, source].flatMap(({ url }) =>
    url === null || KEEPERS.test(hostOf(url)) ? [] : [hostOf(url)],
  );
  return [...new Set([...(siteOf(source)?.hosts ?? []), ...own])];
}

/** Origins at which `robots.txt` may name sitemaps of the publisher's. */
export function publisherOrigins(source: Source, { sources }: Watchlist): readonly string[] {
  const known = sources.filter(({ publisher }) => shortName(publisher) === shortName(source.publisher));
  const origins = known.flatMap(({ url }) => (url === null || KEEPERS.test(hostOf(url)) ? [] : [new URL(url).origin]));
  return [...new Set([siteOf(source)?.home ?? [], origins].flat())].slice(0, 2);
}

/** True for an address on a known host of the publisher; where none is known, on a host with its name (`sixthtone.com`). */
export function isPublishers(url: string, { publisher }: Source, hosts: readonly string[]): boolean {
  const host = hostOf(url);
  if (hosts.length > 0) return hosts.some((own) => host === own || host.endsWith(`.${own}`));
  const labels = host.split('.');
  // `example.com.cn` is called `example` as well.
  const name =
    /^(?:ac|co|com|edu|gov|net|org)$/u.test(labels.at(-2) ?? '') && labels.length > 2 ? labels.at(-3) : labels.at(-2);
  return publisher.split(/[(),（）/]/u).some((part) => lettersOf(part) !== '' && lettersOf(part) === name);
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A publisher's name without what is said beside it: `Walk Free` of `Walk Free (Minderoo Foundation)`. */
const shortName = (publisher: string): string => (publisher.split(/[(（,]/u)[0] as string).trim().toLowerCase();
