import { addressKey, hostOf } from '../../model/address.js';
import type { LinkReason } from '../../model/link-reason.js';
import { isInSight } from '../../model/quote-verdict.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { OutcomeFacts } from '../../model/visit.js';

/** Addresses that must lead to one page before it counts as a place where a site sends whatever it lost. */
const ENOUGH = 3;

/** A source as this night saw it. */
export interface SeenTarget {
  readonly verdict: SourceVerdict;
  readonly outcome: OutcomeFacts | null;
}

/**
 * Ids of sources that were led to a page to which their site leads other sources too, with what says so:
 * a page cannot be three documents. Sources with a passage on the page they were led to are left alone.
 */
export function sharedTargets(seen: readonly SeenTarget[]): ReadonlyMap<string, LinkReason> {
  const byTarget = new Map<string, SourceVerdict[]>();
  for (const { verdict, outcome } of seen) {
    if (outcome?.kind !== 'answered' || outcome.hops.length === 0 || verdict.url === null) continue;
    if (verdict.link.status !== 'alive' && verdict.link.status !== 'moved') continue;
    const target = addressKey(outcome.finalUrl);
    if (target !== addressKey(verdict.url)) byTarget.set(target, [...(byTarget.get(target) ?? []), verdict]);
  }
  const told = [...byTarget].flatMap(([target, verdicts]) => {
    const addresses = new Set(verdicts.map((v) => addressKey(v.url ?? '')));
    if (addresses.size < ENOUGH) return [];
    const host = hostOf(verdicts[0]?.url ?? '');
    const why = { kind: 'shared-target', target, host, others: addresses.size - 1 } as const;
    return verdicts.filter((v) => !carriesPassage(v)).map((v) => [v.id, why] as const);
  });
  return new Map(told);
}

const carriesPassage = ({ citations }: SourceVerdict): boolean =>
  citations.some((citation) => citation.quotes.some(isInSight));
