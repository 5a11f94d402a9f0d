import type { Observation } from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';
import { observation } from './observation.js';

/** What a newer, withdrawn or overdue edition asks of a person. */
export function observeEdition(source: SourceVerdict): readonly Observation[] {
  const { edition } = source;
  const about = { source: source.id };
  const latest = edition.newer.at(-1)?.edition;
  switch (edition.status) {
    case 'superseded':
    case 'acknowledged':
      return [
        observation(
          'edition-newer',
          'medium',
          latest === undefined ? about : { ...about, mark: latest },
          `A newer edition is out (${edition.newer.map((n) => n.edition).join(', ')}): ${fate(source)}.`,
          'Compare the passages, then cite the newer edition or record why the older one is kept (citewatch ack).',
        ),
      ];
    case 'withdrawn':
      return [
        observation(
          'edition-withdrawn',
          'high',
          about,
          `The document was withdrawn: ${edition.reason}.`,
          'Do not rely on it: find what replaced it, or say in the report that it was withdrawn.',
        ),
      ];
    case 'replaced-in-place':
      return [
        observation(
          'edition-replaced-in-place',
          'high',
          about,
          `A new edition replaced the cited one at the same address: ${edition.reason}.`,
          'Cite an archived copy of the old edition, or move the citation to the new one.',
        ),
      ];
    case 'overdue':
      return [
        observation(
          'edition-overdue',
          'low',
          about,
          `A newer edition seems to be missing from our lists: ${edition.reason}.`,
          'Look at the publisher’s list of editions.',
        ),
      ];
    case 'current':
    case 'unknown':
      return [];
  }
}

/** What becomes of the passages in the latest edition, in a few words. */
function fate({ edition }: SourceVerdict): string {
  const quotes = edition.newer.at(-1)?.quotes ?? [];
  const count = (verdict: string): number => quotes.filter((q) => q.verdict === verdict).length;
  const said = (['intact', 'altered', 'missing', 'unverifiable'] as const)
    .filter((v) => count(v) > 0)
    .map((v) => `${count(v)} ${v === 'unverifiable' ? 'could not be read' : v}`);
  return quotes.length === 0
    ? 'it carries no quotation of ours'
    : `of ${quotes.length === 1 ? '1 passage' : `${quotes.length} passages`} in it, ${said.join(', ')}`;
}
