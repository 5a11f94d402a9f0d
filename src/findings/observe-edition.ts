import type { EditionVerdict } from '../model/edition-verdict.js';
import type { Observation } from '../model/finding.js';
import type { QuoteStatus } from '../model/quote-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';
import { observation } from './observation.js';

/** What a newer, withdrawn or overdue edition asks of a person. */
export function observeEdition(source: SourceVerdict): readonly Observation[] {
  const { edition } = source;
  const about = { source: source.id };
  const latest = edition.newer.at(-1)?.edition;
  const because = { edition: edition.why };
  switch (edition.status) {
    case 'superseded':
    case 'acknowledged':
      return [
        observation(
          'edition-newer',
          'medium',
          { ...about, edition: latest },
          {
            kind: 'edition-newer',
            editions: edition.newer.map((n) => n.edition),
            fates: fatesIn(edition),
          },
        ),
      ];
    case 'withdrawn':
      return [observation('edition-withdrawn', 'high', about, { kind: 'edition-withdrawn', ...because })];
    case 'replaced-in-place':
      return [
        observation('edition-replaced-in-place', 'high', about, {
          kind: 'edition-replaced-in-place',
          ...because,
        }),
      ];
    case 'overdue':
      return [observation('edition-overdue', 'low', about, { kind: 'edition-overdue', ...because })];
    case 'current':
    case 'unknown':
      return [];
  }
}

/** How many quoted passages fared in each way in the latest edition. */
function fatesIn({ newer }: EditionVerdict): Readonly<Record<QuoteStatus, number>> {
  const quotes = newer.at(-1)?.quotes ?? [];
  const count = (verdict: QuoteStatus): number => quotes.filter((q) => q.verdict === verdict).length;
  return {
    intact: count('intact'),
    altered: count('altered'),
    missing: count('missing'),
    unverifiable: count('unverifiable'),
  };
}
