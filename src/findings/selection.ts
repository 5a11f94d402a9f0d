import type { Finding } from '../model/finding.js';
import type { Selection } from '../model/subscriber.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';

/** True when a reader asked to hear of a citation. */
const isOf = ({ reports, sections }: Selection, { report, section }: CitationVerdict): boolean =>
  (reports.length === 0 || reports.includes(report)) &&
  (sections.length === 0 || sections.some((one) => isWithin(section ?? '', one)));

/** True for a section and for those below it: `7b` and `7.1` are within `7`, and `70` is not. */
function isWithin(section: string, of: string): boolean {
  if (!section.toLowerCase().startsWith(of.toLowerCase())) return false;
  const rest = section.slice(of.length);
  return !(/\d$/u.test(of) && /^\d/u.test(rest)) && !(/\p{L}$/u.test(of) && /^\p{L}/u.test(rest));
}

/** A verdict with the citations alone of which a reader asked to hear. */
export const narrowed = (selection: Selection, source: SourceVerdict): SourceVerdict => ({
  ...source,
  citations: source.citations.filter((citation) => isOf(selection, citation)),
});

/** True when a selection leaves anything out. */
export const isPart = (selection: Selection): boolean => selection.kinds.length > 0 || isOfPlaces(selection);

/** True when a selection says of which citations to tell. */
export const isOfPlaces = ({ reports, sections }: Selection): boolean => reports.length + sections.length > 0;

/**
 * True when a reader asked to hear of a finding. `sources`: the verdicts on the sources that it is about, one but for a finding of a whole
 * host; where there is none, as of a source that is watched no more, nobody is left out.
 */
export function isWanted(selection: Selection, finding: Finding, sources: readonly SourceVerdict[]): boolean {
  const kinds = [finding, ...(finding.consequences ?? [])].map(({ kind }) => kind);
  if (selection.kinds.length > 0 && !kinds.some((kind) => selection.kinds.includes(kind))) return false;
  if (!isOfPlaces(selection) || sources.length === 0) return true;
  return sources.some(({ citations }) =>
    citations.some((c) => (finding.citation === null || finding.citation === c.id) && isOf(selection, c)),
  );
}
