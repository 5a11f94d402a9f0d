import type { Observation } from '../model/finding.js';
import type { CitationVerdict, QuoteVerdict, SourceVerdict } from '../model/verdict.js';
import { observation } from './observation.js';
import { observeEdition } from './observe-edition.js';
import { observeLink } from './observe-link.js';

/** What a night's verdicts on one source ask of a person. */
export function observe(source: SourceVerdict): readonly Observation[] {
  return [
    ...ofQuotes(source),
    ...observeLink(source),
    ...ofContent(source),
    ...observeEdition(source),
    ...ofDates(source),
  ];
}

const where = (citation: CitationVerdict): string =>
  citation.section === null ? citation.report : `${citation.report}, section ${citation.section}`;

const ofQuotes = (source: SourceVerdict): readonly Observation[] =>
  source.citations.flatMap((citation) =>
    citation.quotes.flatMap((quote) => ofQuote(source, citation, quote)),
  );

/** `; it last stood on 2025-10-03`, when an earlier night saw it. */
const since = ({ stood }: QuoteVerdict): string =>
  stood === undefined ? '' : ` (it last stood on ${stood.slice(0, 10)})`;

function ofQuote(
  source: SourceVerdict,
  citation: CitationVerdict,
  quote: QuoteVerdict,
): readonly Observation[] {
  const about = { source: source.id, citation: citation.id, quote: quote.id };
  switch (quote.verdict) {
    case 'missing':
      return [
        observation(
          'passage-missing',
          'high',
          about,
          `The passage quoted in ${where(citation)} does not stand on the page${since(quote)}: ${quote.reason}.`,
          'Read the page, look for the passage in an archived copy or a newer edition, and replace or drop the quotation.',
        ),
      ];
    case 'altered':
      return [
        observation(
          'passage-altered',
          quote.weighty ? 'high' : 'medium',
          about,
          `The passage quoted in ${where(citation)} ${quote.reason}${since(quote)}.`,
          quote.weighty
            ? 'Read the difference: a number, name, date, negation or clause is not as quoted. Correct the quotation or cite an archived copy.'
            : 'Read the difference and correct the quotation, or mark what was left out.',
        ),
      ];
    case 'intact':
    case 'unverifiable':
      return [];
  }
}

function ofContent(source: SourceVerdict): readonly Observation[] {
  const { id, content, edition, citations } = source;
  const { change, reason, before } = content;
  const about = { source: id };
  if (isSilent(source))
    return [
      observation(
        'content-unread',
        'low',
        about,
        `The page answers, but its text could not be read: ${reason}.`,
        'Open it in a browser and compare the passages by eye.',
      ),
    ];
  const told = citations.some((c) =>
    c.quotes.some((q) => q.verdict === 'altered' || q.verdict === 'missing'),
  );
  const observed =
    change === 'replaced' && edition.status !== 'replaced-in-place'
      ? observation(
          'content-replaced',
          'high',
          about,
          `At this address stands ${reason}.`,
          'Read the new document and decide whether the citation still holds.',
        )
      : change === 'edited' && !told
        ? observation(
            'content-edited',
            'low',
            about,
            `The page was edited, and the quoted passages stand: ${reason}.`,
            'Read what changed, if the edited part matters to the report.',
          )
        : null;
  return observed === null ? [] : [{ ...observed, before }];
}

/** A page that answers and says nothing that can be held against its quotations. */
const isSilent = ({ link, content, witness, citations }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.change === 'unread' &&
  witness === 'none' &&
  citations.some((citation) => citation.quotes.length > 0);

const ofDates = (source: SourceVerdict): readonly Observation[] =>
  source.citations
    .filter((citation) => citation.currency === 'stale')
    .map((citation) =>
      observation(
        'access-stale',
        'low',
        { source: source.id, citation: citation.id },
        `Last read by the authors on ${citation.accessed ?? 'an unknown day'} (${where(citation)}).`,
        'Read it again before relying on it, and record the new date.',
      ),
    );
