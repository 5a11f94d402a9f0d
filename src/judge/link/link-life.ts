import { isFailing, type LinkStatus, type LinkVerdict } from '../../model/link-verdict.js';
import type { LinkMemory, SourceMemory } from '../../model/memory.js';
import { addNight, flappingIn } from './flapping.js';

/** What one night says of an address, before its history is asked. */
export type LinkNow = Pick<LinkVerdict, 'status' | 'by' | 'http' | 'why' | 'hops' | 'signs'>;

/** What is remembered of an address. */
export type AddressMemory = Pick<SourceMemory, 'link' | 'nights'>;

/** The verdict on an address, and what is remembered after it. */
export interface JudgedLink {
  readonly verdict: LinkVerdict;
  readonly memory: AddressMemory;
}

/**
 * Adds what the nights before say. Failures count by days, and a night that could not judge (blocked, offline)
 * neither adds to them nor forgets them; a working night does. A stranger in the document's place counts as a failure.
 */
export function withLife(
  now: LinkNow,
  before: AddressMemory,
  at: string,
  confirm: number,
  isStranger = false,
): JudgedLink {
  const { status } = now;
  const counted = isStranger && (status === 'alive' || status === 'moved') ? 'soft-404' : status;
  const failures = failuresAfter(counted, before.link, at);
  const since = before.link?.status === status ? before.link.since : at;
  const nights = addNight(before.nights, counted);
  const flapping = flappingIn(nights);
  return {
    verdict: {
      ...now,
      why: flapping === null ? now.why : { kind: 'flapping', why: now.why, ...flapping },
      failures,
      confirmed: failures >= confirm,
      since,
    },
    memory: { link: { status, since, failures, at }, nights },
  };
}

/** True when a night is of a later day (UTC) than one before. */
export const isLaterDay = (at: string, before: string): boolean => at.slice(0, 10) > before.slice(0, 10);

function failuresAfter(status: LinkStatus, before: LinkMemory | null, at: string): number {
  const earlier = before?.failures ?? 0;
  if (!isFailing(status)) return status === 'blocked' || status === 'unjudged' ? earlier : 0;
  if (before === null || earlier === 0) return 1;
  // After a blocked visit of the same day it is not known whether that day was counted, nor where a clock was set back: death can wait.
  return isLaterDay(at, before.at) ? earlier + 1 : earlier;
}
