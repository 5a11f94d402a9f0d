import type { Finding } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import { isElsewhere, type SourceVerdict } from '../model/verdict.js';
import { asRead, asSeen, passageSeen, unseenTonight } from './as-seen.js';
import { byHandWords, offerOf } from './by-hand.js';
import { consequences } from './consequences.js';
import { day } from './dates.js';
import { omissionEvidence, QUOTED } from './omission-evidence.js';
import { readingReason } from './reasons/content.js';
import { editionReason } from './reasons/edition.js';
import { messageOf } from './reasons/finding.js';
import { linkReason } from './reasons/link.js';
import { quoteReason } from './reasons/quote.js';
import type { FindingEvidence } from './shown-evidence.js';
import { sourceAddress } from './source-address.js';
import { quotedFrom, touched } from './touched-citations.js';
import { count, linkWords, sentence, WITNESS } from './words.js';

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

const aboutPassage = (
  source: SourceVerdict,
  quote: QuoteVerdict | undefined,
  then: string | null,
): readonly FindingEvidence[] => {
  if (quote === undefined) return [];
  const wording: readonly FindingEvidence[] =
    quote.diff.length > 0
      ? [
          {
            kind: 'words',
            label: `Quoted, and ${then ?? 'as it stands'}`,
            parts: quote.diff,
            now: quote.found ?? undefined,
          },
        ]
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

const aboutContent = (source: SourceVerdict, then: string | null): readonly FindingEvidence[] => {
  const { diff } = source.content;
  const words: readonly FindingEvidence[] =
    diff.length > 0 ? [{ kind: 'words', label: `Before, and ${then ?? 'now'}`, parts: diff }] : [];
  return [...words, why(readingReason(source.content)), ...offered(source)];
};

const aboutEdition = (source: SourceVerdict): readonly FindingEvidence[] => {
  const { newer } = source.edition;
  const reason = why(editionReason(source.edition.why));
  if (newer.length === 0) return [reason];
  const addresses = newer.flatMap((e): readonly FindingEvidence[] =>
    e.url === null ? [] : [{ kind: 'address', label: `Edition ${e.edition}`, url: e.url, open: true }],
  );
  return [{ kind: 'fates', newer, quotes: quotedFrom(source) }, reason, ...addresses];
};

/** `source` as it was when the finding was last seen, and as it is `now`. */
const own = (finding: Finding, source: SourceVerdict, now: SourceVerdict): readonly FindingEvidence[] => {
  switch (finding.kind) {
    case 'passage-missing':
    case 'passage-altered':
      return aboutPassage(source, passageSeen(finding, source), asRead(finding, now));
    case 'passage-omission-changed':
    case 'passage-omission-weighs':
    case 'passage-place':
      return omissionEvidence(passageSeen(finding, source), asRead(finding, now));
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
      return aboutContent(source, asRead(finding, now));
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

/** True when a message says it already, but for how it begins and ends. */
const isSaid = (message: string, text: string): boolean =>
  message.toLowerCase().includes(text.toLowerCase().replace(/\.$/, ''));

/**
 * Everything that is known about a finding, most telling first; what its message says already is left out. Where this run did not
 * see it, as it was last seen, and why it was not seen now.
 */
export const evidenceOf = (finding: Finding, source: SourceVerdict | null): readonly FindingEvidence[] => {
  if (source === null) return consequences(finding, null);
  const then = asSeen(finding, source);
  // Whether it is safe to go there is what is known now.
  const address = sourceAddress(source, passageSeen(finding, source));
  const led = consequences(finding, source);
  const unseen = unseenTonight(finding, source);
  return [
    ...led,
    ...own(finding, then, source),
    ...(unseen === null ? [] : [fact('Tonight', unseen)]),
    ...(address ? [address] : []),
    ...archived(then),
  ].filter((e) => e.kind !== 'fact' || !isSaid(messageOf(finding), e.text));
};
