import type { LinkReason, LinkSign } from './link-reason.js';
import type { Hop } from './outcome.js';

export const LINK_STATUSES = [
  'alive',
  'moved',
  'soft-404',
  'gone',
  'blocked',
  'server-error',
  'unreachable',
  'no-url',
  'unjudged',
] as const;

export type LinkStatus = (typeof LINK_STATUSES)[number];

export type BlockedBy =
  | 'bot-wall'
  | 'login'
  | 'paywall'
  | 'rate-limit'
  | 'legal'
  | 'region'
  | 'consent'
  | 'age';

/** Does this address still lead to the document? */
export interface LinkVerdict {
  readonly status: LinkStatus;
  readonly by: BlockedBy | null;
  /** The last HTTP status; null when no answer came. */
  readonly http: number | null;
  readonly why: LinkReason;
  readonly hops: readonly Hop[];
  /** Failing days in a row, this one included; 0 when the address works or cannot be judged. */
  readonly failures: number;
  /** True when it failed on enough days to be believed. */
  readonly confirmed: boolean;
  /** When the present status began, ISO. */
  readonly since: string;
  /** Signs that it is not the document, which do not suffice to say so. */
  readonly signs?: readonly LinkSign[] | undefined;
}

const FAILING: ReadonlySet<LinkStatus> = new Set(['soft-404', 'gone', 'server-error', 'unreachable']);

/** True for the statuses that count toward a source's death. */
export const isFailing = (status: LinkStatus): boolean => FAILING.has(status);
