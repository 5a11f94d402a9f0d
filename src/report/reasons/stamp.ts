import type { StampFacts } from '../../model/run.js';
import { moment } from '../dates.js';

/** What came of one question for a time stamp, as a sentence. */
export function stampReason(stamp: StampFacts): string {
  switch (stamp.kind) {
    case 'stamped':
      return `The evidence was stamped by ${stamp.tsa}: ${moment(stamp.time)}.`;
    case 'failed':
      return `No time stamp of the evidence came from ${stamp.tsa}: ${stamp.why.replace(/\.$/u, '')}.`;
  }
}

/** The time stamps that did not come, in one sentence each. */
export const missingStamps = (stamps: readonly StampFacts[] = []): readonly string[] =>
  stamps.filter(({ kind }) => kind === 'failed').map(stampReason);
