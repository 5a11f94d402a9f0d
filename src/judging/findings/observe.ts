import { hostOf } from '../../model/address.js';
import { originalBehind } from '../../model/archived-address.js';
import type { ContentVerdict } from '../../model/content.js';
import { type EditionVerdict, reasonsIn } from '../../model/edition.js';
import type {
  CitedIn,
  FindingKind,
  FindingReason,
  Observation,
  Severity,
} from '../../model/finding.js';
import { isClosed, isCutShort, isDeadTwice, isFailing, type LinkStatus } from '../../model/link.js';
import type { QuoteStatus, QuoteVerdict } from '../../model/quote.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { isIntact } from '../../model/verdicts.js';
import { normalizeEditionName } from '../../passage/text/edition-name.js';
import { leadsOn } from '../../passage/text/sentences.js';
import { statesStatus } from '../content/context.js';
import { deniesBelow } from '../content/nearby-disclaimer.js';

/** What a night's verdicts on one source ask of a person. */
export const observe = (source: SourceVerdict): readonly Observation[] => observeAll(source, false);

/** The same of a single look: what it says promises no other. */
export const observeOnce = (source: SourceVerdict): readonly Observation[] =>
  observeAll(source, true).map((one) => ({ ...one, why: { ...one.why, single: true } }));

function observeAll(source: SourceVerdict, isSingle: boolean): readonly Observation[] {
  return [
    ...ofQuotes(source),
    ...observeLink(source, isSingle),
    ...ofArchive(source),
    ...ofContent(source),
    ...ofHands(source),
    ...ofEnding(source),
    ...observeEdition(source),
    ...ofNotices(source),
    ...ofDates(source),
  ];
}

const citedIn = ({ report, section, pointed }: CitationVerdict): CitedIn => ({
  report,
  section,
  pointed,
});

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
  const cited = citedIn(citation);
  const { verdict, weighty, stood = null } = quote;
  const seen = { cited, stood, quote: quote.why };
  switch (verdict) {
    case 'missing': {
      // What no night has seen standing was not lost: it may be the quotation or the address that is wrong.
      const severity = stood === null ? 'medium' : 'high';
      const why = { kind: 'passage-missing', ...seen, nearest: quote.nearest ?? null } as const;
      return [observation('passage-missing', severity, about, why)];
    }
    case 'altered': {
      const why = { kind: 'passage-altered', weighty, ...seen } as const;
      return [observation('passage-altered', weighty ? 'high' : 'medium', about, why)];
    }
    case 'intact':
      // The words around a passage that is taken back say so.
      return [
        ...ofPlace(about, cited, quote),
        ...(quote.where === 'correction' ? [] : ofOmissions(about, cited, quote)),
      ];
    case 'unverifiable':
      return [];
  }
}

/**
 * A passage that stands elsewhere than in the document's own text: lost if it was taken back since; graver if taken
 * back, or come to stand only in a comment, than in a box from the first.
 */
function ofPlace(
  about: Subject,
  cited: CitedIn,
  { where = 'main', whereBefore, why }: QuoteVerdict,
): readonly Observation[] {
  const before = whereBefore ?? null;
  if (where === 'main') return [];
  // A retraction that came since is reported for the document (`source-retracted`), once for all of its passages.
  if (why.kind === 'placed' && why.where === 'retraction' && before === 'main') return [];
  const isGrave = where === 'correction' || (where === 'comment' && before !== null);
  const severity = where === 'correction' && before !== null ? 'high' : isGrave ? 'medium' : 'low';
  return [
    observation('passage-place', severity, about, { kind: 'passage-place', cited, where, before }),
  ];
}

/** True for what stands between two quoted paragraphs and says how the second is meant. */
const isOver = (text: string): boolean => leadsOn(text) || deniesBelow({ as: 'heading', text });

/** A passage that stands, while the words it leaves out, or those over it, have changed, or may change the meaning. */
function ofOmissions(
  about: Subject,
  cited: CitedIn,
  {
    omissionChanged: changed,
    contextChanged: context,
    omitted = [],
    governors = [],
    between = [],
  }: QuoteVerdict,
): readonly Observation[] {
  const changes = [
    changed &&
      ({
        kind: 'omission-changed',
        cited,
        weighty: changed.weighty,
        since: changed.since,
      } as const),
    context && ({ kind: 'context-changed', cited, as: context.as, since: context.since } as const),
  ].filter((why) => why !== undefined);
  if (changes.length > 0)
    return changes.map((why) => {
      const isOfSite =
        why.kind === 'context-changed' &&
        why.as.every((as) => as === 'banner') &&
        !statesStatus(context?.diff ?? []);
      const ofContext = isOfSite ? 'low' : 'medium';
      const severity = why.kind === 'context-changed' ? ofContext : why.weighty ? 'high' : 'low';
      const seen = observation(`passage-${why.kind}`, severity, about, why);
      // The next change is another problem: this one must not swallow it.
      return { ...seen, id: `${seen.id}:${why.since.slice(0, 10)}` };
    });
  const over = [
    ...governors.filter(deniesBelow).map(({ text }) => text),
    ...between.filter(isOver),
  ];
  const weighing = omitted
    .filter(({ weighty }) => weighty)
    .concat(over.map((text) => ({ where: 'over', text, weighty: true })));
  const why = { kind: 'omission-weighs', cited, omitted: weighing } as const;
  const severity = weighing.some(({ denies }) => denies) ? 'medium' : 'low';
  return weighing.length === 0
    ? []
    : [observation('passage-omission-weighs', severity, about, why)];
}

const OF_NOTICES = {
  retraction: ['source-retracted', 'high', 'retracted'],
  correction: ['source-corrected', 'medium', 'corrected'],
  doubt: ['source-corrected', 'medium', 'doubted'],
} as const;

function ofContent(source: SourceVerdict): readonly Observation[] {
  const { id, at, content: verdict, edition, citations, unmatched } = source;
  const { change, before, notice, why: content } = verdict;
  const about = { source: id };
  const seen = (kind: FindingKind, severity: Severity, why: FindingReason): Observation => ({
    ...observation(kind, severity, about, why),
    before,
  });
  const unread = (why: FindingReason) => observation('content-unread', 'low', about, why);
  if (isSilent(source)) return [unread({ kind: 'unread', content })];
  const quotes = citations.flatMap((citation) => citation.quotes);
  const blind =
    unmatched !== undefined && quotes.length > 0
      ? [unread({ kind: 'unmatched', why: unmatched })]
      : [];
  if (change === 'replaced' && edition.status !== 'replaced-in-place')
    return [...blind, seen('content-replaced', 'high', { kind: 'replaced', content })];
  if (notice !== undefined) {
    const [kind, severity, why] = OF_NOTICES[notice.kind];
    return [...blind, event(seen(kind, severity, { kind: why, words: notice.words }), verdict)];
  }
  const isSaid =
    blind.length > 0 ||
    quotes.some(
      (q) =>
        /^(?:altered|missing)$/u.test(q.verdict) ||
        q.omissionChanged ||
        q.contextChanged?.since === at,
    );
  const isTakenBack = verdict.edit === undefined && verdict.undone !== undefined;
  return change === 'edited' && !isSaid && !isTakenBack
    ? [event(seen('content-edited', 'low', { kind: 'edited', content }), verdict)]
    : blind;
}

/** An edit is known by what changed: an open edit does not swallow the next. */
const event = (observed: Observation, { edit, textSha256 }: ContentVerdict): Observation => ({
  ...observed,
  id: `${observed.id}:${edit ?? textSha256?.slice(0, 8) ?? ''}`,
});

/** True for a page that answers and shows nothing in which its quotations could be looked for, or not within the part that was read. */
const isSilent = ({ link, content, witness, citations }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved' || isCutShort(link)) &&
  content.change === 'unread' &&
  witness === 'none' &&
  citations.some((citation) => citation.quotes.length > 0);

/** Passages that rest on a page that a person saved too long ago. */
function ofHands({ id: source, byHand, citations }: SourceVerdict): readonly Observation[] {
  if (byHand?.isStale !== true || citations.every(isIntact)) return [];
  return [observation('witness-stale', 'medium', { source }, { kind: 'witness-stale', byHand })];
}

const ofEnding = ({ id: source, ending, url }: SourceVerdict): readonly Observation[] =>
  ending === undefined
    ? []
    : [
        observation(
          'source-ending',
          'medium',
          { source },
          { kind: 'ending', ending, host: hostOf(url ?? '') },
        ),
      ];

const ofDates = ({ id: source, citations }: SourceVerdict): readonly Observation[] =>
  citations
    .filter(({ currency }) => currency === 'stale')
    .map((citation) => {
      const why = {
        kind: 'access-stale',
        accessed: citation.accessed,
        cited: citedIn(citation),
      } as const;
      return observation('access-stale', 'low', { source, citation: citation.id }, why);
    });

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

/** An address that is a capture's, where it says what was captured. */
function ofArchive({ id: source, url }: SourceVerdict): readonly Observation[] {
  const original = originalBehind(url ?? '');
  return original === null
    ? []
    : [observation('archived-address', 'low', { source }, { kind: 'archived-address', original })];
}

function observeLink(
  { id, link, url, finalUrl, byHand, witness }: SourceVerdict,
  isSingle: boolean,
): readonly Observation[] {
  const { status, confirmed, failures: days, why } = link;
  const kind = isClosed(link) ? 'source-blocked' : linkKind(status);
  const part = why.kind === 'answered' || why.kind === 'moved' ? why.part : null;
  const lacking =
    part === null
      ? []
      : [observation('source-part', 'low', { source: id }, { kind: 'part', part })];
  if (kind === null) return lacking;
  const seen = (severity: Severity, reason: FindingReason) => [
    observation(kind, severity, { source: id }, reason),
  ];
  if (isFailing(status) && isSingle) {
    const twice = isDeadTwice(link);
    return seen(twice ? 'medium' : 'low', {
      kind: 'failing',
      status,
      days,
      confirmed: false,
      twice,
      link: why,
    });
  }
  if (isFailing(status))
    return seen(confirmed ? 'high' : 'low', {
      kind: 'failing',
      status,
      days,
      confirmed,
      link: why,
    });
  if (status === 'moved')
    return [...seen('low', { kind: 'moved', to: finalUrl ?? url, link: why }), ...lacking];
  return kind === 'source-blocked'
    ? seen('low', { kind: 'blocked', link: why, ...(byHand?.isStale === false ? { byHand } : {}) })
    : seen('low', { kind: 'no-url', ...(isElsewhere(witness) ? { readIn: witness } : {}) });
}

const isElsewhere = (witness: SourceVerdict['witness']): witness is 'copy' | 'archive' | 'person' =>
  witness === 'copy' || witness === 'archive' || witness === 'person';

function observeEdition({ id: source, edition }: SourceVerdict): readonly Observation[] {
  const about = { source };
  const { status, why, newer } = edition;
  switch (status) {
    case 'superseded':
    case 'acknowledged': {
      const editions = newer.map((one) => one.edition);
      const told = { kind: 'edition-newer', editions, fates: fatesIn(edition) } as const;
      return [observation('edition-newer', 'medium', { ...about, edition: editions.at(-1) }, told)];
    }
    case 'withdrawn':
      return [
        observation('edition-withdrawn', 'high', about, {
          kind: 'edition-withdrawn',
          edition: why,
        }),
      ];
    case 'replaced-in-place': {
      const kind = 'edition-replaced-in-place';
      return [observation(kind, 'high', about, { kind, edition: why })];
    }
    case 'overdue':
      return [
        observation('edition-overdue', 'low', about, { kind: 'edition-overdue', edition: why }),
      ];
    case 'current':
    case 'unknown':
      return [];
  }
}

/** What Crossref records against the document short of a retraction, each notice a problem of its own. */
const ofNotices = ({ id: source, edition: { why } }: SourceVerdict): readonly Observation[] =>
  reasonsIn(why).flatMap((edition) => {
    if (edition.kind !== 'noted') return [];
    const severity = edition.type === 'expression_of_concern' ? 'medium' : 'low';
    const seen = observation('source-corrected', severity, { source }, { kind: 'noted', edition });
    return [{ ...seen, id: `${seen.id}:${edition.notice}` }];
  });

/** How many quoted passages fared in each way in the latest edition. */
function fatesIn({ newer }: EditionVerdict): Readonly<Record<QuoteStatus, number>> {
  const fates = { intact: 0, altered: 0, missing: 0, unverifiable: 0 };
  for (const { verdict } of newer.at(-1)?.quotes ?? []) fates[verdict]++;
  return fates;
}

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
