import type { DiffPart } from '../model/content-verdict.js';
import type { Omission, QuoteVerdict } from '../model/quote-verdict.js';

/** A text to be read, and what it is. */
export interface ShownPassage {
  readonly kind: 'passage';
  readonly label: string;
  readonly text: string;
}

/** A difference, word by word, and what it is of. */
export interface ShownWords {
  readonly kind: 'words';
  readonly label: string;
  readonly parts: readonly DiffPart[];
  /** The whole passage as it stands now, to be copied; absent where the difference is of no passage. */
  readonly now?: string | undefined;
}

const PLACE: Readonly<Record<Omission['where'], string>> = {
  before: 'Before it, in its sentence',
  between: 'Left out',
  after: 'After it, in its sentence',
};

/** The label of the passage itself. */
export const QUOTED = 'Quoted';

/** What a quotation leaves out, and its edges: each with its place. */
export const omittedWords = ({ omitted = [] }: Pick<QuoteVerdict, 'omitted'>): readonly ShownPassage[] =>
  omitted.map(({ where, text }) => ({ kind: 'passage', label: PLACE[where], text }));

/** What is shown of a passage that stands and whose omissions ask for a reader: what changed in them, the passage, and they. `then`: as of when, where not now. */
export function omissionEvidence(
  quote: QuoteVerdict | undefined,
  then: string | null = null,
): readonly (ShownPassage | ShownWords)[] {
  if (quote === undefined) return [];
  const { omissionChanged: changed, text } = quote;
  const difference: readonly ShownWords[] =
    changed === undefined
      ? []
      : [{ kind: 'words', label: `Left out before, and ${then ?? 'now'}`, parts: changed.diff }];
  return [...difference, { kind: 'passage', label: QUOTED, text }, ...omittedWords(quote)];
}
