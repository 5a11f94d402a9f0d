import type { DiffPart } from '../../model/content.js';
import type { Finding } from '../../model/finding.js';
import {
  isProven,
  type Misfit,
  type Remedy,
  type SourceEdit,
  type TriedRemedy,
} from '../../model/remedy.js';
import type { Decision } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import { readingReason } from './documents.js';
import { actionOf } from './findings.js';
import { linkReason } from './links.js';
import type { Locale } from './locale.js';

/** Characters of a quotation's new words that a sentence shows, our choice. */
const WORDS = 160;

/** What a remedy does, as an order without a full stop. */
export function remedyWords(locale: Locale, { kind, edit }: Pick<Remedy, 'kind' | 'edit'>): string {
  switch (edit.kind) {
    case 'edition':
      return locale.fill(locale.messages.remedy.edition, edit.to);
    case 'quote':
      return locale.fill(locale.messages.remedy.quote, { text: shorten(edit.text, WORDS) });
    default:
      return locale.fill(locale.messages.remedy[kind], edit);
  }
}

/** The address that a remedy puts in; null for one that puts none in. */
export const remedyAddress = ({ edit }: Pick<Remedy, 'edit'>): string | null => {
  if (edit.kind === 'edition') return edit.to.url;
  return edit.kind === 'address' ? edit.url : null;
};

/** How sure it is that a remedy mends, in one sentence. */
export function proofWords(locale: Locale, { proof }: Pick<Remedy, 'proof'>): string {
  if (proof === null) return locale.messages.remedy.open;
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
  return locale.fill(
    isProven({ proof }) ? locale.messages.remedy.proven : locale.messages.remedy.short,
    fates,
  );
}

/** Who has taken a finding on, in one sentence; empty where nobody has. */
export const ownerWords = (
  locale: Locale,
  { owner }: { readonly owner?: string | undefined },
): string => (owner === undefined ? '' : locale.fill(locale.messages.remedy.takenOn, { owner }));

/** What is to do about a finding, and who has taken it on. */
export const todoWords = (locale: Locale, finding: Finding): string =>
  `${actionOf(locale, finding)} ${ownerWords(locale, finding)}`.trimEnd();

/** What a decision does, and until when. */
export const decisionWords = (locale: Locale, decision: Decision): string =>
  locale.fill(locale.messages.remedy.decided, decision);

/** The reason of a decision that keeps a citation because our own capture carries its passage. */
export const keptCaptureReason = (locale: Locale, run: number): string =>
  locale.fill(locale.messages.remedy.captured, { run });

/** The reason of a decision that keeps an archived copy as the address. */
export const keptCopyReason = (locale: Locale): string => locale.messages.remedy.copied;

/** Why an edit does not fit into the file, without a full stop. */
export const misfitWords = (locale: Locale, misfit: Misfit): string =>
  misfit.kind === 'same-source'
    ? locale.fill(locale.messages.remedy.sameSource, misfit)
    : locale.fill(locale.messages.remedy.refused, misfit);

/** Why a remedy that was tried cannot be taken. */
export function unprovenWords(
  locale: Locale,
  {
    isThere,
    fallen,
    verdict,
    misfit,
  }: Pick<TriedRemedy, 'isThere' | 'fallen' | 'verdict' | 'misfit'>,
): string {
  if (misfit !== null) return misfitWords(locale, misfit);
  if (verdict === null) return locale.messages.remedy.unfit;
  const news = fallen.filter(({ known }) => !known).map(({ id }) => id);
  if (isThere)
    return locale.fill(locale.messages.remedy.fallen, {
      fallen: news.length,
      passages: locale.sideBySide(news),
    });
  const { link, content } = verdict;
  return locale.fill(locale.messages.remedy.unread, {
    reason: link.status === 'alive' ? readingReason(locale, content) : linkReason(locale, link.why),
  });
}

/** What an edit that somebody made by hand has done. */
export const editWords = (
  locale: Locale,
  edit: SourceEdit | { readonly kind: 'add'; readonly title: string },
): string => {
  const values = {
    ...edit,
    ...(edit.kind === 'decision' ? edit.decision : {}),
    ...(edit.kind === 'copy' ? edit.copy : {}),
  };
  return locale
    .fill(locale.messages.serve.didEdit, { ...values, kind: edit.kind })
    .replace(/\.$/u, '');
};

/** The passages that a remedy changes, each as it changes. */
export const changedIn = (proof: Remedy['proof']): readonly (readonly DiffPart[])[] =>
  (proof?.quotes ?? []).flatMap(({ diff }) => (diff.length > 0 ? [diff] : []));

/** The same as {@link remedyWords} beside the words that change. */
export const remedyLabel = (locale: Locale, remedy: Remedy): string =>
  remedy.kind === 'quote' && changedIn(remedy.proof).length > 0
    ? locale.messages.remedy.requote
    : remedyWords(locale, remedy);
