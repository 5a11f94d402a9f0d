import type { ContentChange } from '../../model/content.js';
import type { Shortfall } from '../../model/document.js';
import type {
  EditionReason,
  EditionStatus,
  NewerEdition,
  SectionFate,
} from '../../model/edition.js';
import { type Finding, type FindingKind, LADDERS, type Severity } from '../../model/finding.js';
import type { LinkVerdict } from '../../model/link.js';
import type { QuoteStatus, QuoteVerdict } from '../../model/quote.js';
import type { EvidenceTip, UpdateFacts } from '../../model/run.js';
import type { Witness } from '../../model/verdict.js';
import { linkReason } from './links.js';
import {
  andList,
  day,
  failing,
  fill,
  kinds,
  messages,
  reasonWords,
  sideBySide,
  statuses,
  unchecked,
} from './messages.js';

export { andList, day };

/** The severity of a finding: a shape and a word, so that nobody needs the colour. */
export const SEVERITY: Readonly<
  Record<Severity, { readonly mark: string; readonly word: string }>
> = {
  high: severity('high', '▲'),
  medium: severity('medium', '◆'),
  low: severity('low', '○'),
};

/** In the place of the severity of a finding that is over: how grave it was alarms nobody any more. */
export const RESOLVED_MARK = '✓';

function severity(of: Severity, mark: string) {
  return {
    mark,
    get word() {
      return statuses.severity[of];
    },
  };
}

/** A number and its words: `2 pages are gone`. */
export const count = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;

/** What the terminal, which is in English, says of a source on a night without the web. */
export const NOT_LOOKED_AT = statuses.nightOutcome.offline;

/** The same for whoever keeps a mail: it proves that the evidence was there on the day of the mail. */
export const tipProof = (tip: EvidenceTip): string => fill(messages.shared.proof, tip);

/** The last line of a night's evidence, as `citewatch evidence verify --noted` takes it. */
export const tipLine = ({ n, sha256 }: EvidenceTip): string => `Evidence ends at ${n}:${sha256}`;

/** A kind of finding: its heading, what is said of one, and of a number of them (a message with the blank `n`). */
export interface KindWords {
  readonly name: string;
  readonly one: string;
  readonly some: string;
}

export const KIND: Readonly<Record<FindingKind, KindWords>> = kinds;

/** What a finding is called. A failing page is called gone only when that is confirmed; until then its finding is low, and in a single look nothing is known of the page. */
export function kindWords({
  kind,
  severity,
  why,
}: Pick<Finding, 'kind' | 'severity'> & Partial<Pick<Finding, 'why'>>): KindWords {
  const isOpen = severity === 'low' && (LADDERS.address as readonly FindingKind[]).includes(kind);
  if (!isOpen) return KIND[kind];
  return why?.single === true ? unchecked : failing;
}

/** `Quoted: the words`, as the language that is rendered in sets its colons. */
export const withLabel = (label: string, text: string): string =>
  fill(messages.shared.labelled, { label, text });

/** What an update of citewatch alone changed, in one line; empty where it changed nothing. */
export const updateLine = (
  updated: { readonly [N in keyof UpdateFacts]?: number | undefined } = {},
): string =>
  fill(messages.update.line, { findings: updated.findings ?? 0, unkept: updated.unkept ?? 0 });

/** A resolved finding, in a few words. */
export const ended = (finding: Finding): string =>
  fill(messages.shared.ended, {
    name: kindWords(finding).name,
    since: finding.since,
    updated: finding.rules === 'ended',
  });

/** A judge's reason as a sentence of its own. */
export const sentence = (reason: string): string =>
  reason === ''
    ? ''
    : `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}${/[.!?…؟]\s?["”’»“)]?$/u.test(reason) ? '' : '.'}`;

export const linkWords = (link: Pick<LinkVerdict, 'status' | 'by'>): string =>
  link.status === 'blocked' && link.by !== null
    ? statuses.blockedBy[link.by]
    : statuses.link[link.status];

export const CONTENT: Readonly<Record<ContentChange, string>> = statuses.content;

export const QUOTE: Readonly<Record<QuoteStatus, string>> = statuses.quote;

export const EDITION: Readonly<Record<EditionStatus, string>> = statuses.edition;

export const WITNESS: Readonly<Record<Witness, string>> = statuses.witness;

/** What became of a passage in a newer edition, and of the section around it. */
export const fateWords = ({ verdict, section }: NewerEdition['quotes'][number]): string =>
  section === undefined
    ? QUOTE[verdict]
    : fill(messages.fate.section, { fate: QUOTE[verdict], section: sectionWords(section) });

/** What became of a passage: how exact the match is, and its place outside the main text. */
export const quoteWords = ({
  verdict,
  tier,
  where,
}: Pick<QuoteVerdict, 'verdict' | 'tier' | 'where'>): string =>
  verdict === 'intact' && tier !== null
    ? sideBySide([
        statuses.tier[tier],
        ...(where === undefined || where === 'main' ? [] : [statuses.place[where]]),
      ])
    : QUOTE[verdict];

/** An ISO instant as `15 March 2025, 02:07 UTC`. */
export const moment = (iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return fill(messages.shared.moment, {
    at: at.toISOString(),
    time: at.toISOString().slice(11, 16),
  });
};

/** Why a task of the pool did not end, in words that follow "because". */
export const shortfallReason = reasonWords<Shortfall>(messages.shortfall);

/** Why passages were not looked for in a text that was read. */
export const unmatchedReason = (why: Shortfall): string =>
  fill(messages.shared.unsearched, { reason: shortfallReason(why) });

export const editionReason: (why: EditionReason) => string = reasonWords<EditionReason>(
  messages.edition,
  {
    incomparable: ({ seen }) => ({
      names: sideBySide(seen.map(({ name }) => fill(messages.shared.quoted, { text: name }))),
    }),
    'later-unread': ({ why }) => ({ inner: why && linkReason(why) }),
    retracted: ({ type }) => ({ name: type.replaceAll('_', ' ') }),
    noted: ({ type }) => ({ vowel: /^[aeiou]/u.test(type), name: type.replaceAll('_', ' ') }),
    unlisted: ({ change }) => change ?? {},
    'other-document': ({ made }) => made ?? {},
    'not-compared': ({ why }) => ({ inner: shortfallReason(why) }),
    both: ({ why, also }) => ({ inner: editionReason(why), also: editionReason(also) }),
  },
);

export const sectionWords = reasonWords<SectionFate>(messages.section);
