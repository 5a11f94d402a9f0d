import { hostOf, parseAddress } from '../model/address.js';
import type { SourceVerdict } from '../model/verdict.js';

/** An address beside a doubtful one that nobody can have made a page for. */
export interface Probe {
  /** What the question is recorded under: one a host. */
  readonly subject: string;
  readonly url: string;
}

/** Milliseconds between two such questions to a host: a week. */
export const PROBE_REST = 7 * 86_400_000;

/** What to ask about a page of which only some signs say that it is an error page; null when there is no such doubt. */
export function probeFor({ url, link }: SourceVerdict, date: string): Probe | null {
  const address = parseAddress(url ?? '');
  if (link.status !== 'alive' || link.signs === undefined || url === null || address === null) return null;
  const folder = address.pathname.replace(/[^/]+\/?$/u, '');
  return {
    subject: `sibling:${hostOf(url)}`,
    url: `${address.origin}${folder}no-such-page-${date.replaceAll('-', '')}-citewatch`,
  };
}
