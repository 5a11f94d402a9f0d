import type { ContentVerdict } from '../model/content-verdict.js';
import type { Observation } from '../model/finding.js';
import type { CitedIn, FindingReason } from '../model/finding-reason.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import { isIntact } from '../model/verdicts.js';
import { observation, type Subject } from './observation.js';
import { observeEdition } from './observe-edition.js';
import { observeLink } from './observe-link.js';

/** What a night's verdicts on one source ask of a person. */
export function observe(source: SourceVerdict): readonly Observation[] {
  return [
    ...ofQuotes(source),
    ...observeLink(source),
    ...ofContent(source),
    ...ofHands(source),
    ...observeEdition(source),
    ...ofDates(source),
  ];
}

const citedIn = ({ report, section }: CitationVerdict): CitedIn => ({ report, section });

const ofQuotes = (source: SourceVerdict): readonly Observation[] =>
  source.citations.flatMap((citation) =>
    citation.quotes.flatMap((quote) => ofQuote(source, citation, quote)),
  );

function ofQuote(
  source: SourceVerdict,
  citation: CitationVerdict,
  quote: QuoteVerdict,
): readonly Observation[] {
  const about = { source: source.id, citation: citation.id, quote: quote.id };
  const { verdict, weighty } = quote;
  const seen = { cited: citedIn(citation), stood: quote.stood ?? null, quote: quote.why };
  switch (verdict) {
    case 'missing':
      // What no night has seen standing was not lost: it may be the quotation or the address that is wrong.
      return [
        observation('passage-missing', quote.stood === undefined ? 'medium' : 'high', about, {
          kind: 'passage-missing',
          ...seen,
          nearest: quote.nearest ?? null,
        }),
      ];
    case 'altered':
      return [
        observation('passage-altered', weighty ? 'high' : 'medium', about, {
          kind: 'passage-altered',
          weighty,
          ...seen,
        }),
      ];
    case 'intact':
      return [
        ...ofPlace(about, citedIn(citation), quote),
        // Around what is taken back stands that it is.
        ...(quote.where === 'correction' ? [] : ofOmissions(about, citedIn(citation), quote)),
      ];
    case 'unverifiable':
      return [];
  }
}

/**
 * A passage that stands elsewhere than in the document's own text. What was taken back since it stood there is lost; what
 * is taken back, or has come to stand in a comment alone, is graver than what stood in a box all along.
 */
function ofPlace(
  about: Subject,
  cited: CitedIn,
  { where = 'main', whereBefore, why }: QuoteVerdict,
): readonly Observation[] {
  if (where === 'main') return [];
  // A retraction that came since is told of the document (`source-retracted`), once for all of its passages.
  if (why.kind === 'placed' && why.where === 'retraction' && whereBefore === 'main') return [];
  const before = whereBefore ?? null;
  const isGrave = where === 'correction' || (where === 'comment' && before !== null);
  const severity = where === 'correction' && before !== null ? 'high' : isGrave ? 'medium' : 'low';
  return [
    observation('passage-place', severity, about, {
      kind: 'passage-place',
      cited,
      where,
      before,
    }),
  ];
}

/** A passage that stands, while what it leaves out of the page is otherwise than it was, or weighs. */
function ofOmissions(
  about: Subject,
  cited: CitedIn,
  { omissionChanged: changed, omitted = [] }: QuoteVerdict,
): readonly Observation[] {
  if (changed !== undefined) {
    const { weighty, since } = changed;
    const severity = weighty ? 'high' : 'low';
    const why: FindingReason = { kind: 'omission-changed', cited, weighty, since };
    const seen = observation('passage-omission-changed', severity, about, why);
    // The next change is another problem: this one must not swallow it.
    return [{ ...seen, id: `${seen.id}:${since.slice(0, 10)}` }];
  }
  const weighing = omitted.filter(({ weighty }) => weighty);
  return weighing.length === 0
    ? []
    : [
        observation('passage-omission-weighs', 'low', about, {
          kind: 'omission-weighs',
          cited,
          omitted: weighing,
        }),
      ];
}

const OF_NOTICES = {
  retraction: ['source-retracted', 'high', 'retracted'],
  correction: ['source-corrected', 'medium', 'corrected'],
  doubt: ['source-corrected', 'medium', 'doubted'],
} as const;

function ofContent(source: SourceVerdict): readonly Observation[] {
  const { id, content: verdict, edition, citations, unmatched } = source;
  const { change, before } = verdict;
  const content = verdict.why;
  const about = { source: id };
  const unread = (why: FindingReason) => observation('content-unread', 'low', about, why);
  if (isSilent(source)) return [unread({ kind: 'unread', content })];
  const quotes = citations.flatMap((citation) => citation.quotes);
  const blind =
    unmatched !== undefined && quotes.length > 0 ? [unread({ kind: 'unmatched', why: unmatched })] : [];
  const said =
    blind.length > 0 ||
    quotes.some((q) => q.verdict === 'altered' || q.verdict === 'missing' || q.omissionChanged !== undefined);
  if (change === 'replaced' && edition.status !== 'replaced-in-place')
    return [
      ...blind,
      { ...observation('content-replaced', 'high', about, { kind: 'replaced', content }), before },
    ];
  const { notice } = verdict;
  if (notice !== undefined) {
    const [kind, severity, why] = OF_NOTICES[notice.kind];
    return [
      ...blind,
      event({ ...observation(kind, severity, about, { kind: why, words: notice.words }), before }, verdict),
    ];
  }
  const isTakenBack = verdict.edit === undefined && verdict.undone !== undefined;
  return change === 'edited' && !said && !isTakenBack
    ? [
        event(
          { ...observation('content-edited', 'low', about, { kind: 'edited', content }), before },
          verdict,
        ),
      ]
    : blind;
}

/** What changed is what an edit is known by: an open edit does not swallow the next. */
const event = (observed: Observation, { edit, textSha256 }: ContentVerdict): Observation => ({
  ...observed,
  id: `${observed.id}:${edit ?? textSha256?.slice(0, 8) ?? ''}`,
});

/** A page that answers and says nothing that can be held against its quotations. */
const isSilent = ({ link, content, witness, citations }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.change === 'unread' &&
  witness === 'none' &&
  citations.some((citation) => citation.quotes.length > 0);

/** Passages that are not known to stand any more, because a person's look at the page was too long ago. */
const ofHands = (source: SourceVerdict): readonly Observation[] =>
  source.byHand?.isStale === true && !source.citations.every(isIntact)
    ? [
        observation(
          'witness-stale',
          'medium',
          { source: source.id },
          { kind: 'witness-stale', byHand: source.byHand },
        ),
      ]
    : [];

const ofDates = (source: SourceVerdict): readonly Observation[] =>
  source.citations
    .filter((citation) => citation.currency === 'stale')
    .map((citation) =>
      observation(
        'access-stale',
        'low',
        { source: source.id, citation: citation.id },
        { kind: 'access-stale', accessed: citation.accessed, cited: citedIn(citation) },
      ),
    );
