import { parseAddress } from '../model/address.js';
import type { DiffPart } from '../model/content.js';
import type { NewerEdition } from '../model/edition.js';
import type { Consequence, Finding, Observation } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote.js';
import { type CitationVerdict, isElsewhere, type SourceVerdict } from '../model/verdict.js';
import { webUrl } from './escape.js';
import { grouped, place, quotedFrom, touched } from './publication.js';
import { byHandWords, handInOffer } from './saved-page.js';
import { quoteReason, readingReason, skippedWords } from './words/documents.js';
import { messageOf, omittedText } from './words/findings.js';
import { linkReason } from './words/links.js';
import { fill, messages, sideBySide, statuses } from './words/messages.js';
import { editionReason, kindWords, linkWords, sentence, WITNESS } from './words/words.js';

/** One thing to show beside a finding. What is shown is decided here; how, by each renderer. */
export type FindingEvidence =
  /** `now`: the whole passage as it stands, to be copied; absent where the difference is of no passage. */
  | {
      readonly kind: 'words';
      readonly label: string;
      readonly parts: readonly DiffPart[];
      readonly now?: string;
    }
  | ShownPassage
  /** `ofNight`: true of what is so for every source on that night, and may be told once. */
  | {
      readonly kind: 'fact' | 'consequence';
      readonly label: string;
      readonly text: string;
      readonly ofNight?: true;
    }
  | { readonly kind: 'line'; readonly label: string; readonly line: string }
  /** `open` is false where a browser should not be sent: an unknown document may be there. */
  | {
      readonly kind: 'address';
      readonly label: string;
      readonly url: string;
      readonly open: boolean;
    }
  | {
      readonly kind: 'fates';
      readonly newer: readonly NewerEdition[];
      readonly quotes: readonly QuoteVerdict[];
    };

type ShownPassage = { readonly kind: 'passage'; readonly label: string; readonly text: string };

export type FindingAddress = Extract<FindingEvidence, { kind: 'address' }>;

type Evidence = readonly FindingEvidence[];

const labels = messages.evidence;

const fact = (label: string, text: string): FindingEvidence => ({ kind: 'fact', label, text });
const why = (reason: string): FindingEvidence => fact(labels.why, sentence(reason));
const opened = (label: string, url: string): FindingEvidence => ({
  kind: 'address',
  label,
  url,
  open: true,
});

const words = (label: string, parts: readonly DiffPart[], now?: string): Evidence =>
  parts.length === 0
    ? []
    : [{ kind: 'words', label, parts, ...(now === undefined ? {} : { now }) }];

const archived = ({ archive, archiveUnasked, archiveSkipped }: SourceVerdict): Evidence => {
  const unasked = [
    ...(archiveUnasked === undefined
      ? []
      : [
          {
            kind: 'fact',
            label: labels.archive,
            text: fill(labels['archive-unasked'], { reason: archiveUnasked }),
            ofNight: true,
          } as const,
        ]),
    ...(archiveSkipped === undefined ? [] : [fact(labels.archive, skippedWords(archiveSkipped))]),
  ];
  if (archive === null) return unasked;
  const { url, capturedAt, carriesPassage, nearest, unchanged } = archive;
  const carries = carriesPassage === null ? 'unknown' : carriesPassage ? 'yes' : 'no';
  return [
    opened(fill(labels['archived-copy'], { capturedAt, carries }), url),
    ...(nearest === undefined ? [] : [opened(labels['archived-nearer'], nearest)]),
    ...(unchanged === undefined ? [] : [fact(labels.archive, labels['archived-unchanged'])]),
    ...unasked,
  ];
};

const redirects = ({ link: { hops }, finalUrl }: SourceVerdict): Evidence =>
  hops.length === 0
    ? []
    : [
        fact(
          labels.redirects,
          [...hops.map((h) => `${h.url} (${h.http})`), finalUrl ?? '?'].join(' → '),
        ),
      ];

const readByHand = ({ byHand }: SourceVerdict): Evidence =>
  byHand === undefined ? [] : [fact(labels['by-hand'], sentence(byHandWords(byHand)))];

const offered = (source: SourceVerdict): Evidence => {
  const offer = handInOffer(source);
  return offer === null ? [] : [{ kind: 'line', label: labels['hand-in'], line: offer.line }];
};

const aboutPassage = (
  source: SourceVerdict,
  quote: QuoteVerdict | undefined,
  seen: string | undefined,
): Evidence => {
  if (quote === undefined) return [];
  const { byHand, witness } = source;
  const changed = words(
    fill(labels['quoted-and-then'], { seen }),
    quote.diff,
    quote.found ?? undefined,
  );
  const isElsewhere = byHand === undefined && witness !== 'live';
  return [
    ...(changed.length > 0
      ? changed
      : [{ kind: 'passage', label: labels.quoted, text: quote.text } as const]),
    why(quoteReason(quote.why)),
    ...(isElsewhere ? [fact(labels.read, WITNESS[witness])] : readByHand(source)),
  ];
};

/** Of a single look nobody counts the nights, and nobody takes a page that was saved. */
const aboutLink = (source: SourceVerdict, isSingle: boolean): Evidence => {
  const { link, byHand, witness } = source;
  return [
    why(linkReason(link.why)),
    ...(link.failures > 0 && !isSingle
      ? [fact(labels.failing, fill(labels['failing-nights'], link))]
      : []),
    ...(byHand === undefined && isElsewhere(witness)
      ? [fact(labels.passages, fill(labels['read-there'], { place: WITNESS[witness] }))]
      : readByHand(source)),
    ...(isSingle ? [] : offered(source)),
    ...redirects(source),
  ];
};

const aboutContent = (
  source: SourceVerdict,
  seen: string | undefined,
  isSingle: boolean,
): Evidence => [
  ...words(fill(labels['before-and-then'], { seen }), source.content.diff),
  why(readingReason(source.content)),
  ...(isSingle ? [] : offered(source)),
];

const aboutEdition = (source: SourceVerdict): Evidence => {
  const { newer, why: reason } = source.edition;
  if (newer.length === 0) return [why(editionReason(reason))];
  return [
    { kind: 'fates', newer, quotes: quotedFrom(source) },
    why(editionReason(reason)),
    ...newer.flatMap(({ edition, url }) =>
      url === null ? [] : [opened(fill(labels.edition, { edition }), url)],
    ),
  ];
};

/** `source` as it was when the finding was last observed, and as it is `now`. */
const own = (finding: Finding, source: SourceVerdict, now: SourceVerdict): Evidence => {
  const { kind, why: reason } = finding;
  const isSingle = reason.single === true;
  const quote = lastObservedQuote(finding, source);
  const seen = seenBefore(finding, now)?.at;
  if (kind === 'passage-missing' || kind === 'passage-altered')
    return aboutPassage(source, quote, seen);
  if (kind.startsWith('passage-')) return omissionEvidence(quote, seen);
  if (kind.startsWith('edition-')) return aboutEdition(source);
  if (/^content-|-retracted$|-corrected$/u.test(kind)) return aboutContent(source, seen, isSingle);
  if (kind.startsWith('lint-')) return [];
  if (kind === 'witness-stale') return [why(linkReason(source.link.why)), ...offered(source)];
  if (kind === 'no-url') return [fact(labels.link, linkWords(source.link))];
  if (kind !== 'access-stale') return aboutLink(source, isSingle);
  return touched(finding, source).map((cited) =>
    fact(labels['last-read'], fill(labels.accessed, cited)),
  );
};

const isSaid = (message: string, text: string): boolean =>
  message.toLowerCase().includes(text.toLowerCase().replace(/\.$/, ''));

/**
 * Everything that is known about a finding, most telling first; what its message says already is left out. Where this run did not
 * see it, as it was last seen, and why it was not seen now.
 */
export const evidenceOf = (
  finding: Finding,
  source: SourceVerdict | null,
): readonly FindingEvidence[] => {
  if (source === null) return consequences(finding, null);
  const then = lastObservedSource(finding, source);
  // Whether it is safe to go there is what is known now.
  const address = sourceAddress(source, lastObservedQuote(finding, source));
  const unseen = unobservedReason(finding, source);
  return [
    ...consequences(finding, source),
    ...own(finding, then, source),
    ...(unseen === null ? [] : [fact(labels.tonight, unseen)]),
    ...(address ? [address] : []),
    ...archived(then),
  ].filter((e) => e.kind !== 'fact' || !isSaid(messageOf(finding), e.text));
};

/** What a quotation is called in English, which the terminal speaks. */
export const QUOTED = labels.quoted;

/** What a quotation leaves out, and its edges: each with its place. */
export const omittedWords = ({
  omitted = [],
}: Pick<QuoteVerdict, 'omitted'>): readonly ShownPassage[] =>
  omitted.map((one) => ({
    kind: 'passage',
    label: statuses.omissionPlace[one.where],
    text: omittedText(one),
  }));

/** What is shown of a passage that stands and whose omissions ask for a reader: their change, the passage, and they. `seen`: as of when, where not now. */
const omissionEvidence = (quote: QuoteVerdict | undefined, seen: string | undefined): Evidence =>
  quote === undefined
    ? []
    : [
        ...words(fill(labels['left-out-and-then'], { seen }), quote.omissionChanged?.diff ?? []),
        ...words(fill(labels['over-and-then'], { seen }), quote.contextChanged?.diff ?? []),
        { kind: 'passage', label: labels.quoted, text: quote.text },
        ...omittedWords(quote),
      ];

type Shown = Pick<Observation, 'quote' | 'seen'>;

/** The passage that a finding is about, as it was when the finding was last seen. */
export const lastObservedQuote = (
  { quote, seen }: Shown,
  source: SourceVerdict | null,
): QuoteVerdict | undefined =>
  seen?.quote ?? (source === null ? undefined : quotedFrom(source).find(({ id }) => id === quote));

/** A source as it was when a finding was last seen, as far as the finding rests on it; with the archived copy of then where none is known now. */
export function lastObservedSource({ quote, seen }: Shown, source: SourceVerdict): SourceVerdict {
  if (seen === undefined) return source;
  const { run: _, quote: then, archive = null, ...rest } = seen;
  const quotesOf = (one: CitationVerdict) =>
    one.quotes.map((now) => (now.id === quote ? (then ?? now) : now));
  const citations = source.citations.map((one) => ({ ...one, quotes: quotesOf(one) }));
  return { ...source, byHand: undefined, ...rest, citations, archive: source.archive ?? archive };
}

/** What an earlier look saw than the one that is told of; undefined where that saw it itself. */
const seenBefore = ({ seen }: Shown, source: SourceVerdict | null): Shown['seen'] =>
  seen?.at === source?.at ? undefined : seen;

/** `as read on 21 November 2026`, for what this run did not see itself; null for what it did. */
export const lastObservedWords = (finding: Shown, source: SourceVerdict | null): string | null => {
  const seen = seenBefore(finding, source);
  return seen === undefined ? null : fill(labels['as-read'], { seen: seen.at });
};

/** What this run says in the place of what it did not see. */
function reasonNow({ quote, seen }: Shown, source: SourceVerdict): string {
  if (source.link.status === 'unjudged') return linkReason(source.link.why);
  if (seen?.content !== undefined) return readingReason(source.content);
  if (seen?.edition !== undefined) return editionReason(source.edition.why);
  const now =
    seen?.quote === undefined ? undefined : quotedFrom(source).find(({ id }) => id === quote);
  return now === undefined ? linkReason(source.link.why) : quoteReason(now.why);
}

/** Why this run did not see a finding, and when what is shown of it was seen; null where it saw it. */
export const unobservedReason = (finding: Shown, source: SourceVerdict): string | null => {
  const seen = seenBefore(finding, source);
  return seen === undefined
    ? null
    : fill(labels['shown-of'], { reason: sentence(reasonNow(finding, source)), seen: seen.at });
};

/** Passages that went with a finding in the same way, of which no changed words are known: told in one line. */
const together = (
  alike: readonly [Consequence, ...Consequence[]],
  source: SourceVerdict | null,
): string => {
  const [one] = alike;
  const kind = kindWords(one);
  if (alike.length === 1)
    return fill(labels['with-it-one'], { name: kind.name, message: messageOf(one) });
  const ids = new Set(alike.map(({ citation }) => citation));
  const places = (source?.citations ?? []).filter(({ id }) => ids.has(id)).map(place);
  const what = fill(kind.some, { n: alike.length });
  return fill(labels['with-it-many'], { what, places: sideBySide(places) });
};

const consequences = (finding: Finding, source: SourceVerdict | null): Evidence => {
  const diffOf = (one: Consequence) => lastObservedQuote(one, source)?.diff ?? [];
  const alike = grouped(finding.consequences ?? [], (one) =>
    diffOf(one).length > 0 ? one.id : one.kind,
  );
  return [...alike.values()].flatMap((group): Evidence => {
    const [one] = group;
    return [
      { kind: 'consequence', label: labels['with-it'], text: together(group, source) },
      ...words(fill(labels['quoted-and-then'], { seen: seenBefore(one, source)?.at }), diffOf(one)),
    ];
  });
};

/**
 * A stranger may answer at an address that no longer shows the document, so nobody is sent there. In a series it is
 * the publisher who puts the next edition in place of the last.
 */
const isSafe = ({ link, content, edition }: SourceVerdict): boolean =>
  link.status !== 'soft-404' &&
  (content.change !== 'replaced' || edition.status === 'replaced-in-place');

const bare = (url: string | null): string | undefined =>
  parseAddress(url ?? '')?.href.replace(/#.*$/su, '');

/** True where an address leads to a source's own page, and not to a copy in which its passage was read. */
export const isOwnAddress = (url: string, source: SourceVerdict): boolean =>
  [source.url, source.finalUrl].some((own) => bare(own) === bare(url));

const sourceAddress = (source: SourceVerdict, quote?: QuoteVerdict): FindingAddress | null => {
  if (source.url === null) return null;
  const passage = quote?.link ?? null;
  const open = isSafe(source) && webUrl(passage ?? source.url) !== null;
  if (!open) return { kind: 'address', label: labels['page-unsafe'], url: source.url, open };
  const at = passage === null ? 'source' : isOwnAddress(passage, source) ? 'page' : 'copy';
  const { sheet, row, paragraph } = quote ?? {};
  const place = { at, page: quote?.page || null, sheet, row, paragraph };
  return { kind: 'address', label: fill(labels.page, place), url: passage ?? source.url, open };
};

/** The same as an address to link to; null where nobody should be sent. */
export const openUrl = (source: SourceVerdict, quote?: QuoteVerdict): string | null => {
  const address = sourceAddress(source, quote);
  return address?.open ? address.url : null;
};

/** What a copy of the document as it was would mend. */
export const ARCHIVE_FIXABLE_KINDS: ReadonlySet<Finding['kind']> = new Set<Finding['kind']>([
  'source-ending',
  'passage-missing',
  'passage-altered',
  'source-gone',
  'source-soft-404',
  'source-unreachable',
  'source-server-error',
  'content-replaced',
  'edition-withdrawn',
  'edition-replaced-in-place',
]);

/** The archived copy that carries the passage, where it would mend what was found; null where none is known. */
export const archivedReplacement = (
  finding: Finding,
  source: SourceVerdict | null,
): string | null => {
  if (source === null || !ARCHIVE_FIXABLE_KINDS.has(finding.kind)) return null;
  const { archive } = lastObservedSource(finding, source);
  return archive?.carriesPassage === true ? webUrl(archive.url) : null;
};
