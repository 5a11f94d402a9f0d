import { isProven, type Remedy } from '../../model/remedy.js';
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

/** The reason of a decision that keeps a citation because our own capture carries its passage. */
export const keptCaptureReason = (run: number): string => fill(words.captured, { run });
