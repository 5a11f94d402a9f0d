import type { Finding, FindingKind, Observation } from '../model/finding.js';
import type { Seen } from '../model/seen.js';
import type { SourceVerdict } from '../model/verdict.js';

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

const without = <O extends Observation>({ seen, ...one }: O, run: number): O =>
  (seen === undefined || seen.run === run ? one : { ...one, seen }) as O;

/** A finding as a run tells it: what it rests on stands beside it only where the run's own verdicts do not show it. */
export function toldIn(run: number, finding: Finding): Finding {
  const told = without(finding, run);
  return told.consequences === undefined
    ? told
    : { ...told, consequences: told.consequences.map((one) => without(one, run)) };
}
