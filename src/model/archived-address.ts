import {
  addressKey,
  decodePart,
  hostOf,
  isArchiveToday,
  parseWebAddress,
  printedAddress,
  sameAddress,
} from './address.js';
import type { Copy, Source } from './watchlist.js';

/** Archives with an address of their own manner; `timestamp/address` is recognised at any host. */
const ARCHIVES =
  /(?:^|\.)(?:web\.archive\.org|wayback\.archive\.org|archive-it\.org|timetravel\.mementoweb\.org|perma\.cc|ghostarchive\.org|webcitation\.org|megalodon\.jp|arquivo\.pt|webarchive\.org\.uk|webarchive\.nationalarchives\.gov\.uk|webarchive\.loc\.gov|webarchive\.nla\.gov\.au)$/u;
/** The Wayback Machine's older addresses; all else at archive.org is a document of its own. */
const WAYBACK_AT_HOME = /^\/(?:web|wayback)\//u;
/** A date of at least eight digits, perhaps with a mode such as `id_`, before an address. */
const DATED_PATH = /\/\d{8,14}(?:[a-z]{2}_)?\/+https?(?::\/|%3A)/iu;

/** True for the address of a capture: it names a copy in an archive, not the document's own place. */
export function isArchiveUrl(url: string): boolean {
  const address = parseWebAddress(url);
  if (address === null) return false;
  const isKnown = isArchiveToday(url) || ARCHIVES.test(address.hostname);
  const isWayback = hostOf(url) === 'archive.org' && WAYBACK_AT_HOME.test(address.pathname);
  return isKnown || isWayback || DATED_PATH.test(address.pathname);
}

/** What the address of a capture says: what was captured, and when (`20240624090000`, or its beginning; null where it names no moment). */
interface ArchivedAddress {
  readonly original: string;
  readonly moment: string | null;
}

/** An original with its scheme, as it is or percent-encoded, behind a part of the path. */
const WHOLE =
  /^(?<before>[^?#]*?\/)(?<scheme>https?)(?:(?<plain>:\/+)|:?%3A(?:%2F|\/)*)(?<rest>.+)$/isu;
/** One without a scheme, behind a moment or what stands for one. */
const BARE =
  /\/(?:(?<moment>\d{4,14})(?:[a-z]{2}_)?|\d{0,14}\*|newest|oldest|(?<=^\/)web)\/(?<rest>[\w-]+(?:\.[\w-]+)+(?:(?:[:/?]|%2F).*)?)$/isu;
const LAST_MOMENT = /\/(\d{4,14})(?:[a-z]{2}_)?\/$/u;

function readArchived(url: string): ArchivedAddress | null {
  if (!isArchiveUrl(url)) return null;
  const path = url.replace(/^\w+:\/\/[^/]+/u, '');
  const whole = WHOLE.exec(path)?.groups;
  if (whole !== undefined) {
    const { before = '', scheme = '', plain, rest = '' } = whole;
    const moment = LAST_MOMENT.exec(before)?.[1] ?? null;
    return {
      original: `${scheme.toLowerCase()}://${plain === undefined ? decodePart(rest) : rest}`,
      moment,
    };
  }
  const asked = parseWebAddress(url)?.searchParams.get('url') ?? '';
  if (parseWebAddress(asked) !== null) return { original: asked, moment: null };
  const bare = BARE.exec(path)?.groups;
  if (bare === undefined) return null;
  const { moment = null, rest = '' } = bare;
  return { original: `http://${/%2F/iu.test(rest) ? decodePart(rest) : rest}`, moment };
}

/** The address that was captured; null when `url` is no archive's, or does not say (`perma.cc/…`). */
export const originalOf = (url: string): string | null => readArchived(url)?.original ?? null;

/** Digits of a whole moment: what stands in the path of any replay, and in hardly another address. */
const WHOLE_MOMENT = 14;
/** Captures of captures that are looked through, our choice. */
const DEEPEST = 3;
/** Names that lead nowhere outside a network of somebody's own (RFC 6761, RFC 6762, RFC 8375; `internal` of ICANN), and addresses without a name. */
const PRIVATE_HOST = /^[^.]*$|(?:^|\.)(?:localhost|local|internal|home\.arpa)$|[\d\]]$/u;

/**
 * The document's own address behind that of a capture: what is to be watched. Null where `url` is none of a capture, does not name the
 * original, or names one that nobody outside can ask.
 */
export function originalBehind(url: string): string | null {
  let at = url;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const archived = readArchived(at);
    if (archived === null || !isSure(at, archived)) return null;
    at = archived.original;
    if (!isArchiveUrl(at)) return isAskable(at) ? (parseWebAddress(at)?.href ?? null) : null;
  }
  return null;
}

/** A site of its own may have a date before an address in its paths; an unknown archive is believed only with a whole moment. */
function isSure(url: string, { moment }: ArchivedAddress): boolean {
  const host = hostOf(url);
  return (
    isArchiveToday(url) ||
    host === 'archive.org' ||
    ARCHIVES.test(host) ||
    moment?.length === WHOLE_MOMENT
  );
}

function isAskable(url: string): boolean {
  const address = parseWebAddress(url);
  return (
    address !== null &&
    address.username + address.password === '' &&
    !PRIVATE_HOST.test(address.hostname)
  );
}

/** When a capture was made, by its address, ISO; of a day, a month or a year, its beginning. Null where the address does not say. */
export function capturedAt(url: string): string | null {
  const moment = readArchived(url)?.moment ?? null;
  const [, year, month = '01', day = '01', time = ''] =
    /^(\d{4})(\d\d)?(\d\d)?(\d*)$/u.exec(moment ?? '') ?? [];
  const at = new Date(`${year}-${month}-${day}T${clock(time)}Z`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Addresses of which each names another page, in order. */
export const uniqueAddresses = (urls: readonly string[]): readonly string[] => {
  const keys = urls.map(addressKey);
  return urls.filter((_, i) => keys.indexOf(keys[i] as string) === i);
};

const clock = (time: string): string =>
  time.padEnd(6, '0').replace(/^(\d\d)(\d\d)(\d\d)$/u, '$1:$2:$3');

/**
 * Archived addresses as copies of their document. Only one that names its moment is a copy: a calendar of captures shows none, and
 * `perma.cc` frames its own. archive.today is never asked (docs/decisions/0005-no-archive-today.md).
 */
export function copiesIn(archived: readonly string[]): readonly Copy[] {
  const dated = archived.filter((url) => !isArchiveToday(url) && capturedAt(url) !== null);
  return uniqueAddresses(dated).map((url) => ({ url, by: hostOf(url) }));
}

/** The address that the citation lines, the title or the note of a source print, the original of a captured one; null where they print none, or a copy's. */
export function printedFor(
  { title, note, copies }: Pick<Source, 'title' | 'note' | 'copies'>,
  lines: readonly (string | null)[],
): string | null {
  const printed = [...lines, title, note].flatMap((text) => printedAddress(text ?? '') ?? []);
  const urls = printed.map((url) => originalBehind(url) ?? url);
  return urls.find((url) => !copies.some((copy) => sameAddress(copy.url, url))) ?? null;
}
