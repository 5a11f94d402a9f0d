import type { ContentVerdict } from '../../model/content.js';
import type { EditionVerdict } from '../../model/edition.js';
import type { CitedIn, FindingKind, FindingReason, Observation, Severity } from '../../model/finding.js';
import { isFailing, type LinkStatus } from '../../model/link.js';
import type { QuoteStatus, QuoteVerdict } from '../../model/quote.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { isIntact } from '../../model/verdicts.js';
import { normalizeEditionName } from '../../passage/text/edition-name.js';

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

const KINDS: Readonly<Record<LinkStatus, FindingKind | null>> = {
  'soft-404': 'source-soft-404',
  gone: 'source-gone',
  'server-error': 'source-server-error',
  unreachable: 'source-unreachable',
  moved: 'source-moved',
  blocked: 'source-blocked',
  'no-url': 'no-url',
  alive: null,
  unjudged: null,
};

/** The kind of finding that a status gives rise to, or null. */
export const linkKind = (status: LinkStatus): FindingKind | null => KINDS[status];

/** What the state of an address asks of a person. */
function observeLink(source: SourceVerdict): readonly Observation[] {
  const { status, confirmed, failures: days, why: link } = source.link;
  const { byHand } = source;
  const kind = linkKind(status);
  if (kind === null) return [];
  const seen = (severity: Severity, why: FindingReason) => [
    observation(kind, severity, { source: source.id }, why),
  ];
  if (isFailing(status))
    return seen(confirmed ? 'high' : 'low', { kind: 'failing', status, days, confirmed, link });
  switch (status) {
    case 'moved':
      return seen('low', { kind: 'moved', to: source.finalUrl ?? source.url, link });
    case 'blocked':
      return seen('low', { kind: 'blocked', link, ...(byHand?.isStale === false ? { byHand } : {}) });
    case 'no-url':
      return seen('low', { kind: 'no-url' });
    default:
      return [];
  }
}

/** What a newer, withdrawn or overdue edition asks of a person. */
function observeEdition(source: SourceVerdict): readonly Observation[] {
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

/** What an observation is about. */
interface Subject {
  readonly source: string;
  readonly citation?: string;
  readonly quote?: string;
  /** The newer edition that it is about: each is a problem of its own. */
  readonly edition?: string | undefined;
}

/** A problem as one night sees it, named so that other nights name it alike. */
export function observation(
  kind: FindingKind,
  severity: Severity,
  about: Subject,
  why: FindingReason,
): Observation {
  const subject = about.quote ?? about.citation ?? about.source;
  return {
    id: `${kind}:${subject}${about.edition === undefined ? '' : `@${normalizeEditionName(about.edition)}`}`,
    source: about.source,
    citation: about.citation ?? null,
    quote: about.quote ?? null,
    edition: about.edition ?? null,
    kind,
    severity,
    why,
  };
}
