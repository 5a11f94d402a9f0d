import type { Shortfall } from '../../model/shortfall.js';

/** Why a task of the pool came to no end, in words that follow "because". */
export function shortfallReason(why: Shortfall): string {
  switch (why.kind) {
    case 'time':
      return `it took more than ${why.seconds} s of processor time`;
    case 'stalled':
      return `it was not done after ${why.seconds} s, most of which it spent waiting`;
    case 'memory':
      return `it took more than ${why.megabytes} MB of memory`;
    case 'stopping':
      return 'the program was stopping';
    case 'broken':
      return why.message;
  }
}

/** Why passages were not looked for in a text that was read. */
export const unmatchedReason = (why: Shortfall): string =>
  `the passages could not be looked for: ${shortfallReason(why)}`;
