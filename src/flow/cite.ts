import { printCited } from '../cite/line/line.js';
import { citeSource } from '../cite/line/standing.js';
import type { CitationStyle } from '../model/citation-style.js';
import type { PartialDate } from '../model/partial-date.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Citation, Source } from '../model/watchlist.js';
import type { Store } from '../record/store.js';

/** A source cited again, and what its dates rest on. */
export interface CitedAgain {
  /** To paste. */
  readonly text: string;
  /** The latest look at the source; null when there was none. */
  readonly latest: SourceVerdict | null;
  /** For each use that is cited: its day of access, as the report has it and as it is printed now. */
  readonly uses: readonly {
    readonly id: string;
    readonly before: PartialDate | null;
    readonly now: PartialDate | null;
  }[];
}

/** Prints a source as it is cited by `citations`, or as nobody cites it yet where there are none. */
export async function citeAgain(
  store: Pick<Store, 'life'>,
  source: Source,
  citations: readonly Citation[],
  style: CitationStyle,
): Promise<CitedAgain> {
  const verdicts = await verdictsOn(store, source.id);
  const uses = (citations.length === 0 ? [null] : citations).map((citation) => ({
    citation,
    cited: citeSource(source, citation, verdicts),
  }));
  return {
    text: printCited(
      uses.map(({ cited }) => cited),
      style,
    ),
    latest: verdicts[0] ?? null,
    uses: uses.map(({ citation, cited }) => ({
      id: citation?.id ?? source.id,
      before: citation?.accessed ?? null,
      now: cited.accessed,
    })),
  };
}

/** What every look at a source said, latest first. */
export const verdictsOn = async (
  store: Pick<Store, 'life'>,
  source: string,
): Promise<readonly SourceVerdict[]> =>
  (await store.life(source)).flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
