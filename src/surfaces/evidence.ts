import { parseAddress } from '../model/address.js';
import type { DiffPart } from '../model/content.js';
import type { NewerEdition } from '../model/edition.js';
import {
  type Consequence,
  FINDINGS,
  type Finding,
  isServedByCopy,
  type Observation,
} from '../model/finding.js';
import { optional } from '../model/optional.js';
import type { QuoteVerdict } from '../model/quote.js';
import { type CitationVerdict, isElsewhere, type SourceVerdict } from '../model/verdict.js';
import { webUrl } from './escape.js';
import { citationsTouched, groupItems, place, quotedFrom } from './publication.js';
import { byHandWords, handInOffer } from './saved-page.js';
import { quoteReason, readingReason, skippedWords } from './words/documents.js';
import { messageOf, omittedText } from './words/findings.js';
import { linkReason } from './words/links.js';
import type { Locale } from './words/locale.js';
import { editionReason, kindWords, linkWords, sentence } from './words/words.js';

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

const fact = (label: string, text: string): FindingEvidence => ({ kind: 'fact', label, text });
const why = (locale: Locale, reason: string): FindingEvidence =>
  fact(locale.messages.evidence.why, sentence(reason));
const addressEvidence = (label: string, url: string): FindingEvidence => ({
  kind: 'address',
  label,
  url,
  open: true,
});

const words = (label: string, parts: readonly DiffPart[], now?: string): Evidence =>
  parts.length === 0 ? [] : [{ kind: 'words', label, parts, ...optional({ now }) }];

/** Whether an archived copy carries the passages, as its message asks for it. */
const CARRIES = { true: 'yes', false: 'no', null: 'unknown' } as const;

const archiveEvidence = (
  locale: Locale,
  { archive, archiveUnasked, archiveSkipped }: SourceVerdict,
): Evidence => {
  const unasked = [
    ...(archiveUnasked === undefined
      ? []
      : [
          {
            kind: 'fact',
            label: locale.messages.evidence.archive,
            text: locale.fill(locale.messages.evidence['archive-unasked'], {
              reason: archiveUnasked,
            }),
            ofNight: true,
          } as const,
        ]),
    ...(archiveSkipped === undefined
      ? []
      : [fact(locale.messages.evidence.archive, skippedWords(locale, archiveSkipped))]),
  ];
  if (archive === null) return unasked;
  const { url, capturedAt, carriesPassage, nearest, unchanged } = archive;
  const carries = CARRIES[`${carriesPassage}`];
  return [
    addressEvidence(
      locale.fill(locale.messages.evidence['archived-copy'], { capturedAt, carries }),
      url,
    ),
    ...(nearest === undefined
      ? []
      : [addressEvidence(locale.messages.evidence['archived-nearer'], nearest)]),
    ...(unchanged === undefined
      ? []
      : [fact(locale.messages.evidence.archive, locale.messages.evidence['archived-unchanged'])]),
    ...unasked,
  ];
};

const redirects = (locale: Locale, { link: { hops }, finalUrl }: SourceVerdict): Evidence =>
  hops.length === 0
    ? []
    : [
        fact(
          locale.messages.evidence.redirects,
          [...hops.map((h) => `${h.url} (${h.http})`), finalUrl ?? '?'].join(' → '),
        ),
      ];

const readByHand = (locale: Locale, { byHand }: SourceVerdict): Evidence =>
  byHand === undefined
    ? []
    : [fact(locale.messages.evidence['by-hand'], sentence(byHandWords(locale, byHand)))];

const offerEvidence = (locale: Locale, source: SourceVerdict): Evidence => {
  const offer = handInOffer(locale, source);
  return offer === null
    ? []
    : [{ kind: 'line', label: locale.messages.evidence['hand-in'], line: offer.line }];
};

const aboutPassage = (
  locale: Locale,
  source: SourceVerdict,
  quote: QuoteVerdict | undefined,
  seen: string | undefined,
): Evidence => {
  if (quote === undefined) return [];
  const { byHand, witness } = source;
  const changed = words(
    locale.fill(locale.messages.evidence['quoted-and-then'], { seen }),
    quote.diff,
    quote.found ?? undefined,
  );
  const isElsewhere = byHand === undefined && witness !== 'live';
  return [
    ...(changed.length > 0
      ? changed
      : [{ kind: 'passage', label: locale.messages.evidence.quoted, text: quote.text } as const]),
    why(locale, quoteReason(locale, quote.why)),
    ...(isElsewhere
      ? [fact(locale.messages.evidence.read, locale.statuses.witness[witness])]
      : readByHand(locale, source)),
  ];
};

/** Of a single look nobody counts the nights, and nobody takes a page that was saved. */
const aboutLink = (locale: Locale, source: SourceVerdict, isSingle: boolean): Evidence => {
  const { link, byHand, witness } = source;
  return [
    why(locale, linkReason(locale, link.why)),
    ...(link.failures > 0 && !isSingle
      ? [
          fact(
            locale.messages.evidence.failing,
            locale.fill(locale.messages.evidence['failing-nights'], link),
          ),
        ]
      : []),
    ...(byHand === undefined && isElsewhere(witness)
      ? [
          fact(
            locale.messages.evidence.passages,
            locale.fill(locale.messages.evidence['read-there'], {
              place: locale.statuses.witness[witness],
            }),
          ),
        ]
      : readByHand(locale, source)),
    ...(isSingle ? [] : offerEvidence(locale, source)),
    ...redirects(locale, source),
  ];
};

const aboutContent = (
  locale: Locale,
  source: SourceVerdict,
  seen: string | undefined,
  isSingle: boolean,
): Evidence => [
  ...words(locale.fill(locale.messages.evidence['before-and-then'], { seen }), source.content.diff),
  why(locale, readingReason(locale, source.content)),
  ...(isSingle ? [] : offerEvidence(locale, source)),
];

const aboutEdition = (locale: Locale, source: SourceVerdict): Evidence => {
  const { newer, why: reason } = source.edition;
  if (newer.length === 0) return [why(locale, editionReason(locale, reason))];
  return [
    { kind: 'fates', newer, quotes: quotedFrom(source) },
    why(locale, editionReason(locale, reason)),
    ...newer.flatMap(({ edition, url }) =>
      url === null
        ? []
        : [addressEvidence(locale.fill(locale.messages.evidence.edition, { edition }), url)],
    ),
  ];
};

/** `source` as it was when the finding was last observed, and as it is `now`. */
const observedEvidence = (
  locale: Locale,
  finding: Finding,
  source: SourceVerdict,
  now: SourceVerdict,
): Evidence => {
  const { kind, why: reason } = finding;
  const isSingle = reason.single === true;
  const quote = lastObservedQuote(finding, source);
  const seen = seenBefore(finding, now)?.at;
  const { about, ladder } = FINDINGS[kind];
  if (ladder === 'passage') return aboutPassage(locale, source, quote, seen);
  if (about === 'passage') return omissionEvidence(locale, quote, seen);
  if (about === 'edition') return aboutEdition(locale, source);
  if (about === 'content') return aboutContent(locale, source, seen, isSingle);
  if (about === 'decision') return [];
  if (kind === 'witness-stale')
    return [why(locale, linkReason(locale, source.link.why)), ...offerEvidence(locale, source)];
  if (kind === 'no-url')
    return [fact(locale.messages.evidence.link, linkWords(locale, source.link))];
  if (kind !== 'access-stale') return aboutLink(locale, source, isSingle);
  return citationsTouched(finding, source).map((cited) =>
    fact(
      locale.messages.evidence['last-read'],
      locale.fill(locale.messages.evidence.accessed, cited),
    ),
  );
};

const isSaid = (message: string, text: string): boolean =>
  message.toLowerCase().includes(text.toLowerCase().replace(/\.$/, ''));

/**
 * Everything that is known about a finding, most telling first; what its message says already is left out. Where this run did not
 * see it, as it was last seen, and why it was not seen now.
 */
export const evidenceOf = (
  locale: Locale,
  finding: Finding,
  source: SourceVerdict | null,
): readonly FindingEvidence[] => {
  if (source === null) return consequences(locale, finding, null);
  const then = lastObservedSource(finding, source);
  // Whether it is safe to go there is what is known now.
  const address = sourceAddress(locale, source, lastObservedQuote(finding, source));
  const unseen = unobservedReason(locale, finding, source);
  return [
    ...consequences(locale, finding, source),
    ...observedEvidence(locale, finding, then, source),
    ...(unseen === null ? [] : [fact(locale.messages.evidence.tonight, unseen)]),
    ...(address ? [address] : []),
    ...archiveEvidence(locale, then),
  ].filter((e) => e.kind !== 'fact' || !isSaid(messageOf(locale, finding), e.text));
};

/** What a quotation leaves out, and its edges: each with its place. */
export const omittedWords = (
  locale: Locale,
  { omitted = [] }: Pick<QuoteVerdict, 'omitted'>,
): readonly ShownPassage[] =>
  omitted.map((one) => ({
    kind: 'passage',
    label: locale.statuses.omissionPlace[one.where],
    text: omittedText(one),
  }));

/** What is shown of a passage that stands and whose omissions ask for a reader: their change, the passage, and they. `seen`: as of when, where not now. */
const omissionEvidence = (
  locale: Locale,
  quote: QuoteVerdict | undefined,
  seen: string | undefined,
): Evidence =>
  quote === undefined
    ? []
    : [
        ...words(
          locale.fill(locale.messages.evidence['left-out-and-then'], { seen }),
          quote.omissionChanged?.diff ?? [],
        ),
        ...words(
          locale.fill(locale.messages.evidence['over-and-then'], { seen }),
          quote.contextChanged?.diff ?? [],
        ),
        { kind: 'passage', label: locale.messages.evidence.quoted, text: quote.text },
        ...omittedWords(locale, quote),
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
export const lastObservedWords = (
  locale: Locale,
  finding: Shown,
  source: SourceVerdict | null,
): string | null => {
  const seen = seenBefore(finding, source);
  return seen === undefined
    ? null
    : locale.fill(locale.messages.evidence['as-read'], { seen: seen.at });
};

/** What this run says in the place of what it did not see. */
function reasonNow(locale: Locale, { quote, seen }: Shown, source: SourceVerdict): string {
  if (source.link.status === 'unjudged') return linkReason(locale, source.link.why);
  if (seen?.content !== undefined) return readingReason(locale, source.content);
  if (seen?.edition !== undefined) return editionReason(locale, source.edition.why);
  const now =
    seen?.quote === undefined ? undefined : quotedFrom(source).find(({ id }) => id === quote);
  return now === undefined ? linkReason(locale, source.link.why) : quoteReason(locale, now.why);
}

/** Why this run did not see a finding, and when what is shown of it was seen; null where it saw it. */
export const unobservedReason = (
  locale: Locale,
  finding: Shown,
  source: SourceVerdict,
): string | null => {
  const seen = seenBefore(finding, source);
  return seen === undefined
    ? null
    : locale.fill(locale.messages.evidence['shown-of'], {
        reason: sentence(reasonNow(locale, finding, source)),
        seen: seen.at,
      });
};

/** Passages that went with a finding in the same way, of which no changed words are known: told in one line. */
const consequenceLine = (
  locale: Locale,
  alike: readonly [Consequence, ...Consequence[]],
  source: SourceVerdict | null,
): string => {
  const [one] = alike;
  const kind = kindWords(locale, one);
  if (alike.length === 1)
    return locale.fill(locale.messages.evidence['with-it-one'], {
      name: kind.name,
      message: messageOf(locale, one),
    });
  const ids = new Set(alike.map(({ citation }) => citation));
  const places = (source?.citations ?? [])
    .filter(({ id }) => ids.has(id))
    .map((citation) => place(locale, citation));
  const what = locale.fill(kind.some, { n: alike.length });
  return locale.fill(locale.messages.evidence['with-it-many'], {
    what,
    places: locale.sideBySide(places),
  });
};

const consequences = (locale: Locale, finding: Finding, source: SourceVerdict | null): Evidence => {
  const diffOf = (one: Consequence) => lastObservedQuote(one, source)?.diff ?? [];
  const alike = groupItems(finding.consequences ?? [], (one) =>
    diffOf(one).length > 0 ? one.id : one.kind,
  );
  return [...alike.values()].flatMap((group): Evidence => {
    const [one] = group;
    return [
      {
        kind: 'consequence',
        label: locale.messages.evidence['with-it'],
        text: consequenceLine(locale, group, source),
      },
      ...words(
        locale.fill(locale.messages.evidence['quoted-and-then'], {
          seen: seenBefore(one, source)?.at,
        }),
        diffOf(one),
      ),
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

const withoutFragment = (url: string | null): string | undefined =>
  parseAddress(url ?? '')?.href.replace(/#.*$/su, '');

/** True where an address leads to a source's own page, and not to a copy in which its passage was read. */
export const isOwnAddress = (url: string, source: SourceVerdict): boolean =>
  [source.url, source.finalUrl].some((own) => withoutFragment(own) === withoutFragment(url));

/** What the address of a passage leads to: the source where it has none of its own, its page, or a copy. */
const addressRole = (passage: string | null, source: SourceVerdict): string => {
  if (passage === null) return 'source';
  return isOwnAddress(passage, source) ? 'page' : 'copy';
};

const sourceAddress = (
  locale: Locale,
  source: SourceVerdict,
  quote?: QuoteVerdict,
): FindingAddress | null => {
  if (source.url === null) return null;
  const passage = quote?.link ?? null;
  const open = isSafe(source) && webUrl(passage ?? source.url) !== null;
  if (!open)
    return {
      kind: 'address',
      label: locale.messages.evidence['page-unsafe'],
      url: source.url,
      open,
    };
  const { sheet, row, paragraph } = quote ?? {};
  const place = {
    at: addressRole(passage, source),
    page: quote?.page || null,
    sheet,
    row,
    paragraph,
  };
  return {
    kind: 'address',
    label: locale.fill(locale.messages.evidence.page, place),
    url: passage ?? source.url,
    open,
  };
};

/** The same as an address to link to; null where nobody should be sent. */
export const openUrl = (
  locale: Locale,
  source: SourceVerdict,
  quote?: QuoteVerdict,
): string | null => {
  const address = sourceAddress(locale, source, quote);
  return address?.open ? address.url : null;
};

/** The archived copy that carries the passage, where it would mend what was found; null where none is known. */
export const archivedReplacement = (
  finding: Finding,
  source: SourceVerdict | null,
): string | null => {
  if (source === null || !isServedByCopy(finding.kind)) return null;
  const { archive } = lastObservedSource(finding, source);
  return archive?.carriesPassage === true ? webUrl(archive.url) : null;
};
