import type { ContentVerdict } from './content-verdict.js';
import type { EditionVerdict } from './edition-verdict.js';
import type { LinkVerdict } from './link-verdict.js';
import type { QuoteVerdict } from './quote-verdict.js';
import type { SourceVerdict } from './verdict.js';

/** One claim about a source of which the same answers were judged in two ways. */
export type VerdictChange =
  | { readonly claim: 'link'; readonly before: LinkVerdict; readonly after: LinkVerdict }
  | { readonly claim: 'content'; readonly before: ContentVerdict; readonly after: ContentVerdict }
  | { readonly claim: 'edition'; readonly before: EditionVerdict; readonly after: EditionVerdict }
  | { readonly claim: 'quote'; readonly before: QuoteVerdict; readonly after: QuoteVerdict };

/** What two judgements say of one source, where they differ. */
export interface SourceChange {
  readonly source: SourceVerdict;
  /** None is empty. */
  readonly changes: readonly VerdictChange[];
}

/** The claims of which two judgements of the same answers differ. A quotation that has another text now is another claim. */
export function verdictChanges(before: SourceVerdict, after: SourceVerdict): readonly VerdictChange[] {
  const changes: VerdictChange[] = [];
  if (before.link.status !== after.link.status || before.link.by !== after.link.by)
    changes.push({ claim: 'link', before: before.link, after: after.link });
  if (before.content.change !== after.content.change)
    changes.push({ claim: 'content', before: before.content, after: after.content });
  const known = new Map(quotesOf(before).map((quote) => [quote.id, quote]));
  for (const quote of quotesOf(after)) {
    const was = known.get(quote.id);
    if (was?.text === quote.text && (was.verdict !== quote.verdict || was.where !== quote.where))
      changes.push({ claim: 'quote', before: was, after: quote });
  }
  if (before.edition.status !== after.edition.status)
    changes.push({ claim: 'edition', before: before.edition, after: after.edition });
  return changes;
}

const quotesOf = ({ citations }: SourceVerdict): readonly QuoteVerdict[] =>
  citations.flatMap(({ quotes }) => quotes);
