import { hostOf } from '../model/address.js';
import type { OutcomeFacts } from '../model/visit.js';

/** What a machine without a network sees, whoever it asks. */
const LOCAL_FAILURES: ReadonlySet<string> = new Set(['dns', 'connection', 'timeout']);
/** Hosts that must have been asked: one or two may be down by themselves. */
const ENOUGH = 3;

/**
 * False when everything that was asked failed before any server answered, over several hosts: then it is this
 * machine that is offline, and nothing can be said of the sources.
 */
export function isOnline(outcomes: readonly OutcomeFacts[]): boolean {
  const hosts = new Set(outcomes.map((o) => hostOf(o.url)));
  if (hosts.size < ENOUGH) return true;
  return outcomes.some((o) => o.kind === 'answered' || o.hops.length > 0 || !LOCAL_FAILURES.has(o.failure));
}
