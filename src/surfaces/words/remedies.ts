import { isProven, type Remedy } from '../../model/remedy.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../passage/text/sentences.js';
import { linkReason } from './links.js';
import { fill, messages } from './messages.js';

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

/** The address that a remedy puts in; null for one that puts none in. */
export const remedyAddress = ({ edit }: Pick<Remedy, 'edit'>): string | null =>
  edit.kind === 'address' ? edit.url : edit.kind === 'edition' ? edit.to.url : null;

/** How sure it is that a remedy mends, in one sentence. */
export function proofWords({ proof }: Pick<Remedy, 'proof'>): string {
  if (proof === null) return words.open;
  const all = proof.quotes.length;
  const [intact, altered] = (['intact', 'altered'] as const).map(
    (fate) => proof.quotes.filter(({ verdict }) => verdict === fate).length,
  ) as [number, number];
  const fates = { all, intact, altered, missing: all - intact - altered, seen: proof.seen.slice(0, 10) };
  return fill(isProven({ proof }) ? words.proven : words.short, fates);
}

/** The reason of a decision that keeps a citation because our own capture carries its passage. */
export const keptCaptureReason = (run: number): string => fill(words.captured, { run });

/** A remedy that was tried: `stands` where its text may be written. */
export interface RemedyShown {
  readonly remedy: Remedy;
  readonly text: string;
  readonly verdict: SourceVerdict | null;
  readonly fallen: readonly { readonly id: string; readonly known: boolean }[];
  readonly stands: boolean;
}

/** Why a remedy that was tried cannot be taken. */
export function unprovenWords({ fallen, verdict }: Pick<RemedyShown, 'fallen' | 'verdict'>): string {
  const news = fallen.filter(({ known }) => !known).map(({ id }) => id);
  if (news.length > 0) return fill(words.fallen, { fallen: news.length, passages: news.join(', ') });
  return verdict === null ? words.unfit : fill(words.unread, { reason: linkReason(verdict.link.why) });
}
