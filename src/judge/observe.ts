import type { FindingKind, Observation, Severity } from '../model/finding.js';
import { type CitationVerdict, isFailing, type QuoteVerdict, type SourceVerdict } from '../model/verdict.js';

/** What a night's verdicts on one source ask of a person. */
export function observe(source: SourceVerdict): readonly Observation[] {
  return [
    ...ofQuotes(source),
    ...ofLink(source),
    ...ofContent(source),
    ...ofEdition(source),
    ...ofDates(source),
  ];
}

interface Subject {
  readonly source: string;
  readonly citation?: string;
  readonly quote?: string;
  /** What sets it apart from others of its kind and source, such as an edition. */
  readonly mark?: string;
}

function observation(
  kind: FindingKind,
  severity: Severity,
  about: Subject,
  message: string,
  action: string,
): Observation {
  const subject = about.quote ?? about.citation ?? about.source;
  return {
    id: `${kind}:${subject}${about.mark === undefined ? '' : `@${about.mark}`}`,
    source: about.source,
    citation: about.citation ?? null,
    quote: about.quote ?? null,
    kind,
    severity,
    message,
    action,
  };
}

const where = (citation: CitationVerdict): string =>
  citation.section === null ? citation.report : `${citation.report}, section ${citation.section}`;

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
  switch (quote.verdict) {
    case 'missing':
      return [
        observation(
          'passage-missing',
          'high',
          about,
          `The passage quoted in ${where(citation)} no longer stands on the page: ${quote.reason}.`,
          'Read the page, look for the passage in an archived copy or a newer edition, and replace or drop the quotation.',
        ),
      ];
    case 'altered':
      return [
        observation(
          'passage-altered',
          quote.weighty ? 'high' : 'medium',
          about,
          `The passage quoted in ${where(citation)} ${quote.reason}.`,
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

const FAILING_KIND: Readonly<Record<string, FindingKind>> = {
  'soft-404': 'source-soft-404',
  gone: 'source-gone',
  'server-error': 'source-server-error',
  unreachable: 'source-unreachable',
};

function ofLink(source: SourceVerdict): readonly Observation[] {
  const { link } = source;
  const about = { source: source.id };
  const kind = FAILING_KIND[link.status];
  if (isFailing(link.status) && kind !== undefined)
    return [
      link.confirmed
        ? observation(
            kind,
            'high',
            about,
            `The page is gone: ${link.reason}, on ${link.failures} days in a row.`,
            'Find an archived copy or another address, and correct the citation.',
          )
        : observation(
            kind,
            'low',
            about,
            `The page failed: ${link.reason} (day ${link.failures}; one bad day proves nothing).`,
            'Nothing yet: it is asked again every night.',
          ),
    ];
  switch (link.status) {
    case 'moved':
      return [
        observation(
          'source-moved',
          'low',
          about,
          `The page ${link.reason}.`,
          `Put the new address into sources.json: ${source.finalUrl ?? ''}`,
        ),
      ];
    case 'blocked':
      return [
        observation(
          'source-blocked',
          'low',
          about,
          `The page could not be read: ${link.reason}.`,
          'Open it in a browser once, and trust an archived copy in the meantime.',
        ),
      ];
    case 'no-url':
      return [
        observation(
          'no-url',
          'low',
          about,
          'Nobody has recorded the address of this source, so nothing about it can be checked.',
          'Find the address and add it to sources.json.',
        ),
      ];
    default:
      return [];
  }
}

function ofContent(source: SourceVerdict): readonly Observation[] {
  const about = { source: source.id };
  const { change, reason } = source.content;
  if (change === 'replaced')
    return [
      observation(
        'content-replaced',
        'high',
        about,
        `Another document stands at this address: ${reason}.`,
        'Read the new document and decide whether the citation still holds.',
      ),
    ];
  if (change === 'edited')
    return [
      observation(
        'content-edited',
        'low',
        about,
        `The page was edited: ${reason}; the quotations are judged separately.`,
        'Read what changed, if the edited part matters to the report.',
      ),
    ];
  return [];
}

function ofEdition(source: SourceVerdict): readonly Observation[] {
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
