import type { Finding } from '../../model/finding.js';
import { isProven, type Remedy } from '../../model/remedy.js';
import type { Decision } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import { fill } from './messages.js';
import messages from './messages.json' with { type: 'json' };

const words = messages.remedy;

/** Characters of a quotation's new words that a sentence shows, our choice. */
const WORDS = 160;

/** What a remedy does, as an order without a full stop. */
export function remedyWords({ kind, edit }: Pick<Remedy, 'kind' | 'edit'>): string {
  switch (edit.kind) {
    case 'edition':
      return fill(words.edition, edit.to);
    case 'quote':
      return fill(words.quote, { text: shorten(edit.text, WORDS) });
    default:
      return fill(words[kind], edit);
  }
}

/** How sure it is that a remedy mends, in one sentence. */
export function proofWords({ proof }: Pick<Remedy, 'proof'>): string {
  if (proof === null) return words.open;
  const all = proof.quotes.length;
  const fallen = proof.quotes.filter(({ verdict }) => verdict !== 'intact').length;
  const seen = proof.seen.slice(0, 'yyyy-mm-dd'.length);
  return fill(isProven({ proof }) ? words.proven : words.short, { all, fallen, seen });
}

/** The reason of a decision where none is given: that the judge erred, or that somebody has taken a finding on. */
export const FALSE_ALARM_REASON = words.falseAlarm;
export const takenOnReason = (owner: string): string => fill(words.takenOn, { owner });

/** What a decision does, and until when. */
export const decisionWords = ({ by: owner, falseAlarm, keep, ...rest }: Decision): string => {
  const what = !keep ? 'owner' : falseAlarm === undefined ? 'kept' : falseAlarm === null ? 'unread' : 'read';
  return fill(words.decided, { ...rest, owner, what });
};

/** Who has taken a finding on, in one sentence; empty where nobody has. */
export const ownerWords = ({ owner }: Pick<Finding, 'owner'>): string =>
  owner === undefined ? '' : takenOnReason(owner);

/** The reason of a decision that keeps a citation because our own capture carries its passage. */
export const keptCaptureReason = (run: number): string => fill(words.captured, { run });
