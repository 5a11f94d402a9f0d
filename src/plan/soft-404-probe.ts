import { hostOf, isHomePath, parseAddress } from '../model/address.js';
import type { SourceVerdict } from '../model/verdict.js';

/** A page of a doubtful one's site that may be what came in the document's place. */
export interface Probe {
  /** What the question is recorded under: one a host. */
  readonly subject: string;
  readonly url: string;
  /** Milliseconds for which the answer holds. */
  readonly rest: number;
}

/** Milliseconds. */
const HOUR = 3_600_000;

/** An address beside a doubtful one that nobody can have made a page for, asked once a week; null when there is no doubt. */
export function probeFor(verdict: SourceVerdict, date: string): Probe | null {
  const address = doubtful(verdict);
  if (address === null) return null;
  const folder = address.pathname.replace(/[^/]+\/?$/u, '');
  return {
    subject: `sibling:${hostOf(address.href)}`,
    url: `${address.origin}${folder}no-such-page-${date.replaceAll('-', '')}-citewatch`,
    rest: 7 * 24 * HOUR,
  };
}

/** The home page above a doubtful address, in its language, which is another one every night; null for a home page. */
export function homeFor(verdict: SourceVerdict): Probe | null {
  const address = doubtful(verdict);
  if (address === null || (isHomePath(address.pathname) && address.search === '')) return null;
  const [, first = ''] = address.pathname.split('/');
  const home = first !== '' && isHomePath(`/${first}/`) ? `/${first}/` : '/';
  return {
    subject: `home:${hostOf(address.href)}${home}`,
    url: `${address.origin}${home}`,
    rest: 12 * HOUR,
  };
}

/** The address of a page of which only some signs say that it is not the document, or null. */
const doubtful = ({ url, link }: SourceVerdict): URL | null =>
  link.status === 'alive' && link.signs !== undefined ? parseAddress(url ?? '') : null;
