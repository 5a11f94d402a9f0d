import { hostOf } from '../../model/address.js';
import type { Unasked } from '../../model/link-reason.js';
import type { Traffic } from '../../model/outcome.js';
import type { OutcomeFacts } from '../../model/visit.js';

/** What a machine without a network sees, whoever it asks. */
const LOCAL_FAILURES: ReadonlySet<string> = new Set(['dns', 'connection', 'timeout']);
/** Hosts that must have been asked: one or two may be down by themselves. */
const ENOUGH = 3;

/**
 * Why nothing can be said of the sources tonight, or null when this machine saw the web: over several hosts, everything
 * failed before any server answered, or failed in one and the same way, or every host showed the same page.
 * `recognised` says that a quoted passage stands on one of the pages: no login page of a network carries it.
 */
export function whyOffline(outcomes: readonly OutcomeFacts[], recognised = false): Unasked | null {
  const hosts = new Set(outcomes.map((o) => hostOf(o.url)));
  if (hosts.size < ENOUGH) return null;
  if (outcomes.every(mayBeOurs)) return { kind: 'offline' };
  const failures = outcomes.flatMap((o) => (o.kind === 'failed' && o.hops.length === 0 ? [o] : []));
  if (failures.length === outcomes.length) {
    const [first] = failures;
    if (first !== undefined && new Set(failures.map((o) => `${o.failure} ${o.code}`)).size === 1)
      return { kind: 'same-failure', message: first.message };
  }
  return !recognised && isCaptive(outcomes) ? { kind: 'captive-portal' } : null;
}

/** True for what a machine without a network sees. */
const mayBeOurs = (o: OutcomeFacts): boolean =>
  o.kind === 'failed' && o.hops.length === 0 && LOCAL_FAILURES.has(o.failure);

/**
 * The same for a night on which others were asked about the sources (archives, registers), of which `traffic` tells: where none of
 * them answered either, one host or two that failed may have been this machine's fault.
 */
export const hasHeardNobody = (outcomes: readonly OutcomeFacts[], traffic: Traffic): boolean =>
  outcomes.length > 0 &&
  outcomes.every(mayBeOurs) &&
  traffic.bytes === 0 &&
  traffic.requests > outcomes.reduce((sum, { requests }) => sum + requests, 0);

/** Network authentication required (RFC 6585). */
const LOG_IN = 511;

/** True when every host led to one address, or answered with the same bytes. Refusals are heard by {@link file://./one-refusal.ts}. */
function isCaptive(outcomes: readonly OutcomeFacts[]): boolean {
  const pages = outcomes.map((o) =>
    o.kind === 'answered' && (o.http < 400 || o.http === LOG_IN) ? (o.sha256 ?? null) : null,
  );
  const places = new Set(outcomes.map((o) => hostOf(o.finalUrl)));
  const alike = pages.every((page) => page !== null) && new Set(pages).size === 1;
  return alike || (places.size === 1 && outcomes.every((o) => o.hops.length > 0));
}
