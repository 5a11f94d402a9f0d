import type { Finding } from '../../model/finding.js';
import { isProven, type Misfit, type Remedy, type TriedRemedy } from '../../model/remedy.js';
import type { Decision } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import { readingReason } from './documents.js';
import { actionOf } from './findings.js';
import { linkReason } from './links.js';
import { fill, messages, sideBySide } from './messages.js';

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
  const fates = {
    all,
    intact,
    altered,
    missing: all - intact - altered,
    seen: proof.seen.slice(0, 10),
  };
  return fill(isProven({ proof }) ? words.proven : words.short, fates);
}

/** The reason of a decision that the judge erred, where none is given. */
export const FALSE_ALARM_REASON = words.falseAlarm;

/** Who has taken a finding on, in one sentence; empty where nobody has. */
export const ownerWords = ({ owner }: { readonly owner?: string | undefined }): string =>
  owner === undefined ? '' : fill(words.takenOn, { owner });

/** What is to do about a finding, and who has taken it on. */
export const todoWords = (finding: Finding): string =>
  `${actionOf(finding)} ${ownerWords(finding)}`.trimEnd();

/** What a decision does, and until when. */
export const decisionWords = (decision: Decision): string => fill(words.decided, decision);

/** The reason of a decision that keeps a citation because our own capture carries its passage. */
export const keptCaptureReason = (run: number): string => fill(words.captured, { run });

/** The reason of a decision that keeps an archived copy as the address. */
export const keptCopyReason = (): string => words.copied;

/** Why an edit does not fit into the file, without a full stop. */
export const misfitWords = (misfit: Misfit): string =>
  misfit.kind === 'same-source' ? fill(words.sameSource, misfit) : fill(words.refused, misfit);

/** Why a remedy that was tried cannot be taken. */
export function unprovenWords({
  isThere,
  fallen,
  verdict,
  misfit,
}: Pick<TriedRemedy, 'isThere' | 'fallen' | 'verdict' | 'misfit'>): string {
  if (misfit !== null) return misfitWords(misfit);
  if (verdict === null) return words.unfit;
  const news = fallen.filter(({ known }) => !known).map(({ id }) => id);
  if (isThere) return fill(words.fallen, { fallen: news.length, passages: sideBySide(news) });
  const { link, content } = verdict;
  return fill(words.unread, {
    reason: link.status === 'alive' ? readingReason(content) : linkReason(link.why),
  });
}
