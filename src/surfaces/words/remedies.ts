import { isProven, type Remedy, type TriedRemedy } from '../../model/remedy.js';
import { shorten } from '../../passage/text/sentences.js';
import { linkReason } from './links.js';
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

/** Why a remedy was not taken; `before` is the file without it. */
export function untakenReason({ text, verdict, fallen }: TriedRemedy, before: string): string {
  const news = fallen.filter(({ known }) => !known).map(({ id }) => id);
  if (text === before) return words.unfit;
  return news.length > 0
    ? fill(words.fallen, { fallen: news.length, passages: news.join(', ') })
    : fill(words.unread, { reason: verdict === null ? '' : linkReason(verdict.link.why) });
}
