import { archiveToday, hostOf, parseAddress } from '../model/address.js';

/** Archives with an address of their own manner; `timestamp/address` is recognised at any host. */
const ARCHIVES =
  /(?:^|\.)(?:web\.archive\.org|archive-it\.org|timetravel\.mementoweb\.org|perma\.cc|ghostarchive\.org|webcitation\.org|megalodon\.jp|arquivo\.pt|webarchive\.org\.uk|webarchive\.nationalarchives\.gov\.uk|webarchive\.nla\.gov\.au)$/;

/** A date of at least eight digits, perhaps with a mode such as `id_`, before an address. */
const DATED_PATH = /\/\d{8,14}(?:[a-z]{2}_)?\/+https?:\//;

/** True for the address of a capture: it names a copy in an archive, not the document's own place. */
export const isArchiveUrl = (url: string): boolean =>
  archiveToday(url) || ARCHIVES.test(hostOf(url)) || DATED_PATH.test(parseAddress(url)?.pathname ?? '');

/** The address that was captured; null when `url` is no archive's, or does not say (`perma.cc/…`). */
export function originalOf(url: string): string | null {
  if (!isArchiveUrl(url)) return null;
  const path = url.replace(/^\w+:\/\/[^/]+/, '');
  const whole = /(https?):\/+(.+)$/s.exec(path);
  if (whole !== null) return `${whole[1]}://${whole[2]}`;
  const bare = /\/(?:\d{4,14}(?:[a-z]{2}_)?|\*|newest|oldest)\/([\w-]+(?:\.[\w-]+)+(?:[:/?].*)?)$/s.exec(
    path,
  );
  return bare === null ? null : `http://${bare[1]}`;
}
