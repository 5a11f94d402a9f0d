import type { Finding, FindingKind, Observation } from '../model/finding.js';
import type { Seen } from '../model/seen.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';

/** The verdict that shows a finding of this kind; null for what rests on none, or on dates alone. */
function shownBy(kind: FindingKind): 'quote' | 'link' | 'content' | 'edition' | null {
  switch (kind) {
    case 'passage-missing':
    case 'passage-altered':
    case 'passage-omission-changed':
    case 'passage-place':
    case 'passage-omission-weighs':
      return 'quote';
    case 'content-replaced':
    case 'content-edited':
    case 'content-unread':
    case 'source-corrected':
    case 'source-retracted':
      return 'content';
    case 'edition-withdrawn':
    case 'edition-replaced-in-place':
    case 'edition-newer':
    case 'edition-overdue':
      return 'edition';
    case 'source-gone':
    case 'source-soft-404':
    case 'source-unreachable':
    case 'source-server-error':
    case 'source-moved':
    case 'source-blocked':
    case 'witness-stale':
      return 'link';
    case 'access-stale':
    case 'no-url':
    case 'lint-decision-expired':
    case 'lint-decision-pointless':
      return null;
  }
}

/** What showed a finding in a run; null for a kind that no verdict shows. */
export function seenIn(
  run: number,
  { kind, quote }: Pick<Observation, 'kind' | 'quote'>,
  source: SourceVerdict,
): Seen | null {
  const { at, witness, byHand, link, finalUrl, content, edition, archive } = source;
  const seen = {
    run,
    at,
    witness,
    ...(byHand === undefined ? {} : { byHand }),
    ...(archive === null ? {} : { archive }),
  };
  switch (shownBy(kind)) {
    case 'quote':
      return {
        ...seen,
        quote: source.citations.flatMap(({ quotes }) => quotes).find(({ id }) => id === quote),
      };
    case 'link':
      return { ...seen, link, finalUrl };
    case 'content':
      return { ...seen, content };
    case 'edition':
      return { ...seen, edition };
    case null:
      return null;
  }
}

/** True for what a verdict shows; the rest are dates, and the list of sources itself. */
export const isShown = (kind: FindingKind): boolean => shownBy(kind) !== null;

/** What of a finding's evidence is the page's doing, and not the night's. */
const shownIn = ({ quote, link, finalUrl, content, edition }: Partial<Seen>): string =>
  JSON.stringify([
    quote && [quote.verdict, quote.found, quote.where, quote.omitted?.map(({ text }) => text)],
    link && [link.status, link.http, finalUrl],
    content?.textSha256,
    edition && [edition.status, edition.newer.at(-1)?.edition],
  ]);

/** True where a verdict shows a finding in another way than the run that last saw it. */
export function showsOther(finding: Finding, source: SourceVerdict): boolean {
  const now = seenIn(0, finding, source);
  if (finding.seen === undefined || now === null || shownIn(finding.seen) === shownIn(now)) return false;
  return (
    shownBy(finding.kind) !== 'content' ||
    now.content?.change === 'edited' ||
    now.content?.change === 'replaced'
  );
}

/**
 * True where the same answer as before shows a finding otherwise than it did, so that only the rules can have changed it: an address that
 * fails for the third night is news, and so is what another witness says.
 */
export function isOfRules({ kind, why }: Finding, before: SourceVerdict, now: SourceVerdict): boolean {
  const shown = shownBy(kind);
  if (shown === 'quote' || shown === 'content') return isOwnPage(now.witness) || now.witness === 'none';
  return shown === 'link' && why.kind !== 'host' && before.link.status !== now.link.status;
}

const without = <O extends Observation>({ seen, ...one }: O, run: number): O =>
  (seen === undefined || seen.run === run ? one : { ...one, seen }) as O;

/** A finding as a run tells it: what it rests on stands beside it only where the run's own verdicts do not show it. */
export function toldIn(run: number, finding: Finding): Finding {
  const told = without(finding, run);
  return told.consequences === undefined
    ? told
    : { ...told, consequences: told.consequences.map((one) => without(one, run)) };
}
