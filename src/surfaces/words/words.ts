import type { Shortfall } from '../../model/document.js';
import type { EditionReason, NewerEdition, SectionFate } from '../../model/edition.js';
import { type Finding, isFailure, type Severity } from '../../model/finding.js';
import type { LinkVerdict } from '../../model/link.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { EvidenceTip, UpdateFacts } from '../../model/run.js';
import { linkReason } from './links.js';
import { type Locale, reasonWords } from './locale.js';

/** The severity of a finding as a shape, beside its word, so that nobody needs the colour. */
export const SEVERITY_MARK: Readonly<Record<Severity, string>> = {
  high: '▲',
  medium: '◆',
  low: '○',
};

/** In the place of the severity of a finding that is over: how grave it was alarms nobody any more. */
export const RESOLVED_MARK = '✓';

/** A number and its words: `2 pages are gone`. */
export const count = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;

/** The same for whoever keeps a mail: it proves that the evidence was there on the day of the mail. */
export const tipProof = (locale: Locale, tip: EvidenceTip): string =>
  locale.fill(locale.messages.shared.proof, tip);

/** The last line of a night's evidence, as `citewatch evidence verify --noted` takes it. */
export const tipLine = ({ n, sha256 }: EvidenceTip): string => `Evidence ends at ${n}:${sha256}`;

/** A kind of finding: its heading, what is said of one, and of a number of them (a message with the blank `n`). */
export interface KindWords {
  readonly name: string;
  readonly one: string;
  readonly some: string;
}

/** What a finding is called. A failing page is called gone only when that is confirmed; until then its finding is low, and in a single look nothing is known of the page. */
export function kindWords(
  locale: Locale,
  { kind, severity, why }: Pick<Finding, 'kind' | 'severity'> & Partial<Pick<Finding, 'why'>>,
): KindWords {
  const isOpen = severity === 'low' && isFailure(kind);
  if (!isOpen) return locale.kinds[kind];
  return why?.single === true ? locale.unchecked : locale.failing;
}

/** `Quoted: the words`, as the language that is rendered in sets its colons. */
export const withLabel = (locale: Locale, label: string, text: string): string =>
  locale.fill(locale.messages.shared.labelled, { label, text });

/** What an update of citewatch alone changed, in one line; empty where it changed nothing. */
export const updateLine = (
  locale: Locale,
  updated: { readonly [N in keyof UpdateFacts]?: number | undefined } = {},
): string =>
  locale.fill(locale.messages.update.line, {
    findings: updated.findings ?? 0,
    unkept: updated.unkept ?? 0,
  });

/** A resolved finding, in a few words. */
export const endWords = (locale: Locale, finding: Finding): string =>
  locale.fill(locale.messages.shared.ended, {
    name: kindWords(locale, finding).name,
    since: finding.since,
    updated: finding.rules === 'ended',
  });

/** A judge's reason as a sentence of its own. */
export const sentence = (reason: string): string =>
  reason === ''
    ? ''
    : `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}${/[.!?…؟]\s?["”’»“)]?$/u.test(reason) ? '' : '.'}`;

export const linkWords = (locale: Locale, link: Pick<LinkVerdict, 'status' | 'by'>): string =>
  link.status === 'blocked' && link.by !== null
    ? locale.statuses.blockedBy[link.by]
    : locale.statuses.link[link.status];

/** What became of a passage in a newer edition, and of the section around it. */
export const fateWords = (
  locale: Locale,
  { verdict, section }: NewerEdition['quotes'][number],
): string =>
  section === undefined
    ? locale.statuses.quote[verdict]
    : locale.fill(locale.messages.fate.section, {
        fate: locale.statuses.quote[verdict],
        section: sectionWords(locale, section),
      });

/** What became of a passage: how exact the match is, and its place outside the main text. */
export const quoteWords = (
  locale: Locale,
  { verdict, tier, where }: Pick<QuoteVerdict, 'verdict' | 'tier' | 'where'>,
): string =>
  verdict === 'intact' && tier !== null
    ? locale.sideBySide([
        locale.statuses.tier[tier],
        ...(where === undefined || where === 'main' ? [] : [locale.statuses.place[where]]),
      ])
    : locale.statuses.quote[verdict];

/** An ISO instant as `15 March 2025, 02:07 UTC`. */
export const moment = (locale: Locale, iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return locale.fill(locale.messages.shared.moment, {
    at: at.toISOString(),
    time: at.toISOString().slice(11, 16),
  });
};

/** Why a task of the pool did not end, in words that follow "because". */
export const shortfallReason = reasonWords<Shortfall>((locale) => locale.messages.shortfall);

/** Why passages were not looked for in a text that was read. */
export const unmatchedReason = (locale: Locale, why: Shortfall): string =>
  locale.fill(locale.messages.shared.unsearched, { reason: shortfallReason(locale, why) });

export const editionReason: (locale: Locale, why: EditionReason) => string =
  reasonWords<EditionReason>(
    (locale) => locale.messages.edition,
    (locale) => ({
      incomparable: ({ seen }) => ({
        names: locale.sideBySide(
          seen.map(({ name }) => locale.fill(locale.messages.shared.quoted, { text: name })),
        ),
      }),
      'later-unread': ({ why }) => ({ inner: why && linkReason(locale, why) }),
      retracted: ({ type }) => ({ name: type.replaceAll('_', ' ') }),
      noted: ({ type }) => ({ vowel: /^[aeiou]/u.test(type), name: type.replaceAll('_', ' ') }),
      unlisted: ({ change }) => change ?? {},
      'other-document': ({ made }) => made ?? {},
      'not-compared': ({ why }) => ({ inner: shortfallReason(locale, why) }),
      both: ({ why, also }) => ({
        inner: editionReason(locale, why),
        also: editionReason(locale, also),
      }),
    }),
  );

export const sectionWords = reasonWords<SectionFate>((locale) => locale.messages.section);
