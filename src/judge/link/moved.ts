import { sameAddress } from '../../model/address.js';
import type { Answered } from '../../model/outcome.js';

/** True when every hop was permanent and the new address differs by more than a trifle. */
export const hasMoved = (outcome: Answered): boolean =>
  outcome.hops.length > 0 &&
  outcome.hops.every((hop) => hop.http === 301 || hop.http === 308) &&
  !sameAddress(outcome.url, outcome.finalUrl);
