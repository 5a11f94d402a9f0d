import type { Consequence, Finding } from '../model/finding.js';
import {
  type CitationVerdict,
  isElsewhere,
  type NewerEdition,
  type QuoteVerdict,
  type SourceVerdict,
} from '../model/verdict.js';
import { byHandWords, offerOf } from './by-hand.js';
import { day } from './dates.js';
import { webUrl } from './html.js';
import { omissionEvidence, QUOTED, type ShownPassage, type ShownWords } from './omission-evidence.js';
import { readingReason } from './reasons/content.js';
import { editionReason } from './reasons/edition.js';
import { messageOf } from './reasons/finding.js';
import { linkReason } from './reasons/link.js';
import { quoteReason } from './reasons/quote.js';
import { count, kindWords, linkWords, sentence, WITNESS } from './words.js';

/** One thing to show beside a finding. What is shown is decided here; how, by each renderer. */
export type FindingEvidence =
  | ShownWords
  | ShownPassage
  | { readonly kind: 'fact'; readonly label: string; readonly text: string }
  /** A problem that the finding explains. */
  | { readonly kind: 'consequence'; readonly label: string; readonly text: string }
  /** A line to paste. */
  | { readonly kind: 'line'; readonly label: string; readonly line: string }
  /** `open` is false where a browser should not be sent: a stranger may answer there. */
  | { readonly kind: 'address'; readonly label: string; readonly url: string; readonly open: boolean }
  | {
      readonly kind: 'fates';
      readonly newer: readonly NewerEdition[];
      readonly quotes: readonly QuoteVerdict[];
    };

const quotesOf = (source: SourceVerdict): readonly QuoteVerdict[] =>
  source.citations.flatMap((c) => c.quotes);

/** The citations that a finding touches: its own, or every use of its source. */
export const touched = (finding: Finding, source: SourceVerdict | null): readonly CitationVerdict[] =>
  (source?.citations ?? []).filter((c) => finding.citation === null || c.id === finding.citation);

/** `section 7b (ASI2025-01/31)`, or the citation's id alone where the section is unknown. */
export const place = (citation: CitationVerdict): string =>
  citation.section === null ? citation.id : `section ${citation.section} (${citation.id})`;

/**
 * A stranger may answer at an address that no longer shows the document, so nobody is sent there. In a series it is
 * the publisher who puts the next edition in place of the last.
 */
const isSafe = ({ link, content, edition }: SourceVerdict): boolean =>
  link.status !== 'soft-404' && (content.change !== 'replaced' || edition.status === 'replaced-in-place');

/** The address of the source, at the passage where that is known. */
export const sourceAddress = (source: SourceVerdict, quote?: QuoteVerdict): FindingEvidence | null => {
  if (source.url === null) return null;
  const passage = quote?.link ?? null;
  const open = isSafe(source) && webUrl(passage ?? source.url) !== null;
  const paragraph = quote?.paragraph === undefined ? '' : `, paragraph ${quote.paragraph}`;
  const page = `${quote?.page ? `, page ${quote.page}` : ''}${paragraph}`;
  if (passage !== null && open)
    return { kind: 'address', label: `The page, at the passage${page}`, url: passage, open };
  const label = open ? 'The page' : 'Not linked, because a stranger may answer there';
  return { kind: 'address', label: label + (open ? page : ''), url: source.url, open };
};

const archived = ({ archive, archiveUnasked }: SourceVerdict): readonly FindingEvidence[] => {
  const unasked =
    archiveUnasked === undefined ? [] : [fact('Archive', `could not be asked: ${archiveUnasked}`)];
  if (archive === null) return unasked;
  const { url, capturedAt, carriesPassage, nearest, unchanged } = archive;
  const carries =
    carriesPassage === true
      ? ', carries the passage'
      : carriesPassage === false
        ? ', without the passage'
        : '';
  return [
    { kind: 'address', label: `Archived copy of ${day(capturedAt)}${carries}`, url, open: true },
    ...(nearest === undefined
      ? []
      : [
          {
            kind: 'address',
            label: 'Nearer to the day of access, but without it',
            url: nearest,
            open: true,
          } as const,
        ]),
    ...(unchanged === undefined
      ? []
      : [
          fact(
            'Archive',
            'equal bytes before and after the day of access: the page did not change across it',
          ),
        ]),
    ...unasked,
  ];
};

const path = (source: SourceVerdict): readonly FindingEvidence[] => {
  const { hops } = source.link;
  if (hops.length === 0) return [];
  const steps = [...hops.map((h) => `${h.url} (${h.http})`), source.finalUrl ?? '?'];
  return [{ kind: 'fact', label: 'Redirects', text: steps.join(' → ') }];
};

const fact = (label: string, text: string): FindingEvidence => ({ kind: 'fact', label, text });

/** Where another witness read it: by hand, with how long ago that is. */
const read = ({ witness, byHand }: SourceVerdict, label: string): readonly FindingEvidence[] => {
  if (byHand !== undefined) return [fact('By hand', sentence(byHandWords(byHand)))];
  return isElsewhere(witness) ? [fact(label, `read ${WITNESS[witness]}`)] : [];
};

const offered = (source: SourceVerdict): readonly FindingEvidence[] => {
  const offer = offerOf(source);
  return offer === null ? [] : [{ kind: 'line', label: 'To hand it in', line: offer.line }];
};

const why = (reason: string): FindingEvidence => fact('Why', sentence(reason));

const aboutPassage = (source: SourceVerdict, quote: QuoteVerdict | undefined): readonly FindingEvidence[] => {
  if (quote === undefined) return [];
  const wording: readonly FindingEvidence[] =
    quote.diff.length > 0
      ? [{ kind: 'words', label: 'Quoted, and as it stands', parts: quote.diff }]
      : [{ kind: 'passage', label: QUOTED, text: quote.text }];
  const witness =
    source.byHand !== undefined
      ? read(source, 'Read')
      : source.witness === 'live'
        ? []
        : [fact('Read', WITNESS[source.witness])];
  return [...wording, why(quoteReason(quote.why)), ...witness];
};

const aboutLink = (source: SourceVerdict): readonly FindingEvidence[] => {
  const { link } = source;
  const failing =
    link.failures > 0
      ? [fact('Failing', `${count(link.failures, 'night', 'nights')}, since ${day(link.since)}`)]
      : [];
  return [
    why(linkReason(link.why)),
    ...failing,
    ...read(source, 'Passages'),
    ...offered(source),
    ...path(source),
  ];
};

const aboutContent = (source: SourceVerdict): readonly FindingEvidence[] => {
  const { diff } = source.content;
  const words: readonly FindingEvidence[] =
    diff.length > 0 ? [{ kind: 'words', label: 'Before, and now', parts: diff }] : [];
  return [...words, why(readingReason(source.content)), ...offered(source)];
};

const aboutEdition = (source: SourceVerdict): readonly FindingEvidence[] => {
  const { newer } = source.edition;
  const reason = why(editionReason(source.edition.why));
  if (newer.length === 0) return [reason];
  const addresses = newer.flatMap((e): readonly FindingEvidence[] =>
    e.url === null ? [] : [{ kind: 'address', label: `Edition ${e.edition}`, url: e.url, open: true }],
  );
  return [{ kind: 'fates', newer, quotes: quotesOf(source) }, reason, ...addresses];
};

const own = (finding: Finding, source: SourceVerdict): readonly FindingEvidence[] => {
  switch (finding.kind) {
    case 'passage-missing':
    case 'passage-altered':
      return aboutPassage(
        source,
        quotesOf(source).find((q) => q.id === finding.quote),
      );
    case 'passage-omission-changed':
    case 'passage-omission-weighs':
    case 'passage-place':
      return omissionEvidence(quotesOf(source).find((q) => q.id === finding.quote));
    case 'source-gone':
    case 'source-soft-404':
    case 'source-unreachable':
    case 'source-server-error':
    case 'source-moved':
    case 'source-blocked':
      return aboutLink(source);
    case 'content-replaced':
    case 'source-retracted':
    case 'source-corrected':
    case 'content-edited':
    case 'content-unread':
      return aboutContent(source);
    case 'edition-withdrawn':
    case 'edition-replaced-in-place':
    case 'edition-newer':
    case 'edition-overdue':
      return aboutEdition(source);
    case 'witness-stale':
      return [why(linkReason(source.link.why)), ...offered(source)];
    case 'access-stale':
      return touched(finding, source).map((c) =>
        fact('Last read', c.accessed === null ? 'not said' : day(c.accessed)),
      );
    case 'no-url':
      return [fact('Link', linkWords(source.link))];
    case 'lint-decision-expired':
    case 'lint-decision-pointless':
      return [];
  }
};

/** Passages that went with a finding in the same way, of which no changed words are known: told in one line. */
const together = (alike: readonly Consequence[], source: SourceVerdict | null): string => {
  const [one] = alike as [Consequence];
  if (alike.length === 1) return `${kindWords(one).name}. ${messageOf(one)}`;
  const ids = new Set(alike.map(({ citation }) => citation));
  const places = (source?.citations ?? []).filter(({ id }) => ids.has(id)).map(place);
  const words = count(alike.length, kindWords(one).one, kindWords(one).many);
  return `${[words, places.join(', ')].filter(Boolean).join(': ')}.`;
};

/** What a finding explains, with the words that changed. */
const consequences = (finding: Finding, source: SourceVerdict | null): readonly FindingEvidence[] => {
  const quotes = source === null ? [] : quotesOf(source);
  const alike = new Map<string, Consequence[]>();
  for (const one of finding.consequences ?? []) {
    const changed = (quotes.find(({ id }) => id === one.quote)?.diff ?? []).length > 0;
    const key = changed ? one.id : one.kind;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((group): readonly FindingEvidence[] => {
    const diff = quotes.find(({ id }) => id === group[0]?.quote)?.diff ?? [];
    return [
      { kind: 'consequence', label: 'With it', text: together(group, source) },
      ...(diff.length === 0
        ? []
        : [{ kind: 'words', label: 'Quoted, and as it stands', parts: diff } as const]),
    ];
  });
};

/** True when a message says it already, but for how it begins and ends. */
const isSaid = (message: string, text: string): boolean =>
  message.toLowerCase().includes(text.toLowerCase().replace(/\.$/, ''));

/** Everything that is known about a finding, most telling first; what its message says already is left out. */
export const evidenceOf = (finding: Finding, source: SourceVerdict | null): readonly FindingEvidence[] => {
  if (source === null) return consequences(finding, null);
  const quote = quotesOf(source).find((q) => q.id === finding.quote);
  const address = sourceAddress(source, quote);
  const led = consequences(finding, source);
  return [...led, ...own(finding, source), ...(address ? [address] : []), ...archived(source)].filter(
    (e) => e.kind !== 'fact' || !isSaid(messageOf(finding), e.text),
  );
};
